import type { PlanBundle } from '#contract/plans.ts'
import type { PersonName } from '#contract/records.ts'
import { dayOf } from '#domain/day.ts'
import { reviews, waitsFor } from '#domain/people/access.ts'
import type { Unit } from '#domain/people/unit.ts'
import type { CommandKind } from '#contract/commands.ts'
import type { Device, Draft, Names, OutboxEntry, ReviewNote, SentEntry, Shown } from '../door.ts'
import type { Ground } from '../ground.ts'
import { unseal, unsealAll } from '../store/codec.ts'
import { fact } from '../store/meta.ts'
import type {
  DraftRow,
  HeldContent,
  HeldRow,
  OutboxContent,
  OutboxRow,
  SentContent,
} from '../store/rows.ts'
import { needsPerson, shownOf } from './shown.ts'

/** What screens read. Rows come out of one transaction each, and are opened after it. */
export function readsOf(ground: Ground): Device['read'] {
  const { db } = ground
  return {
    mine: () => mine(ground),
    one: (id) => one(ground, id),
    toReview: () => toReview(ground),
    note: async (id) => {
      const row = await db.notes.get(id)
      return row && unseal<ReviewNote>(row)
    },
    outbox: () => outbox(ground),
    sent: (limit) => sent(ground, limit),
    plans: async () => unsealAll<PlanBundle>(await db.plans.toArray()),
    names: () => names(ground),
    waiting: async () => {
      const all = await db.outbox.count()
      const attention = await db.outbox.where('state').anyOf('refused', 'conflict').count()
      return { waiting: all - attention, attention }
    },
    heard: async () => {
      const [everything, at] = [await fact(db, 'everything'), await fact(db, 'heardAt')]
      return { everything: everything === true, ...(at !== undefined && { at }) }
    },
  }
}

interface Rows {
  readonly held: readonly HeldRow[]
  readonly drafts: readonly DraftRow[]
  readonly waiting: readonly OutboxRow[]
}

async function mine({ db }: Ground): Promise<readonly Shown[]> {
  const rows = await db.transaction('r', [db.held, db.drafts, db.outbox], async () => ({
    held: await db.held.where('whose').equals('mine').toArray(),
    drafts: await db.drafts.toArray(),
    waiting: await db.outbox.toArray(),
  }))
  const shown = await shownFrom(rows)
  return shown.sort((a, b) => b.changedAt.localeCompare(a.changedAt))
}

async function one({ db }: Ground, id: string): Promise<Shown | undefined> {
  const rows = await db.transaction('r', [db.held, db.drafts, db.outbox], async () => ({
    held: await db.held.where('id').equals(id).toArray(),
    drafts: await db.drafts.where('id').equals(id).toArray(),
    waiting: await db.outbox.where('record').equals(id).toArray(),
  }))
  return (await shownFrom(rows))[0]
}

async function toReview({ db, session, clock }: Ground): Promise<readonly Shown[]> {
  const rows = await db.transaction('r', [db.held, db.outbox], async () => ({
    held: await db.held.where('whose').equals('theirs').toArray(),
    drafts: [],
    waiting: await db.outbox.toArray(),
  }))
  const day = dayOf(clock.now())
  const own = (await shownFrom(rows)).filter(
    ({ submission }) => submission && reviews(session, submission, day),
  )
  const waits = ({ submission }: Shown) => !!submission && waitsFor(session, submission, day)
  const oldestFirst = own.sort((a, b) => a.changedAt.localeCompare(b.changedAt))
  return [...oldestFirst.filter(waits), ...oldestFirst.filter((shown) => !waits(shown)).reverse()]
}

async function shownFrom({ held, drafts, waiting }: Rows): Promise<Shown[]> {
  const contents = await unsealAll<HeldContent>(held)
  const opened = await unsealAll<Draft>(drafts)
  const heldBy = new Map(
    contents.flatMap((content, index) => {
      const row = held[index]
      return row ? [[row.id, { row, content }] as const] : []
    }),
  )
  const draftBy = new Map(opened.map((draft) => [draft.id, draft]))
  return [...new Set([...heldBy.keys(), ...draftBy.keys()])].flatMap((id) => {
    const own = waiting.filter(({ record }) => record === id)
    return shownOf({ held: heldBy.get(id), draft: draftBy.get(id), waiting: own }) ?? []
  })
}

async function outbox({ db }: Ground): Promise<readonly OutboxEntry[]> {
  const rows = await db.outbox.orderBy('seq').toArray()
  return Promise.all(
    rows.map(async (row) => {
      const { command, title } = await unseal<OutboxContent>(row)
      return {
        commandId: row.id,
        kind: row.kind as CommandKind,
        planId: row.plan,
        recordId: row.record,
        title,
        state: row.state,
        attempts: row.attempts,
        occurredAt: row.occurredAt,
        input: command.input,
        ...(row.problem && needsPerson(row.state) && { problem: row.problem }),
      }
    }),
  )
}

async function sent({ db }: Ground, limit: number): Promise<readonly SentEntry[]> {
  const rows = await db.sent.orderBy('receivedAt').reverse().limit(limit).toArray()
  return Promise.all(
    rows.map(async (row) => {
      const { title, receipt } = await unseal<SentContent>(row)
      const kind = row.kind as CommandKind
      const { id, plan, record } = row
      return { commandId: id, kind, planId: plan, recordId: record, title, receipt }
    }),
  )
}

async function names({ db, session }: Ground): Promise<Names> {
  const rows = await db.names.toArray()
  const contents = await unsealAll<PersonName | Unit>(rows)
  const byKey = new Map(contents.map((content, index) => [rows[index]?.id, content]))
  const own = new Map<string, Unit>(session.units.map((unit) => [unit.id, unit]))
  return {
    person: (id) => (id === session.personId ? session.name : byKey.get(`person:${id}`)?.name),
    unit: (id) => (byKey.get(`unit:${id}`) as Unit | undefined) ?? own.get(id),
  }
}
