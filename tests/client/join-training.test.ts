import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { doorLink, hashIn, readDoor, type DoorCode } from '../../src/client/state/session-code.ts'
import { linkedRecordId } from '../../src/domain/training-sessions/link.ts'
import type { TrainingSession } from '../../src/domain/training-sessions/training-session.ts'
import { anOffice, today } from '../device/tablet.ts'
import { answers } from '../domain/world.ts'
import type { Office } from '../support/office.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

const { hinhThuc: _, ...partly } = answers
const door: DoorCode = {
  id: 's1',
  planId: 'plan',
  roundId: 'ledger',
  answers: { ...partly, ten: 'Học liệu số' },
  place: 'Hội trường xã',
  opensOn: '2026-11-21',
  closesOn: '2026-11-21',
  code: 'right',
}
const known: TrainingSession = {
  ...{ id: 's1', planId: 'plan', roundId: 'ledger', unitId: 'xa', unitIds: ['xa'] },
  ...{ answers: door.answers, place: '', opensOn: door.opensOn, closesOn: door.closesOn },
  ...{ cancelled: false, version: 1 },
}

let book: Notebook
let office: Office

beforeEach(() => {
  freshMachine()
  cutLine()
  vi.useFakeTimers({ toFake: ['Date'], now: today })
  office = anOffice()
})
afterEach(async () => {
  await book.close()
  vi.useRealTimers()
})

function pathOf(code: DoorCode): string {
  return doorLink('', code)
}

async function opens(code: DoorCode | string): Promise<void> {
  book = await openNotebook(typeof code === 'string' ? code : pathOf(code), office)
}

describe('a code at a door', () => {
  it('shows what it will record, asks only for what is missing, and records it', async () => {
    await opens(door)
    await until(() => book.text().includes('Học liệu số'))
    expect(book.text()).toContain('Hội trường xã')
    const asked = [...document.querySelectorAll('form .f')].map((one) => one.textContent)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain('Hình thức')
    book.press('Tập trung')
    book.press('Ghi buổi này')
    const id = linkedRecordId('s1', 'hoa')
    await until(() => book.path() === `/training/${id}`)
    const [entry] = await book.device.read.outbox()
    expect(entry?.input).toMatchObject({
      answers: { ten: 'Học liệu số', hinhThuc: 'tap-trung' },
      trainingSessionId: 's1',
      scan: { code: 'right' },
    })
  })

  it('says what is missing, and keeps what was typed', async () => {
    await opens({ ...door, answers: { ...door.answers, donVi: '' } })
    await until(() => book.text().includes('Còn thiếu'))
    book.type('Đơn vị tổ chức', 'Trường')
    book.press('Ghi buổi này')
    await until(() => book.text().includes('Ô này chưa có nội dung'))
    const { draft } = (await book.device.read.one(linkedRecordId('s1', 'hoa'))) ?? {}
    expect(draft).toMatchObject({ answers: { donVi: 'Trường' }, trainingSessionId: 's1' })
  })

  it('leads to the record that is there', async () => {
    await opens(door)
    await until(() => book.text().includes('Học liệu số'))
    book.press('Tập trung')
    book.press('Ghi buổi này')
    await until(() => book.path().startsWith('/training/'))
    await book.go('/training')
    await book.go(pathOf(door))
    await until(() => book.path() === `/training/${linkedRecordId('s1', 'hoa')}`)
    expect(await book.device.read.mine()).toHaveLength(1)
  })

  it('is kept as a draft while its last day has not come', async () => {
    const later = { ...door.answers, tuNgay: '2026-11-21', denNgay: '2026-11-22' }
    await opens({ ...door, answers: later, closesOn: '2026-11-22' })
    await until(() => book.text().includes('Buổi này học đến hết 22/11/2026'))
    book.press('Lưu nháp')
    await until(() => book.path().startsWith('/training/'))
    expect(await book.device.read.outbox()).toEqual([])
    expect(await book.device.read.mine()).toMatchObject([{ draft: { trainingSessionId: 's1' } }])
  })

  it.each([
    ['of another department', { planId: 'another' }, 'Mã của Sở khác'],
    ['of a ledger that does not ask this person', { roundId: 'another' }, 'Sổ này không dành cho'],
    [
      'of an old year',
      { answers: { ...door.answers, denNgay: '2023-05-01' } },
      'Buổi của năm học đã đóng',
    ],
    ['before its day', { opensOn: '2026-11-22', closesOn: '2026-11-22' }, 'Chưa tới ngày quét mã'],
    ['after its day', { opensOn: '2026-11-19', closesOn: '2026-11-20' }, 'Mã này đã hết hạn quét'],
  ])('%s says so in its own sentence', async (__, more, sentence) => {
    await opens({ ...door, ...more })
    await until(() => book.text().includes(sentence))
    expect(book.text()).toContain('Chưa có gì được ghi')
    expect(await book.device.read.mine()).toEqual([])
  })

  it('of a cancelled session says so in its own sentence', async () => {
    Object.assign(office.bundle, { trainingSessions: [{ ...known, cancelled: true }] })
    await opens(door)
    await until(() => book.text().includes('Buổi này đã hủy'))
  })

  it.each(['/training/join', '/training/join#abc', '/training/join#W10'])(
    'that is none, %s, says so',
    async (path) => {
      await opens(path)
      await until(() => book.text().includes('Không đọc được mã này'))
    },
  )
})

