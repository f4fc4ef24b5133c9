import { Array, Boolean, Integer, Null, Object, Optional, String, Union } from 'typebox'
import type { Matching } from '#domain/roster/columns.ts'
import { applyImport, matchImport, undoImport } from '#domain/roster/import.ts'
import { Identifier } from '../words.ts'
import { define } from './define.ts'

const closed = { additionalProperties: false }

const Match = Object(
  {
    columns: Array(Union([String({ maxLength: 40 }), Null()]), { maxItems: 200 }),
    units: Array(
      Object({ said: String({ minLength: 1, maxLength: 300 }), unitId: Identifier }, closed),
      {
        maxItems: 1000,
      },
    ),
    merged: Optional(Array(Object({ no: Integer(), into: Integer() }, closed), { maxItems: 5000 })),
  },
  closed,
)

/** Imports of units and people: what each column is, writing it, taking it back. */
export const importCommands = {
  'import.match': define({
    on: 'import',
    input: Match,
    rule: (there: Parameters<typeof matchImport>[0], { columns, ...said }, act) =>
      matchImport(there, { columns: columns as Matching, ...said }, act),
  }),
  'import.apply': define({
    on: 'import',
    input: Object({ withGone: Boolean() }, closed),
    rule: applyImport,
  }),
  'import.undo': define({ on: 'import', input: Object({}, closed), rule: undoImport }),
}
