import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import type { DeskReply, DryRunReply, InstrumentList, RoundList } from '#contract/rounds.ts'
import { someTerms } from '../../builders/rounds.ts'
import { someone } from '../../domain/world.ts'
import { cutLine, line } from '../a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from '../a-notebook.ts'

vi.mock('../../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
  endSession: () => Promise.resolve({ ok: true, value: undefined }),
}))

/** What the server says to a path, and to every write; `undefined` is no line. */
const server: {
  answers: Record<string, unknown>
  result: object | undefined
  pushed: OfficeCommand[]
  trials: object[]
} = { answers: {}, result: undefined, pushed: [], trials: [] }
const said = (value: unknown) => (value ? { ok: true, value } : { ok: false, word: 'unreachable' })

vi.mock('../../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => Promise.resolve(said(server.answers[path])),
  pushOffice: (_: string, [command]: OfficeCommand[]) => {
    if (command) server.pushed.push(command)
    const results = [{ id: command?.id, ...server.result }]
    return Promise.resolve(said(server.result && { serverTime: '', results }))
  },
}))
vi.mock('../../../src/client/state/round-trial.ts', async (original) => {
  const real = await original<object>()
  const { useAsk } = await import('../../../src/client/state/ask.ts')
  return {
    ...real,
    useTrial: (terms: () => object | undefined) =>
      useAsk<DryRunReply>(() => {
        const asked = terms()
        if (asked) server.trials.push(asked)
        return Promise.resolve(asked ? { ok: true, value: trial } : noAnswer)
      }),
  }
})
const noAnswer = { ok: false, word: 'unreachable' } as const

const an = someone('an', 'so', 'administrator')
const so = { id: 'so', parentId: 'bo', kind: 'department', name: 'Sở Hoa Ban', levels: [] } as const
const plan = { id: 'plan', unitId: 'so', title: 'Kế hoạch', from: '2026-01-01', until: null }
const terms = someTerms({ unitIds: ['so'] })
const round = { ...terms, id: 'r-1', planId: 'plan', version: 3, opensOn: '2020-01-01' }
const counts = { asked: 90, sent: 66, late: 2 }
const list = {
  ...{ departments: [so], plans: [plan], tasks: [] },
  rounds: [{ round: { ...round, closesOn: '2990-01-01', title: 'Đợt đang chạy' }, counts }],
} as unknown as RoundList
const instruments: InstrumentList = {
  instruments: [
    { id: 'training-record', titleVi: 'Mẫu ghi', titleEn: 'Form', versions: [1], levels: [] },
  ],
}
const trial: DryRunReply = {
  figures: [
    { name: 'people', count: 264 },
    { name: 'people-unconfirmed', count: 7 },
  ],
  ...{ unitsByKind: [], unitsByLevel: [], peopleByKind: [], peopleByLevel: [] },
}

let notebook: Notebook
const open = async (path: string) => {
  notebook = await openNotebook(path, undefined, an)
}
const sees = (text: string) => until(() => notebook.text().includes(text))

beforeEach(() => {
  freshMachine()
  cutLine()
  const answers = {
    '/rounds': list,
    '/instruments': instruments,
    '/rounds/r-1': { round, counts, units: [so] },
  }
  Object.assign(server, { answers, pushed: [], trials: [] })
  server.result = { result: 'applied', version: 4 }
})
afterEach(() => notebook.close())

describe('the rounds', () => {
  // The first page that is opened fetches the whole app.
  it('say how far each has come, and what waits', { timeout: 20_000 }, async () => {
    await open('/office/rounds')
    await sees('Đợt đang chạy')
    for (const words of ['Đang mở', '66 trên 90 người', '2 lời xin nộp muộn', '1 đợt đang mở']) {
      expect(notebook.text()).toContain(words)
    }
  })

  it('begin with the plan, where a department has none', async () => {
    server.answers['/rounds'] = { ...list, plans: [], rounds: [] }
    await open('/office/rounds')
    await sees('Kế hoạch của Sở')
    notebook.press('Lập kế hoạch')
    await until(() => server.pushed.length > 0)
    expect(server.pushed[0]).toMatchObject({ kind: 'plan.found', input: { unitId: 'so' } })
  })
})

