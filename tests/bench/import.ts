import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import writeXlsx from 'write-excel-file/node'
import type { SessionReply } from '#contract/plans.ts'
import type { ImportPage } from '#contract/imports.ts'
import { anOfficeCommand } from '../builders/office-commands.ts'
import { demoPassword } from '../builders/people.ts'
import { rounded, show, spreadOf, timed } from './figures.ts'
import type { Ground } from './ground.ts'

const people = 36_000

const schools = 900
const communes = 120

/** A department's whole roster: read, compared, written, read again, taken back; beside it the same rows as bare inserts. */
export async function benchImport({ app: port, department, url }: Ground): Promise<void> {
  const { administrator } = department.people
  const desk = aDesk(await signedIn(port, administrator.username), administrator.accountId)
  const units = await timed(async () => {
    await desk.send(await desk.upload('units', await aUnitList()), 'import.apply', all)
  })
  const file = await aRoster()
  let id = ''
  const reading = await timed(async () => void (id = await desk.upload('people', file)))
  const { columns } = await desk.look(id)
  const comparing = await timed(() => desk.send(id, 'import.match', { columns, units: [] }))
  const watch = desk.watch(id)
  const applying = await timed(() => desk.send(id, 'import.apply', all))
  const seen = await watch.stop()
  const again = await timed(async () => {
    const { counts } = await desk.look(await desk.upload('people', file))
    if (counts?.same !== people) throw new Error(JSON.stringify(counts))
  })
  const undoing = await timed(() => desk.send(id, 'import.undo', {}))
  const floor = await timed(() => bareInserts(url, department.units.school.id))
  const seconds = (ms: number) => rounded(ms / 1000)
  const row = (part: string, ms: number) => ({
    ...{ part, seconds: seconds(ms), 'of the floor': rounded(ms / floor) },
  })
  show(`Import of ${people} people in ${schools} schools`, [
    row(`list of ${schools + communes} units: read, compare, apply`, units),
    row('read, compare, keep the rows', reading),
    row('compare alone', comparing),
    row('apply', applying),
    row('read and compare again: all the same', again),
    row('undo', undoing),
    row('floor: bare inserts', floor),
    row('whole import (limit 60 s)', reading + applying),
  ])
  show('While it was applied', [seen])
}

const all = { withGone: false }

type Ask = (method: string, path: string, body?: Buffer) => Promise<string>

/** The administrator's verbs. */
function aDesk(ask: Ask, account: string) {
  const look = async (id: string) =>
    JSON.parse(await ask('GET', `/api/imports/${id}`)) as ImportPage
  const upload = async (what: string, file: Buffer) => {
    const reply = await ask('POST', `/api/imports?what=${what}&name=so.xlsx`, file)
    return (JSON.parse(reply) as { id: string }).id
  }
  const send = async (id: string, kind: string, input: object) => {
    const record = { type: 'import', id }
    const { version } = await look(id)
    const command = anOfficeCommand({ account, kind, record, base: version, input })
    const body = Buffer.from(JSON.stringify({ commands: [command] }))
    const reply = await ask('POST', '/api/office/commands', body)
    if (!reply.includes('"applied"')) throw new Error(reply)
  }
  return { look, upload, send, watch: (id: string) => watching(() => look(id)) }
}

/** Asks for the progress over and over, as the page does. */
function watching(look: () => Promise<ImportPage>) {
  const on = new AbortController()
  const answers: number[] = []
  const told = new Set<number>()
  const watched = (async () => {
    while (!on.signal.aborted) {
      answers.push(await timed(async () => told.add((await look()).progress?.done ?? -1)))
      await new Promise((wake) => setTimeout(wake, 100))
    }
  })()
  const stop = async () => {
    on.abort()
    await watched
    told.delete(-1)
    const { median, p95 } = spreadOf(answers)
    const slowest = Math.max(...answers)
    return {
      ...{ 'answers to others': answers.length, 'steps told': told.size },
      ...{ 'median ms': rounded(median), 'p95 ms': rounded(p95), 'slowest ms': rounded(slowest) },
    }
  }
  return { stop }
}

const sheet = (rows: readonly (readonly string[])[]) =>
  writeXlsx(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer()

const commune = (at: number) => `Xã Đồng Bằng ${at % communes}`
const school = (at: number) => `${levels[at % 3]} Suối Hoa ${at}`
const levels = ['Mầm non', 'Tiểu học', 'THCS']

async function aUnitList(): Promise<Buffer> {
  const titles = ['Tên đơn vị', 'Mã đơn vị', 'Loại', 'Cấp học', 'Đơn vị quản lý']
  const above = Array.from({ length: communes }, (_, at) => [commune(at), `x${at}`, 'Xã', '', ''])
  const below = Array.from({ length: schools }, (_, at) => {
    return [school(at), `t${at}`, 'Trường', levels[at % 3] ?? '', commune(at)]
  })
  return sheet([titles, ...above, ...below])
}

async function aRoster(): Promise<Buffer> {
  const titles = ['Họ và tên', 'Mã định danh', 'Ngày sinh', 'Số điện thoại', 'Đơn vị']
  const rows = Array.from({ length: people }, (_, at) => {
    const name = `${family[at % 7]} ${middle[at % 5]} ${given[at % 11]}`
    return [name, `79${at}`, '16/11/1988', '0912345678', school(at % schools)]
  })
  return sheet([titles, ...rows])
}

const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng']
const middle = ['Thị', 'Văn', 'Minh', 'Thanh', 'Ngọc']
const given = ['Hoa', 'Lan', 'An', 'Bình', 'Dung', 'Hạnh', 'Khoa', 'Mai', 'Nam', 'Quân', 'Yến']

async function signedIn(port: number, username: string): Promise<Ask> {
  const payload = JSON.stringify({ username, password: demoPassword })
  const first = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: payload,
  })
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { accountId } = (await first.json()) as SessionReply
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const type = path.startsWith('/api/imports') ? 'application/octet-stream' : 'application/json'
      const headers = {
        cookie,
        'x-account': accountId,
        ...(body && { 'content-type': type, 'content-length': body.length }),
      }
      const asked = request({ port, host: '127.0.0.1', method, path, headers }, (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('end', () => resolve(Buffer.concat(parts).toString()))
      })
      asked.on('error', reject)
      asked.end(body)
    })
}

async function bareInserts(url: string, unitId: string): Promise<void> {
  const { connect } = await import('../../src/server/database/connect.ts')
  const { sql } = await import('kysely')
  const db = connect(url)
  const rows = Array.from({ length: people }, (_, at) => ({
    id: randomUUID(),
    name: `Người ${at}`,
    unitId,
  }))
  await db.transaction().execute(async (trx) => {
    await sql`
      with r as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, name text, "unitId" text)),
      people as (insert into person (id, name, search) select id, name, name from r),
      accounts as (insert into account (id, person_id, username) select id, id, id from r)
      insert into post (id, person_id, unit_id, role, from_on, main)
      select id, id, "unitId", 'staff', '2026-11-21', true from r`.execute(trx)
  })
  await db.destroy()
}
