import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OfficeCommand } from '../../../src/contract/office/envelope.ts'
import type { MessageRecord, SentMessages } from '../../../src/contract/messages.ts'
import type { Reply } from '../../../src/contract/exchange.ts'
import { anOffice } from '../../device/tablet.ts'
import { hoa, someone } from '../../domain/world.ts'
import { cutLine, line } from '../a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from '../a-notebook.ts'

const asked: string[] = []
const pushed: OfficeCommand[] = []
let isAway = false
let applied = true

const away: Reply<never> = { ok: false, word: 'unreachable' }
const sentList: SentMessages = { messages: [], units: [], page: 1, hasMore: false }

vi.mock('../../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../../src/client/api/session.ts', () => ({ askSession: () => Promise.resolve(away) }))
vi.mock('../../../src/client/api/office.ts', () => ({
  askOffice: (_: string, path: string) => {
    asked.push(path)
    if (isAway) return Promise.resolve(away)
    const value = path.startsWith('/messages/reach') ? { people: 5 } : sentList
    return Promise.resolve({ ok: true, value })
  },
  pushOffice: (_: string, commands: readonly OfficeCommand[]) => {
    if (isAway) return Promise.resolve(away)
    pushed.push(...commands)
    const problem = { code: 'message.not-yours' }
    const results = commands.map(({ id }) =>
      applied ? { id, result: 'applied', version: 1 } : { id, result: 'refused', problem },
    )
    return Promise.resolve({ ok: true, value: { serverTime: '', results } })
  },
}))

let notebook: Notebook

beforeEach(() => {
  freshMachine()
  cutLine()
  asked.length = pushed.length = 0
  isAway = false
  applied = true
})
afterEach(() => notebook.close())

function aMessage(given: Partial<MessageRecord> = {}): MessageRecord {
  return {
    id: 'm1',
    title: 'Họp chuyên môn',
    text: 'Mời thầy cô họp.',
    by: 'Lê Văn Bình',
    sentAt: '2026-11-16T02:00:00.000Z',
    until: '2099-01-01',
    ...given,
  }
}

function officeWith(...messages: MessageRecord[]) {
  const office = anOffice()
  Object.assign(office.bundle, { messages })
  return office
}

const opened = (index: number) => {
  const details = document.querySelectorAll('details')[index]
  if (!details) throw new Error('No such message.')
  details.open = true
  details.dispatchEvent(new Event('toggle'))
}

it('shows the newest unseen message on the first page, until it was opened; without a line', async () => {
  const later = aMessage({ id: 'm2', title: 'Lịch mới', sentAt: '2026-11-17T02:00:00.000Z' })
  notebook = await openNotebook('/', officeWith(aMessage(), later))
  await until(() => notebook.text().includes('Lịch mới'))
  expect(notebook.text()).not.toContain('Họp chuyên môn')
  await notebook.go('/messages')
  await until(() => notebook.text().includes('Họp chuyên môn'))
  expect(notebook.text()).toMatch(/Lịch mới.*Họp chuyên môn/)
  opened(0)
  opened(1)
  await until(() => !notebook.text().includes('Mới ·'))
  await notebook.go('/')
  await until(() => notebook.text().includes('Cần cô làm'))
  expect(notebook.text()).not.toContain('Lịch mới')
})

it('speaks of a round in the language of its reader', async () => {
  const office = officeWith(aMessage({ roundId: 'round-1', title: 'Sắp đến hạn: X', by: null }))
  const [round] = office.bundle.rounds
  if (!round) throw new Error('no round')
  const rounds = [{ ...round, id: 'round-1', title: 'Đợt 1', closesOn: '2026-12-01' }]
  Object.assign(office.bundle, { rounds: [...rounds, ...office.bundle.rounds] })
  localStorage.setItem('so-tay-so:preferences', JSON.stringify({ language: 'en' }))
  notebook = await openNotebook('/messages', office)
  await until(() => notebook.text().includes('Closing soon: Đợt 1'))
  expect(notebook.text()).toMatch(/“Đợt 1” closes at the end of/)
  expect(notebook.text()).not.toContain('Sắp đến hạn')
  localStorage.removeItem('so-tay-so:preferences')
})

