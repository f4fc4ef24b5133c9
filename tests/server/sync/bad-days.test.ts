import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { v7 } from 'uuid'
import type { PushReply } from '#contract/exchange.ts'
import { aTeacher } from '../../builders/people.ts'
import { writePeople } from '../../builders/rows.ts'
import { retried } from '../../../src/server/sync/retry.ts'
import { aWorld, word, type Device, type World } from './world.ts'

// Longer: TURNS=60 npx vitest run --project server tests/server/sync/bad-days
const turns = Number(process.env['TURNS'] ?? 6)
vi.setConfig({ testTimeout: 30_000 + turns * 2_000 })

let world: World
let teacher: Device

beforeAll(async () => {
  world = await aWorld()
  teacher = await world.as(world.people.teacher)
})

afterAll(() => world.close())

/** Everything that a push could leave behind. */
async function traces(commandId: string) {
  const { rows } = await sql<{ n: number }>`select
    (select count(*) from applied_command where id = ${commandId})
    + (select count(*) from revision where command_id = ${commandId})
    + (select count(*) from change where command_id = ${commandId})
    + (select count(*) from receipt where command_id = ${commandId}) as n`.execute(world.db)
  return Number(rows[0]?.n)
}

/** Holds the plan's counter, so that a push stands still just before its commit. */
async function holdCounter() {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let taken = () => {}
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve
  })
  const done = world.db.transaction().execute(async (trx) => {
    await trx.selectFrom('planEvent').selectAll().forUpdate().execute()
    taken()
    await held
  })
  await isTaken
  return async () => {
    release()
    await done
  }
}

