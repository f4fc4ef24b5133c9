import { sql } from 'kysely'
import { dayOf, type Instant } from '#domain/day.ts'
import type { AuditFacts } from '../../database/office-tables.ts'
import { appendAudit, type Doer } from '../../records/audit.ts'
import type { Connection } from '../house.ts'

/** That somebody came in, was turned away at the door, has to wait there from now on, or left. */
export interface SessionLine {
  readonly kind:
    | 'session.begin'
    | 'session.refuse'
    | 'session.bar'
    | 'session.end'
    | 'account.first-administrator'
    | 'factor.use-recovery-code'
  /** None where nobody has the name that was tried; the name is not kept: it may be a password in the wrong field. */
  readonly accountId: string | null
  readonly at: Instant
  readonly from: Pick<Doer, 'address' | 'device'>
  readonly facts?: AuditFacts
}

const atTheDoor: readonly SessionLine['kind'][] = ['session.refuse', 'session.bar']

/** Writes it where the person belongs. Whoever was turned away is no doer: it may have been anybody. */
export async function writeSessionLine(db: Connection, line: SessionLine): Promise<void> {
  const { kind, accountId, at, from, facts = {} } = line
  const owner = accountId === null ? undefined : await ownerOf(db, accountId, at)
  const isThem = !atTheDoor.includes(kind)
  const by = {
    address: from.address,
    device: from.device,
    accountId: isThem ? accountId : null,
    personId: isThem ? (owner?.personId ?? null) : null,
  }
  const unitId = owner?.unitId ?? null
  const deed = { kind, recordType: 'account', recordId: accountId ?? 'unknown', unitId, facts }
  await appendAudit(db, [deed], { by, at })
}

/** The unit is that of the main post; of whoever left, the last one. */
function ownerOf(db: Connection, accountId: string, at: Instant) {
  const day = dayOf(at)
  return db
    .selectFrom('account')
    .select('personId')
    .select(
      sql<string | null>`(select unit_id from post where post.person_id = account.person_id
        and from_on <= ${day}::date
        order by until_on is null or until_on >= ${day}::date desc, main desc, until_on desc, id
        limit 1)`.as('unitId'),
    )
    .where('id', '=', accountId)
    .executeTakeFirst()
}

/** Somebody was wrong; `bars` where there is a wait from now on, which is written once and not at each try. */
export interface WrongTry extends Omit<SessionLine, 'kind' | 'facts'> {
  readonly why: 'session.wrong-password' | 'session.factor-wrong' | 'password.wrong'
  readonly bars: boolean
}

export async function writeWrongTry(db: Connection, { why, bars, ...line }: WrongTry) {
  const facts = { why }
  await writeSessionLine(db, { ...line, kind: 'session.refuse', facts })
  if (bars) await writeSessionLine(db, { ...line, kind: 'session.bar', facts })
}
