import { onScopeDispose, shallowReactive, shallowRef, watchEffect } from 'vue'
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
  const times = shallowRef(0)
  const again = (): void => {
    times.value += 1
  }
  const asked: Writable<Asked<T>> = shallowReactive({ ...unasked, busy: true, again })
  let turn = 0
  let question: string | undefined

  /** One question on its way; what comes after another one was asked is not shown. */
  function hearing(device: Device, own: number): Hearing<T> {
    const show = (value: T, askedAt: Instant): void => {
      Object.assign(asked, { value, empty: empty(value), askedAt })
    }
    const end = (problem: AskProblem | undefined): void => {
      Object.assign(asked, { busy: false, problem })
    }
    return { device, name: question, asked, isOver: () => own !== turn, show, end }
  }

  watchEffect(() => {
    turn += 1
    // With other posts there may be another answer.
    const { device, signIns } = session
    const name = key?.()
    // Another question's answer is no answer to this one.
    if (name !== question || !device) Object.assign(asked, unasked)
    question = name
    Object.assign(asked, { busy: times.value + signIns >= 0, problem: undefined })
    if (device) void hear(hearing(device, turn), ask(device))
  })
  onScopeDispose(() => {
    turn += 1
  })
  return asked
}

const unasked = { value: undefined, empty: false, problem: undefined, askedAt: undefined }

interface Hearing<T> {
  readonly device: Device
  readonly name: string | undefined
  readonly asked: { readonly value: T | undefined }
  isOver(): boolean
  show(value: T, askedAt: Instant): void
  end(problem: AskProblem | undefined): void
}

async function hear<T>(one: Hearing<T>, reply: Promise<Reply<T>>): Promise<void> {
  const { device, name } = one
  const safe = reply.catch((): AskProblem => ({ ok: false, word: 'broken' }))
  if (name !== undefined) await showLast(one, name).catch(() => undefined)
  const heard = await safe
  if (one.isOver()) return
  one.end(heard.ok ? undefined : heard)
  if (!heard.ok) return forgetGone(one, heard)
  one.show(heard.value, device.now())
  // An answer that could not be kept is only missing when there is no line.
  if (name !== undefined) await device.answers.keep(name, heard.value).catch(() => undefined)
}

/** What is not there any more, or not theirs, isn't shown from before. */
async function forgetGone<T>(one: Hearing<T>, problem: AskProblem): Promise<void> {
  if (problem.word !== 'refused' || problem.status !== 404) return
  Object.assign(one.asked, { ...unasked, problem })
  if (one.name !== undefined) await one.device.answers.keep(one.name, null).catch(() => undefined)
}

async function showLast<T>(one: Hearing<T>, name: string): Promise<void> {
  const last = await one.device.answers.last(name)
  if (last?.value != null && !one.isOver() && one.asked.value === undefined) {
    one.show(last.value as T, last.askedAt)
  }
}