describe('a new round', () => {
  const fillIn = async () => {
    await open('/office/rounds/new')
    await sees('Sở Hoa Ban')
    notebook.type('Tên đợt', 'Tự đánh giá')
    notebook.press('Mở lâu dài')
    const day = document.querySelector<HTMLInputElement>('input[type=date]')
    if (!day) throw new Error('there is no first day')
    day.value = '2026-12-01'
    day.dispatchEvent(new Event('input', { bubbles: true }))
    await until(() => server.trials.length > 0)
  }

  it('shows whom it would reach, and who has nobody to confirm', async () => {
    await fillIn()
    await sees('264')
    expect(notebook.text()).toContain('7 người chưa có ai xác nhận bài')
    expect(server.trials[0]).toMatchObject({ unitIds: ['so'], closesOn: null, planId: 'plan' })
  })

  it('is opened with what was typed', async () => {
    await fillIn()
    notebook.press('Mở đợt')
    await until(() => notebook.path() === '/office/rounds')
    expect(server.pushed[0]).toMatchObject({
      kind: 'round.open',
      base: 0,
      input: { title: 'Tự đánh giá', opensOn: '2026-12-01', instrumentId: 'training-record' },
    })
  })

  it('keeps what was typed when there is no line, and says so', async () => {
    await fillIn()
    server.result = undefined
    notebook.press('Mở đợt')
    await sees('Những gì đã nhập còn trên máy này')
    const field = notebook.field('Tên đợt') as HTMLInputElement
    expect(field.value).toBe('Tự đánh giá')
  })

  it('says the refusal in its own sentence', async () => {
    await fillIn()
    server.result = { result: 'refused', problem: { code: 'round.route-ends-nowhere' } }
    notebook.press('Mở đợt')
    await sees('không tới bước xác nhận nào')
  })
})

it('a round that has opened is changed on the version that was seen', async () => {
  await open('/office/rounds/r-1')
  await sees('Đợt đã mở')
  await until(() => (notebook.field('Tên đợt') as HTMLInputElement).value !== '')
  notebook.type('Tên đợt', 'Tên mới')
  notebook.press('Lưu thay đổi')
  await until(() => server.pushed.length > 0)
  expect(server.pushed[0]).toMatchObject({
    kind: 'round.change',
    base: 3,
    input: { title: 'Tên mới', routes: terms.routes, opensOn: '2020-01-01' },
  })
})

it('names those of whom nothing has come, page after page', async () => {
  const row = (id: string, name: string) => ({ id, name, place: 'THCS Suối Hoa', people: null })
  Object.assign(server.answers, {
    '/rounds/r-1/unsent?from=0': { rows: [row('p1', 'Lò Thị Một')], more: true },
    '/rounds/r-1/unsent?from=1': { rows: [row('p2', 'Lò Văn Hai')], more: false },
  })
  await open('/office/rounds/r-1')
  await sees('Ai chưa gửi')
  notebook.press('Ai chưa gửi')
  await sees('Lò Thị Một')
  notebook.press('Xem tiếp')
  await sees('Lò Văn Hai')
  expect(notebook.text()).toContain('Lò Thị Một')
  expect(notebook.text()).not.toContain('Xem tiếp')
})

it("last year's round comes with its days a year later", async () => {
  await open('/office/rounds/new?from=r-1')
  await until(() => (notebook.field('Tên đợt') as HTMLInputElement).value === terms.title)
  await until(() => server.trials.length > 0)
  expect(server.trials.at(-1)).toMatchObject({
    copiedFrom: 'r-1',
    opensOn: '2021-01-01',
    closesOn: '2027-12-20',
  })
})

describe('the desk', () => {
  const desk: DeskReply = {
    department: { ...so, levels: [] },
    planId: null,
    ...{ units: 12, people: 1, rounds: 0 },
    accounts: { all: 1, invited: 0, opened: 1 },
  }

  it('says which steps of the first morning are done, and which is next', async () => {
    server.answers['/office/desk'] = desk
    await open('/office')
    await sees('1 trên 4 bước đã xong')
    expect(notebook.text()).toContain('Xong · 12 đơn vị')
    expect(notebook.text()).toContain('Làm tiếp · Mới có quản trị')
  })
})
