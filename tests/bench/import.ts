import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import writeXlsx from 'write-excel-file/node'
import type { SessionReply } from '#contract/plans.ts'
import type { ImportPage } from '#contract/imports.ts'
import { anOfficeCommand } from '../builders/office-commands.ts'
import { demoPassword } from '../builders/people.ts'
import { rounded, show, timed } from './figures.ts'
import type { Ground } from './ground.ts'

const people = 36_000

/** A department's whole roster: read, compared, written, taken back; beside it the same rows as bare inserts. */
export async function benchImport({ app: port, department, url }: Ground): Promise<void> {
  const file = await aRoster(department.units.school.name)
  const ask = await signedIn(port, department.people.administrator.username)
  let id = ''
  const reading = await timed(async () => {
    const reply = await ask('POST', '/api/imports?what=people&name=so.xlsx', file)
    ;({ id } = JSON.parse(reply) as { id: string })
  })
  const send = async (kind: string, input: object) => {
    const { version } = JSON.parse(await ask('GET', `/api/imports/${id}`)) as ImportPage
    const record = { type: 'import', id }
    const account = department.people.administrator.accountId
    const command = anOfficeCommand({ account, kind, record, base: version, input })
    const body = Buffer.from(JSON.stringify({ commands: [command] }))
    const reply = await ask('POST', '/api/office/commands', body)
    if (!reply.includes('"applied"')) throw new Error(reply)
  }
  const applying = await timed(() => send('import.apply', { withGone: false }))
  const undoing = await timed(() => send('import.undo', {}))
  const floor = await timed(() => bareInserts(url, department.units.school.id))
  const seconds = (ms: number) => rounded(ms / 1000)
  show(`Import of ${people} people`, [
    { part: 'read and compare', seconds: seconds(reading) },
    { part: 'apply', seconds: seconds(applying), 'of the floor': rounded(applying / floor) },
    { part: 'undo', seconds: seconds(undoing) },
    { part: 'floor: bare inserts', seconds: seconds(floor) },
    { part: 'whole import (limit 60)', seconds: seconds(reading + applying) },
  ])
}

async function aRoster(unit: string): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String })
  const titles = ['Họ và tên', 'Mã định danh', 'Ngày sinh', 'Số điện thoại', 'Đơn vị'].map(text)
  const rows = Array.from({ length: people }, (_, at) =>
    [
      `${family[at % 7]} ${middle[at % 5]} ${given[at % 11]}`,
      `79${at}`,
      '16/11/1988',
      '0912345678',
      unit,
    ].map((value) => text(value)),
  )
  return writeXlsx([titles, ...rows]).toBuffer()
}

const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng']
const middle = ['Thị', 'Văn', 'Minh', 'Thanh', 'Ngọc']
const given = ['Hoa', 'Lan', 'An', 'Bình', 'Dung', 'Hạnh', 'Khoa', 'Mai', 'Nam', 'Quân', 'Yến']

type Ask = (method: string, path: string, body?: Buffer) => Promise<string>

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
