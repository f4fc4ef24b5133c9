import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { TrainingSessionList } from '#contract/training-sessions.ts'
import type { Instant } from '#domain/day.ts'
import type { Asked } from '#domain/people/authority.ts'
import { lineage } from '#domain/people/unit.ts'
import { headedBy, mayHold } from '#domain/training-sessions/training-session.ts'
import type { Connection } from '../database/tables.ts'
import { asSession, sessionOf, withoutCode } from '../records/training-sessions.ts'
import { loadLineages } from '../records/units.ts'

/** Who asks, of which tree, when. */
export interface Asking extends Asked {
  readonly db: Connection
  readonly at: Instant
}

type Listed = Static<typeof TrainingSessionList>
type Figures = Listed['sessions'][number]['figures']

const newest = 200

export async function listSessions(asking: Asking): Promise<Listed> {
  const { db, units, at } = asking
  const held = [...units.keys()].filter((id) => mayHold(id, asking))
  const schools = headedBy(asking)
  const above = schools.flatMap((id) => lineage(id, units).map((unit) => unit.id))
  const rows = await db
    .selectFrom('trainingSession')
    .selectAll()
    .where(sql<boolean>`unit_id = any(${held}::text[]) or unit_ids && ${above}::text[]`)
    .orderBy('lastOn', 'desc')
    .orderBy('id')
    .limit(newest)
    .execute()
  const isHeld = new Set(held)
  const own = rows.filter(({ unitId }) => isHeld.has(unitId)).map(({ id }) => id)
  const others = rows.filter(({ unitId }) => !isHeld.has(unitId)).map(({ id }) => id)
  const figures = new Map([
    ...(await figuresOf(db, own)),
    ...(await figuresOf(db, others, { schools, day: asking.day })),
  ])
  const named = await loadLineages(
    db,
    rows.flatMap(({ unitId, unitIds }) => [unitId, ...unitIds]),
  )
  return {
    sessions: rows.map((row) => ({
      session: asSession(withoutCode(sessionOf(row))),
      mayHold: isHeld.has(row.unitId),
      figures: figures.get(row.id) ?? nobody,
    })),
    units: [...named.values()] as Listed['units'],
    serverTime: at,
  }
}

const nobody: Figures = { present: 0, records: 0, accepted: 0 }

interface Within {
  readonly schools: readonly string[]
  readonly day: string
}

/** How many were marked, how many wrote; of the schools, where some are named. */
async function figuresOf(
  db: Connection,
  ids: readonly string[],
  within?: Within,
): Promise<readonly (readonly [string, Figures])[]> {
  if (ids.length === 0) return []
  const schools = within ? [...within.schools] : null
  const { rows } = await sql<Figures & { id: string }>`
    select session.id,
      (select count(*)::int from training_presence presence where presence.session_id = session.id
        and (${schools}::text[] is null or (select unit_id from post
          where post.person_id = presence.person_id and from_on <= ${within?.day ?? null}::date
            and (until_on is null or until_on >= ${within?.day ?? null}::date)
          order by main desc, post.id limit 1) = any(${schools}::text[]))) as present,
      wrote.records, wrote.accepted
    from training_session session cross join lateral (
      select count(*)::int as records, count(*) filter (
          where standing in ('accepted', 'published'))::int as accepted
      from revision join submission on submission.id = revision.submission_id
        and submission.revision = revision.no
      where revision.training_session_id = session.id and standing <> 'withdrawn'
        and (${schools}::text[] is null or submission.unit_id = any(${schools}::text[]))) wrote
    where session.id = any(${[...ids]}::text[])`.execute(db)
  return rows.map(({ id, ...figures }) => [id, figures])
}
