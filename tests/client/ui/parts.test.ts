import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick, type Component, type VNode } from 'vue'
import { createWords, type Words } from '../../../src/client/app/words.ts'
import AppBar from '../../../src/client/ui/frame/AppBar.vue'
import AppNav from '../../../src/client/ui/frame/AppNav.vue'
import BannerNote from '../../../src/client/ui/frame/BannerNote.vue'
import DialogSheet from '../../../src/client/ui/frame/DialogSheet.vue'
import SyncChip from '../../../src/client/ui/frame/SyncChip.vue'
import ToastRegion from '../../../src/client/ui/frame/ToastRegion.vue'
import check from '../../../src/client/ui/icons/check.svg?raw'
import PeriodsRing from '../../../src/client/ui/page/PeriodsRing.vue'
import ProblemNote from '../../../src/client/ui/page/ProblemNote.vue'
import RowItem from '../../../src/client/ui/page/RowItem.vue'
import SectionHead from '../../../src/client/ui/page/SectionHead.vue'
import StandingWord from '../../../src/client/ui/standing/StandingWord.vue'
import WayStops from '../../../src/client/ui/standing/WayStops.vue'

interface Shown {
  slots?: Record<string, () => VNode | string>
  words?: Words
}

function show(part: Component, props: Record<string, unknown>, { slots, words }: Shown = {}) {
  return mount(part, {
    props,
    slots: slots ?? {},
    attachTo: document.body,
    global: { plugins: [(words ?? createWords()).plugin] },
  })
}

afterEach(() => {
  document.body.replaceChildren()
  vi.useRealTimers()
})

describe('a standing', () => {
  it('says in words who has what was received', () => {
    const word = show(StandingWord, { standing: 'received', holder: 'department' })
    expect(word.text()).toBe('Đã gửi, chờ Sở')
  })

  it('is spoken in English once that was chosen', async () => {
    const words = createWords()
    const word = show(StandingWord, { standing: 'returned' }, { words })
    await words.speak('en')
    await nextTick()
    expect(word.text()).toBe('Returned')
    expect(document.documentElement.lang).toBe('en')
  })
})

describe('a row', () => {
  it('is one link, with a silent mark and the note of the red pen', () => {
    const row = show(
      RowItem,
      { title: 'Thiết kế bài giảng', standing: 'returned', href: '/training/1' },
      { slots: { note: () => 'Ảnh bị mờ' } },
    )
    expect(row.get('li > a').attributes('href')).toBe('/training/1')
    expect(row.get('.mk').attributes('aria-hidden')).toBe('true')
    expect(row.get('.q').text()).toBe('Ảnh bị mờ')
  })
})

describe('the frame', () => {
  it('names the way back', () => {
    const bar = show(AppBar, { title: 'Ghi buổi', backHref: '/training' })
    expect(bar.get('a').attributes('aria-label')).toBe('Quay lại')
    expect(bar.findAll('h1')).toHaveLength(1)
  })

  it('keeps the room of a second line that is still to come', () => {
    expect(show(AppBar, { title: 'Bồi dưỡng' }).findAll('.eye')).toHaveLength(0)
    const bar = show(AppBar, { title: 'Bồi dưỡng', second: '' })
    expect(bar.findAll('.eye')).toHaveLength(1)
    expect(bar.classes()).toContain('roomy')
  })

  it('leads from the owner’s name to the account', () => {
    const owner = { name: 'Nguyễn Thị Hoa', unit: 'Trường THCS Kim Đồng' }
    const nav = show(AppNav, { entries: [], current: '/', owner })
    expect(nav.get('.who').attributes('href')).toBe('/account')
  })

  it('marks the open page and reads the count in full', () => {
    const entries = [
      { href: '/', label: 'Hôm nay', icon: check },
      { href: '/outbox', label: 'Hộp gửi', icon: check, count: 3 },
    ]
    const nav = show(AppNav, { entries, current: '/outbox' })
    expect(nav.findAll('[aria-current=page]')).toHaveLength(1)
    expect(nav.get('[aria-current=page]').text()).toMatch(/^Hộp gửi, 3 mục$/)
  })

  it('says what waits, and speaks only when the state changes', async () => {
    const chip = show(SyncChip, { state: 'offline', waiting: 3, href: '/outbox' })
    const status = chip.get('[role=status]')
    const spoken = status.element.firstElementChild
    expect(chip.get('a').text()).toContain('3 chờ gửi')
    await chip.setProps({ waiting: 4 })
    expect(status.element.firstElementChild).toBe(spoken)
    await chip.setProps({ state: 'sending', done: 1, of: 4 })
    expect(chip.get('a').text()).toContain('Đang gửi 1/4')
    expect(status.text()).toBe('Đang gửi')
  })

  it('interrupts only for the risk of loss', () => {
    const quiet = show(BannerNote, { title: 'Không có mạng', icon: check })
    const loud = show(BannerNote, { title: 'Máy hết chỗ', icon: check, alert: true })
    expect(quiet.attributes('role')).toBe('status')
    expect(loud.attributes('role')).toBe('alert')
  })
})

