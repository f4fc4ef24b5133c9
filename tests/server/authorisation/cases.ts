import type { InjectOptions } from 'fastify'
import type { aGuardedWorld, Asker, Canary, Who } from '../../support/guarded-world.ts'

/** The world in which every endpoint is asked by everybody. */
export type World = Awaited<ReturnType<typeof aGuardedWorld>>

/** Rows of the table: by operation, as OpenAPI names it, the cases to ask. */
export type Rows = Record<string, Case[]>

export interface Expected {
  readonly status: number
  readonly code?: string
  /** How the one command of a push is answered: 'applied', or the code of its problem. */
  readonly answer?: string
  /** The canaries that must be there; where this isn't said, those that may be. */
  readonly shows?: readonly Canary[]
}

export interface Case {
  readonly name: string
  readonly ask: (who: Asker) => InjectOptions
  readonly expected: (who: Asker) => Expected
}

export const needsSession: Expected = { status: 401, code: 'session.needed' }
export const ok: Expected = { status: 200 }

/** What everybody gets who is signed in; without a session there is nothing. */
export const signedIn = (expected: (who: Who) => Expected) => (who: Asker) =>
  who === 'nobody' ? needsSession : expected(who)

/** Without a session, too. */
export const open = (asked: InjectOptions, expected: Expected = ok): Case[] => [
  { name: 'as anybody', ask: () => asked, expected: () => expected },
]
