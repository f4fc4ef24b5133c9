import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref, type Component } from 'vue'
import ChipGroup from '../../../src/client/ui/fields/ChipGroup.vue'
import DayField from '../../../src/client/ui/fields/DayField.vue'
import PeriodStepper from '../../../src/client/ui/fields/PeriodStepper.vue'
import PickList from '../../../src/client/ui/fields/PickList.vue'
import SegmentedChoice from '../../../src/client/ui/fields/SegmentedChoice.vue'
import SuggestField from '../../../src/client/ui/fields/SuggestField.vue'
import TextField from '../../../src/client/ui/fields/TextField.vue'
import { createWords } from '../../../src/client/app/words.ts'

/** A field with a parent that keeps its value, as a form does. */
function field(part: Component, first: unknown, props: Record<string, unknown> = {}) {
  const value = ref(first)
  const parent = defineComponent({
    setup: () => () =>
      h(part, {
        ...props,
        modelValue: value.value,
        'onUpdate:modelValue': (next: unknown) => (value.value = next),
      }),
  })
  const page = mount(parent, {
    attachTo: document.body,
    global: { plugins: [createWords().plugin] },
  })
  return { page, value }
}

const options = [
  { value: 'direct', label: 'Trực tiếp', title: 'Trực tiếp' },
  { value: 'online', label: 'Trực tuyến', title: 'Trực tuyến' },
]

afterEach(() => {
  document.body.replaceChildren()
  vi.useRealTimers()
})

describe('a text field', () => {
  it('ties its label, hint and error to the input', async () => {
    const { page, value } = field(TextField, '', {
      label: 'Nơi tổ chức',
      hint: 'Tên đơn vị',
      error: 'Chưa có nơi tổ chức.',
    })
    const input = page.get('input')
    expect(page.get('label').attributes('for')).toBe(input.attributes('id'))
    const described = (input.attributes('aria-describedby') ?? '').split(' ')
    const words = described.map((id) => document.getElementById(id)?.textContent.trim())
    expect(words).toEqual(['Tên đơn vị', 'Chưa có nơi tổ chức.'])
    expect(input.attributes('aria-invalid')).toBe('true')
    await input.setValue('Trường')
    expect(value.value).toBe('Trường')
  })
})

describe('the periods', () => {
  it('are typed with a comma', async () => {
    const { page, value } = field(PeriodStepper, undefined, { label: 'Số tiết' })
    await page.get('input').setValue('4,5')
    expect(value.value).toBe(4.5)
    expect(page.get('input').element.value).toBe('4,5')
  })

  it('keep in the field what is no number', async () => {
    const { page, value } = field(PeriodStepper, 4, { label: 'Số tiết' })
    await page.get('input').setValue('bốn')
    await page.get('input').trigger('blur')
    expect(value.value).toBeUndefined()
    expect(page.get('input').element.value).toBe('bốn')
  })

  it('step within their limits', async () => {
    const { page, value } = field(PeriodStepper, 119, { label: 'Số tiết', max: 120 })
    const more = page.get('[aria-label="Thêm 1 tiết"]')
    await more.trigger('click')
    await more.trigger('click')
    expect(value.value).toBe(120)
  })

  it('go on while the button is held, and the click that ends it adds nothing', async () => {
    vi.useFakeTimers()
    const { page, value } = field(PeriodStepper, 0, { label: 'Số tiết' })
    const more = page.get('[aria-label="Thêm 1 tiết"]')
    await more.trigger('pointerdown')
    await vi.advanceTimersByTimeAsync(450 + 3 * 120)
    await more.trigger('pointerup')
    await more.trigger('click')
    expect(value.value).toBe(4)
    vi.advanceTimersByTime(1000)
    expect(value.value).toBe(4)
  })
})

describe('a day', () => {
  const choices = [{ day: '2026-11-16', label: 'Hôm nay' }]

  it('is a tap away when it is a likely one', async () => {
    const { page, value } = field(DayField, '', { label: 'Ngày học', choices })
    await page.get('button').trigger('click')
    expect(value.value).toBe('2026-11-16')
    expect(page.get('button').attributes('aria-pressed')).toBe('true')
  })

  it('is asked of the calendar when it is another', async () => {
    const { page, value } = field(DayField, '', { label: 'Ngày học', choices })
    await page.findAll('button')[1]?.trigger('click')
    const input = page.get('input')
    expect(document.activeElement).toBe(input.element)
    await input.setValue('2026-10-03')
    expect(value.value).toBe('2026-10-03')
  })
})

describe('choices', () => {
  it.each([SegmentedChoice, PickList])('are radios in a named group', async (part) => {
    const { page, value } = field(part, undefined, { label: 'Hình thức', options })
    expect(page.get('fieldset legend').text()).toBe('Hình thức')
    await page.get<HTMLInputElement>('input[value=online]').setValue(true)
    expect(value.value).toBe('online')
  })

  it('of chips take several and give them back', async () => {
    const { page, value } = field(ChipGroup, [], { label: 'Chủ đề', options, multiple: true })
    const [first, second] = page.findAll('button')
    await first?.trigger('click')
    await second?.trigger('click')
    await first?.trigger('click')
    expect(value.value).toEqual(['online'])
    expect(second?.attributes('aria-pressed')).toBe('true')
  })
})

describe('suggestions', () => {
  const suggestions = [
    { id: 'a', text: 'An toàn thông tin cho giáo viên', second: '4 tiết' },
    { id: 'b', text: 'An toàn trên mạng' },
  ]

  it('are walked with arrows and taken with Enter', async () => {
    const onPick = vi.fn()
    const { page, value } = field(SuggestField, '', { label: 'Tên buổi', suggestions, onPick })
    const input = page.get('input')
    await input.setValue('an toan')
    expect(input.attributes('aria-expanded')).toBe('true')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    const active = document.getElementById(input.attributes('aria-activedescendant') ?? '')
    expect(active?.textContent).toBe('An toàn trên mạng')
    await input.trigger('keydown', { key: 'Enter' })
    expect(value.value).toBe('An toàn trên mạng')
    expect(onPick).toHaveBeenCalledWith('b')
    expect(input.attributes('aria-expanded')).toBe('false')
  })

  it('mark what was typed without marks, and Esc keeps the text', async () => {
    const { page, value } = field(SuggestField, '', { label: 'Tên buổi', suggestions })
    const input = page.get('input')
    await input.setValue('an toan t')
    expect(page.get('mark').text()).toBe('An toàn t')
    await input.trigger('keydown', { key: 'Escape' })
    expect(input.attributes('aria-expanded')).toBe('false')
    expect(value.value).toBe('an toan t')
  })

  it('leave Enter to the input method while a syllable is being composed', async () => {
    const { page, value } = field(SuggestField, '', { label: 'Tên buổi', suggestions })
    const input = page.get('input')
    await input.setValue('an')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'Enter', isComposing: true })
    expect(value.value).toBe('an')
  })
})
