import { describe, expect, it } from 'vitest'
import {
  applyImport,
  matchImport,
  undoImport,
  type Import,
  type ImportThere,
} from '#domain/roster/import.ts'
import type { OfficeAct } from '#domain/office/office-act.ts'
import { someone, units } from '../world.ts'

const ready: Import = {
  ...{ id: 'i', version: 3, unitId: 'so', what: 'people', columns: ['name', 'unitName', null] },
  ...{ unitNames: {}, merged: [], standing: 'ready', fingerprint: 'f', appliedAt: null },
  ...{ counts: { new: 1, changed: 0, same: 4, gone: 2, wrong: 1 }, withGone: false },
}
const applied: Import = { ...ready, standing: 'applied', appliedAt: '2026-11-14T02:00:00.000Z' }
const act = (given: Partial<OfficeAct> = {}): OfficeAct => ({
  ...{ by: someone('an', 'so', 'administrator'), at: '2026-11-21T02:00:00.000Z' },
  ...{ day: '2026-11-21', recordId: 'i', base: 3, units, commandId: 'c' },
  ...given,
})
const head = act({ by: someone('binh', 'thcs', 'principal') })

type Rule = (there: ImportThere, given: OfficeAct) => ReturnType<typeof applyImport>
const apply: Rule = (there, given) => applyImport(there, { withGone: false }, given)
const withGone: Rule = (there, given) => applyImport(there, { withGone: true }, given)
const undo: Rule = (there, given) => undoImport(there, {}, given)
const match =
  (columns: Import['columns'], merged: Import['merged'] = []): Rule =>
  (there, given) =>
    matchImport(there, { columns, units: [], merged }, given)

const now = { fingerprintNow: 'f' }
const nothing = { new: 0, changed: 0, same: 4, gone: 2, wrong: 1 }

describe('an import', () => {
  it.each<[string, Rule, ImportThere, OfficeAct, string]>([
    ['is written', apply, { one: ready, ...now }, act(), 'applied'],
    ['is nobody else’s', apply, { one: ready, ...now }, head, 'import.not-found'],
    ['is not there', apply, { one: undefined }, act(), 'import.not-found'],
    ['was looked at again', apply, { one: ready, ...now }, act({ base: 2 }), 'record.changed'],
    ['would come to something else', apply, { one: ready }, act(), 'import.stale'],
    ['is written once', apply, { one: applied, ...now }, act(), 'import.applied'],
    [
      'lacks a column',
      apply,
      { one: { ...ready, standing: 'matching', counts: null } },
      act(),
      'import.matching',
    ],
    ['has nothing', apply, { one: { ...ready, counts: nothing }, ...now }, act(), 'import.nothing'],
    ['has who is gone', withGone, { one: { ...ready, counts: nothing }, ...now }, act(), 'applied'],
    ['is taken back on the seventh day', undo, { one: applied }, act(), 'undone'],
    [
      'is not on the eighth',
      undo,
      { one: applied },
      act({ day: '2026-11-22' }),
      'import.undo-late',
    ],
    ['was changed since', undo, { one: applied, changedSince: 2 }, act(), 'import.undo-changed'],
    ['was never written', undo, { one: ready }, act(), 'import.not-applied'],
    ['is nobody else’s to undo', undo, { one: applied }, head, 'import.not-found'],
    ['is matched', match(['name', null, 'unitName']), { one: ready }, act(), 'ready'],
    ['is matched in part', match(['name', null, null]), { one: ready }, act(), 'matching'],
    ['has one column less', match(['name', null]), { one: ready }, act(), 'import.matching'],
    ['names one twice', match(['name', 'name', null]), { one: ready }, act(), 'import.matching'],
    [
      'folds a row into one below',
      match(['name', null, 'unitName'], [{ no: 2, into: 3 }]),
      { one: ready },
      act(),
      'import.matching',
    ],
  ])('%s', (_, rule, there, given, expected) => {
    const outcome = rule(there, given)
    expect(outcome.ok ? outcome.value.one?.standing : outcome.problem.code).toBe(expected)
  })
})
