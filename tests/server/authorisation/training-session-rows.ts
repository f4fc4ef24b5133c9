import { anOfficeCommand } from '../../builders/office-commands.ts'
import type { Who } from '../../support/guarded-world.ts'
import { officePush } from '../../support/office-world.ts'
import { opening } from '../training-sessions/a-session.ts'
import { ok, signedIn, type Expected, type Rows, type World } from './cases.ts'

const holders: readonly Who[] = ['reviewer', 'administrator']
const headsOfAll: readonly Who[] = ['principal', 'deputy', 'otherPrincipal']
const notThere: Expected = { status: 404, code: 'training-session.not-found' }

/** A session of the Sở for all, and one of a school for its own people. */
export async function trainingSessionRows({ people, round, ask }: World): Promise<Rows> {
  const unitOf = (who: Who) => people[who].posts[0]?.unitId ?? ''
  const units = { so: { id: unitOf('reviewer') } } as Parameters<typeof opening>[0]['units']
  const school = unitOf('principal')
  const open = async (who: Who, id: string, given: object) => {
    const write = opening({ units, round }, id, { ...given })
    const { accountId } = people[who]
    const reply = await ask(who, officePush([anOfficeCommand({ account: accountId, ...write })]))
    if (!reply.body.includes('applied')) throw new Error(reply.body)
  }
  await open('reviewer', 'guarded-of-so', {})
  await open('principal', 'guarded-of-school', { unitId: school, unitIds: [school] })

  const ofAll = signedIn((who) => ([...holders, ...headsOfAll].includes(who) ? ok : notThere))
  const ofSchool = signedIn((who) =>
    [...holders, 'officer', 'principal', 'deputy'].includes(who) ? ok : notThere,
  )
  const bySession = (rest: string) => [
    {
      name: 'of the Sở',
      ask: () => ({ url: `/api/training-sessions/guarded-of-so${rest}` }),
      expected: ofAll,
    },
    {
      name: 'of a school',
      ask: () => ({ url: `/api/training-sessions/guarded-of-school${rest}` }),
      expected: ofSchool,
    },
    {
      name: 'not there',
      ask: () => ({ url: `/api/training-sessions/none${rest}` }),
      expected: signedIn(() => notThere),
    },
  ]
  return {
    'GET /api/training-sessions': [
      {
        name: 'list',
        ask: () => ({ url: '/api/training-sessions' }),
        expected: signedIn(() => ok),
      },
    ],
    'GET /api/training-sessions/{id}': bySession(''),
    'GET /api/training-sessions/{id}/attendance': bySession('/attendance'),
  }
}
