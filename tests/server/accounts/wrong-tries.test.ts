import { afterAll, beforeAll, expect, it } from 'vitest'
import { testNow } from '../../support/house.ts'
import { anOfficeWorld, type OfficeWorld } from '../../support/office-world.ts'
import { addGenerator, beginSignIn, post } from '../factors/a-factor.ts'

let now = new Date(testNow)
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000))
let world: OfficeWorld

beforeAll(async () => {
  world = await anOfficeWorld({ clock: () => now })
})
afterAll(() => world.close())

const lines = (recordId: string) =>
  world.db
    .selectFrom('audit')
    .select(['kind', 'facts', 'accountId', 'unitId'])
    .where('recordId', '=', recordId)
    .where('kind', 'in', ['session.refuse', 'session.bar', 'factor.use-recovery-code'])
    .orderBy('number')
    .execute()

/** Each refused, and at the last the wait. */
const refused = (times: number) => [
  ...Array.from({ length: times }, () => 'session.refuse'),
  'session.bar',
]

const kinds = async (recordId: string) => (await lines(recordId)).map(({ kind }) => kind)

it('writes once that a name has to wait, and nothing of those turned away meanwhile', async () => {
  const { accountId } = world.people.teacher
  const guess = () =>
    world.app.inject(post('/api/session', { username: 'teacher', password: 'không phải' }))
  for (let tries = 0; tries < 12; tries += 1) await guess()
  expect(await kinds(accountId)).toEqual(refused(5))
  const [bar] = (await lines(accountId)).slice(-1)
  // Whoever guessed may have been anybody.
  expect(bar).toMatchObject({ accountId: null, unitId: world.units.school.id })
  expect(bar?.facts).toEqual({ why: 'session.wrong-password' })
  later(1)
  await guess()
  expect((await kinds(accountId)).filter((kind) => kind === 'session.bar')).toHaveLength(1)
})

it('keeps no name that nobody has', async () => {
  for (let tries = 0; tries < 6; tries += 1) {
    await world.app.inject(post('/api/session', { username: 'mat-khau-cua-toi', password: 'x' }))
  }
  expect(await kinds('unknown')).toContain('session.bar')
  const all = await world.db.selectFrom('audit').selectAll().execute()
  expect(JSON.stringify(all)).not.toContain('mat-khau')
})

it('writes wrong second factors, the wait after them, and a recovery code that was used', async () => {
  const { accountId } = world.people.reviewer
  const { recoveryCodes } = await addGenerator((o) => world.ask('reviewer', o), now)
  const { ticket } = await beginSignIn(world.app, 'reviewer')
  const answer = (payload: object) => world.app.inject(post('/api/session/factor', payload))
  for (let tries = 0; tries < 6; tries += 1) await answer({ ticket, totp: '000000' })
  expect(await kinds(accountId)).toEqual(refused(3))
  later(1)
  const [code] = recoveryCodes
  expect((await answer({ ticket, recovery: code })).statusCode).toBe(200)
  expect((await lines(accountId)).at(-1)).toMatchObject({
    kind: 'factor.use-recovery-code',
    accountId,
    unitId: world.units.so.id,
    facts: {},
  })
  const all = await world.db.selectFrom('audit').selectAll().execute()
  expect(JSON.stringify(all)).not.toContain(code)
})

it('writes wrong old passwords of an open notebook too', async () => {
  const { accountId } = world.people.colleague
  const change = () =>
    world.ask('colleague', post('/api/account/password', { old: 'sai', new: 'một mật khẩu mới' }))
  for (let tries = 0; tries < 7; tries += 1) await change()
  expect(await kinds(accountId)).toEqual(refused(5))
})
