import { needsSession, ok, signedIn, type Expected, type Rows, type World } from './cases.ts'
import type { Asker } from '../../support/guarded-world.ts'

const notYours: Expected = { status: 403, code: 'import.not-yours' }
const notThere: Expected = { status: 404, code: 'import.not-found' }

/** Files in and out: the administrator's alone. What an import writes has its own rule and test. */
export function importRows({ people }: World): Rows {
  const foreign = people.outsider.posts[0]?.unitId ?? ''
  const of = (path: string, expected: (who: Asker) => Expected, name = 'own') => ({
    name,
    ask: () => ({ url: path }),
    expected,
  })
  const administrators = (expected: Expected) =>
    signedIn((who) => (who === 'administrator' ? expected : notYours))
  const nobodys = signedIn(() => notThere)
  return {
    'GET /api/imports': [
      of(
        '/api/imports',
        signedIn(() => ok),
        'list',
      ),
    ],
    'POST /api/imports': [
      {
        name: 'an empty file',
        ask: () => ({
          method: 'POST',
          url: '/api/imports?what=people&name=tep.csv',
          headers: { 'content-type': 'application/octet-stream' },
          payload: Buffer.alloc(0),
        }),
        expected: administrators({ status: 422, code: 'import.empty' }),
      },
    ],
    'GET /api/imports/{id}': [of('/api/imports/none', nobodys, 'not there')],
    'GET /api/imports/{id}/rows': [of('/api/imports/none/rows?kind=new', nobodys, 'not there')],
    'GET /api/imports/{id}/wrong.xlsx': [of('/api/imports/none/wrong.xlsx', nobodys, 'not there')],
    'GET /api/exports/{what}/{format}': [
      // Whoever may not is told nothing; whoever may gets a file, which the export's own test reads.
      of('/api/exports/people/csv', (who) =>
        who === 'nobody' ? needsSession : who === 'administrator' ? { status: 200 } : notYours,
      ),
      of(
        `/api/exports/people/csv?under=${foreign}`,
        signedIn(() => ({ status: 404, code: 'unit.not-found' })),
        "another department's",
      ),
    ],
    'GET /api/templates/{what}/{format}': [
      of(
        '/api/templates/units/csv',
        signedIn(() => ok),
        'units',
      ),
    ],
  }
}
