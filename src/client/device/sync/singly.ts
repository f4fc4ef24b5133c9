import type { Ground } from '../ground.ts'
import { newId } from '../new-id.ts'
import { fact, keepFact } from '../store/meta.ts'

const leaseMs = 90_000

/** What tells others that the run still lives; only a lease needs it. */
export type Alive = () => Promise<void>

/** Runs alone among all tabs of this account; answers nothing where another one runs. A lock that fails costs bandwidth, not correctness. */
export async function singly<T>(
  ground: Ground,
  act: (alive: Alive) => Promise<T>,
): Promise<T | undefined> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks
  if (!locks) return underLease(ground, act)
  const name = `sync:${ground.session.accountId}`
  return locks.request(name, { ifAvailable: true }, async (lock) =>
    lock ? act(() => Promise.resolve()) : undefined,
  )
}

/** Where the browser has no locks: a row with an end, so that a dead tab holds nobody up for long. */
async function underLease<T>(
  { db }: Ground,
  act: (alive: Alive) => Promise<T>,
): Promise<T | undefined> {
  const holder = newId()
  const extend = () => keepFact(db, 'lease', { holder, until: Date.now() + leaseMs })
  const taken = await db.transaction('rw', db.meta, async () => {
    const lease = await fact(db, 'lease')
    if (lease && lease.until > Date.now() && lease.until <= Date.now() + leaseMs) return false
    await extend()
    return true
  })
  if (!taken) return
  try {
    return await act(extend)
  } finally {
    await keepFact(db, 'lease', { holder, until: 0 })
  }
}
