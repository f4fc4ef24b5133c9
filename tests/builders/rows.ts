import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { Plan, Task } from '#domain/plan.ts'
import type { Round } from '#domain/submission/round.ts'
import { fold } from '#domain/text.ts'
import type { Connection } from '../../src/server/http/house.ts'
import { hashPassword } from '../../src/server/accounts/passwords.ts'
import { demoPassword, type Someone } from './people.ts'

/** Parents first: a unit stands under one that is there. */
export async function writeUnits(db: Connection, units: readonly Unit[]): Promise<void> {
  const rows = units.map((unit) => ({
    ...unit,
    levels: [...unit.levels],
    search: fold(unit.name),
    code: null,
  }))
  await db.insertInto('unit').values(rows).execute()
}

let hashed: Promise<string> | undefined

/** People with their posts and accounts. One hash serves them all, for speed: it is the same password. */
export async function writePeople(db: Connection, people: readonly Someone[]): Promise<void> {
  hashed ??= hashPassword(demoPassword)
  const passwordHash = await hashed
  const rows = people.map(({ id, name, salutation }) => ({
    id,
    name,
    salutation,
    search: fold(name),
  }))
  await db.insertInto('person').values(rows).execute()
  await db.insertInto('post').values(people.flatMap(postRows)).execute()
  const accounts = people.map(({ id, accountId, username }) => ({
    id: accountId,
    personId: id,
    username: fold(username),
    passwordHash,
    disabledAt: null,
  }))
  await db.insertInto('account').values(accounts).execute()
}

function postRows({ id, posts }: Someone) {
  return posts.map(({ from, until, ...post }, index) => ({
    ...post,
    id: `${id}-post-${index + 1}`,
    personId: id,
    fromOn: from,
    untilOn: until,
  }))
}

export async function writePlan(db: Connection, plan: Plan, tasks: readonly Task[]): Promise<void> {
  const { from, until, ...rest } = plan
  await db
    .insertInto('plan')
    .values({ ...rest, fromOn: from, untilOn: until })
    .execute()
  const rows = tasks.map((task, position) => ({ ...task, position }))
  if (rows.length > 0) await db.insertInto('task').values(rows).execute()
}

export async function writeInstrument(db: Connection, instrument: Instrument): Promise<void> {
  const { id, version } = instrument
  await db
    .insertInto('instrument')
    .values({ id, version, body: JSON.stringify(instrument) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function writeRound(db: Connection, round: Round): Promise<void> {
  await db
    .insertInto('round')
    .values({
      ...round,
      unitIds: [...round.unitIds],
      roles: [...round.roles],
      routes: JSON.stringify(round.routes),
      levels: [...(round.levels ?? [])],
      expected: JSON.stringify(round.expected ?? []),
      reminders: [...(round.reminders ?? [])],
    })
    .execute()
}
