import type { SessionReply } from '#contract/plans.ts'
import { dayOf } from '#domain/day.ts'
import type { Device, SyncReport } from './door.ts'
import { discardDraft, keepDraft, keepNote, takeUpSpilled } from './drafts.ts'
import { Clock, saving, type Ground } from './ground.ts'
import { newId } from './new-id.ts'
import { readsOf } from './read/reads.ts'
import { AccountDatabase } from './store/account-database.ts'
import { accountsHere, lockAccount, noteAccount } from './store/accounts.ts'
import { seal, unseal } from './store/codec.ts'
import { fact, keepFact } from './store/meta.ts'
import { watchDatabase } from './watch.ts'

export { accountsHere, lockAccount }

/** Opens the notebook of an account that has just signed in, and keeps who it is for days without a line. */
export async function openDevice(session: SessionReply): Promise<Device> {
  const db = new AccountDatabase(session.accountId)
  await keepFact(db, 'session', await seal(session))
  if ((await fact(db, 'device')) === undefined) await keepFact(db, 'device', newId())
  await noteAccount(session)
  return deviceOn(db, session)
}

/** Opens a notebook with no line, from what was kept; nothing where this device has none, or its owner signed out. */
export async function openKnown(accountId: string): Promise<Device | undefined> {
  const known = (await accountsHere()).find((account) => account.accountId === accountId)
  if (!known || known.locked) return
  const db = new AccountDatabase(accountId)
  const sealed = await fact(db, 'session')
  if (sealed) {
    const session = await unseal<SessionReply>(sealed as never)
    await noteAccount(session)
    return deviceOn(db, session)
  }
  db.close()
  return
}

// What writes and what synchronises loads when it is first needed: home is read without it.
const writing = () => import('./write/writes.ts')
const synchronising = () => import('./sync/synchronise.ts')

async function deviceOn(db: AccountDatabase, session: SessionReply): Promise<Device> {
  await takeUpSpilled({ db, session })
  const clock = new Clock((await fact(db, 'offset')) ?? 0)
  const ground: { -readonly [K in keyof Ground]: Ground[K] } = { db, session, clock, left: false }
  return {
    session,
    now: () => clock.now(),
    today: () => dayOf(clock.now()),
    newId: () => newId(),
    deviceId: async () => (await fact(db, 'device')) ?? '',
    ...writesOf(ground),
    keepDraft: (draft) => keepDraft(ground, draft),
    discardDraft: (id) => discardDraft(ground, id),
    keepNote: (note) => keepNote(ground, note),
    read: readsOf(ground),
    synchronise: synchroniserOf(ground),
    watch: (listener) => watchDatabase(session.accountId, listener),
    answers: answersOf(ground),
    renew: async (next) => keepFact(db, 'session', await seal(Object.assign(session, next))),
    close() {
      ground.left = true
      db.close()
    },
  }
}

type Writes = 'perform' | 'mend' | 'tryAgain' | 'restoreDraft' | 'adopt' | 'afterWrite'

function writesOf(ground: Ground): Pick<Device, Writes> {
  const writers = new Set<() => void>()
  return {
    async perform(write) {
      const { perform } = await writing()
      const outcome = await saving(ground, () => perform(ground, write))
      if (outcome.ok) for (const listener of writers) listener()
      return outcome
    },
    mend: async (commandId) => (await writing()).mend(ground, commandId),
    tryAgain: async (commandId) => (await writing()).tryAgain(ground, commandId),
    restoreDraft: async (id) => (await writing()).restoreDraft(ground, id),
    adopt: async (reply) => (await writing()).adopt(ground, reply),
    afterWrite(listener) {
      writers.add(listener)
      return () => writers.delete(listener)
    },
  }
}

function synchroniserOf(ground: Ground): Device['synchronise'] {
  let running: Promise<SyncReport> | undefined
  return (exchange) => {
    running ??= synchronising()
      .then(({ synchronise }) => synchronise(ground, exchange))
      .finally(() => {
        running = undefined
      })
    return running
  }
}

function answersOf({ db, clock }: Ground): Device['answers'] {
  return {
    async last(key) {
      const row = await db.asked.get(key)
      return row && { value: await unseal<unknown>(row), askedAt: row.askedAt }
    },
    async keep(key, value) {
      await db.asked.put({ key, askedAt: clock.now(), ...(await seal(value)) })
    },
  }
}