describe('a dialog', () => {
  it('opens over the page and tells its parent when it is left', async () => {
    const dialog = show(
      DialogSheet,
      { open: false, title: 'Trả lại bài này?' },
      { slots: { actions: () => h('button', 'Trả lại') } },
    )
    await dialog.setProps({ open: true })
    const element = dialog.get('dialog').element
    expect(element.open).toBe(true)
    element.close()
    await nextTick()
    expect(dialog.emitted('update:open')?.at(-1)).toEqual([false])
  })
})

describe('a toast', () => {
  const toasts = [{ id: 'a', text: 'Đã bỏ nháp.', action: 'Lấy lại' }]

  it('leaves after eight seconds', () => {
    vi.useFakeTimers()
    const region = show(ToastRegion, { toasts })
    vi.advanceTimersByTime(7900)
    expect(region.emitted('close')).toBeUndefined()
    vi.advanceTimersByTime(200)
    expect(region.emitted('close')).toEqual([['a']])
  })

  it('stays while its button has the focus', async () => {
    vi.useFakeTimers()
    const region = show(ToastRegion, { toasts })
    await region.get('button').trigger('focusin')
    vi.advanceTimersByTime(20_000)
    expect(region.emitted('close')).toBeUndefined()
    await region.get('button').trigger('click')
    expect(region.emitted('act')).toEqual([['a']])
  })
})

describe('the year’s periods', () => {
  it('are told as a sentence and listed with the same numbers', () => {
    const parts = [
      { id: '01', label: 'Chương trình 01', quota: 40, accepted: 30, waiting: 6.5 },
      { id: '02', label: 'Chương trình 02', quota: 40, accepted: 0, waiting: 0 },
    ]
    const ring = show(PeriodsRing, { parts, total: 36.5, quota: 80 })
    const sentence = ring.get('[role=img]').attributes('aria-label')
    expect(sentence).toBe(
      '36,5 trên 80 tiết. Chương trình 01: 36,5 trên 40. Chương trình 02: 0 trên 40',
    )
    expect(ring.findAll('ul .w').map((line) => line.text())).toEqual([
      '30 đã xác nhận · 6,5 đang chờ · còn 3,5 tiết',
      'còn 40 tiết',
    ])
  })
})

describe('a section', () => {
  it('opens and closes by its heading', async () => {
    const section = show(
      SectionHead,
      { title: 'Biên nhận', open: false },
      { slots: { default: () => h('p', 'BN-2026-004182') } },
    )
    expect(section.find('p').exists()).toBe(false)
    await section.get('h2 button').trigger('click')
    expect(section.emitted('update:open')).toEqual([[true]])
    await section.setProps({ open: true })
    expect(section.get('p').text()).toBe('BN-2026-004182')
  })
})

describe('a way', () => {
  it('marks the one stop where the submission stands', () => {
    const way = show(WayStops, { stops: ['Máy này', 'Đã gửi', 'Ở Sở', 'Kết luận'], at: 2 })
    expect(way.get('[aria-current=step]').text()).toBe('Ở Sở')
    expect(way.findAll('.on')).toHaveLength(3)
  })
})

describe('a problem', () => {
  it('says what happened, what is safe and what to do, in this order', () => {
    const note = show(ProblemNote, {
      title: 'Sở chưa nhận',
      what: 'Đợt đã đóng.',
      safe: 'Bài còn nguyên.',
      todo: 'Xin nộp muộn.',
    })
    expect(note.text()).toMatch(/Sở chưa nhận.*Đợt đã đóng.*Bài còn nguyên.*Xin nộp muộn/s)
  })
})
