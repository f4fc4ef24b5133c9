import type { Who } from '../../support/guarded-world.ts'
import { anOfficeCommand } from '../../builders/office-commands.ts'
import { officePush } from '../../support/office-world.ts'
import { ok, signedIn, type Case, type Rows, type World } from './cases.ts'

/** Whose work needs the tree, and how far each sees. */
const seers: readonly Who[] = ['reviewer', 'leader', 'administrator', 'auditor']
const atSchool: readonly Who[] = ['deputy', 'principal']

const absent = { status: 404, code: 'unit.not-found' }

/** Reading and writing units: all roles, in their own unit and in foreign ones. */
export function unitRows({ people }: World): Rows {
  const unitOf = (who: Who) => people[who].posts[0]?.unitId ?? ''
  const read = (name: string, id: string, seen: readonly Who[]): Case => ({
    name,
    ask: () => ({ url: `/api/units/${id}` }),
    expected: signedIn((who) => (seen.includes(who) ? ok : absent)),
  })
  const merger = (name: string, into: string, from: string): Case => ({
    name,
    ask: () => ({ url: `/api/units/${into}/merger?from=${from}&day=2026-11-16` }),
    expected: signedIn((who) =>
      who === 'administrator' && ![into, from].includes(unitOf('outsider')) ? ok : absent,
    ),
  })
  const school = unitOf('teacher')
  const foreign = unitOf('stranger')
  const otherSo = unitOf('outsider')
  return {
    'GET /api/units': [
      { name: 'own tree', ask: () => ({ url: '/api/units' }), expected: signedIn(() => ok) },
      {
        name: 'below a foreign unit',
        ask: () => ({ url: `/api/units?under=${otherSo}` }),
        expected: signedIn(() => ok),
      },
    ],
    'GET /api/units/{id}': [
      read('a school', school, [...seers, ...atSchool, 'officer']),
      read('a school of another commune', foreign, [...seers, 'otherPrincipal', 'otherOfficer']),
      read('the department', unitOf('reviewer'), seers),
      read('another department', otherSo, ['outsider']),
      read('not there', 'none', []),
    ],
    'GET /api/units/{id}/merger': [
      merger('of two schools', school, foreign),
      merger('with a school of another department', school, otherSo),
      merger('into another department', otherSo, school),
    ],
    'GET /api/management': [
      { name: 'own', ask: () => ({ url: '/api/management' }), expected: signedIn(() => ok) },
    ],
  }
}

/** Writes about units, by everybody. */
export function unitWrites({ people }: World): Case[] {
  const write = (name: string, id: string, seen: readonly Who[]): Case => ({
    name,
    ask: (who) => {
      const account = who === 'nobody' ? 'account-of-nobody' : people[who].accountId
      const input = { name: 'Tên khác', code: null, levels: ['thcs'], day: '2026-11-16' }
      const record = { type: 'unit', id }
      return officePush([
        anOfficeCommand({ account, kind: 'unit.change', record, input, base: 99 }),
      ])
    },
    expected: signedIn((who) => ({
      ...ok,
      answer: seen.includes(who) ? answerTo(who) : absent.code,
    })),
  })
  const unitOf = (who: Who) => people[who].posts[0]?.unitId ?? ''
  return [
    write('change a school', unitOf('teacher'), [...seers, ...atSchool, 'officer']),
    write('change another department', unitOf('outsider'), ['outsider']),
  ]
}

/** Only the administrator gets so far as to hear that the record has changed. */
function answerTo(who: Who): string {
  return who === 'administrator' ? 'record.changed' : 'unit.not-yours'
}
