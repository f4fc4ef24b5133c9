import type { Who } from '../../support/guarded-world.ts'
import { ok, signedIn, type Expected, type Rows, type World } from './cases.ts'

/** The list is an administrator's, a head's or a deputy's; a page is also its person's own. */
const overSchool: readonly Who[] = ['principal', 'deputy', 'administrator']
const overOtherSchool: readonly Who[] = ['otherPrincipal', 'administrator']
const overSome = new Set<Who>([...overSchool, ...overOtherSchool])

const absent: Expected = { status: 404, code: 'person.not-found' }

export function peopleRows({ people }: World): Rows {
  const page = (name: string, of: Who, seers: readonly Who[]) => ({
    name,
    ask: () => ({ url: `/api/people/${people[of].id}` }),
    expected: signedIn((who: Who) => (who === of || seers.includes(who) ? ok : absent)),
  })
  const list = signedIn((who: Who) =>
    overSome.has(who) ? ok : { status: 404, code: 'request.not-found' },
  )
  return {
    'GET /api/people': [
      { name: 'all', ask: () => ({ url: '/api/people' }), expected: list },
      { name: 'search', ask: () => ({ url: '/api/people?q=nguoi' }), expected: list },
      { name: 'who left', ask: () => ({ url: '/api/people?left=1' }), expected: list },
    ],
    'GET /api/people/loans': [
      {
        name: 'own',
        ask: () => ({ url: '/api/people/loans' }),
        expected: signedIn(() => ok),
      },
    ],
    'GET /api/people/{id}': [
      page('of the school', 'teacher', overSchool),
      page('of another school', 'stranger', overOtherSchool),
      page('of the Sở', 'reviewer', ['administrator']),
      page('of another Sở', 'outsider', []),
      {
        name: 'not there',
        ask: () => ({ url: '/api/people/nobody' }),
        expected: signedIn(() => absent),
      },
    ],
  }
}
