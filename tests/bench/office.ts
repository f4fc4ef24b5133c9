import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { OfficeReply } from '#contract/office/envelope.ts'
import { connect } from '../../src/server/database/connect.ts'
import { anOfficeCommand, type OfficeWrite } from '../builders/office-commands.ts'
import { demoPassword } from '../builders/people.ts'
import { call, headersOf } from './caller.ts'
import { rounded, show, spreadOf, timed } from './figures.ts'
import type { Ground } from './ground.ts'
import { fillDepartment, size } from './large-department.ts'

const times = 9
/** What nobody at a desk should wait longer for. */
const limit = 500

type Work = (no: number) => Promise<unknown>

/** What the office asks and writes in a whole province, beside a bare and an indexed select. */
export async function benchOffice(ground: Ground): Promise<void> {
  const db = connect(ground.url)
  const filling = await timed(() => fillDepartment(db, ground.department))
  const rows = []
  const parts = { ...floors(db), ...(await reads(ground)), ...(await writes(ground)) }
  for (const [part, work] of Object.entries(parts)) rows.push(await measured(part, work))
  await db.destroy()
  const { communes, schools, people, auditLines } = size
  const title = `Office: ${people} people, ${schools} schools, ${communes} communes, ${auditLines} audit lines`
  show(`${title} (filled in ${rounded(filling / 1000)} s; limit ${limit} ms)`, rows)
}

async function measured(part: string, work: Work) {
  await work(0)
  const taken: number[] = []
  for (let no = 1; no <= times; no += 1) taken.push(await timed(() => work(no)))
  const { median, p95 } = spreadOf(taken)
  return { part, ms: rounded(median), p95: rounded(p95), '': median > limit ? 'over' : '' }
}

function floors(db: ReturnType<typeof connect>): Record<string, Work> {
  return {
    'floor: select 1': () => sql`select 1`.execute(db),
    'floor: one person by id': (no) =>
      db.selectFrom('person').selectAll().where('id', '=', `large-${no}`).execute(),
  }
}

async function reads({ app: port, department }: Ground): Promise<Record<string, Work>> {
  const { administrator, teacher } = department.people
  const desk = await headersOf(port, administrator.username)
  const head = await headersOf(port, 'large-1')
  const staff = await headersOf(port, teacher.username)
  const ask = (path: string, headers = desk) => call({ port, path, headers })
  const so = department.units.so.id
  const paths = [
    ...['/api/units', `/api/units?below=${so}`, '/api/units?q=hoa%2012', `/api/units/${so}`],
    ...['/api/units/large-school-1', '/api/people', '/api/people?page=700'],
    ...['/api/people?q=nguyen%20hoa', '/api/people?q=khongcoai', '/api/people?account=none'],
    ...['/api/people?role=principal', '/api/people?under=large-commune-1', '/api/people?left=1'],
    ...['/api/people/large-77', '/api/audit', '/api/audit?page=400', '/api/audit?q=hoa'],
    ...['/api/audit?q=khongcoai', '/api/audit?kind=person', '/api/audit?kind=round'],
    ...['/api/audit?person=large-77', '/api/audit?unit=large-commune-1'],
    ...['/api/audit?from=2026-11-01&until=2026-11-02', '/api/messages/sent'],
    ...[`/api/messages/reach?units=${so}&roles=`, '/api/management', '/api/rounds'],
  ]
  const byDesk = paths.map((path) => [path.replace(so, '{Sở}'), () => ask(path)] as const)
  return {
    ...Object.fromEntries(byDesk),
    'a head: /api/people': () => ask('/api/people', head),
    'a head: /api/units': () => ask('/api/units', head),
    'a head: /api/people/loans': () => ask('/api/people/loans', head),
    'a teacher: /api/plans': () => ask('/api/plans', staff),
    'a teacher: bundle': () => ask(`/api/plans/${department.plan.id}`, staff),
    'sign-in': () => call({ port, path: '/api/session', body: signIn(teacher.username) }),
  }
}

function signIn(username: string) {
  return JSON.stringify({ username, password: demoPassword })
}

async function writes({ app: port, department }: Ground): Promise<Record<string, Work>> {
  const { username, accountId: account } = department.people.administrator
  const headers = await headersOf(port, username)
  const send = async (write: OfficeWrite) => {
    const body = JSON.stringify({ commands: [anOfficeCommand({ account, ...write })] })
    const reply = await call({ port, path: '/api/office/commands', headers, body })
    const [result] = (JSON.parse(reply.body.toString()) as OfficeReply).results
    if (result?.result !== 'applied') throw new Error(reply.body.toString())
  }
  return {
    'unit.change': (no) =>
      send({ kind: 'unit.change', ...on('unit', `large-school-${no}`), input: aName(no) }),
    'person.move': (no) =>
      send({ kind: 'person.move', ...on('person', `large-${no + 9_000}`), input: aMove(no) }),
    'person.add': (no) =>
      send({
        ...{ kind: 'person.add', record: { type: 'person', id: `added-${no}` } },
        input: aPerson(no),
      }),
    'unit.merge': (no) =>
      send({
        ...{ kind: 'unit.merge', ...on('unit', `large-school-${no + 120}`) },
        input: { from: [`large-school-${no + 240}`], day: yesterday() },
      }),
    'account.invite of 500': (no) =>
      send({
        ...{ kind: 'account.invite', record: { type: 'account-codes', id: `codes-${no}` } },
        input: { people: invited(no) },
      }),
    'message.send to all': (no) =>
      send({
        ...{ kind: 'message.send', record: { type: 'message', id: `message-${no}` } },
        input: aMessage(department.units.so.id),
      }),
  }
}

/** As it stands, one version old. */
function on(type: string, id: string) {
  return { record: { type, id }, base: 1 }
}

function yesterday(): string {
  return new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}

function aName(no: number) {
  return { name: `THCS Tên mới ${no}`, code: null, levels: ['thcs'], day: yesterday() }
}

function aMove(no: number) {
  return { unitId: `large-school-${no + 500}`, role: 'staff', from: yesterday() }
}

function aPerson(no: number) {
  const post = { unitId: 'large-school-7', role: 'staff', from: yesterday() }
  const rest = { code: null, bornOn: null, phone: null, salutation: null }
  return { name: `Nguyễn Thị Hoa Mới ${no}`, staffKind: 'teacher', ...rest, post }
}

function aMessage(unitId: string) {
  const until = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  return { title: 'Họp', text: 'Họp trực tuyến lúc 8 giờ.', unitIds: [unitId], roles: [], until }
}

/** People of whom one in three has an account without a password. */
function invited(no: number) {
  return Array.from({ length: 500 }, (_, at) => ({
    personId: `large-${(no * 500 + at) * 3}`,
    codeHash: createHash('sha256').update(`${no} ${at}`).digest('hex'),
  }))
}
