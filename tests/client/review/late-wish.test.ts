import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDevice } from '../../../src/client/device/open.ts'
import { binh, hoa, ledger } from '../../domain/world.ts'
import { anOffice, sessionOf, today } from '../../device/tablet.ts'
import { openDesk, until, type Desk } from '../a-desk.ts'

let desk: Desk

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')))
  const routes = [{ steps: [{ unit: 'own', roles: ['principal'] }] }] as const
  const office = anOffice([{ ...ledger, closesOn: '2026-11-10', routes }])
  const author = await openDevice(sessionOf(hoa))
  await author.synchronise(office.for(hoa))
  const input = { roundId: 'ledger', reason: 'Bão, mất điện ba ngày' }
  const write = { planId: 'plan', recordId: 'a', base: 0, input } as const
  await author.perform({ kind: 'submission.ask-late', ...write })
  await author.synchronise(office.for(hoa))
  author.close()
  desk = await openDesk('/review', binh, office)
})
afterEach(() => {
  desk.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('stands in the queue of whoever may answer it', async () => {
  await until(() => desk.text().includes('xin nộp muộn'))
  expect(desk.text()).toContain('1 bài')
})

it('is granted on its page, without a line', async () => {
  await desk.go('/review/plan/a')
  await until(() => desk.text().includes('Bão, mất điện ba ngày'))
  desk.press('Gửi trả lời')
  await until(() => desk.text().includes('Được nộp muộn tới hết 24/11/2026'))
  await desk.synchronise()
  expect(desk.office.records.get('a')?.submission.lateRequests[0]?.answer).toMatchObject({
    granted: true,
    until: '2026-11-24',
  })
})

it('is turned down only with a reason', async () => {
  await desk.go('/review/plan/a')
  await until(() => desk.text().includes('Trả lời'))
  desk.press('Chưa cho')
  await until(() => desk.text().includes('Lý do, người viết sẽ đọc được'))
  desk.press('Gửi trả lời')
  await until(() => desk.text().includes('cần ghi lý do'))
  desk.write('Lý do', 'Sở đã tổng hợp xong')
  desk.press('Gửi trả lời')
  await until(() => desk.text().includes('Chưa được nộp muộn'))
  expect(desk.text()).toContain('Sở đã tổng hợp xong')
})
