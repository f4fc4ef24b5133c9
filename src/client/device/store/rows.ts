import type { Command } from '#contract/command.ts'
import type { Receipt } from '#contract/exchange.ts'
import type { Instant } from '#domain/day.ts'
import type { Problem } from '#domain/problems.ts'
import type { Standing } from '#domain/standing.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { OutboxState } from '../door.ts'
import type { Sealed } from './codec.ts'

/** A submission as the server confirmed it, and as it looks with the waiting commands run over it. */
export interface HeldRow extends Sealed {
  readonly id: string
  readonly kind: 'submission'
  readonly plan: string
  readonly whose: 'mine' | 'theirs'
  readonly standing: Standing
  /** Of what was confirmed; it never goes back. 0 while nothing was. */
  readonly event: number
  readonly changedAt: Instant
  /** Grows with every write, so that a change computed from an older one is noticed. */
  readonly turn: number
}

export interface HeldContent {
  readonly confirmed?: Submission
  readonly shown: Submission
  readonly receipt?: Receipt
}

/** A command that still has to be sent. Its content never changes; only its state does. */
export interface OutboxRow extends Sealed {
  readonly id: string
  readonly kind: string
  readonly plan: string
  readonly record: string
  readonly seq: number
  readonly state: OutboxState
  readonly attempts: number
  /** Attempts on which the server broke: such a one travels alone, so that it bars no other. */
  readonly faults: number
  readonly occurredAt: Instant
  readonly problem?: Problem
  /** Sent again to a server that was restored and may lack what others still have to send again. */
  readonly resent?: true
}

export interface OutboxContent {
  readonly command: Command
  readonly title: string
}

/** A command that arrived. It stays until a verified back-up covers its event. */
export interface SentRow extends Sealed {
  readonly id: string
  readonly kind: string
  readonly plan: string
  readonly record: string
  readonly seq: number
  readonly event: number
  readonly receivedAt: Instant
}

export interface SentContent extends OutboxContent {
  readonly receipt: Receipt
  readonly revision: number
  readonly missingFiles: readonly string[]
}

export interface DraftRow extends Sealed {
  readonly id: string
  readonly plan: string
  readonly round: string
  readonly keptAt: Instant
}

export interface NoteRow extends Sealed {
  readonly id: string
  readonly keptAt: Instant
}

/** What its owner threw away, or replaced before it was ever sent. */
export interface BinRow extends Sealed {
  readonly no?: number
  readonly of: string
  readonly what: 'draft' | 'command'
  readonly binnedAt: Instant
}

export interface PlanRow extends Sealed {
  readonly id: string
  readonly etag: string
}

/** `person:<id>` or `unit:<id>`. */
export interface NameRow extends Sealed {
  readonly id: string
}

export interface AskedRow extends Sealed {
  readonly key: string
  readonly askedAt: Instant
}

export interface MetaRow {
  readonly key: string
  readonly value: unknown
}

export interface JournalRow {
  readonly no?: number
  readonly at: Instant
  readonly what: string
  readonly of: string
}
