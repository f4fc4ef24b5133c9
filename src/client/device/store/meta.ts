import type { AccountDatabase } from './account-database.ts'

/** The few facts that have no table of their own. */
export interface Meta {
  session: unknown
  device: string
  /** The last number given to a command of this device. */
  seq: number
  /** Milliseconds by which the server's clock is ahead of this device's. */
  offset: number
  heardAt: string
  /** Whether a first pull has ended. */
  everything: boolean
  /** Who synchronises, where the browser has no locks. */
  lease: { readonly holder: string; readonly until: number }
}

type PlanFact = `cursor:${string}` | `epoch:${string}` | `durable:${string}`

export async function fact<K extends keyof Meta>(
  db: AccountDatabase,
  key: K,
): Promise<Meta[K] | undefined> {
  return (await db.meta.get(key))?.value as Meta[K] | undefined
}

export async function planFact(db: AccountDatabase, key: PlanFact): Promise<string | undefined> {
  return (await db.meta.get(key))?.value as string | undefined
}

export async function keepFact<K extends keyof Meta | PlanFact>(
  db: AccountDatabase,
  key: K,
  value: K extends keyof Meta ? Meta[K] : string,
): Promise<void> {
  await db.meta.put({ key, value })
}
