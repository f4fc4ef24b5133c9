import { sql, type Selectable, type Transaction } from 'kysely'
import type { Static } from 'typebox'
import type { SubmissionRecord } from '#contract/records.ts'
import { holdersOf, readersOf } from '#domain/people/access.ts'
import type { Decision, Revision, Setting, Submission } from '#domain/submission/submission.ts'
import type { Connection, Database } from '../database/tables.ts'
import { answerRows } from './answer-rows.ts'
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
  return grouped(rows, ({ submissionId: _, ...revision }): Revision => revision)
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

/** Writes what a rule made of a submission: its row anew, and the revisions and decisions that came to it. */
export async function saveSubmission(
  trx: Connection,
  { before, after }: { before: Submission | undefined; after: Submission },
  setting: Setting,
): Promise<void> {
  const row = rowOf(after, setting)
  if (before) {
    await trx.updateTable('submission').set(row).where('id', '=', after.id).execute()
  } else {
    await trx.insertInto('submission').values(row).execute()
  }
  for (const revision of after.revisions.slice(before?.revisions.length ?? 0)) {
    await saveRevision(trx, { submissionId: after.id, revision }, setting)
  }
  for (let no = before?.decisions.length ?? 0; no < after.decisions.length; no += 1) {
    await saveDecision(trx, after, no)
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

async function saveRevision(
  trx: Connection,
  { submissionId, revision }: { submissionId: string; revision: Revision },
  setting: Setting,
) {
  const { instrumentId, instrumentVersion, answers } = revision
  await trx
    .insertInto('revision')
    .values({ ...revision, submissionId, answers: JSON.stringify(answers) })
    .execute()
  const instrument = setting.instrument(instrumentId, instrumentVersion)
  const rows = answerRows(submissionId, revision, instrument)
  if (rows.length > 0) await trx.insertInto('answer').values(rows).execute()
}

async function saveDecision(trx: Connection, submission: Submission, index: number) {
  const decision = submission.decisions[index]
  if (!decision) return
  const { at, itemComments, ...rest } = decision
  await trx
    .insertInto('decision')
    .values({
      ...rest,
      submissionId: submission.id,
      no: index + 1,
      itemComments: JSON.stringify(itemComments),
      decidedAt: at,
    })
    .execute()
}

/** The same value, as the contract's schema types it. */
export function asRecord(submission: Submission): Static<typeof SubmissionRecord> {
  return submission as Static<typeof SubmissionRecord>
}
