import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FactorList } from '#contract/factors.ts'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

const server: { factors: FactorList['factors']; pushed: OfficeCommand[] } = {
  factors: [],
  pushed: [],
}

vi.mock('../../src/client/api/office.ts', () => ({
  askOffice: () => {
    const state = { recoveryCodesLeft: 10, needed: false, lacking: false, provider: null }
    return Promise.resolve({ ok: true, value: { factors: server.factors, ...state } })
  },
  pushOffice: (_: string, [command]: OfficeCommand[]) => {
    if (command) server.pushed.push(command)
    const results = [{ id: command?.id, result: 'applied', version: 2 }]
    return Promise.resolve({ ok: true, value: { serverTime: '', results } })
  },
}))

const app: FactorList['factors'][number] = {
  ...{ id: 'f1', kind: 'totp', name: 'Điện thoại của tôi', version: 1 },
  ...{ createdAt: '2026-11-01T00:00:00.000Z', usedAt: null },
}

let notebook: Notebook
beforeEach(() => {
  freshMachine()
  Object.assign(server, { factors: [app], pushed: [] })
})
afterEach(async () => {
  await notebook.close()
  cutLine()
})

const sees = (text: string) => until(() => notebook.text().includes(text))

async function askToRemove(): Promise<void> {
  notebook = await openNotebook('/account/security')
  await sees(app.name)
  notebook.press(`Sửa ${app.name}`)
  await sees('Lưu tên')
  notebook.press('Bỏ cách này')
  await sees(`Bỏ ${app.name}?`)
}

it('removes nothing before it was asked again', async () => {
  await askToRemove()
  await sees('Sổ và những gì đã ghi còn nguyên.')
  notebook.press('Giữ lại')
  await until(() => !notebook.text().includes(`Bỏ ${app.name}?`))
  expect(server.pushed).toEqual([])
})

it('says that the recovery codes go with the last one, and removes it', async () => {
  await askToRemove()
  await sees('các mã dự phòng, kể cả bản đã in, cũng không dùng được nữa')
  notebook.press('Bỏ cách này')
  await until(() => server.pushed.length === 1)
  expect(server.pushed[0]).toMatchObject({ kind: 'factor.remove', record: { id: 'f1' }, base: 1 })
  await until(() => !notebook.text().includes(`Bỏ ${app.name}?`))
})

it('says that the other ways stay', async () => {
  server.factors = [app, { ...app, id: 'f2', kind: 'passkey', name: 'Máy bàn' }]
  await askToRemove()
  await sees('Các cách xác minh khác và mã dự phòng vẫn dùng được.')
})
