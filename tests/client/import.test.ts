import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportPage, ImportRow } from '#contract/imports.ts'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import { someone } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
  endSession: () => Promise.resolve({ ok: true, value: undefined }),
}))

/** What the server says to a path, to the one write and to a file; `undefined` is no line. */
const server: {
  answers: Record<string, unknown>
  result: object | undefined
  upload: object
  pushed: OfficeCommand[]
  files: string[]
} = { answers: {}, result: undefined, upload: {}, pushed: [], files: [] }

const noLine = { ok: false, word: 'unreachable' }

vi.mock('../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    const [, value] = Object.entries(server.answers).find(([start]) => path.startsWith(start)) ?? []
    return Promise.resolve(value ? { ok: true, value } : noLine)
  },
  pushOffice: (_: string, [command]: OfficeCommand[]) => {
    if (command) server.pushed.push(command)
    const results = [{ id: command?.id, ...server.result }]
    return Promise.resolve(
      server.result ? { ok: true, value: { serverTime: '', results } } : noLine,
    )
  },
}))
vi.mock('../../src/client/api/imports.ts', () => ({
  uploadImport: (_: string, { file }: { file: File }) => {
    server.files.push(file.name)
    return Promise.resolve(server.upload)
  },
  fetchFile: () => Promise.resolve(undefined),
}))

const one: ImportPage = {
  ...{ id: 'i1', version: 3, what: 'people', fileName: 'thang-11.xlsx', rowCount: 9 },
  ...{ standing: 'ready', withGone: false, createdAt: '2026-11-21T01:00:00.000Z' },
  ...{ createdBy: 'An', appliedAt: null, undoneAt: null, undoUntil: null, progress: null },
  counts: { new: 5, changed: 1, same: 0, gone: 2, wrong: 2 },
  header: ['Họ tên', 'Trường'],
  columns: ['name', 'unitName'],
  sample: [['Lê Văn An', 'THCS Suối Hoa']],
  fields: [
    { field: 'name', title: 'Họ và tên' },
    { field: 'unitName', title: 'Đơn vị' },
  ],
  ...{ missing: [], unitNames: [], merged: [] },
}
const row = (no: number, problem: ImportRow['problems'][number]): ImportRow => ({
  ...{ no, kind: 'wrong', name: 'Lê Văn An', cells: ['Lê Văn An', 'THCS Suối Hoaa'] },
  ...{ problems: [problem], changes: [] },
})
const wrong = {
  rows: [
    row(5, { code: 'roster.unit-near', item: 'unitName', limit: 'THCS Suối Hoa', unitId: 'u1' }),
    row(7, { code: 'roster.twice', item: 'name', limit: 4 }),
  ],
  ...{ total: 2, page: 1, pages: 1 },
}

let notebook: Notebook | undefined
beforeEach(() => {
  freshMachine()
  Object.assign(server, { answers: {}, result: undefined, upload: noLine, pushed: [], files: [] })
})
afterEach(async () => {
  await notebook?.close()
  notebook = undefined
  cutLine()
})

const open = async (path: string) => {
  notebook = await openNotebook(path, undefined, someone('an', 'so', 'administrator'))
  return notebook
}
const sees = (text: string) => until(() => notebook?.text().includes(text) ?? false)

function give(file: { name: string; size?: number }): void {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('no place for a file')
  const made = new File(['x'], file.name)
  if (file.size !== undefined) Object.defineProperty(made, 'size', { value: file.size })
  Object.defineProperty(input, 'files', { value: [made], configurable: true })
  input.dispatchEvent(new Event('change'))
}

describe('choosing a file', () => {
  it('shows earlier imports, and says so when the file could not be sent', async () => {
    server.answers['/imports'] = { imports: [one] }
    await open('/office/import')
    await sees('thang-11.xlsx')
    give({ name: 'so.xlsx' })
    await sees('Đường mạng đang vắng. Chưa có gì được ghi')
    expect(server.files).toEqual(['so.xlsx'])
  })

  it('says what is wrong with the file, in the sentence of the server', async () => {
    await open('/office/import')
    await sees('Chọn tệp hoặc kéo')
    const problem = { code: 'import.old-excel' }
    server.upload = { ok: false, word: 'refused', status: 422, problem }
    give({ name: 'cu.xls' })
    await sees('.xlsx')
    await sees('Chưa đọc được tệp')
  })

  it('does not even send a file that is too large', async () => {
    await open('/office/import')
    await sees('Chọn tệp hoặc kéo')
    give({ name: 'lon.xlsx', size: 21 * 1024 * 1024 })
    await sees('Chưa đọc được tệp')
    expect(server.files).toEqual([])
  })
})

describe('a file that was read', () => {
  beforeEach(() => {
    server.answers['/imports/i1/rows'] = wrong
    server.answers['/imports/i1'] = one
  })

  it('tells what is wrong, takes the unit that was meant and folds a double row', async () => {
    server.result = { result: 'applied', version: 4 }
    const { press } = await open('/office/import/i1')
    await sees('Trùng dòng 4.')
    press('Đúng vậy')
    await until(() => server.pushed.length === 1)
    press('Gộp lại')
    await until(() => server.pushed.length === 2)
    const columns = ['name', 'unitName']
    expect(server.pushed.map(({ kind, input }) => ({ kind, input }))).toEqual([
      {
        kind: 'import.match',
        input: { columns, units: [{ said: 'THCS Suối Hoaa', unitId: 'u1' }] },
      },
      { kind: 'import.match', input: { columns, units: [], merged: [{ no: 7, into: 4 }] } },
    ])
  })

  it('is written with the version that was looked at; without a line it says so, and sends the same write again', async () => {
    const { press } = await open('/office/import/i1')
    await sees('Nhập 6 dòng đúng')
    press('Nhập 6 dòng đúng')
    await sees('Chưa gửi được')
    server.result = { result: 'applied', version: 4 }
    press('Nhập 6 dòng đúng')
    await until(() => server.pushed.length === 2)
    const [first, second] = server.pushed
    expect(second).toMatchObject({ kind: 'import.apply', base: 3, input: { withGone: false } })
    expect(second?.id).toBe(first?.id)
  })

  it('offers to look again where something has changed since', async () => {
    server.result = { result: 'refused', problem: { code: 'import.stale' } }
    const { press } = await open('/office/import/i1')
    await sees('Nhập 6 dòng đúng')
    press('Nhập 6 dòng đúng')
    await sees('Xem lại bản xem trước')
  })

  it('keeps the columns that were chosen until they are sent', async () => {
    const matching = { standing: 'matching', counts: null, missing: ['unitName'] }
    server.answers['/imports/i1'] = { ...one, ...matching, columns: ['name', null] }
    const { go, field, press } = await open('/office/import/i1')
    await sees('Còn thiếu cột: Đơn vị.')
    const school = () => field('Trường') as HTMLSelectElement
    school().value = 'unitName'
    school().dispatchEvent(new Event('change'))
    await go('/office/import')
    await sees('Chọn tệp hoặc kéo')
    await go('/office/import/i1')
    await sees('Còn thiếu cột: Đơn vị.')
    await until(() => school().value === 'unitName')
    press('Xem trước với các cột này')
    await until(() => server.pushed.length === 1)
    expect(server.pushed[0]?.input).toEqual({ columns: ['name', 'unitName'], units: [] })
  })
})
