import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Day, Instant, SchoolYear } from '#domain/day.ts'
import type { Answers, Instrument } from '#domain/instrument/instrument.ts'
import type { Key } from '#domain/people/access.ts'
import type { Role, StaffKind } from '#domain/people/person.ts'
import type { Level, UnitKind } from '#domain/people/unit.ts'
import type { Standing } from '#domain/standing.ts'
import type { Expected, RouteRule, Step } from '#domain/submission/round.ts'
import type { ItemComment, LateRequest, Verdict } from '#domain/submission/submission.ts'
import type { CommandResult } from '#contract/exchange.ts'
import type { FactorTables, Proof } from './factor-tables.ts'
import type { MessageTables } from './message-tables.ts'
import type { OfficeTables } from './office-tables.ts'
import type { ImportTables } from './import-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { TrainingSessionTables } from './training-session-tables.ts'

/** Rows as Kysely gives them: camel case; days and instants as text; jsonb written as text, read as value. */
type Json<T> = ColumnType<T, string, string>

/** A pool or a transaction: what reads and writes are handed. */
export type Connection = Kysely<Database> | Transaction<Database>

export interface Database
  extends
    ImportTables,
    MessageTables,
    TrainingSessionTables,
    OfficeTables,
    PeopleTables,
    FactorTables {
  unit: UnitTable
  person: PersonTable
  post: PostTable
  account: AccountTable
  session: SessionTable
  invitation: InvitationTable
  plan: PlanTable
  planEvent: { planId: string; lastEvent: number }
  task: TaskTable
  instrument: InstrumentTable
  round: RoundTable
  submission: SubmissionTable
  revision: RevisionTable
  answer: AnswerTable
  decision: DecisionTable
  change: ChangeTable
  appliedCommand: AppliedCommandTable
  receipt: ReceiptTable
  receiptNumber: { year: number; last: number }
  receiptKey: { id: string; publicKey: string; since: Generated<Instant> }
}

export interface UnitTable {
  id: string
  parentId: string | null
  kind: UnitKind
  name: string
  search: string
  levels: Level[]
  code: string | null
  version: Generated<number>
  openedOn: Day | null
  closedOn: Day | null
}

export interface PersonTable {
  id: string
  name: string
  search: string
  /** The last word of the name, by which Vietnamese lists sort; PostgreSQL fills it. */
  givenName: ColumnType<string, never, never>
  salutation: 'thầy' | 'cô' | null
  version: Generated<number>
  staffKind: StaffKind | null
  /** The identifier of the sector database. */
  code: string | null
  /** Tells people of one name apart. */
  bornOn: Day | null
  phone: string | null
}

export interface PostTable {
  id: string
  personId: string
  unitId: string
  role: Role
  fromOn: Day
  untilOn: Day | null
  main: boolean
  /** Who lent the role for a time (uỷ quyền). */
  delegatedBy: string | null
}

export interface AccountTable {
  id: string
  personId: string
  username: string
  /** None until its person has activated it. */
  passwordHash: string | null
  createdAt: Generated<Instant>
  disabledAt: Instant | null
  version: Generated<number>
}

export interface SessionTable {
  tokenHash: string
  accountId: string
  createdAt: Instant
  seenAt: Instant
  expiresAt: Instant
  id: Generated<string>
  device: Generated<string>
  address: Generated<string>
  proof: Generated<Proof>
}

export interface InvitationTable {
  tokenHash: string
  createdAt: Instant
  expiresAt: Instant
  usedAt: Instant | null
}

export interface PlanTable {
  id: string
  unitId: string
  title: string
  fromOn: Day
  untilOn: Day | null
  epoch: Generated<string>
  durableThrough: Generated<number>
}

export interface TaskTable {
  id: string
  planId: string
  title: string
  leadUnitId: string | null
  dueText: string
  product: string
  position: number
}

export interface InstrumentTable {
  id: string
  version: number
  body: Json<Instrument>
  publishedAt: Generated<Instant>
}

export interface RoundTable {
  id: string
  planId: string
  taskId: string | null
  title: string
  instrumentId: string
  instrumentVersion: number
  opensOn: Day
  closesOn: Day | null
  closingDays: number
  unitIds: string[]
  roles: Role[]
  routes: Json<RouteRule[]>
  levels: Generated<Level[]>
  reviewUntil: Generated<Day | null>
  publishOn: Generated<Day | null>
  expected: ColumnType<Expected[], string | undefined, string>
  /** Days before the closing. */
  reminders: Generated<number[]>
  version: Generated<number>
  copiedFrom: Generated<string | null>
  /** Taken back before anything came for it: no plan shows it any more. */
  withdrawnOn: Generated<Day | null>
}

export interface SubmissionTable {
  id: string
  planId: string
  roundId: string
  authorId: string
  unitId: string
  standing: Standing
  step: number
  route: Json<Step[]>
  lateRequests: Json<LateRequest[]>
  revision: number
  event: Generated<number>
  readers: Key[]
  holders: Key[]
  /** Who may decide now: the keys of the step that has it. */
  deciders: Key[]
  waitsAt: string | null
  sentAt: Instant | null
  title: string
  /** The title folded; names stay in `person`. */
  search: string
  programme: string | null
  periods: number | null
  firstOn: Day | null
  lastOn: Day | null
  schoolYear: SchoolYear | null
  /** Sent again after a return. */
  again: Generated<boolean>
  /** Its author asked to send late, and nobody has answered. */
  asksLate: Generated<boolean>
}

export interface RevisionTable {
  submissionId: string
  no: number
  commandId: string
  instrumentId: string
  instrumentVersion: number
  answers: Json<Answers>
  receivedAt: Instant
  occurredAt: Instant
  late: boolean
  trainingSessionId: string | null
  scannedAt: Instant | null
}

export interface AnswerTable {
  submissionId: string
  revision: number
  item: string
  means: string | null
  textValue: string | null
  numberValue: number | null
  dayValue: Day | null
  choiceValues: string[] | null
}

export interface DecisionTable {
  submissionId: string
  no: number
  commandId: string
  revision: number
  step: number
  byId: string
  verdict: Verdict
  comment: string
  itemComments: Json<ItemComment[]>
  decidedAt: Instant
}

export interface ChangeTable {
  id: Generated<number>
  planId: string
  event: ColumnType<number, never, never>
  submissionId: string
  kind: string
  commandId: string
  byId: string
  /** The holders before and after. */
  audience: Key[]
  at: Instant
}

export interface AppliedCommandTable {
  accountId: string
  id: string
  planId: string
  recordId: string
  kind: string
  hash: string
  result: ColumnType<CommandResult | null, string | null, string | null>
  at: Instant
}

export interface ReceiptTable {
  accountId: string
  commandId: string
  number: string
  recordId: string
  revision: number
  hash: string
  receivedAt: Instant
  keyId: string
  signature: string
}
