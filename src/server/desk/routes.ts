import { sql } from 'kysely'
import { DeskReply } from '#contract/rounds.ts'
import { dayOf } from '#domain/day.ts'
import { administers } from '#domain/people/authority.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { App, Connection, House } from '../http/house.ts'
import { found } from '../http/refusal.ts'
import { signedIn, type SignedIn } from '../http/signed-in.ts'
import { loadAllUnits, unitsWithin } from '../records/units.ts'

const schema = {
  summary: "How far a department's first morning has come: units, people, plan, rounds, accounts",
  tags: ['office'],
  response: { 200: DeskReply },
}

/** The administrator's desk, of the first department that they administer. */
export function deskRoutes(app: App, house: House): void {
  app.get('/api/office/desk', { schema }, async (request) => {
    const department = found(await departmentOf(house, signedIn(request)), 'request.not-found')
    return deskAt(house.db, department, house.clock().toISOString())
  })
}

async function departmentOf({ db, clock }: House, { actor }: SignedIn) {
  const units = await loadAllUnits(db)
  const asked = { by: actor, day: dayOf(clock().toISOString()), units }
  return [...units.values()]
    .filter(({ kind }) => kind === 'department')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .find(({ id }) => administers(id, asked))
}

async function deskAt(db: Connection, department: Unit, at: string): Promise<DeskReply> {
  const within = unitsWithin(department.id)
  const day = dayOf(at)
  const plan = await db
    .selectFrom('plan')
    .select('id')
    .where('unitId', '=', department.id)
    .orderBy('fromOn', 'desc')
    .executeTakeFirst()
  const { rows } = await sql<Omit<DeskReply, 'department' | 'planId' | 'accounts'> & Accounts>`
    with inside as (select id from unit where id in ${within} and closed_on is null),
    staff as (select distinct person_id as id from post where unit_id in (select id from inside)
      and from_on <= ${day}::date and (until_on is null or until_on >= ${day}::date)),
    held as (select account.* from account join staff on staff.id = account.person_id
      where disabled_at is null)
    select (select count(*) - 1 from inside) as units,
      (select count(*) from staff) as people,
      (select count(*) from round where plan_id = ${plan?.id ?? ''} and withdrawn_on is null)
        as rounds,
      (select count(*) from held) as "all",
      (select count(*) from held where password_hash is not null) as opened,
      (select count(*) from held where exists (select from activation
        where account_id = held.id and revoked_at is null)) as invited`.execute(db)
  const [{ units, people, rounds, all, invited, opened }] = rows as [(typeof rows)[number]]
  const accounts = { all, invited, opened }
  const counts = { units, people, rounds, accounts }
  return { department: department as DeskReply['department'], planId: plan?.id ?? null, ...counts }
}

interface Accounts {
  readonly all: number
  readonly invited: number
  readonly opened: number
}
