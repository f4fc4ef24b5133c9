import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { dayOf } from '#domain/day.ts'
import { fold, tidy } from '#domain/text.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/tables.ts'
import { Refusal } from '../http/refusal.ts'
import { hashOfToken, newToken } from '../http/session/tokens.ts'
import { checkNewPassword, hashPassword } from './passwords.ts'

const validMs = 24 * 60 * 60 * 1000

export interface FirstAdministrator {
  readonly token: string
  readonly department: string
  readonly name: string
  readonly username: string
  readonly password: string
}

type Place = Pick<Config, 'host' | 'port' | 'publicOrigin'>

/** A link that makes the first administrator, once, within a day. The secret is in the part that browsers don't send. */
export async function firstAdministratorLink(db: Kysely<Database>, place: Place): Promise<string> {
  const token = newToken()
  const now = Date.now()
  await db
    .insertInto('invitation')
    .values({
      tokenHash: hashOfToken(token),
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + validMs).toISOString(),
      usedAt: null,
    })
    .execute()
  const origin = place.publicOrigin ?? `http://${place.host}:${place.port}`
  return `${origin}/first-administrator#${token}`
}

/** Makes the department, its administrator and the account; gives the account's id. */
export async function makeFirstAdministrator(
  db: Kysely<Database>,
  asked: FirstAdministrator,
  now: Date,
): Promise<string> {
  checkNewPassword(asked.password, asked)
  const passwordHash = await hashPassword(asked.password)
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('so-tay-so.first-administrator'))`.execute(trx)
    await useInvitation(trx, asked.token, now)
    return writeAdministrator(trx, { ...asked, passwordHash }, now)
  })
}

/** A link that is unknown, old or used, and one that comes too late, all get the same answer. */
async function useInvitation(trx: Transaction<Database>, token: string, now: Date) {
  const at = now.toISOString()
  const used = await trx
    .updateTable('invitation')
    .set({ usedAt: at })
    .where('tokenHash', '=', hashOfToken(token))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .executeTakeFirst()
  const someone = await trx.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (used.numUpdatedRows !== 1n || someone) throw new Refusal('request.not-found')
}

type Asked = FirstAdministrator & { readonly passwordHash: string }

async function writeAdministrator(trx: Transaction<Database>, asked: Asked, now: Date) {
  const unitId = await writeDepartment(trx, tidy(asked.department))
  const personId = await writePerson(trx, tidy(asked.name))
  const fromOn = dayOf(now.toISOString())
  await trx
    .insertInto('post')
    .values({
      id: randomUUID(),
      personId,
      unitId,
      role: 'administrator',
      fromOn,
      untilOn: null,
      main: true,
    })
    .execute()
  return writeAccount(trx, personId, asked)
}

async function writeDepartment(trx: Transaction<Database>, name: string) {
  const id = randomUUID()
  const department = { id, parentId: null, kind: 'department', code: null } as const
  await trx
    .insertInto('unit')
    .values({ ...department, levels: [], name, search: fold(name) })
    .execute()
  return id
}

async function writePerson(trx: Transaction<Database>, name: string) {
  const id = randomUUID()
  await trx
    .insertInto('person')
    .values({ id, name, search: fold(name), salutation: null })
    .execute()
  return id
}

async function writeAccount(trx: Transaction<Database>, personId: string, asked: Asked) {
  const id = randomUUID()
  const { passwordHash } = asked
  await trx
    .insertInto('account')
    .values({ id, personId, username: fold(asked.username), passwordHash, disabledAt: null })
    .execute()
  return id
}
