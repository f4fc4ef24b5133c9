import type { PeoplePage, PersonLine, PersonPage } from '#contract/people.ts'
import { codeFrom, codeLength } from '#domain/accounts/code.ts'
import { addDays, dayOf, type Day, type Instant } from '#domain/day.ts'

export type Purpose = 'invite' | 'reset'

/** Somebody who may be given a code. */
export interface Candidate {
  readonly personId: string
  readonly name: string
  readonly username: string
  readonly unitId: string
  readonly unitName: string
  readonly isInvited: boolean
}

/** What is handed to a person: on paper, or shown on this screen. */
export interface Slip extends Candidate {
  readonly code: string
  readonly purpose: Purpose
  readonly until: Day
  readonly days: number
}

/** At most as many as one write takes. */
export const atOnce = 500

/** A sheet of A4: three beside each other, eight below each other. */
export const slipsOfSheet = 24

/** How many days a code lives, counted from the day on which it is made (the rule is the server's). */
const daysOf: Record<Purpose, number> = { invite: 30, reset: 1 }

/** Those on a page of people who never opened their notebook. */
export function candidatesOn(page: PeoplePage | undefined): Candidate[] {
  return (page?.people ?? []).flatMap((line) => candidateOf(line) ?? [])
}

function candidateOf({ id, name, username, unitId, unitName, account }: PersonLine) {
  if (username === null || (account !== 'none' && account !== 'invited')) return undefined
  return { personId: id, name, username, unitId, unitName, isInvited: account === 'invited' }
}

/** The one person of a page, and what kind of code would serve them. */
export function onePerson(page: PersonPage): { who: Candidate; purpose: Purpose } | undefined {
  const { person, account, homeUnitId, posts } = page
  if (!account || account.standing === 'disabled') return undefined
  const unitName = posts.find(({ unitId }) => unitId === homeUnitId)?.unitName ?? ''
  const who = {
    personId: person.id,
    name: person.name,
    username: account.username,
    unitId: homeUnitId ?? '',
    unitName,
    isInvited: account.codeUntil !== null,
  }
  return { who, purpose: account.standing === 'active' ? 'reset' : 'invite' }
}

/** Slips with codes made here, by chance; only this device knows them. */
export function slipsFor(people: readonly Candidate[], purpose: Purpose, at: Instant): Slip[] {
  const days = daysOf[purpose]
  const until = addDays(dayOf(at), days)
  return people.map((person) => ({ ...person, code: newCode(), purpose, until, days }))
}

/** What the server is told of them: whose, and the SHA-256 of the code. */
export async function hashed(slips: readonly Slip[]) {
  return Promise.all(
    slips.map(async ({ personId, code }) => ({ personId, codeHash: await hashOf(code) })),
  )
}

/** Sheet by sheet: a school begins on a new one, so that each gets its own paper. */
export function sheetsOf(slips: readonly Slip[]): Slip[][] {
  const units = [...new Set(slips.map(({ unitId }) => unitId))]
  return units.flatMap((unitId) => inSheets(slips.filter((slip) => slip.unitId === unitId)))
}

function inSheets(slips: readonly Slip[]): Slip[][] {
  const count = Math.ceil(slips.length / slipsOfSheet)
  return Array.from({ length: count }, (_, sheet) =>
    slips.slice(sheet * slipsOfSheet, (sheet + 1) * slipsOfSheet),
  )
}

function newCode(): string {
  return codeFrom(crypto.getRandomValues(new Uint8Array(codeLength)))
}

async function hashOf(code: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
