import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Exchange } from '../../src/contract/exchange.ts'
import { answers } from '../domain/world.ts'
import { openNotebook, until, type Notebook } from './a-notebook.ts'
import { aDecision, anOffice, aSend } from '../device/tablet.ts'
import { binh, hoa } from '../domain/world.ts'

const line: { exchange: Exchange | undefined } = { exchange: undefined }
const down: Exchange = new Proxy({} as Exchange, {
  get: () => () => Promise.resolve({ ok: false, word: 'unreachable' }),
})

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange ?? down }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
  endSession: () => Promise.resolve({ ok: true, value: undefined }),
}))

let notebook: Notebook

beforeEach(() => {
  indexedDB = new IDBFactory()
  line.exchange = undefined
})
afterEach(() => {
  notebook.close()
})

async function fill(): Promise<void> {
  notebook.type('Tên khóa hoặc mô đun', 'Dạy học theo dự án')
  notebook.press('Hôm nay')
  notebook.type('Số tiết', '2,5')
  notebook.press('Chương trình bồi dưỡng 02 Phát triển giáo dục theo địa phương · 0/40 tiết')
  notebook.press('Tập trung')
  notebook.type('Đơn vị tổ chức', 'Tổ Toán')
  await Promise.resolve()
}

describe('logging a session', () => {
  it('without a line keeps it on this device, waiting', async () => {
    notebook = await openNotebook('/training/new')
    await until(() => notebook.text().includes('Tên khóa'))
    await fill()
    await until(() => notebook.text().includes('Chương trình 02 sẽ thành 2,5 trên 40 tiết.'))
    notebook.press('Lưu và gửi')
    await until(() => /^\/training\/[0-9a-f-]{36}$/.test(notebook.path()))
    await until(() => notebook.text().includes('Chờ gửi'))
    const [shown] = await notebook.device.read.mine()
    expect(shown).toMatchObject({ standing: 'queued' })
    expect(shown?.draft).toBeUndefined()
    expect(shown?.submission?.revisions[0]?.answers).toMatchObject({
      ten: 'Dạy học theo dự án',
      tiet: 2.5,
      chuongTrinh: 'ct2',
    })
  })
})
