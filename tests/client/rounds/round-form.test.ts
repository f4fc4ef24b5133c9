import { describe, expect, it } from 'vitest'
import {
  blankForm,
  faultsOf,
  termsOf,
  type RoundForm,
} from '../../../src/client/features/rounds/round-form.ts'

const typed = (given: Partial<RoundForm>): RoundForm => ({
  ...blankForm('r'),
  ...{ title: 'Đợt 1', instrument: 'training-record/1', opensOn: '2026-01-01' },
  ...{ closesOn: '2026-06-30', units: [{ id: 'so', name: 'Sở' }] },
  ...given,
})

describe('the numbers of a round', () => {
  it.each([
    ['words for days', { closingDays: 'abc' }, ['closingDays']],
    ['no days', { closingDays: '' }, ['closingDays']],
    ['half a day', { closingDays: '1.5' }, ['closingDays']],
    ['more than a year', { closingDays: '367' }, ['closingDays']],
    ['words for reminders', { reminders: 'mười' }, ['reminders']],
    ['a word among reminders', { reminders: '7, một' }, ['reminders']],
    ['eleven reminders', { reminders: '1,2,3,4,5,6,7,8,9,10,11' }, ['reminders']],
  ] as const)('are not guessed from %s', (_, given, faults) => {
    expect(faultsOf(typed(given))).toEqual(faults)
    expect(termsOf(typed(given), 'plan')).toBeUndefined()
  })

  it('are taken as they are typed', () => {
    const terms = termsOf(typed({ closingDays: ' 366 ', reminders: '14, 3' }), 'plan')
    expect(terms).toMatchObject({ closingDays: 366, reminders: [14, 3] })
    expect(termsOf(typed({ reminders: ' ' }), 'plan')).toMatchObject({ reminders: [] })
  })

  it('are asked of no round without a last day', () => {
    const open = typed({ ends: 'never', closingDays: 'abc', reminders: 'mười' })
    expect(termsOf(open, 'plan')).toMatchObject({ closingDays: 0, reminders: [] })
  })
})
