import type { OfficeWrite } from '../../builders/office-commands.ts'
import { anOfficeCommand } from '../../builders/office-commands.ts'
import { aPost, aTeacher, type Someone } from '../../builders/people.ts'
import { writePeople } from '../../builders/rows.ts'
import { signIn, type Browsing } from '../../support/browsing.ts'
import { anOfficeWorld, officePush } from '../../support/office-world.ts'
import type { OfficeReply } from '#contract/office/envelope.ts'
import type { InjectOptions } from 'fastify'

/** A department, and those who would like to be more in it than they are. */
export async function aWorldOfClimbers() {
  const world = await anOfficeWorld()
  const { units, db, app } = world
  const as = (username: string, unitId: string, given: Partial<Someone> & Role = {}) =>
    aTeacher(unitId, { username, name: `Người dùng ${username}`, ...given })
  const climbers = {
    schoolAdministrator: as('school-administrator', units.school.id, { role: 'administrator' }),
    otherAdministrator: as('other-administrator', units.otherSo.id, { role: 'administrator' }),
    // Works in the school, and leads in the department.
    higher: as('higher', units.school.id, {
      posts: [
        aPost({ unitId: units.school.id }),
        aPost({ unitId: units.so.id, role: 'leader', main: false }),
      ],
    }),
    // Heads another school from next year on.
    rising: as('rising', units.school.id, {
      posts: [
        aPost({ unitId: units.school.id }),
        aPost({ unitId: units.so.id, role: 'leader', main: false, from: '2098-01-01' }),
      ],
    }),
  }
  await writePeople(db, Object.values(climbers))
  const people = { ...world.people, ...climbers }
  const browsing = new Map<Climber, Browsing>()
  type Climber = keyof typeof people

  const ask = async (who: Climber, options: InjectOptions) => {
    const held = browsing.get(who) ?? (await signIn(app, people[who].username))
    browsing.set(who, held)
    return held.ask(options)
  }
  /** The code of the refusal, or 'applied'. */
  const answer = async (who: Climber, write: OfficeWrite): Promise<string> => {
    const command = anOfficeCommand({ account: people[who].accountId, ...write })
    const [result] = (await ask(who, officePush([command]))).json<OfficeReply>().results
    if (!result) throw new Error('no answer')
    return result.result === 'applied' ? 'applied' : result.problem.code
  }
  return { ...world, people, ask, answer }
}

interface Role {
  readonly role?: Someone['posts'][number]['role']
}

export type ClimbersWorld = Awaited<ReturnType<typeof aWorldOfClimbers>>
export type Climber = keyof ClimbersWorld['people']
