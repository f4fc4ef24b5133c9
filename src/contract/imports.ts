import {
  Array,
  Boolean,
  Integer,
  Literal,
  Null,
  Object,
  Optional,
  String,
  Union,
  type Static,
} from 'typebox'
import { DayText, Identifier, InstantText } from './words.ts'

export const RosterName = Union([Literal('people'), Literal('units')])

/** Whether a list has one of the kinds of rows, and how many. */
const Counts = Object({
  new: Integer(),
  changed: Integer(),
  same: Integer(),
  gone: Integer(),
  wrong: Integer(),
})

export const RowKindName = Union([
  Literal('new'),
  Literal('changed'),
  Literal('same'),
  Literal('gone'),
  Literal('wrong'),
])

const Standing = Union([
  Literal('matching'),
  Literal('ready'),
  Literal('applied'),
  Literal('undone'),
])

const summary = {
  id: Identifier,
  version: Integer(),
  what: RosterName,
  fileName: String(),
  rowCount: Integer(),
  standing: Standing,
  counts: Union([Counts, Null()]),
  withGone: Boolean(),
  createdAt: InstantText,
  createdBy: String(),
  appliedAt: Union([InstantText, Null()]),
  undoneAt: Union([InstantText, Null()]),
  /** The last day on which it can be taken back. */
  undoUntil: Union([DayText, Null()]),
}

export const ImportSummary = Object(summary)
export type ImportSummary = Static<typeof ImportSummary>

export const ImportPage = Object({
  ...summary,
  header: Array(String()),
  columns: Array(Union([String(), Null()])),
  /** The first rows, so that whoever matches the columns sees what stands in them. */
  sample: Array(Array(String())),
  /** The fields of the list, and which of the needed ones are not matched. */
  fields: Array(Object({ field: String(), title: String() })),
  missing: Array(String()),
  unitNames: Array(Object({ said: String(), unitId: Identifier })),
  /** Double rows that were folded into an earlier one. */
  merged: Array(Object({ no: Integer(), into: Integer() })),
  progress: Union([
    Object({
      step: Union([Literal('comparing'), Literal('writing'), Literal('undoing')]),
      done: Integer(),
      total: Integer(),
    }),
    Null(),
  ]),
})
export type ImportPage = Static<typeof ImportPage>

export const ImportList = Object({ imports: Array(ImportSummary) })
export type ImportList = Static<typeof ImportList>

const RowProblem = Object({
  code: String(),
  item: String(),
  limit: Optional(Union([String(), Integer()])),
  /** The unit that was perhaps meant. */
  unitId: Optional(Identifier),
})

export const ImportRow = Object({
  no: Integer(),
  kind: RowKindName,
  name: String(),
  cells: Array(String()),
  problems: Array(RowProblem),
  changes: Array(Object({ field: String(), from: String(), to: String() })),
})
export type ImportRow = Static<typeof ImportRow>

export const ImportRows = Object({
  rows: Array(ImportRow),
  total: Integer(),
  page: Integer(),
  pages: Integer(),
})
export type ImportRows = Static<typeof ImportRows>
