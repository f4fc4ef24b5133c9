import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { usePreferences } from '../../../src/client/state/preferences.ts'
import { binh, lan, hoa, someone } from '../../domain/world.ts'
import { today } from '../../device/tablet.ts'
import { settled } from './settled.ts'
import { an, anOfficeWithTwo, decides, openDesk, sends, until, type Desk } from '../a-desk.ts'

let desk: Desk

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')))
})
afterEach(() => {
  usePreferences().letterKeys = true
  desk.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const opened = async (path: string, by = binh) => {
  desk = await openDesk(path, by, await anOfficeWithTwo())
  await until(() => /2 bài|Đã xem|chưa có trên máy/.test(desk.text()))
  return desk
}

describe('the list of a school, from the device alone', () => {
  it('shows who, what and since when, without a line', async () => {
    await opened('/review')
    await until(() => desk.text().includes('Trần Văn An'))
    expect(desk.text()).toContain('2 bài')
    expect(desk.text()).toContain('Học liệu số')
    expect(desk.text()).toContain('Chương trình 02')
    expect(desk.text()).toContain('chờ từ hôm nay')
    expect(desk.text()).toContain('Chờ thầy cô')
  })

  it('searches without marks and keeps the search in the address', async () => {
    await opened('/review')
    desk.write('Tìm bài', 'tran van an')
    await until(() => !desk.text().includes('Nguyễn Thị Hoa'))
    expect(desk.text()).toContain('Trần Văn An')
    expect(desk.path()).toBe('/review?q=tran+van+an')
    desk.write('Tìm bài', 'khong ai')
    await until(() => desk.text().includes('Không có bài nào hợp với cách lọc này'))
  })

  it('moves with J and K, not while a person types, and not when switched off', async () => {
    await opened('/review')
    await until(() => desk.text().includes('Trần Văn An'))
    desk.key('j')
    expect(document.activeElement?.textContent).toContain('Trần Văn An')
    desk.key('j')
    expect(document.activeElement?.textContent).toContain('Nguyễn Thị Hoa')
    desk.key('/')
    expect(document.activeElement?.tagName).toBe('INPUT')
    desk.key('k')
    expect(document.activeElement?.tagName).toBe('INPUT')
    usePreferences().letterKeys = false
    await nextTick()
    ;(document.activeElement as HTMLElement).blur()
    desk.key('j')
    expect(document.activeElement).toBe(document.body)
  })

  it('tells of none when none waits', async () => {
    desk = await openDesk('/review', someone('moi', 'thcs', 'deputy'), await anOfficeWithTwo())
    await until(() => desk.text().includes('2 bài'))
    await desk.go('/review?again=1')
    await until(() => desk.text().includes('Không có bài nào hợp với cách lọc này'))
  })
})

describe('keys that are held', () => {
  it('decide once: what follows is not decided on unseen', async () => {
    await opened('/review')
    desk.press('Trần Văn An')
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    await settled()
    desk.key('x')
    await until(() => desk.path().startsWith('/review/plan/a'))
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    desk.key('x')
    await settled()
    hold('x')
    hold('t')
    await settled()
    expect(desk.path()).toBe('/review/plan/a')
    expect(await desk.device.read.outbox()).toHaveLength(1)
  })

  it('go on through a list', async () => {
    await opened('/review')
    await until(() => desk.text().includes('Trần Văn An'))
    hold('j')
    hold('j')
    expect(document.activeElement?.textContent).toContain('Nguyễn Thị Hoa')
  })
})

function hold(key: string): void {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, repeat: true, bubbles: true, cancelable: true }),
  )
}

describe('the line from one record to the next', () => {
  it('is known without a list: what the school has to decide lies on the device', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    desk.press('Xác nhận')
    await until(() => desk.path().startsWith('/review/plan/b'))
    expect(desk.text()).not.toContain('Hết bài chờ')
    await until(() => desk.text().includes('Trần Văn An'))
    desk.press('Xác nhận')
    await until(() => desk.text().includes('Hết bài chờ'))
    expect(desk.path()).toBe('/review')
  })

  it('is not said to be at its end where the list was narrowed', async () => {
    desk = await openDesk('/review?programme=ct2', binh, await anOfficeWithTwo())
    await until(() => desk.text().includes('Trần Văn An'))
    desk.press('Trần Văn An')
    await until(() => desk.text().includes('Đã xem'))
    desk.press('Xác nhận')
    await until(() => desk.text().includes('Đã xác nhận: Học liệu số.'))
    expect(desk.text()).not.toContain('Hết bài chờ')
  })

  it('leads back to the row that was left', async () => {
    await opened('/review')
    desk.press('Nguyễn Thị Hoa')
    await until(() => desk.text().includes('Đã xem'))
    await desk.go('/review')
    await until(() => document.activeElement?.textContent.includes('Nguyễn Thị Hoa'))
    expect(document.activeElement?.tagName).toBe('A')
  })
})

describe('who has nothing to review', () => {
  it('is told for whom the place is', async () => {
    desk = await openDesk('/review', someone('nga', 'thcs', 'staff'), await anOfficeWithTwo())
    await until(() => desk.text().includes('Chỗ này dành cho người xác nhận'))
    expect(desk.control('Về Hôm nay').getAttribute('href')).toBe('/')
    expect(desk.text()).not.toContain('Không còn bài nào chờ')
  })
})

