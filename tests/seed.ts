import type { Kysely, Transaction } from 'kysely'
import { v7 } from 'uuid'
import type { Setting } from '#domain/submission/submission.ts'
import { readConfig } from '../src/server/config.ts'
import type { Database } from '../src/server/database/tables.ts'
import type { House } from '../src/server/http/house.ts'
import { loadSetting } from '../src/server/records/setting.ts'
import { accept } from '../src/server/sync/accept.ts'
import { readCommand } from '../src/server/sync/read-command.ts'
import { recordReceiptKey } from '../src/server/sync/receipts.ts'
import { aCommand } from './builders/commands.ts'
import { aChance, type Chance } from './builders/demo/chance.ts'
import { demoHistory } from './builders/demo/demo-history.ts'
import { demoPeople } from './builders/demo/demo-people.ts'
import { demoUnits, so } from './builders/demo/demo-units.ts'
import type { Happening } from './builders/demo/fates.ts'
import { anActor } from './builders/people.ts'
import { aPlan, aRound, aTask, theTrainingRecord } from './builders/plans.ts'
import { aReceiptKey } from './builders/receipt-key.ts'
import { aSealKey } from './builders/seal-key.ts'
import { writeInstrument, writePeople, writePlan, writeRound, writeUnits } from './builders/rows.ts'

const planId = 'demo-ke-hoach'
const roundId = 'demo-so-boi-duong'

/** Fills an empty database with the demo department, whole or not at all; the same each time for the same day. */
export async function fillDemo(
  db: Kysely<Database>,
  { clock = () => new Date() }: { clock?: () => Date } = {},
): Promise<void> {
  const chance = aChance(2026)
  const now = clock().toISOString()
  await db.transaction().execute(async (trx) => {
    const { everybody, participants } = demoPeople(chance)
    await writeUnits(trx, demoUnits)
    await writePeople(trx, everybody)
    await writeDemoPlan(trx)
    const house = aHouseIn(trx, clock)
    await recordReceiptKey(trx, house.receiptKey)
    await relive(house, chance, demoHistory(chance, participants, { now, roundId }))
  })
}

async function writeDemoPlan(trx: Transaction<Database>) {
  const plan = aPlan({
    id: planId,
    unitId: so.id,
    title: 'Kế hoạch chuyển đổi số ngành Giáo dục (bản thử)',
  })
  const task = aTask({ id: 'demo-boi-duong', planId, leadUnitId: so.id })
  await writeInstrument(trx, theTrainingRecord())
  await writePlan(trx, plan, [task])
  await writeRound(trx, aRound({ id: roundId, planId, taskId: task.id, unitIds: [so.id] }))
}

/** Sends all that happened through the door by which devices send it. */
async function relive(house: House, chance: Chance, happenings: readonly Happening[]) {
  const settings = new Map<string, Setting>()
  for (const sent of pushesOf(happenings)) {
    const { by, at } = sent[0] as Happening
    const setting = settings.get(by.id) ?? (await loadSetting(house.db, planId, anActor(by)))
    settings.set(by.id, setting)
    const { accountId, id: personId } = by
    const sender = { accountId, personId, actor: anActor(by) }
    const readings = sent.map((one) => readCommand(envelope(chance, one), { planId, accountId }))
    const doer = { accountId, personId, address: '127.0.0.1', device: '' }
    const push = { planId, sender, doer, at, setting, readings, report }
    const results = await accept(house, push)
    const bad = results.find(({ result }) => result !== 'applied')
    if (bad) throw new Error(`the demo sent what the rules don't take: ${JSON.stringify(bad)}`)
  }
}

/** What one person sent at one instant is one push. */
function pushesOf(happenings: readonly Happening[]): Happening[][] {
  const pushes: Happening[][] = []
  for (const happening of happenings) {
    const last = pushes.at(-1)
    const isSame = last?.[0]?.at === happening.at && last[0].by === happening.by
    if (isSame) last.push(happening)
    else pushes.push([happening])
  }
  return pushes
}

let sent = 0

function envelope(chance: Chance, { at, by, ...happening }: Happening) {
  sent += 1
  return aCommand({
    ...happening,
    id: v7({ msecs: Date.parse(at), random: chance.bytes(16) }),
    plan: planId,
    account: by.accountId,
    device: `demo-${by.username.replace('.', '-')}`,
    seq: sent,
    instrumentVersion: theTrainingRecord().version,
    occurredAt: at,
  })
}

function report(accident: unknown): never {
  throw accident
}

/** The sync door opens transactions of its own; here they all are this one. */
function aHouseIn(trx: Transaction<Database>, clock: () => Date): House {
  const db = new Proxy<Kysely<Database>>(trx, {
    get: (target, name) => {
      if (name === 'transaction')
        return () => ({ execute: (work: (db: unknown) => unknown) => work(trx) })
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return {
    db,
    clock,
    config: readConfig({ DEMO: '0' }),
    receiptKey: aReceiptKey('key-of-the-demo'),
    sealKey: aSealKey(),
  }
}
