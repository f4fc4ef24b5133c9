import {
  Array,
  Boolean,
  Integer,
  Null,
  Object,
  Optional,
  String,
  Union,
  type Static,
} from 'typebox'
import { RoleText, UnitRecord } from './records.ts'
import { DayText, Identifier, InstantText } from './words.ts'

/** A message as its readers' devices hold it. */
export const MessageRecord = Object({
  id: Identifier,
  title: String(),
  text: String(),
  /** Who wrote it; nobody where the house itself reminds. */
  by: Union([String(), Null()]),
  sentAt: InstantText,
  until: DayText,
  /** The round of which it reminds; the app says that in its reader's language. */
  roundId: Optional(Identifier),
})

export type MessageRecord = Static<typeof MessageRecord>

/** Whom a message would reach. */
export const ReachQuery = Object({
  /** Ids with commas between them. */
  units: String({ maxLength: 13_000 }),
  roles: String({ maxLength: 200 }),
})

export const Reach = Object({ people: Integer() })

export type Reach = Static<typeof Reach>

export const SentQuery = Object(
  { page: Optional(Integer({ minimum: 1, maximum: 10_000 })) },
  { additionalProperties: false },
)

/** A message as those see it who may write. */
export const SentMessage = Object({
  id: Identifier,
  title: String(),
  text: String(),
  unitIds: Array(Identifier),
  roles: Array(RoleText),
  until: DayText,
  by: Union([String(), Null()]),
  sentAt: InstantText,
  takenBackAt: Union([InstantText, Null()]),
  version: Integer(),
  /** The title of the round of which it reminds. */
  reminds: Union([String(), Null()]),
  /** How many people it was for when it was sent. */
  people: Integer(),
})

export type SentMessage = Static<typeof SentMessage>

export const SentMessages = Object({
  messages: Array(SentMessage),
  units: Array(UnitRecord),
  page: Integer(),
  hasMore: Boolean(),
})

export type SentMessages = Static<typeof SentMessages>

/** Where a browser takes notifications, as `PushSubscription.toJSON` says it. */
export const PushTarget = Object(
  {
    endpoint: String({ minLength: 1, maxLength: 1_000, pattern: '^https?://' }),
    keys: Object(
      {
        p256dh: String({ minLength: 80, maxLength: 100, pattern: '^[A-Za-z0-9_-]+=*$' }),
        auth: String({ minLength: 20, maxLength: 30, pattern: '^[A-Za-z0-9_-]+=*$' }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)

export type PushTarget = Static<typeof PushTarget>

export const PushKey = Object({ key: String() })

export type PushKey = Static<typeof PushKey>

export const PushEnd = Object(
  { endpoint: String({ minLength: 1, maxLength: 1_000 }) },
  { additionalProperties: false },
)
