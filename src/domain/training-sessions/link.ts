import { derivedId } from '../derived-id.ts'
import { dayOf, type Instant } from '../day.ts'
import { refused, type Refused } from '../outcome.ts'
import type { Act } from '../submission/submission.ts'
import { isOpenTo, type TrainingSession } from './training-session.ts'

/** What ties a record to the session that it was written from. */
export interface SessionLink {
  readonly trainingSessionId?: string
  /** The code read at the door, and when, by the device's clock. */
  readonly scan?: { readonly code: string; readonly at: Instant }
}

const namespace = '5f6a1c0e-6a0b-5d0e-9d57-0f0c8f1b7a11'

/**
 * The record of a person's part in a session. It follows from both, so that two devices, or a
 * second scan, meet in one record (SYNC.md, "Model"). It can be guessed and is no permission.
 */
export function linkedRecordId(sessionId: string, personId: string): string {
  return derivedId(`${sessionId}/${personId}`, namespace)
}

/** Why a record can't be tied to the session that it names. A device may not know the session: then the server says. */
export function unfitLink(link: SessionLink, roundId: string, act: Act): Refused | undefined {
  const { trainingSessionId: id } = link
  if (id === undefined) return link.scan && refused('training-session.not-yours')
  if (linkedRecordId(id, act.by.personId) !== act.recordId) return refused('submission.wrong-id')
  const session = act.setting.trainingSession ? act.setting.trainingSession(id) : 'unknown'
  return session === 'unknown' ? undefined : unfitSession(session, { link, roundId, act })
}

function unfitSession(
  session: TrainingSession | undefined,
  { link, roundId, act }: { link: SessionLink; roundId: string; act: Act },
): Refused | undefined {
  if (!session || !fits(session, roundId, act)) return refused('training-session.not-yours')
  // Who had linked it before the session was cancelled may still mend what was returned.
  if (session.cancelled && act.base === 0) return refused('training-session.cancelled')
  return link.scan && unfitScan(session, link.scan)
}

function fits(session: TrainingSession, roundId: string, act: Act): boolean {
  const days = [dayOf(act.at), dayOf(act.occurredAt)]
  const isSame = session.planId === act.planId && session.roundId === roundId
  return isSame && isOpenTo(session, act.by, { days, units: act.setting.units })
}

/** Whether the code is the one at the door, read while it was taken there. */
export function unfitScan(
  { code, opensOn, closesOn }: Pick<TrainingSession, 'code' | 'opensOn' | 'closesOn'>,
  scan: NonNullable<SessionLink['scan']>,
): Refused | undefined {
  if (code !== undefined && code !== scan.code) return refused('training-session.wrong-code')
  if (Number.isNaN(Date.parse(scan.at)) || scan.at < '0001') {
    return refused('training-session.wrong-code')
  }
  const day = dayOf(scan.at)
  if (day < opensOn) return refused('training-session.scan-early', { limit: opensOn })
  if (day > closesOn) return refused('training-session.scan-closed', { limit: closesOn })
  return
}
