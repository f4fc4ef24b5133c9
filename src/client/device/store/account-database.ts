import { Dexie, type Table } from 'dexie'
import type {
  AskedRow,
  BinRow,
  DraftRow,
  HeldRow,
  JournalRow,
  MetaRow,
  NameRow,
  NoteRow,
  OutboxRow,
  PlanRow,
  SentRow,
} from './rows.ts'

/**
 * One account's notebook. Versions are additive: a new one adds tables or indices, and none ever
 * rewrites the outbox.
 */
export class AccountDatabase extends Dexie {
  declare readonly held: Table<HeldRow, string>
  declare readonly outbox: Table<OutboxRow, string>
  declare readonly sent: Table<SentRow, string>
  declare readonly drafts: Table<DraftRow, string>
  declare readonly notes: Table<NoteRow, string>
  declare readonly bin: Table<BinRow, number>
  declare readonly plans: Table<PlanRow, string>
  declare readonly names: Table<NameRow, string>
  declare readonly asked: Table<AskedRow, string>
  declare readonly meta: Table<MetaRow, string>
  declare readonly journal: Table<JournalRow, number>

  constructor(accountId: string) {
    // Relaxed is what browsers do by themselves: "saved" would be said before the disk has it.
    super(databaseName(accountId), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      held: 'id, whose, plan',
      outbox: 'id, record, plan, seq, state',
      sent: 'id, record, plan, receivedAt',
      drafts: 'id',
      notes: 'id',
      bin: '++no, of, binnedAt',
      plans: 'id',
      names: 'id',
      asked: 'key',
      meta: 'key',
      journal: '++no',
    })
  }
}

export function databaseName(accountId: string): string {
  return `so-tay-so:${accountId}`
}