describe('the text of a code', () => {
  it('comes back as it went in', async () => {
    await opens('/training')
    const link = doorLink('https://sotay.example.vn', door)
    expect(readDoor(hashIn(link) ?? '')).toEqual(door)
  })

  it.each(['https://sotay.example.vn/', 'tel:113', 'https://x.vn/training/join', '#abc'])(
    '%s is not of a session',
    async (text) => {
      await opens('/training')
      expect(hashIn(text)).toBeUndefined()
    },
  )
})

describe('the form for a session', () => {
  const type = async (text: string): Promise<void> => {
    book = await openNotebook('/training/new', office)
    await until(() => book.text().includes('Tên khóa hoặc mô đun'))
    book.type('Tên khóa hoặc mô đun', text)
  }

  it('suggests what a unit has opened, fills it in and ties the record to it', async () => {
    Object.assign(office.bundle, { trainingSessions: [known] })
    await type('hoc lieu')
    await until(() => book.text().includes('điền sẵn các ô dưới'))
    document.querySelector<HTMLElement>('.sug li')?.click()
    await until(() => book.text().includes('Gắn với buổi do xa mở'))
    book.press('Tập trung')
    book.press('Lưu')
    const id = linkedRecordId('s1', 'hoa')
    await until(() => book.path() === `/training/${id}`)
    const mine = await book.device.read.mine()
    expect(mine.map((one) => one.id)).toEqual([id])
    expect((await book.device.read.outbox())[0]?.input).toMatchObject({
      answers: { ten: 'Học liệu số', tuNgay: '2026-11-14' },
      trainingSessionId: 's1',
    })
  })

  it('lets the tie be undone, and keeps what it filled in', async () => {
    Object.assign(office.bundle, { trainingSessions: [known] })
    await type('hoc lieu')
    await until(() => book.text().includes('điền sẵn các ô dưới'))
    document.querySelector<HTMLElement>('.sug li')?.click()
    await until(() => book.text().includes('Gắn với buổi do xa mở'))
    book.press('Bỏ gắn với buổi này')
    await until(() => !book.text().includes('Gắn với buổi do xa mở'))
    book.press('Tập trung')
    book.press('Lưu')
    await until(
      () =>
        book.path().startsWith('/training/') &&
        !book.path().endsWith('edit') &&
        !book.path().endsWith('new'),
    )
    const [entry] = await book.device.read.outbox()
    expect(entry?.input).not.toHaveProperty('trainingSessionId')
    expect(entry?.input).toMatchObject({ answers: { ten: 'Học liệu số' } })
  })

  it('suggests none that was cancelled or is of another ledger', async () => {
    Object.assign(office.bundle, {
      trainingSessions: [
        { ...known, cancelled: true },
        { ...known, id: 's2', roundId: 'another' },
      ],
    })
    await type('hoc lieu')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(document.querySelectorAll('.sug li')).toHaveLength(0)
  })
})