it('turns the pages of what was sent', async () => {
  const sent = {
    ...{ id: 's1', title: 'Họp', text: '', unitIds: [], roles: [], until: '2099-01-01', by: null },
    ...{ sentAt: '2026-11-16T02:00:00.000Z', takenBackAt: null, version: 1, people: 3 },
  }
  const isReminder = { ...sent, reminds: 'Đợt 1' }
  Object.assign(sentList, { messages: [isReminder], hasMore: true })
  notebook = await openNotebook('/office/messages', undefined, someone('mai', 'so', 'reviewer'))
  await until(() => notebook.text().includes('Sắp đến hạn: Đợt 1'))
  notebook.press('Tin cũ hơn')
  await until(() => asked.includes('/messages/sent?page=2'))
  Object.assign(sentList, { messages: [], hasMore: false })
})

it('shows none whose day is over, and says where messages will be', async () => {
  notebook = await openNotebook('/messages', officeWith(aMessage({ until: '2026-11-15' })))
  await until(() => notebook.text().includes('Chưa có tin nào'))
  expect(notebook.text()).not.toContain('Họp chuyên môn')
})

it('opens bundles that were kept before there were messages', async () => {
  notebook = await openNotebook('/messages', anOffice())
  await until(() => notebook.text().includes('Chưa có tin nào'))
})

const principal = someone('binh', 'thcs', 'principal')

async function written(): Promise<void> {
  await until(() => notebook.text().includes('Chưa gửi tin nào'))
  notebook.type('Tiêu đề', 'Họp')
  notebook.type('Nội dung', 'Lúc 14 giờ.')
  notebook.press('+ ')
  await until(() => notebook.text().includes('Gửi tới 5 người'))
}

it('says how many it is for, sends it, and is empty again', async () => {
  notebook = await openNotebook('/office/messages', anOffice(), principal)
  await written()
  notebook.press('Giáo viên, nhân viên')
  notebook.press('Gửi tới 5 người')
  await until(() => notebook.text().includes('Đã gửi tin.'))
  expect(pushed).toMatchObject([
    {
      kind: 'message.send',
      base: 0,
      input: { title: 'Họp', text: 'Lúc 14 giờ.', unitIds: ['thcs'], roles: ['staff'] },
    },
  ])
  expect((notebook.field('Tiêu đề') as HTMLInputElement).value).toBe('')
})

it('keeps what was typed when the line is away, over a closed page, and sends it once', async () => {
  notebook = await openNotebook('/office/messages', anOffice(), principal)
  await written()
  isAway = true
  notebook.press('Gửi tới 5 người')
  await until(() => notebook.text().includes('Những gì đã nhập còn trên máy này'))
  await notebook.go('/messages')
  isAway = false
  await notebook.go('/office/messages')
  await until(() => (notebook.field('Tiêu đề') as HTMLInputElement).value === 'Họp')
  await until(() => notebook.text().includes('Gửi tới 5 người'))
  notebook.press('Gửi tới 5 người')
  await until(() => notebook.text().includes('Đã gửi tin.'))
  expect(pushed).toHaveLength(1)
})

it('says why it was refused, and keeps the words', async () => {
  notebook = await openNotebook('/office/messages', anOffice(), principal)
  await written()
  applied = false
  notebook.press('Gửi tới 5 người')
  await until(() => notebook.text().includes('không thuộc phạm vi'))
  expect((notebook.field('Tiêu đề') as HTMLInputElement).value).toBe('Họp')
})

it('has nothing to write for a teacher, and does not ask', async () => {
  notebook = await openNotebook('/office/messages', anOffice(), hoa)
  await until(() => notebook.text().includes('Trang này dành cho người gửi tin'))
  expect(notebook.text()).not.toContain('Viết tin mới')
})
