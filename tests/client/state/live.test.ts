import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, nextTick, ref } from 'vue'
import type { Device } from '../../../src/client/device/door.ts'
import { useAsk, type Asked } from '../../../src/client/state/ask.ts'
import { useLive } from '../../../src/client/state/live.ts'
import { useSession } from '../../../src/client/state/session.ts'
import type { Reply } from '../../../src/contract/exchange.ts'
import { binh, hoa } from '../../domain/world.ts'
import { aDraft, Tablet } from '../../device/tablet.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})
afterEach(() => {
  useSession().device?.close()
})

async function signedIn(actor = hoa): Promise<Device> {
  const device = await new Tablet().signIn(actor)
  const session = useSession()
  session.device = device
  session.session = device.session
  return device
}

/** Mounts something that uses a composable, and gives what it answered. */
function using<T>(compose: () => T) {
  let answer: T | undefined
  const component = defineComponent({
    setup() {
      answer = compose()
      return () => null
    },
  })
  const mounted = mount(component)
  return { answer: answer as T, unmount: () => mounted.unmount() }
}

describe('useLive', () => {
  it('reads at once, and again after every change', async () => {
    const device = await signedIn()
    const { answer: live } = using(() => useLive(({ read }) => read.mine()))
    expect(live.busy).toBe(true)
    await vi.waitFor(() => expect(live).toMatchObject({ busy: false, empty: true }))
    await device.keepDraft(aDraft('a', 'Một'))
    await vi.waitFor(() => expect(live.value).toMatchObject([{ id: 'a' }]))
    expect(live.empty).toBe(false)
  })

  it('reads again when what it read before its first wait changes', async () => {
    const device = await signedIn()
    await device.keepDraft(aDraft('a', 'Một'))
    await device.keepDraft(aDraft('b', 'Hai'))
    const id = ref('a')
    const { answer: live } = using(() => useLive(({ read }) => read.one(id.value)))
    await vi.waitFor(() => expect(live.value?.id).toBe('a'))
    id.value = 'b'
    await vi.waitFor(() => expect(live.value?.id).toBe('b'))
  })

  it('shows nothing of another person’s notebook', async () => {
    const device = await signedIn()
    await device.keepDraft(aDraft('a', 'Một'))
    const { answer: live } = using(() => useLive(({ read }) => read.mine()))
    await vi.waitFor(() => expect(live.value).toHaveLength(1))
    useSession().device = null
    expect(live).toMatchObject({ value: undefined, busy: true })
    await signedIn(binh)
    await vi.waitFor(() => expect(live.value).toEqual([]))
  })

  it('says what went wrong, and keeps the value before it', async () => {
    const device = await signedIn()
    const isBroken = ref(false)
    const query = () =>
      isBroken.value ? Promise.reject(new Error('hỏng')) : Promise.resolve('tốt')
    const { answer: live } = using(() => useLive(query))
    await vi.waitFor(() => expect(live.value).toBe('tốt'))
    isBroken.value = true
    await vi.waitFor(() => expect(live.problem?.message).toBe('hỏng'))
    expect(live.value).toBe('tốt')
    expect(device.today()).toBeTruthy()
  })

  it('stops with its screen', async () => {
    const device = await signedIn()
    const query = vi.fn(({ read }: Device) => read.mine())
    const { unmount } = using(() => useLive(query))
    await vi.waitFor(() => expect(query).toHaveBeenCalled())
    unmount()
    const before = query.mock.calls.length
    await device.keepDraft(aDraft('a', 'Một'))
    await nextTick()
    expect(query).toHaveBeenCalledTimes(before)
  })
})

describe('useAsk', () => {
  it('shows the last answer, dated, while there is no line', async () => {
    await signedIn()
    let reply: Reply<string[]> = { ok: true, value: ['một'] }
    const ask = () => Promise.resolve(reply)
    const first = using(() => useAsk(ask, { key: () => 'queue' }))
    await vi.waitFor(() => expect(first.answer).toMatchObject({ value: ['một'], busy: false }))
    first.unmount()
    reply = { ok: false, word: 'unreachable' }
    const { answer: asked } = using(() => useAsk(ask, { key: () => 'queue' }))
    await vi.waitFor(() => expect(asked.busy).toBe(false))
    expect(asked).toMatchObject({ value: ['một'], problem: { word: 'unreachable' } })
    expect(asked.askedAt).toMatch(/^\d{4}-/)
    reply = { ok: true, value: [] }
    asked.again()
    await vi.waitFor(() => expect(asked).toMatchObject({ empty: true, problem: undefined }))
  })

  it('shows nothing from before of what is gone, or not theirs any more', async () => {
    await signedIn()
    let reply: Reply<string[]> = { ok: true, value: ['một'] }
    const ask = () => Promise.resolve(reply)
    const first = using(() => useAsk(ask, { key: () => 'person' }))
    await vi.waitFor(() => expect(first.answer.value).toEqual(['một']))
    first.unmount()
    reply = { ok: false, word: 'refused', status: 404, problem: { code: 'person.not-found' } }
    const second = using(() => useAsk(ask, { key: () => 'person' }))
    await vi.waitFor(() => expect(second.answer.busy).toBe(false))
    expect(second.answer).toMatchObject({ value: undefined, problem: { status: 404 } })
    second.unmount()
    reply = { ok: false, word: 'unreachable' }
    const { answer: third } = using(() => useAsk(ask, { key: () => 'person' }))
    await vi.waitFor(() => expect(third.busy).toBe(false))
    expect(third.value).toBeUndefined()
  })

  it('asks anew when the question changes, and shows no answer to another', async () => {
    await signedIn()
    const question = ref('a')
    const asks: string[] = []
    const open: ((value: string) => void)[] = []
    const { answer: asked }: { answer: Asked<string> } = using(() =>
      useAsk(
        () => {
          asks.push(question.value)
          return new Promise<Reply<string>>((resolve) => {
            open.push((value) => resolve({ ok: true, value }))
          })
        },
        { key: () => question.value },
      ),
    )
    question.value = 'b'
    await nextTick()
    open[1]?.('của b')
    await vi.waitFor(() => expect(asked.value).toBe('của b'))
    expect(asks).toEqual(['a', 'b'])
    open[0]?.('của a')
    await nextTick()
    expect(asked.value).toBe('của b')
  })

  it('takes an accident for a broken line', async () => {
    await signedIn()
    const { answer: asked } = using(() => useAsk(() => Promise.reject(new Error('?'))))
    await vi.waitFor(() => expect(asked.problem).toEqual({ ok: false, word: 'broken' }))
  })
})