describe('a record of a school', () => {
  it('folds what was not filled in into one line', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('10 mục không điền'))
    const fold = document.querySelector('details')
    expect(fold?.open).toBe(false)
    expect(fold?.querySelectorAll('button')).toHaveLength(10)
    expect(desk.text()).toContain('Mục 1 trên 8')
  })

  it('is read, agreed to and accepted by keys; the next one opens', async () => {
    await opened('/review')
    desk.press('Trần Văn An')
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    desk.key('a')
    await until(() => desk.text().includes('Đã xem 1/8 mục'))
    await settled()
    desk.key('x')
    await until(() => desk.path().startsWith('/review/plan/a'))
    await until(() => desk.text().includes('Nguyễn Thị Hoa'))
    expect(await desk.device.read.outbox()).toMatchObject([
      { kind: 'submission.decide', recordId: 'b', input: { verdict: 'accepted', revision: 1 } },
    ])
    desk.press('Xác nhận')
    await until(() => desk.path() === '/review')
    await until(() => desk.text().includes('Không còn bài nào chờ thầy cô'))
  })

  it('is not returned without words, and says so at the comment', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    await settled()
    desk.key('t')
    await until(() => desk.text().includes('Trả lại thì cần ghi phải sửa gì'))
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    expect(await desk.device.read.outbox()).toEqual([])
  })

  it('is returned with the words of an item, and can not be accepted with one', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    desk.key('r')
    await until(() => desk.text().includes('Có 1 mục trả lại'))
    desk.write('Cần sửa gì', 'Ghi rõ tên mô đun')
    await nextTick()
    desk.press('Xác nhận')
    expect(await desk.device.read.outbox()).toEqual([])
    desk.press('Trả lại 1 mục')
    await until(() => desk.path().startsWith('/review/plan/b') || desk.path() === '/review')
    expect(await desk.device.read.outbox()).toMatchObject([
      {
        input: {
          verdict: 'returned',
          itemComments: [{ item: 'ten', comment: 'Ghi rõ tên mô đun' }],
        },
      },
    ])
  })

  it('keeps half-written remarks through a closed tab', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    desk.write('Góp ý chung', 'Thiếu số tiết trực tiếp')
    await until(
      async () => (await desk.device.read.note('a'))?.comment === 'Thiếu số tiết trực tiếp',
    )
    await desk.go('/review')
    await desk.go('/review/plan/a')
    await until(() => document.querySelector('textarea')?.value === 'Thiếu số tiết trực tiếp')
  })

  it('shows what changed since the revision that was returned, and what was asked for', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    desk.key('r')
    await until(() => desk.text().includes('Cần sửa gì'))
    desk.write('Cần sửa gì', 'Ghi rõ tên mô đun')
    await nextTick()
    desk.press('Trả lại 1 mục')
    await until(() => !desk.path().startsWith('/review/plan/a'))
    await desk.synchronise()
    await sends(desk.office, {
      by: hoa,
      id: 'a',
      base: 1,
      more: { ten: 'Mô đun 3: An toàn thông tin' },
    })
    await desk.synchronise()
    await desk.go('/review/plan/a')
    await until(() => desk.text().includes('Đã xem 0/8 mục'))
    expect(desk.text()).toContain('Đã đổi')
    expect(desk.text()).toContain('trước: An toàn thông tin')
    expect(desk.text()).toContain('Đã yêu cầu sửa ở lần nộp 1 Ghi rõ tên mô đun')
    expect(desk.text()).toContain('Trả lại lần nộp 1')
  })

  it('does not change under the reviewer: a newer revision is offered, and decided on anew', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    desk.write('Góp ý chung', 'Xem lại ngày')
    await sends(desk.office, { by: hoa, id: 'a', base: 1, more: { ten: 'Tên khác' } })
    await desk.synchronise()
    await until(() => desk.text().includes('Người nộp vừa gửi lần nộp 2'))
    expect(desk.text()).not.toContain('Tên khác')
    await settled()
    desk.key('t')
    await vi.waitFor(async () => {
      expect((await desk.device.read.note('a'))?.comment).toBe('Xem lại ngày')
    })
    expect(await desk.device.read.outbox()).toEqual([])
    expect(desk.text()).toContain('Góp ý của thầy cô còn nguyên')
    desk.press('Xem lần nộp 2')
    await until(() => desk.text().includes('Tên khác'))
    expect(document.querySelector('textarea')?.value).toBe('Xem lại ngày')
    await settled()
    desk.key('t')
    await until(() => !desk.path().startsWith('/review/plan/a'))
    expect(await desk.device.read.outbox()).toMatchObject([{ input: { revision: 2 } }])
  })

  it('tells who decided first, and when, where two did', async () => {
    await opened('/review/plan/a')
    await until(() => desk.text().includes('Đã xem'))
    await decides(desk.office, lan, 'a')
    desk.press('Xác nhận')
    await until(() => !desk.path().startsWith('/review/plan/a'))
    await desk.synchronise()
    await desk.go('/review/plan/a')
    await until(() => desk.text().includes('Vũ Thị Lan đã kết luận trước, lúc 21/11/2026 10:01'))
    expect(desk.text()).toContain('còn trong hộp gửi')
    expect(desk.text()).not.toContain('Đã xem')
  })

  it('has no bar for one’s own, and says why', async () => {
    const office = await anOfficeWithTwo()
    await sends(office, { by: { ...an, personId: 'lan' }, id: 'c' })
    desk = await openDesk('/review/plan/c', lan, office)
    await until(() => desk.text().includes('Đây là bài của chính thầy cô'))
    expect(desk.text()).not.toContain('Đã xem')
  })

  it('says that it is not here yet where there is no line', async () => {
    await opened('/review/plan/unknown')
    await until(() => desk.text().includes('Bài này chưa có trên máy'))
  })
})
