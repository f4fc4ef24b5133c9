import { sql } from 'kysely'
import { fold } from '#domain/text.ts'
import type { Connection } from '../../src/server/database/tables.ts'
import type { TestDepartment } from '../builders/department.ts'

/** How large a province is after 1/7/2025. */
export const size = { communes: 120, schools: 900, people: 36_000, auditLines: 200_000 }

/** Fills the department up to that size: schools in its communes, people with accounts, and what they did. */
export async function fillDepartment(db: Connection, { units, people }: TestDepartment) {
  const names = namesOf(family, middle, given)
  await addUnits(db, units.so.id)
  await sql`insert into person (id, name, search, staff_kind, code)
    select 'large-' || no, names.name, names.search, 'teacher', 'LARGE' || no
    from generate_series(0, ${size.people - 1}::int) as no
    join unnest(${names.map(({ name }) => name)}::text[], ${names.map(({ search }) => search)}::text[])
      with ordinality as names (name, search, place) on place = no % ${names.length}::int + 1`.execute(
    db,
  )
  // One in three has not been invited yet.
  await sql`insert into account (id, person_id, username, password_hash)
    select 'account-' || person.id, person.id, person.id,
      case when substring(person.id from 7)::int % 3 > 0 then
        (select password_hash from account where id = ${people.teacher.accountId}) end
    from person where person.id like 'large-%'`.execute(db)
  await sql`insert into post (id, person_id, unit_id, role, from_on, main)
    select 'post-' || no, 'large-' || no, 'large-school-' || no % ${size.schools}::int,
      coalesce((array['principal', 'deputy', 'group-head', 'group-head'])
        [no / ${size.schools}::int + 1], 'staff'), date '2020-06-01', true
    from generate_series(0, ${size.people}::int - 1) as no`.execute(db)
  await addAuditLines(db)
  await sql`vacuum analyze`.execute(db)
}

async function addUnits(db: Connection, departmentId: string) {
  const add = (rows: unknown) =>
    sql`insert into unit (id, parent_id, kind, name, search, levels)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row (id text, parent text, kind text, name text, search text, levels text[])`.execute(db)
  const row = (id: string, parent: string, name: string) => ({
    ...{ id, parent, name },
    search: fold(name),
  })
  await add(
    Array.from({ length: size.communes }, (_, no) => ({
      ...row(`large-commune-${no}`, departmentId, `Xã ${given[no % 11]} ${no + 1}`),
      ...{ kind: 'commune', levels: [] },
    })),
  )
  await add(
    Array.from({ length: size.schools }, (_, no) => ({
      ...row(
        `large-school-${no}`,
        `large-commune-${no % size.communes}`,
        `THCS ${given[no % 11]} ${no + 1}`,
      ),
      ...{ kind: 'school', levels: ['thcs'] },
    })),
  )
}

/** The lines bear no true chain: the bench reads them, nobody verifies them. */
async function addAuditLines(db: Connection) {
  await sql`alter table audit disable trigger audit_chain`.execute(db)
  await sql`insert into audit
      (number, at, account_id, person_id, kind, record_type, record_id, unit_id, previous, hash)
    select last.number + no, now() - (${size.auditLines}::int - no) * interval '1 minute',
      'account-large-' || person, 'large-' || person,
      (array['session.open', 'submission.send', 'submission.decide', 'person.read'])[no % 4 + 1],
      (array['account', 'submission', 'submission', 'person'])[no % 4 + 1],
      (array['account-', '', '', ''])[no % 4 + 1] || 'large-' || (no * 31) % ${size.people}::int,
      'large-school-' || person % ${size.schools}::int, '', ''
    from generate_series(1, ${size.auditLines}::int) as no,
      lateral (select (no * 7919::bigint) % ${size.people}::int as person) as who,
      audit_head as last`.execute(db)
  await sql`update audit_head set number = number + ${size.auditLines}::int`.execute(db)
  await sql`alter table audit enable trigger audit_chain`.execute(db)
}

const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng']
const middle = ['Thị', 'Văn', 'Minh', 'Thanh', 'Ngọc']
const given = ['Hoa', 'Lan', 'An', 'Bình', 'Dung', 'Hạnh', 'Khoa', 'Mai', 'Nam', 'Quân', 'Yến']

function namesOf(...parts: readonly (readonly string[])[]) {
  const joined = parts.reduce(
    (names, words) => names.flatMap((name) => words.map((word) => `${name} ${word}`.trim())),
    [''],
  )
  return joined.map((name) => ({ name, search: fold(name) }))
}
