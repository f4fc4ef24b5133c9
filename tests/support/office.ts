import { canonicalForm, type Command } from '../../src/contract/command.ts'
import { isKind, run } from '../../src/contract/commands.ts'
import type {
  ChangesPage,
  CommandResult,
  Exchange,
  PushReply,
  Reply,
} from '../../src/contract/exchange.ts'
import type { PlanBundle } from '../../src/contract/plans.ts'
import type { SubmissionRecord } from '../../src/contract/records.ts'
import type { Static } from 'typebox'
import { createHash } from 'node:crypto'
import { dayOf } from '../../src/domain/day.ts'
import { holdersOf, keysOf } from '../../src/domain/people/access.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import { answerTo, type ProblemCode } from '../../src/domain/problems.ts'
import type { Setting, Submission } from '../../src/domain/submission/submission.ts'

interface Held {
  submission: Submission
  event: number
}
interface Verdict {
  result: CommandResult
  applied: boolean
}
interface Step {
  id: string
  event: number
  audience: readonly string[]
}

export const refusedAs = (status: number, code: ProblemCode): Reply<never> => ({
  ok: false,
  word: 'refused',
  status,
  problem: { code },
})

/** A small honest server of one plan, in memory: the contract's rules, receipts, idempotence and a feed of changes. */
export class Office {
  epoch = 'first'
  durableThrough = 0
  /** Changes a page carries: few, so that tests turn pages. */
  pageSize = 3
  records = new Map<string, Held>()
  /** Commands that had an effect, in order. */
  effects: string[] = []
  /** What a whole request meets, while it lasts. */
  standing: Reply<never> | undefined
  clock: () => string = () => new Date().toISOString()
  pushes: (readonly string[])[] = []
  #event = 0
  #known = new Map<string, { hash: string; result: CommandResult }>()
  #feed: Step[] = []
  readonly bundle: PlanBundle
  readonly setting: Setting

  constructor(bundle: PlanBundle) {
    this.bundle = bundle
    this.setting = {
      units: new Map(bundle.units.map((unit) => [unit.id, unit])),
      rounds: new Map(bundle.rounds.map((round) => [round.id, round])),
      instrument: (id, version) =>
        bundle.instruments.find((one) => one.id === id && one.version === version),
    }
  }

  /** What a person's device speaks with. */
  for(actor: Actor): Exchange {
    const answer = <T>(value: () => T): Promise<Reply<T>> =>
      Promise.resolve(this.standing ?? { ok: true, value: value() })
    return {
      ping: (nonce) => Promise.resolve({ ok: true, value: { nonce } }),
      plans: () => answer(() => ({ plans: [this.bundle.plan] })),
      plan: (_, etag) =>
        answer(() =>
          etag === 'one'
            ? ('same' as const)
            : { bundle: structuredClone(this.bundle), etag: 'one' },
        ),
      push: (_, commands) => answer(() => this.#push(actor, structuredClone(commands))),
      changes: (_, cursor) =>
        cursor !== undefined && !cursor.startsWith(`${this.epoch}/`)
          ? Promise.resolve(this.standing ?? refusedAs(409, 'cursor.epoch'))
          : answer(() => this.#changes(actor, Number(cursor?.split('/')[1] ?? 0))),
    }
  }

  /** A back-up, and the way to it: what was done since is forgotten, and the epoch is another. */
  backUp(): () => void {
    const kept = structuredClone({
      records: this.records,
      effects: this.effects,
      event: this.#event,
      known: this.#known,
      feed: this.#feed,
    })
    return () => {
      this.records = kept.records
      this.effects = kept.effects
      this.#event = kept.event
      this.#known = kept.known
      this.#feed = kept.feed
      this.epoch += '+'
    }
  }

  /** What a person's device should hold once it has heard all. */
  heldBy(actor: Actor): ReadonlyMap<string, Submission> {
    const keys = keysOf(actor, dayOf(this.clock()))
    return new Map(
      [...this.records]
        .filter(([, { submission }]) => holdersOf(submission).some((key) => keys.includes(key)))
        .map(([id, { submission }]) => [id, submission]),
    )
  }

  #push(actor: Actor, commands: readonly Command[]): PushReply {
    this.pushes.push(commands.map(({ id }) => id))
    const stopped = new Map<string, string>()
    const results = commands.map((command) => {
      const because = stopped.get(command.record.id)
      if (because !== undefined) return { id: command.id, result: 'deferred' as const, because }
      const result = this.#accept(actor, command)
      if (result.result !== 'applied') stopped.set(command.record.id, command.id)
      return result
    })
    const { epoch, durableThrough } = this
    return structuredClone({ epoch, durableThrough, serverTime: this.clock(), results })
  }

  #accept(actor: Actor, command: Command): CommandResult {
    const hash = createHash('sha256').update(canonicalForm(command)).digest('hex')
    const known = this.#known.get(command.id)
    if (known?.hash === hash) return { ...known.result, replayed: true } as CommandResult
    if (known) return this.#turnedDown(command, 'command.id-reused')
    if (hash !== command.hash) return this.#turnedDown(command, 'command.wrong-hash')
    const { result, applied } = this.#rule(actor, command)
    if (applied) this.effects.push(command.id)
    const isKept =
      applied || ('problem' in result && answerTo(result.problem.code as ProblemCode).kept)
    if (isKept) this.#known.set(command.id, { hash, result })
    return result
  }

