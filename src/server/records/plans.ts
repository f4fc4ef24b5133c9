import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { postsOn, type Actor } from '#domain/people/person.ts'
import type { Plan, Task } from '#domain/plan.ts'
import type { Connection } from '../database/tables.ts'

/** A plan with what synchronising needs of it. */
export interface HeldPlan extends Plan {
  readonly epoch: string
  readonly durableThrough: number
}

/**
 * The plans of a person: their units take part, or the plan's unit stands above or below one of
 * their posts. Who wrote something in a plan keeps it, so that own records outlive a post.
 */
export async function plansOf(db: Connection, actor: Actor, day: Day): Promise<HeldPlan[]> {
  return takingPart(db, actor, day).orderBy('fromOn', 'desc').orderBy('id').execute()
}

/** The plan, if it is one of theirs. */
export async function planOf(
  db: Connection,
  planId: string,
  { actor, day }: { actor: Actor; day: Day },
): Promise<HeldPlan | undefined> {
  return takingPart(db, actor, day).where('id', '=', planId).executeTakeFirst()
}

export async function loadTasks(db: Connection, planId: string): Promise<Task[]> {
  return db
    .selectFrom('task')
    .select(['id', 'planId', 'title', 'leadUnitId', 'dueText', 'product'])
    .where('planId', '=', planId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

function takingPart(db: Connection, actor: Actor, day: Day) {
  const units = postsOn(actor, day).map(({ unitId }) => unitId)
  return db
    .selectFrom('plan')
    .select(['id', 'unitId', 'title', 'fromOn as from', 'untilOn as until'])
    .select(['epoch', 'durableThrough']).where(sql<boolean>`exists (
      with recursive above as (
        select id, parent_id from unit where id = any(${units}::text[])
        union select unit.id, unit.parent_id from unit join above on unit.id = above.parent_id),
      below as (
        select id from unit where id = any(${units}::text[])
        union select unit.id from unit join below on unit.parent_id = below.id)
      select from above where above.id = plan.unit_id
      union all select from below where below.id = plan.unit_id
      union all select from round join above on above.id = any(round.unit_ids)
        where round.plan_id = plan.id
      union all select from submission
        where author_id = ${actor.personId} and submission.plan_id = plan.id)`)
}
