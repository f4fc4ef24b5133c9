import {
  Array,
  Boolean,
  Integer,
  Literal,
  Null,
  Object,
  Optional,
  Record,
  String,
  Union,
  type Static,
} from 'typebox'
import { RoleText } from './records.ts'
import { DayText, Identifier, InstantText } from './words.ts'

const StaffKindText = Union([
  Literal('teacher'),
  Literal('manager'),
  Literal('employee'),
  Literal('official'),
])

/** `none`: no password and no code that would set one. `invited`: a code is out. */
export const AccountText = Union([
  Literal('none'),
  Literal('invited'),
  Literal('active'),
  Literal('disabled'),
])

const SalutationText = Union([Literal('thầy'), Literal('cô'), Null()])

/** The filters of the list of people; the address bar holds the same words. */
export const PeopleQuery = Object(
  {
    /** Name or username, marks and case aside; or a whole identifier. */
    q: Optional(String({ maxLength: 200 })),
    /** Those of this unit alone. */
    unit: Optional(Identifier),
    /** Those of this unit and of all below it. */
    under: Optional(Identifier),
    role: Optional(RoleText),
    kind: Optional(StaffKindText),
    account: Optional(AccountText),
    /** Those who have left, in place of those who are here. */
    left: Optional(Literal('1')),
    page: Optional(Integer({ minimum: 1, maximum: 10_000 })),
    limit: Optional(Integer({ minimum: 1, maximum: 500 })),
  },
  { additionalProperties: false },
)

export type PeopleQuery = Static<typeof PeopleQuery>

/** A person as a list shows one: the post for which they stand in it, the main one where they have several. */
export const PersonLine = Object({
  id: Identifier,
  version: Integer(),
  name: String(),
  salutation: SalutationText,
  username: Union([String(), Null()]),
  staffKind: Union([StaffKindText, Null()]),
  unitId: Identifier,
  unitName: String(),
  role: RoleText,
  main: Boolean(),
  account: AccountText,
})

export type PersonLine = Static<typeof PersonLine>

export const PeoplePage = Object({
  people: Array(PersonLine),
  total: Integer(),
  page: Integer(),
  pageSize: Integer(),
  /** How many there are by the standing of their account, under all other filters. */
  counts: Record(AccountText, Integer()),
  /** The units below which the reader may see people. */
  tops: Array(Object({ id: Identifier, name: String() })),
  serverTime: InstantText,
})

export type PeoplePage = Static<typeof PeoplePage>

export const PersonPost = Object({
  id: Identifier,
  unitId: Identifier,
  unitName: String(),
  role: RoleText,
  from: DayText,
  until: Union([DayText, Null()]),
  main: Boolean(),
  /** Who lent it for a time. */
  lentBy: Union([String(), Null()]),
  /** Which write of the reader's would end it. */
  ends: Union([
    Literal('person.end-post'),
    Literal('person.end-group-head'),
    Literal('person.end-delegation'),
    Null(),
  ]),
})

export type PersonPost = Static<typeof PersonPost>

/** Everything that the office keeps of a person, and what the reader may do about it. */
export const PersonPage = Object({
  person: Object({
    id: Identifier,
    version: Integer(),
    name: String(),
    salutation: SalutationText,
    staffKind: Union([StaffKindText, Null()]),
    code: Union([String(), Null()]),
    bornOn: Union([DayText, Null()]),
    phone: Union([String(), Null()]),
  }),
  /** The newest first. */
  posts: Array(PersonPost),
  account: Union([
    Object({
      id: Identifier,
      username: String(),
      standing: AccountText,
      disabledAt: Union([InstantText, Null()]),
      /** Until when the code that is out can be used. */
      codeUntil: Union([InstantText, Null()]),
    }),
    Null(),
  ]),
  /** Where the person counts; of whoever left, where they did last. */
  homeUnitId: Union([Identifier, Null()]),
  may: Object({
    change: Boolean(),
    endAll: Boolean(),
    addPost: Boolean(),
    /** Give a code that opens the account, or opens it again. */
    invite: Boolean(),
    /** End all that is open with the account. */
    endSessions: Boolean(),
    /** Take away the second factors that there are. */
    resetFactors: Boolean(),
    /** Undo the link to the identity provider that there is. */
    unlink: Boolean(),
    /** The schools in which the reader may name this person to lead a group. */
    groupHeadIn: Array(Object({ id: Identifier, name: String() })),
  }),
  serverTime: InstantText,
})

export type PersonPage = Static<typeof PersonPage>

/** The reader's own roles that can be lent, with colleagues to lend them to, and what is lent now. */
export const LoansPage = Object({
  loans: Array(
    Object({
      unitId: Identifier,
      unitName: String(),
      role: RoleText,
      /** The last day of the reader's own post. */
      until: Union([DayText, Null()]),
      colleagues: Array(Object({ id: Identifier, name: String(), version: Integer() })),
      lent: Array(
        Object({
          postId: Identifier,
          personId: Identifier,
          name: String(),
          version: Integer(),
          from: DayText,
          until: Union([DayText, Null()]),
        }),
      ),
    }),
  ),
})

export type LoansPage = Static<typeof LoansPage>
