import { onScopeDispose, ref, shallowReactive, watchEffect } from 'vue'
import type { Reply } from '#contract/exchange.ts'
import type { Instant } from '#domain/day.ts'
import type { Device } from '../device/door.ts'
import { isNothing } from './live.ts'
import { useSession } from './session.ts'

/** A reply that is no value. */
export type AskProblem = Exclude<Reply<never>, { readonly ok: true }>

/** The four facts, of something that only the server has; and how old the value is. */
export interface Asked<T> {
  readonly value: T | undefined
  readonly empty: boolean
  readonly busy: boolean
  readonly problem: AskProblem | undefined
  /** When the value shown was answered. */
  readonly askedAt: Instant | undefined
  again(): void
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

interface Options<T> {
  readonly empty?: (value: T) => boolean
  /** Under which the answer is kept on the device, to be shown, dated, when there is no line. */
  readonly key?: () => string
}

/**
 * Asks the server, and again when what `ask` (or `key`) reads before its first wait changes. The
 * last answer to the same question stays while a newer one is on its way, or doesn't come. The
 * object is reactive: don't take it apart.
 */
export function useAsk<T>(
  ask: (device: Device) => Promise<Reply<T>>,
  { empty = isNothing, key }: Options<T> = {},
): Asked<T> {
  const session = useSession()
  const times = ref(0)
  const asked: Writable<Asked<T>> = shallowReactive({
    value: undefined,
    empty: false,
    busy: true,
    problem: undefined,
    askedAt: undefined,
    again: () => {
      times.value += 1
    },
  })
  let turn = 0
  let question: string | undefined

  function show(value: T, askedAt: Instant): void {
    Object.assign(asked, { value, empty: empty(value), askedAt })
  }

  async function showLast(device: Device, own: number, name: string): Promise<void> {
    const last = await device.answers.last<T>(name)
    if (last && own === turn && asked.value === undefined) show(last.value, last.askedAt)
  }

  async function hear(device: Device, own: number, reply: Promise<Reply<T>>): Promise<void> {
    const name = question
    if (name !== undefined) await showLast(device, own, name).catch(() => undefined)
    const heard = await reply.catch((): AskProblem => ({ ok: false, word: 'broken' }))
    if (own !== turn) return
    Object.assign(asked, { busy: false, problem: heard.ok ? undefined : heard })
    if (!heard.ok) return
    show(heard.value, device.now())
    if (name !== undefined) await device.answers.keep(name, heard.value).catch(() => undefined)
  }

  watchEffect(() => {
    turn += 1
    void times.value
    const { device } = session
    const name = key?.()
    // Another question's answer is no answer to this one.
    if (name !== question || !device) {
      Object.assign(asked, { value: undefined, empty: false, askedAt: undefined })
    }
    question = name
    Object.assign(asked, { busy: true, problem: undefined })
    if (device) void hear(device, turn, ask(device))
  })
  onScopeDispose(() => {
    turn += 1
  })
  return asked
}
