import type { Instant } from '../day.ts'
import type { OfficeAct } from '../office/office-act.ts'
import { done, refused, type Outcome, type Refused } from '../outcome.ts'
import type { Post } from '../people/person.ts'
import { leads, mayKnow, outranks } from './staff-accounts.ts'

/** Somebody with an account, as far as codes are concerned. */
export interface Holder {
  readonly personId: string
  readonly accountId: string
  readonly posts: readonly Post[]
  readonly hasPassword: boolean
  readonly isDisabled: boolean
  /** Codes that could still be used. */
  readonly openCodes: number
}

export type Purpose = 'invite' | 'reset'

/** A code, known by its hash alone: the code itself is on paper and on the screen that made it. */
export interface MadeCode {
  readonly accountId: string
  readonly purpose: Purpose
  readonly codeHash: string
  readonly expiresAt: Instant
}

/** Those whom a write names, and what is to become of their codes and sessions. */
export interface CodeDesk {
  /** The people named, as far as they are there. */
  readonly holders: readonly Holder[]
  /** Whether one of the codes was made before. */
  readonly taken: boolean
  readonly made: readonly MadeCode[]
  /** Accounts whose open codes are worth nothing from now on. */
  readonly revoked: readonly string[]
  /** Accounts whose sessions end. */
  readonly ended: readonly string[]
}

export interface CodeFor {
  readonly personId: string
  readonly codeHash: string
}

export interface NamedPerson {
  readonly personId: string
}

/** Thirty days: a sheet is printed, carried to the school and handed out; last year's is paper. */
const inviteMs = 30 * 24 * 60 * 60 * 1000
const resetMs = 24 * 60 * 60 * 1000

/** Gives codes to people who have no password yet. Their earlier codes end: only the newest sheet counts. */
export function inviteAccounts(
  there: CodeDesk,
  { people }: { readonly people: readonly CodeFor[] },
  act: OfficeAct,
): Outcome<CodeDesk> {
  if (hasTwice(people)) return refused('command.malformed')
  const no = firstRefusal(there, people, act) ?? firstDisabled(there)
  if (no) return no
  const active = there.holders.find(({ hasPassword }) => hasPassword)
  if (active) return refused('account.already-active', { item: active.personId })
  return issued(there, { people, purpose: 'invite', expiresAt: later(act.at, inviteMs) })
}

/** A one-time code for somebody who forgot. The old password works, and sessions stand, until it is used. */
export function resetAccount(there: CodeDesk, input: CodeFor, act: OfficeAct): Outcome<CodeDesk> {
  const no = firstRefusal(there, [input], act) ?? firstDisabled(there)
  if (no) return no
  // A stolen session must not become a stolen account: one's own password is changed with the old one.
  if (input.personId === act.by.personId) return refused('account.own-reset')
  if (!there.holders[0]?.hasPassword) return refused('account.not-active')
  return issued(there, { people: [input], purpose: 'reset', expiresAt: later(act.at, resetMs) })
}

/** Takes back the codes that are out. */
export function revokeCode(there: CodeDesk, input: NamedPerson, act: OfficeAct): Outcome<CodeDesk> {
  const no = firstRefusal(there, [input], act)
  if (no) return no
  if (!there.holders.some(({ openCodes }) => openCodes > 0)) return refused('account.no-code')
  return done({ ...there, revoked: accountsOf(there) })
}

/** Ends all sessions of a person, whose phone may be lost. */
export function endSessions(
  there: CodeDesk,
  input: NamedPerson,
  act: OfficeAct,
): Outcome<CodeDesk> {
  const no = firstRefusal(there, [input], act)
  return no ?? done({ ...there, ended: accountsOf(there) })
}

function firstRefusal(
  there: CodeDesk,
  named: readonly NamedPerson[],
  act: OfficeAct,
): Refused | undefined {
  for (const { personId } of named) {
    const holder = there.holders.find((one) => one.personId === personId)
    if (!holder || !mayKnow(holder, act)) return refused('account.not-found', { item: personId })
    if (!leads(holder, act)) return refused('account.not-yours', { item: personId })
    if (personId !== act.by.personId && outranks(holder, act))
      return refused('account.higher-office', { item: personId })
  }
  return undefined
}

function firstDisabled({ holders }: CodeDesk): Refused | undefined {
  const disabled = holders.find(({ isDisabled }) => isDisabled)
  return disabled && refused('account.disabled', { item: disabled.personId })
}

interface Issue {
  readonly people: readonly CodeFor[]
  readonly purpose: Purpose
  readonly expiresAt: Instant
}

function issued(there: CodeDesk, { people, purpose, expiresAt }: Issue): Outcome<CodeDesk> {
  if (there.taken) return refused('account.code-taken')
  const made = people.flatMap(({ personId, codeHash }) =>
    there.holders
      .filter((holder) => holder.personId === personId)
      .map(({ accountId }) => ({ accountId, purpose, codeHash, expiresAt })),
  )
  return done({ ...there, made, revoked: accountsOf(there) })
}

function hasTwice(people: readonly CodeFor[]): boolean {
  const words = people.flatMap(({ personId, codeHash }) => [personId, codeHash])
  return new Set(words).size < words.length
}

function accountsOf({ holders }: CodeDesk): string[] {
  return holders.map(({ accountId }) => accountId)
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString()
}
