import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Day } from '#domain/day.ts'
import { keysOf, mayRead, waitsFor } from '#domain/people/access.ts'
import type { Actor, Post, Role } from '#domain/people/person.ts'
import type { Unit, UnitKind } from '#domain/people/unit.ts'
import type { Standing } from '#domain/standing.ts'
import type { Step } from '#domain/submission/round.ts'
import type { Setting, Submission } from '#domain/submission/submission.ts'
import { keyList } from '../../../src/server/records/key-list.ts'
import { saveSubmissions } from '../../../src/server/records/submissions.ts'
import { fresh } from '../../builders/fresh.ts'
import { aPerson, anActor, type Someone } from '../../builders/people.ts'
import { aPlan, aRound, theTrainingRecord } from '../../builders/plans.ts'
import {
  writeInstrument,
  writePeople,
  writePlan,
  writeRound,
  writeUnits,
} from '../../builders/rows.ts'
import { aSubmission } from '../../builders/submissions.ts'
import { aUnit } from '../../builders/units.ts'
import { aDatabase, type TestDatabase } from '../../support/postgres.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase()
  await writeInstrument(database.db, theTrainingRecord())
})

afterAll(() => database.drop())

const today: Day = '2026-11-16'
const roles: readonly Role[] = [
  'staff',
  'group-head',
  'deputy',
  'principal',
  'officer',
  'reviewer',
  'leader',
  'administrator',
  'auditor',
]
const standings: readonly Standing[] = [
  'draft',
  'received',
  'returned',
  'accepted',
  'withdrawn',
  'published',
]
const reviewing: Record<'school' | 'commune' | 'department', readonly Role[]> = {
  school: ['principal', 'deputy', 'group-head'],
  commune: ['officer'],
  department: ['reviewer'],
}
const spans: readonly Pick<Post, 'from' | 'until'>[] = [
  { from: '2020-01-01', until: null },
  { from: '2020-01-01', until: today },
  { from: today, until: null },
  { from: '2020-01-01', until: '2026-11-15' },
  { from: '2026-11-17', until: null },
]

/** Numbers that a world is made of; each is taken modulo what there is to choose from. */
const seeds = fc.record({
  parents: fc.array(fc.nat(), { minLength: 4, maxLength: 9 }),
  posts: fc.array(fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 3 }), {
    minLength: 3,
    maxLength: 8,
  }),
  submissions: fc.array(
    fc.record({
      author: fc.nat(),
      unit: fc.nat(),
      standing: fc.nat(),
      steps: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
      step: fc.nat(),
      asksLate: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  ),
})

type Seeds = typeof seeds extends fc.Arbitrary<infer T> ? T : never

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T
}

const kinds: readonly UnitKind[] = ['department', 'commune', 'school']

function treeOf(parents: readonly number[]): Unit[] {
  const tree: Unit[] = [aUnit({ kind: 'ministry' })]
  for (const [index, n] of parents.entries()) {
    tree.push(aUnit({ kind: pick(kinds, index), parentId: pick(tree, n).id }))
  }
  return tree
}

function personOf(posts: Seeds['posts'][number], tree: readonly Unit[]): Someone {
  return aPerson({
    posts: posts.map(([unit, role, span], index) => ({
      unitId: pick(tree, unit).id,
      role: pick(roles, role),
      main: index === 0,
      ...pick(spans, span),
    })),
  })
}

function stepOf([unit, some]: readonly [number, number], tree: readonly Unit[]): Step {
  const judges = tree.filter(({ kind }) => kind in reviewing)
  const { id, kind } = pick(judges, unit)
  const all = reviewing[kind as keyof typeof reviewing]
  return { unitId: id, unitKind: kind, roles: all.slice(0, 1 + (some % all.length)) }
}