  #rule(actor: Actor, command: Command): Verdict {
    if (!isKind(command.kind)) {
      return { applied: false, result: this.#turnedDown(command, 'command.unknown-kind') }
    }
    const before = this.records.get(command.record.id)
    const { id, base, occurredAt, plan: planId, record, instrumentVersion } = command
    const act = {
      by: actor,
      at: this.clock(),
      ...{ planId, recordId: record.id, commandId: id, occurredAt, base },
      ...(instrumentVersion !== undefined && { instrumentVersion }),
      setting: this.setting,
    }
    const outcome = run(command.kind, before?.submission, { input: command.input, act })
    if (!outcome.ok) {
      const { code } = outcome.problem
      const { answer } = answerTo(code)
      const now = answer === 'conflict' && before ? recordOf(before) : {}
      const result = { id, result: answer, problem: outcome.problem, ...now } as CommandResult
      return { applied: false, result }
    }
    const after = this.#store(outcome.value, before)
    return { applied: true, result: this.#applied(command, after) }
  }

  #store(submission: Submission, before: Held | undefined): Held {
    this.#event += 1
    const after = { submission, event: this.#event }
    this.records.set(submission.id, after)
    const audience = [...holdersOf(submission), ...(before ? holdersOf(before.submission) : [])]
    this.#feed.push({ id: submission.id, event: this.#event, audience })
    return after
  }

  #applied(command: Command, after: Held): CommandResult {
    const revision = after.submission.revisions.length
    return {
      id: command.id,
      result: 'applied',
      revision,
      missingFiles: [],
      receipt: {
        number: `BN-${this.effects.length + 1}`,
        commandId: command.id,
        recordId: command.record.id,
        revision,
        hash: command.hash,
        receivedAt: this.clock(),
        keyId: 'k',
        signature: 's',
      },
      ...recordOf(after),
    }
  }

  #turnedDown(command: Command, code: ProblemCode): CommandResult {
    return { id: command.id, result: 'refused', problem: { code } }
  }

  #changes(actor: Actor, from: number): ChangesPage {
    const keys = keysOf(actor, dayOf(this.clock()))
    const newest = new Map(
      this.#feed
        .filter(({ event, audience }) => event > from && audience.some((key) => keys.includes(key)))
        .map((step) => [step.id, step.event]),
    )
    const held = this.heldBy(actor)
    const steps = [...newest].sort(([, a], [, b]) => a - b)
    const page = steps.slice(0, this.pageSize)
    const last = page.at(-1)?.[1] ?? this.#event
    const more = steps.length > page.length
    return structuredClone({
      epoch: this.epoch,
      durableThrough: this.durableThrough,
      serverTime: this.clock(),
      changes: page.map(([id, event]) => {
        const submission = held.get(id)
        return submission
          ? { change: 'put' as const, id, event, record: recordIn(submission) }
          : { change: 'out_of_scope' as const, id, event }
      }),
      people: [],
      units: [],
      next: `${this.epoch}/${more ? last : Math.max(last, from)}`,
      more,
    })
  }
}

function recordOf({ submission, event }: Held) {
  return { record: recordIn(submission), event }
}

function recordIn(submission: Submission): Static<typeof SubmissionRecord> {
  return structuredClone(submission) as Static<typeof SubmissionRecord>
}
