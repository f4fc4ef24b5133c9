import type { CommandKind, InputOf } from '#contract/commands.ts'
import type { Exchange, Receipt, RecordReply } from '#contract/exchange.ts'
import type { PlanBundle, SessionReply } from '#contract/plans.ts'
import type { Day, Instant } from '#domain/day.ts'
import type { Answers } from '#domain/instrument/instrument.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { Problem } from '#domain/problems.ts'
import type { ShownStanding } from '#domain/standing.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { SessionLink } from '#domain/training-sessions/link.ts'

/*
 * Doors: `open.ts` has openDevice(session), openKnown(accountId), accountsHere(), lockAccount(accountId);
 * `not-saved.ts` has NotSaved, the accident that a failed save throws.
 * Added to what this file first said: KnownAccount.locked, Device.tryAgain, Device.watch,
 * Device.afterWrite, Device.answers, Device.renew, read.waiting.
 * In state: `useLive` and `useAsk` answer one reactive object, not refs: `live.value`, never taken apart;
 * `useSession().opened` is the open Device.
 */

/** What this device has of a submission: what the server confirmed with the waiting commands run over it, and the draft. */
export interface Shown {
  readonly id: string
  readonly planId: string
  readonly roundId: string
  /** Absent while it is only a draft. */
  readonly submission?: Submission
  readonly standing: ShownStanding
  readonly draft?: Draft
  /** Why its command was refused; the command stays in the outbox. */
  readonly problem?: Problem
  /** Of the newest revision that arrived. */
  readonly receipt?: Receipt
  readonly changedAt: Instant
}

/** Half-written answers, kept as they are typed. */
export interface Draft extends SessionLink {
  readonly id: string
  readonly planId: string
  readonly roundId: string
  /** The instrument's version that the draft began with; it stays. */
  readonly instrumentVersion: number
  readonly answers: Answers
  /** The revision that it mends; 0 for a new one. */
  readonly base: number
  readonly keptAt: Instant
}

/** A reviewer's half-written remarks on a submission, kept as they are typed; no decision removes them. */
export interface ReviewNote {
  /** The submission. */
  readonly id: string
  /** The revision that the remarks speak of. */
  readonly revision: number
  readonly comment: string
  /** By item. An item without a verdict was not looked at. */
  readonly items: Readonly<Record<string, ItemRemark>>
  readonly keptAt: Instant
}

export interface ItemRemark {
  readonly verdict: 'agreed' | 'returned'
  readonly comment: string
}

/** `queued` not yet tried; `sending` on its way; `unknown` tried, no answer; `refused` and `conflict` wait for a person. */
export type OutboxState = 'queued' | 'sending' | 'unknown' | 'deferred' | 'refused' | 'conflict'

export interface OutboxEntry {
  readonly commandId: string
  readonly kind: CommandKind
  readonly planId: string
  readonly recordId: string
  /** For the list: what it is about. */
  readonly title: string
  readonly state: OutboxState
  readonly attempts: number
  readonly occurredAt: Instant
  readonly nextAt?: Instant
  readonly problem?: Problem
  /** The whole input, so that it can be read, copied and mended. */
  readonly input: unknown
}

/** A command that arrived, with its receipt. */
export interface SentEntry {
  readonly commandId: string
  readonly kind: CommandKind
  readonly planId: string
  readonly recordId: string
  readonly title: string
  readonly receipt: Receipt
}

export interface Names {
  person(id: string): string | undefined
  unit(id: string): Unit | undefined
}

export interface Write<K extends CommandKind> {
  readonly kind: K
  readonly planId: string
  readonly recordId: string
  /** The revision that the writer saw; 0 for none. */
  readonly base: number
  readonly instrumentVersion?: number
  readonly input: InputOf<K>
}

/** How a run of synchronising ended. `signIn`: the session is over, nothing counted, nothing lost. */
export interface SyncReport {
  readonly ended:
    'done' | 'unreachable' | 'broken' | 'sign-in' | 'too-old' | 'disabled' | 'busy-elsewhere'
  readonly sent: number
  readonly received: number
  readonly waiting: number
  /** When it is worth trying again by itself. */
  readonly retryAt?: Instant
}

export interface Device {
  readonly session: SessionReply
  /** Now, by the device's clock set right by what the server last said. */
  now(): Instant
  today(): Day
  newId(): string
  /** Names this device in commands. */
  deviceId(): Promise<string>

  /** Runs the rule, and when it agrees stores the command, durably, before it answers. */
  perform<K extends CommandKind>(write: Write<K>): Promise<Outcome<Shown>>
  /** Takes a command back that was never tried, or one that was refused: its answers become the draft again. */
  mend(commandId: string): Promise<Draft | undefined>
  /** Queues a refused command again as it is, once what stood against it is mended from outside. */
  tryAgain(commandId: string): Promise<void>

  keepDraft(draft: Omit<Draft, 'keptAt'>): Promise<void>
  /** Moves the draft into the bin, where it stays for 30 days. */
  discardDraft(id: string): Promise<void>
  restoreDraft(id: string): Promise<void>
  keepNote(note: Omit<ReviewNote, 'keptAt'>): Promise<void>

  readonly read: {
    /** Own submissions and drafts, newest first. */
    mine(): Promise<readonly Shown[]>
    one(id: string): Promise<Shown | undefined>
    /** Others' submissions that this device holds and this person reviews; waiting ones first, oldest first. */
    toReview(): Promise<readonly Shown[]>
    note(id: string): Promise<ReviewNote | undefined>
    outbox(): Promise<readonly OutboxEntry[]>
    sent(limit: number): Promise<readonly SentEntry[]>
    plans(): Promise<readonly PlanBundle[]>
    names(): Promise<Names>
    /** How many commands wait for the line, and how many for a person. */
    waiting(): Promise<{ readonly waiting: number; readonly attention: number }>
    /** Whether a first pull has ended, and when the server was last heard. */
    heard(): Promise<{ readonly everything: boolean; readonly at?: Instant }>
  }

  /** Keeps a record that was asked for by name, so that it can be decided on without a line. */
  adopt(reply: RecordReply, planId: string): Promise<void>
  /** One run, singly: push, then pull. A second call while one runs joins it. */
  synchronise(exchange: Exchange): Promise<SyncReport>
  /** Calls after every stored change, whichever tab made it, until it is stopped. */
  watch(listener: () => void): () => void
  /** Calls after a command was stored by this device object: worth a try to send. */
  afterWrite(listener: () => void): () => void
  /** The server's last answers to what is only asked for, dated: shown when there is no line. */
  readonly answers: {
    last(key: string): Promise<{ readonly value: unknown; readonly askedAt: Instant } | undefined>
    keep(key: string, value: unknown): Promise<void>
  }
  /** Keeps what the server now says of the person; their new posts count at once, under open forms too. */
  renew(session: SessionReply): Promise<void>
  close(): void
}

/** An account that has a notebook on this device. */
export interface KnownAccount {
  readonly accountId: string
  readonly username: string
  readonly name: string
  readonly place: string
  readonly openedAt: Instant
  /** Its owner has signed out: only signing in opens it. */
  readonly locked: boolean
  /** What its owner left unfinished there; counted of a locked notebook only. */
  readonly left?: { readonly drafts: number; readonly unsent: number }
}
