import { Array, Integer, Literal, Null, Object, String, Union } from 'typebox'
import { addUnit, changeUnit, closeUnit, moveUnit, reopenUnit } from '#domain/units/unit-rules.ts'
import { mergeUnits, splitUnit } from '#domain/units/merge-and-split.ts'
import { clearManagement, setManagement } from '#domain/units/set-management.ts'
import { UnitRecord } from '../records.ts'
import { DayText, Identifier } from '../words.ts'
import { define } from './define.ts'

const strict = { additionalProperties: false }
const { kind, levels } = UnitRecord.properties

/** Longer than what the rule takes, so that the rule says which field is too long. */
const fields = {
  name: String({ maxLength: 1000 }),
  code: Union([String({ maxLength: 100 }), Null()]),
  levels: Array(levels.items, { maxItems: 5 }),
}

const AddUnit = Object(
  { parentId: Identifier, kind, ...fields, openedOn: Union([DayText, Null()]) },
  strict,
)
const ChangeUnit = Object({ ...fields, day: DayText }, strict)
const MoveUnit = Object({ parentId: Identifier, day: DayText }, strict)
const MergeUnits = Object(
  { from: Array(Identifier, { minItems: 1, maxItems: 50 }), day: DayText },
  strict,
)
const SplitUnit = Object(
  {
    into: Array(Object({ id: Identifier, ...fields }, strict), { minItems: 2, maxItems: 20 }),
    keeps: Identifier,
    day: DayText,
  },
  strict,
)
const UnitDay = Object({ day: DayText }, strict)

const SetManagement = Object(
  {
    departmentId: Identifier,
    unitId: Union([Identifier, Null()]),
    schoolYear: Union([Integer(), Null()]),
    level: Union([levels.items, Null()]),
    managedBy: Union([Literal('commune'), Literal('department')]),
  },
  strict,
)

/** Writes about the tree of units, and who manages which schools. */
export const unitCommands = {
  'unit.add': define({ on: 'unit', input: AddUnit, rule: addUnit }),
  'unit.change': define({ on: 'unit', input: ChangeUnit, rule: changeUnit }),
  'unit.move': define({ on: 'unit', input: MoveUnit, rule: moveUnit }),
  'unit.merge': define({ on: 'unit', input: MergeUnits, rule: mergeUnits }),
  'unit.split': define({ on: 'unit', input: SplitUnit, rule: splitUnit }),
  'unit.close': define({ on: 'unit', input: UnitDay, rule: closeUnit }),
  'unit.reopen': define({ on: 'unit', input: UnitDay, rule: reopenUnit }),
  'management.set': define({ on: 'management', input: SetManagement, rule: setManagement }),
  'management.clear': define({
    on: 'management',
    input: Object({}, strict),
    rule: clearManagement,
  }),
}