/** What PRODUCT.md's table says, read on its own and not by keys. */
function mayReadByTable(actor: Actor, submission: Submission, units: readonly Unit[]): boolean {
  if (submission.authorId === actor.personId) return true
  const nothingSent = submission.revisions.length === 0 && submission.lateRequests.length === 0
  if (nothingSent || submission.standing === 'withdrawn') return false
  return actor.posts
    .filter(({ from, until }) => from <= today && (until === null || today <= until))
    .some((post) => opens(post, submission, units))
}

/** The column "sent" of a role's row; the other roles see none of others' records. */
function opens(post: Post, submission: Submission, units: readonly Unit[]): boolean {
  const kind = units.find(({ id }) => id === post.unitId)?.kind
  const onRoute = submission.route.some(
    (step) => step.unitId === post.unitId && step.roles.includes(post.role),
  )
  const rows: Partial<Record<Role, boolean>> = {
    principal: post.unitId === submission.unitId || onRoute,
    deputy: onRoute,
    'group-head': onRoute,
    officer: onRoute && kind === 'commune',
    reviewer: onRoute && kind === 'department',
  }
  return rows[post.role] ?? false
}

async function write(given: Seeds) {
  const { db } = database
  const tree = treeOf(given.parents)
  const people = given.posts.map((posts) => personOf(posts, tree))
  const plan = aPlan({ unitId: tree[0]?.id ?? '' })
  const round = aRound({ planId: plan.id, unitIds: [plan.unitId] })
  const withPosts = people.filter(({ posts }) => posts.length > 0)
  await writeUnits(db, tree)
  const postless = people.filter(({ posts }) => posts.length === 0)
  if (withPosts.length > 0) await writePeople(db, withPosts)
  for (const { id, name } of postless)
    await db.insertInto('person').values({ id, name, search: '', salutation: null }).execute()
  await writePlan(db, plan, [])
  await writeRound(db, round)
  const submissions = given.submissions.map(({ author, unit, standing, steps, step, asksLate }) => {
    const route = steps.map((one) => stepOf(one, tree))
    return {
      ...aSubmission({
        id: fresh('random'),
        planId: plan.id,
        roundId: round.id,
        authorId: pick(people, author).id,
        unitId: pick(tree, unit).id,
        standing: pick(standings, standing),
        decisions: [],
        route,
        lateRequests: asksLate
          ? [
              {
                commandId: 'c',
                reason: 'ốm',
                at: '2026-11-01T00:00:00.000Z',
                occurredAt: '2026-11-01T00:00:00.000Z',
              },
            ]
          : [],
      }),
      step: step % (route.length + 1),
    }
  })
  const setting: Setting = {
    units: new Map(tree.map((unit) => [unit.id, unit])),
    rounds: new Map([[round.id, round]]),
    instrument: () => theTrainingRecord(),
  }
  const steps = submissions.map((after) => ({ before: undefined, after }))
  await saveSubmissions(db, steps, setting)
  return { tree, people, submissions, planId: plan.id }
}

async function idsInSql(planId: string, actor: Actor, column: 'readers' | 'deciders') {
  const rows = await database.db
    .selectFrom('submission')
    .select('id')
    .where('planId', '=', planId)
    .where(column, '&&', keyList(keysOf(actor, today)))
    .$if(column === 'deciders', (query) => query.where('authorId', '<>', actor.personId))
    .execute()
  return rows.map(({ id }) => id).sort()
}

it('agrees in the domain, in SQL and in the words of the table', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (given) => {
      const { tree, people, submissions, planId } = await write(given)
      const ids = (holds: (submission: Submission) => boolean) =>
        submissions
          .filter(holds)
          .map(({ id }) => id)
          .sort()
      for (const actor of people.map(anActor)) {
        const byTable = ids((one) => mayReadByTable(actor, one, tree))
        expect(ids((one) => mayRead(actor, one, today))).toEqual(byTable)
        expect(await idsInSql(planId, actor, 'readers')).toEqual(byTable)
        expect(await idsInSql(planId, actor, 'deciders')).toEqual(
          ids((one) => waitsFor(actor, one, today)),
        )
      }
    }),
    { numRuns: 60 },
  )
})
