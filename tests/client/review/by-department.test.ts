import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { QueuePage, QueueRow } from '../../../src/contract/queue.ts'
import { binh, mai, units } from '../../domain/world.ts'
import { today } from '../../device/tablet.ts'
import type { Office } from '../../support/office.ts'
import { anOfficeWithTwo, decides, openDesk, replyOf, until, type Desk } from '../a-desk.ts'
import { settled } from './settled.ts'

let desk: Desk
let office: Office
let isCut = false
let asked: string[] = []

/** The server's two doors, honest about the two records that wait for the Sở. */
function answer(url: string): Response {
  asked.push(url)
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const id = /submissions\/(\w+)$/.exec(pathname)?.[1]
  if (id) return office.records.has(id) ? json(replyOf(office, id)) : missing()
  if (pathname.endsWith('/queue')) return json(page(searchParams.get('cursor')))
  return missing()
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const missing = () => json({ code: 'submission.not-found' }, 404)

function page(cursor: string | null): QueuePage {
  const row = cursor ? rowOf('a') : rowOf('b')
  const { people } = replyOf(office, 'a')
  return {
    rows: [row],
    people,
    units: structuredClone([...units.values()]) as QueuePage['units'],
    total: 2,
    counts: { mine: 2, all: 9, again: 0, standing: { received: 2 } },
    next: cursor ? null : 'after-b',
    serverTime: new Date().toISOString(),
  }
}

function rowOf(id: string): QueueRow {
  const { record, event } = replyOf(office, id)
  return {
    ...{ id, event, roundId: record.roundId, authorId: record.authorId, unitId: record.unitId },
    ...{ standing: record.standing, waitsAt: 'so', mine: true, revision: 1, title: `Bài ${id}` },
    ...{ periods: 4, programme: 'ct1', lastDay: '2026-11-14' },
    ...{ sentAt: '2026-11-13T02:00:00.000Z', waitingDays: 8 },
  }
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
  isCut = false
  asked = []
  vi.stubGlobal('fetch', (url: string) =>
    isCut ? Promise.reject(new TypeError('no line')) : Promise.resolve(answer(url)),
  )
  office = await anOfficeWithTwo()
  await decides(office, binh, 'a')
  await decides(office, binh, 'b')
})
afterEach(() => {
  desk.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the queue of the Sở, asked from the server', () => {
  it('shows a page, then more, and asks with the filters of the address', async () => {
    desk = await openDesk('/review?programme=ct1', mai, office)
    await until(() => desk.text().includes('Bài b'))
    expect(desk.text()).toContain('chờ 8 ngày')
    expect(desk.text()).toContain('chờ 8 ngày, đã lâu')
    expect(desk.text()).not.toContain('quá 5 ngày')
    expect(desk.text()).toContain('Chờ tôi 2')
    desk.press('Xem thêm')
    await until(() => desk.text().includes('Bài a'))
    const queue = asked.filter((url) => url.includes('/queue'))
    expect(queue[0]).toContain('programme=ct1')
    expect(queue[0]).toContain('of=mine')
    expect(queue.at(-1)).toContain('cursor=after-b')
  })

  it('has as many rows as before, and marks the one that was left, when one comes back', async () => {
    desk = await openDesk('/review', mai, office)
    await until(() => desk.text().includes('Bài b'))
    desk.press('Xem thêm')
    await until(() => desk.text().includes('Bài a'))
    desk.press('Nguyễn Thị Hoa')
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    isCut = true
    await desk.go('/review')
    await until(() => desk.text().includes('Bài a'))
    expect(desk.text()).toContain('Bài b')
    await until(() => document.activeElement?.textContent.includes('Nguyễn Thị Hoa'))
    await until(() => desk.text().includes('Danh sách lúc'))
    isCut = false
    desk.press('Thử lại')
    await until(() => !desk.text().includes('Danh sách lúc'))
    expect(desk.text()).toContain('Bài a')
  })

  it('does not say that nothing waits where no list was seen', async () => {
    desk = await openDesk('/review/plan/b', mai, office)
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    desk.press('Xác nhận')
    await until(() => desk.text().includes('Đã xác nhận: Học liệu số.'))
    expect(desk.text()).not.toContain('Hết bài chờ')
  })

  it('shows the last answer, dated, when there is no line', async () => {
    desk = await openDesk('/review', mai, office)
    await until(() => desk.text().includes('Bài b'))
    await vi.waitFor(async () => {
      expect(await desk.device.read.plans()).toHaveLength(1)
    })
    await desk.go('/outbox')
    isCut = true
    await desk.go('/review')
    await until(() => desk.text().includes('Danh sách lúc 21/11/2026'))
    expect(desk.text()).toContain('Bài b')
  })

  it('says so where no list was ever fetched', async () => {
    isCut = true
    desk = await openDesk('/review', mai, office)
    await until(() => desk.text().includes('Chưa lấy được danh sách'))
    expect(desk.text()).toContain('vẫn còn trên máy')
  })

  it('fetches a record and keeps it: it is decided on when the line has gone, and leaves what waits', async () => {
    desk = await openDesk('/review', mai, office)
    await until(() => desk.text().includes('Bài b'))
    desk.press('Trần Văn An')
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    isCut = true
    await settled()
    desk.key('x')
    await until(() => desk.path() === '/review')
    expect(await desk.device.read.outbox()).toMatchObject([
      { recordId: 'b', input: { verdict: 'accepted', step: 1, revision: 1 } },
    ])
    await until(() => desk.text().includes('Kết luận của thầy cô chờ gửi'))
    expect(desk.text()).toContain('Chờ tôi 1')
  })

  it('tells not yours and not there in the same words', async () => {
    desk = await openDesk('/review/plan/zzz', mai, office)
    await until(() => desk.text().includes('Không có bài này'))
  })
})
