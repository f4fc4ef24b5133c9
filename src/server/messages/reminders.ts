import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { addDays, dayOf, type Day } from '#domain/day.ts'
import type { Database } from '../database/tables.ts'
import type { House } from '../http/house.ts'
import { appendAudit } from '../records/audit.ts'
import { reachOf, saveMessage } from '../records/messages.ts'

/**
 * Makes a message for each round that is about to close, on the days that the round itself names. One
 * server at a time; what was made stands in its table, so that a second run makes nothing.
 */
export async function remindOfRounds({ db, clock }: House): Promise<number> {
  const at = clock().toISOString()
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(
      hashtext('so-tay-so.reminders')) as mine`.execute(trx)
    if (!rows[0]?.mine) return 0
    let made = 0
    for (const round of await closingRounds(trx, dayOf(at)))
      if (await remindOf(trx, round, at)) made += 1
    return made
  })
}

type Closing = Awaited<ReturnType<typeof closingRounds>>[number]

async function closingRounds(trx: Transaction<Database>, day: Day) {
  const rows = await trx
    .selectFrom('round')
    .select(['id', 'title', 'unitIds', 'roles', 'reminders', 'closesOn'])
    .where('opensOn', '<=', day)
    .where('closesOn', '>=', day)
    .where('withdrawnOn', 'is', null)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ closesOn, reminders, ...round }) => {
    if (closesOn === null) return []
    const due = reminders.filter((days) => addDays(closesOn, -days) <= day)
    return due.length > 0 ? [{ ...round, closesOn, due }] : []
  })
}

/** Several days that were missed, because no server ran, make one message. */
async function remindOf(trx: Transaction<Database>, round: Closing, at: string) {
  const { id: roundId, closesOn, due, title, unitIds, roles } = round
  const messageId = randomUUID()
  const fresh = await trx
    .insertInto('roundReminder')
    .values(
      due.map((daysBefore) => ({ roundId, closesOn, daysBefore, madeAt: at, messageId: null })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('daysBefore')
    .execute()
  if (fresh.length === 0) return false
  const words = wordsOf(title, closesOn)
  const scope = { unitIds, roles, until: closesOn, byId: null, sentAt: at, takenBackAt: null }
  const people = await reachOf(trx, scope, dayOf(at))
  const message = { id: messageId, ...words, ...scope, version: 1 }
  await saveMessage(trx, message, { people, roundId })
  const days = fresh.map(({ daysBefore }) => daysBefore)
  await trx
    .updateTable('roundReminder')
    .set({ messageId })
    .where('roundId', '=', roundId)
    .where('closesOn', '=', closesOn)
    .where('daysBefore', 'in', days)
    .execute()
  await noteIt(trx, round, at)
  return true
}

async function noteIt(trx: Transaction<Database>, { id, unitIds, closesOn }: Closing, at: string) {
  const facts = { closesOn }
  const [unitId = null] = unitIds
  const deed = { kind: 'round.remind', recordType: 'round', recordId: id, unitId, facts }
  const house = { accountId: null, personId: null, address: '', device: '' }
  await appendAudit(trx, [deed], { by: house, at })
}

/** In the language of the schools, where nothing knows the reader's; an app that holds the round says it in theirs. */
function wordsOf(title: string, closesOn: Day) {
  const day = closesOn.split('-').reverse().join('/')
  return {
    title: `Sắp đến hạn: ${title}`.slice(0, 120),
    text: `Đợt “${title}” đóng hết ngày ${day}, và sổ chưa nhận được bài của thầy cô. Bài đã ghi trên máy còn nguyên; thầy cô mở sổ để gửi trước hạn.`,
  }
}
