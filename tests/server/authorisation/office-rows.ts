import { anOfficeCommand } from '../../builders/office-commands.ts'
import { officePush } from '../../support/office-world.ts'
import { ok, signedIn, type Rows, type World } from './cases.ts'
import { unitWrites } from './unit-rows.ts'

/** The office's door; each kind of write has its own table of who may, beside its rule. */
export function officeRows(world: World): Rows {
  const { people } = world
  return {
    'POST /api/office/commands': [
      ...unitWrites(world),
      {
        name: 'a kind that nobody knows',
        ask: (who) => {
          const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
          const record = { type: 'unit', id: 'unit-1' }
          return officePush([anOfficeCommand({ account, kind: 'unit.enchant', record })])
        },
        expected: signedIn(() => ({ ...ok, answer: 'command.unknown-kind' })),
      },
      {
        name: "speak for another's account",
        ask: (who) => {
          const { accountId } = people[who === 'teacher' ? 'colleague' : 'teacher']
          const record = { type: 'unit', id: 'unit-1' }
          return officePush([anOfficeCommand({ account: accountId, kind: 'unit.add', record })])
        },
        expected: signedIn(() => ({ ...ok, answer: 'command.wrong-account' })),
      },
    ],
  }
}