const waiting = sql<{ pid: number }>`select pid from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

/** Kills the connection that stands before its commit, once it is another than the one killed before. */
async function killWaiter(before?: number): Promise<number> {
  let found: number | undefined
  await expect
    .poll(async () => {
      const { rows } = await waiting.execute(world.db)
      found = rows.find(({ pid }) => pid !== before)?.pid
      return found
    })
    .toBeDefined()
  await sql`select pg_terminate_backend(${found})`.execute(world.db)
  return found ?? 0
}

it('loses nothing and doubles nothing when the transaction is killed before its commit', async () => {
  const release = await holdCounter()
  const command = teacher.sending()
  const push = teacher.push(command)
  await killWaiter()
  expect(await traces(command.id)).toBe(0)
  // The server goes on by itself: the batch failed as a whole, so its command goes singly.
  await release()
  expect((await push).map(word)).toEqual(['applied'])
  expect(await traces(command.id)).toBe(4)
})

it('answers 503 while the database is away for good, and keeps no half of a push', async () => {
  const release = await holdCounter()
  const command = teacher.sending()
  const push = teacher.raw([command])
  await killWaiter(await killWaiter())
  const reply = await push
  expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([503, 'server.busy'])
  expect(reply.headers['retry-after']).toBeDefined()
  await release()
  expect(await traces(command.id)).toBe(0)
  expect((await teacher.push(command)).map(word)).toEqual(['applied'])
})

it('spoils only the command that meets an accident, in its batch and after it', async () => {
  await sql`create function break_it() returns trigger language plpgsql as $$
    begin if new.title = 'hỏng' then raise exception 'an accident'; end if; return new; end $$`.execute(
    world.db,
  )
  await sql`create trigger break_it before insert on submission
    for each row execute function break_it()`.execute(world.db)
  const broken = teacher.sending({ answers: { ...answers(), ten: 'hỏng' } })
  const results = await teacher.push(teacher.sending(), broken, teacher.sending())
  expect(results.map(word)).toEqual(['applied', 'refused command.failed', 'applied'])
  await sql`drop trigger break_it on submission`.execute(world.db)
  expect((await teacher.push(broken)).map(word)).toEqual(['applied'])
})

it('goes singly when the end of a batch fails, in order a record', async () => {
  await sql`create function break_change() returns trigger language plpgsql as $$
    begin
      if exists (select from submission where id = new.submission_id and title = 'nổ')
      then raise exception 'an accident at commit'; end if;
      return new;
    end $$`.execute(world.db)
  await sql`create constraint trigger a_break_change after insert on change
    deferrable initially deferred for each row execute function break_change()`.execute(world.db)
  const record = v7()
  const broken = teacher.sending({ record, answers: { ...answers(), ten: 'nổ' } })
  const next = teacher.sending({ record })
  const results = await teacher.push(teacher.sending(), broken, next, teacher.sending())
  expect(results.map(word)).toEqual(['applied', 'refused command.failed', 'deferred', 'applied'])
  expect(await traces(broken.id)).toBe(0)
  await sql`drop trigger a_break_change on change`.execute(world.db)
})

function answers() {
  return (teacher.sending().input as { answers: object }).answers
}

it('never misses one and never goes back while 24 write and one reads', async () => {
  const authors = Array.from({ length: 24 }, () => aTeacher(world.units.school.id))
  await writePeople(world.db, authors)
  const devices = await Promise.all(authors.map((author) => world.as(author)))
  const principal = await world.as(world.people.principal)
  const sent = new Set<string>()
  let writing = true
  const seen = new Map<string, number>()
  const events: number[] = []
  const read = async () => {
    let cursor: string | undefined
    for (let last = false; !last;) {
      last = !writing
      for (let more = true; more;) {
        const page = await principal.pull(cursor, 50)
        for (const { id, event } of page.changes) {
          seen.set(id, event)
          events.push(event)
        }
        cursor = page.next
        more = page.more
      }
    }
  }
  const write = async (device: Device) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const batch = Array.from({ length: 1 + (turn % 3) }, () => device.sending())
      for (const { record } of batch) sent.add(record.id)
      expect((await device.push(...batch)).every(({ result }) => result === 'applied')).toBe(true)
    }
  }
  const reading = read()
  await Promise.all(devices.map(write))
  writing = false
  await reading
  expect([...sent].filter((id) => !seen.has(id))).toEqual([])
  expect(events).toEqual([...events].sort((a, b) => a - b))
  const stamped = await world.db.selectFrom('change').select('event').execute()
  expect(new Set(stamped.map(({ event }) => event)).size).toBe(stamped.length)
  expect(stamped.every(({ event }) => event > 0)).toBe(true)
})

it('gives receipts without doubles however many ask', async () => {
  const numbers = await world.db.selectFrom('receipt').select('number').execute()
  expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length)
})

it('lets batches over the same records in crossed order pass', async () => {
  const ids = Array.from({ length: 12 }, () => v7())
  const batches = [ids, [...ids].reverse(), [...ids.slice(6), ...ids.slice(0, 6)]]
  const replies = await Promise.all(
    batches.map((batch) => teacher.raw(batch.map((record) => teacher.sending({ record })))),
  )
  const results = replies.flatMap((reply) => reply.json<PushReply>().results)
  expect(results.filter(({ result }) => result === 'applied')).toHaveLength(12)
  expect(results.filter(({ result }) => result === 'conflict')).toHaveLength(24)
})

it('changes nothing that was sent or decided', async () => {
  const principal = await world.as(world.people.principal)
  const sent = teacher.sending()
  await teacher.push(sent)
  await principal.push(principal.deciding(sent.record.id))
  for (const statement of [
    `update revision set answers = '{}'`,
    `delete from revision`,
    `update answer set number_value = 1`,
    `delete from answer`,
    `update decision set verdict = 'returned'`,
    `delete from decision`,
  ]) {
    await expect(sql.raw(statement).execute(world.db)).rejects.toThrow(/append-only/)
  }
})

it('tries again what only lost its turn, but not for ever', async () => {
  const lost = (code: string) => Object.assign(new Error('lost'), { code })
  let tries = 0
  const third = retried(() => {
    tries += 1
    return tries < 3 ? Promise.reject(lost('40P01')) : Promise.resolve(tries)
  })
  expect(await third).toBe(3)
  tries = 0
  const never = retried(() => {
    tries += 1
    return Promise.reject(lost('40001'))
  })
  await expect(never).rejects.toThrow('lost')
  expect(tries).toBe(6)
  await expect(retried(() => Promise.reject(lost('23505')))).rejects.toThrow('lost')
})
