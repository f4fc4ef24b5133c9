import { sql, type Selectable, type Transaction } from 'kysely'
import type { Static } from 'typebox'
import type { SubmissionRecord } from '#contract/records.ts'
import { holdersOf, readersOf } from '#domain/people/access.ts'
import type { Decision, Revision, Setting, Submission } from '#domain/submission/submission.ts'
import type { Connection, Database } from '../database/tables.ts'
import { answerRows, saveAnswers } from './answer-rows.ts'
import { listColumns } from './list-columns.ts'

/** A submission with the event at which it was last changed. */
export interface Stored {
  readonly submission: Submission
  readonly event: number
}

/**
 * Locks the records until the transaction ends, in id order. An id that isn't there yet is locked
 * by name, so that of two devices that create it together the second meets the first's record.
 * What was read before this call may be stale: read afterwards, in a new statement.
 */
export async function lockSubmissions(
  trx: Transaction<Database>,
  ids: readonly string[],
): Promise<void> {
  const sorted = [...new Set(ids)].sort()
  const there = await lockRows(trx, sorted)
  const missing = sorted.filter((id) => !there.has(id))
  if (missing.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtextextended('submission:' || id, 0))
    from unnest(${missing}::text[]) as id`.execute(trx)
  await lockRows(trx, missing)
}

async function lockRows(trx: Transaction<Database>, ids: readonly string[]) {
  if (ids.length === 0) return new Set<string>()
  const rows = await trx
    .selectFrom('submission')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export async function loadSubmissions(
  db: Connection,
  ids: readonly string[],
): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('submission').selectAll().where('id', 'in', ids).execute()
  if (rows.length === 0) return new Map()
  const revisions = await loadRevisions(db, ids)
  const decisions = await loadDecisions(db, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        event: row.event,
        submission: {
          ...head(row),
          revisions: revisions.get(row.id) ?? [],
          decisions: decisions.get(row.id) ?? [],
        },
      },
    ]),
  )
}

function head(row: Selectable<Database['submission']>) {
  const { id, planId, roundId, authorId, unitId, standing, step, route, lateRequests } = row
  return { id, planId, roundId, authorId, unitId, standing, step, route, lateRequests }
}

async function loadRevisions(db: Connection, ids: readonly string[]) {
  const rows = await db
    .selectFrom('revision')
    .selectAll()
    .where('submissionId', 'in', ids)
    .orderBy('submissionId')
    .orderBy('no')
    .execute()
  return grouped(
    rows,
    ({ submissionId: _, trainingSessionId, scannedAt, ...revision }): Revision => ({
      ...revision,
      ...(trainingSessionId !== null && { trainingSessionId }),
      ...(scannedAt !== null && { scannedAt }),
    }),
  )
}

async function loadDecisions(db: Connection, ids: readonly string[]) {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('submissionId', 'in', ids)
    .orderBy('submissionId')
    .orderBy('no')
    .execute()
  return grouped(rows, ({ submissionId: _, no: __, decidedAt, ...decision }): Decision => ({
    ...decision,
    at: decidedAt,
  }))
}

function grouped<R extends { submissionId: string }, T>(rows: readonly R[], read: (row: R) => T) {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.submissionId) ?? []
    groups.set(row.submissionId, [...group, read(row)])
  }
  return groups
}

/** A submission before and after. */
interface Step {
  readonly before: Submission | undefined
  readonly after: Submission
}

/** Writes what rules made of submissions, a statement a table: their rows anew, and the revisions and decisions that came to them. */
export async function saveSubmissions(
  trx: Connection,
  steps: readonly Step[],
  setting: Setting,
): Promise<void> {
  const whole = joined(steps)
  await saveHeads(trx, whole, setting)
  await saveRevisions(trx, whole, setting)
  await saveDecisions(trx, whole)
}

/** Of one record from where its first step began to where its last ended. */
function joined(steps: readonly Step[]): readonly Step[] {
  const whole = new Map<string, Step>()
  for (const { before, after } of steps) {
    const earlier = whole.get(after.id)
    whole.set(after.id, { before: earlier ? earlier.before : before, after })
  }
  return [...whole.values()]
}

async function saveHeads(trx: Connection, steps: readonly Step[], setting: Setting) {
  const added = steps.filter(({ before }) => !before).map(({ after }) => rowOf(after, setting))
  if (added.length > 0) await trx.insertInto('submission').values(added).execute()
  for (const { before, after } of steps) {
    if (!before) continue
    const row = rowOf(after, setting)
    await trx.updateTable('submission').set(row).where('id', '=', after.id).execute()
  }
}

function rowOf(submission: Submission, setting: Setting) {
  const { revisions, decisions: _, route, lateRequests, ...rest } = submission
  return {
    ...rest,
    route: JSON.stringify(route),
    lateRequests: JSON.stringify(lateRequests),
    revision: revisions.length,
    readers: [...readersOf(submission)],
    holders: [...holdersOf(submission)],
    ...listColumns(submission, setting),
  }
}

async function saveRevisions(trx: Connection, steps: readonly Step[], setting: Setting) {
  const added = steps.flatMap(({ before, after }) =>
    after.revisions
      .slice(before?.revisions.length ?? 0)
      .map((revision) => ({ submissionId: after.id, revision })),
  )
  if (added.length === 0) return
  const rows = added.map(({ submissionId, revision }) => ({
    ...revision,
    submissionId,
    answers: JSON.stringify(revision.answers),
  }))
  await trx.insertInto('revision').values(rows).execute()
  const answers = added.flatMap(({ submissionId, revision }) => {
    const { instrumentId, instrumentVersion } = revision
    return answerRows(submissionId, revision, setting.instrument(instrumentId, instrumentVersion))
  })
  await saveAnswers(trx, answers)
}

async function saveDecisions(trx: Connection, steps: readonly Step[]) {
  const rows = steps.flatMap(({ before, after }) => {
    const earlier = before?.decisions.length ?? 0
    return after.decisions
      .slice(earlier)
      .map((decision, index) => decisionRow(after.id, decision, earlier + index + 1))
  })
  if (rows.length > 0) await trx.insertInto('decision').values(rows).execute()
}

function decisionRow(submissionId: string, decision: Decision, no: number) {
  const { at, itemComments, ...rest } = decision
  return { ...rest, submissionId, no, itemComments: JSON.stringify(itemComments), decidedAt: at }
}

/** The same value, as the contract's schema types it. */
export function asRecord(submission: Submission): Static<typeof SubmissionRecord> {
  return submission as Static<typeof SubmissionRecord>
}
