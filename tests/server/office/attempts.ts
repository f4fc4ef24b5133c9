import { randomUUID } from 'node:crypto'
import { it, expect } from 'vitest'
import type { OfficeWrite } from '../../builders/office-commands.ts'
import { testNow } from '../../support/house.ts'
import type { Climber, ClimbersWorld } from './escalation-world.ts'

export const today = testNow.slice(0, 10)

type Attempt = readonly [what: string, write: () => OfficeWrite, answer: string]

/** Writes that others than their writer could make. */
export function attemptsIn(world: () => ClimbersWorld) {
  const onPerson = (who: Climber, kind: string, input: object = {}): OfficeWrite => ({
    kind,
    record: { type: 'person', id: world().people[who].id },
    base: 1,
    input,
  })
  const onAccount = (who: Climber, kind: string): OfficeWrite => ({
    kind,
    record: { type: 'account-codes', id: randomUUID() },
    input: {
      personId: world().people[who].id,
      ...(kind === 'account.reset' && { codeHash: randomUUID().replaceAll('-', '').repeat(2) }),
    },
  })
  const tryAll = (who: Climber, attempts: readonly Attempt[]) =>
    it.each(attempts)('can’t %s', async (_, write, answer) => {
      expect(await world().answer(who, write())).toBe(answer)
    })
  return { onPerson, onAccount, tryAll }
}

export const onUnit = (id: string, kind: string, input: object): OfficeWrite => ({
  kind,
  record: { type: 'unit', id },
  base: 1,
  input,
})

export const message = (unitIds: string[]): OfficeWrite => ({
  kind: 'message.send',
  record: { type: 'message', id: randomUUID() },
  input: { title: 'Tin', text: 'Nội dung', unitIds, roles: [], until: today },
})

export const rule = (id: string, departmentId: string, base = 0): OfficeWrite => ({
  kind: 'management.set',
  record: { type: 'management', id },
  base,
  input: { departmentId, unitId: null, schoolYear: null, level: 'thpt', managedBy: 'department' },
})
