import type { SessionReply } from '#contract/plans.ts'
import type { Instant } from '#domain/day.ts'
import { isClosed, NotSaved } from './not-saved.ts'
import type { AccountDatabase } from './store/account-database.ts'
import { keepFact } from './store/meta.ts'

/** What every part of an open device stands on. */
export interface Ground {
  readonly db: AccountDatabase
  readonly session: SessionReply
  readonly clock: Clock
  /** Whether the device was closed on purpose. */
  readonly left: boolean
}

/** The device's clock, set right by what the server last said. A device's own clock may be a year off. */
export class Clock {
  #offset: number

  constructor(offset: number) {
    this.#offset = offset
  }

  now(): Instant {
    return new Date(Date.now() + this.#offset).toISOString()
  }

  async heard(serverTime: Instant, db: AccountDatabase): Promise<void> {
    const offset = Date.parse(serverTime) - Date.now()
    if (Number.isNaN(offset)) return
    this.#offset = offset
    await keepFact(db, 'offset', offset)
    await keepFact(db, 'heardAt', this.now())
  }
}

let asked = false

/**
 * Saves, and where the browser has closed the database under us, opens it and saves once more. A
 * save that fails is thrown as `NotSaved`, so that a screen can say so and keep the text.
 */
export async function saving<T>(ground: Ground, save: () => Promise<T>): Promise<T> {
  try {
    const saved = await onceMoreIfClosed(ground, save)
    if (!asked) askToStay()
    return saved
  } catch (accident) {
    throw accident instanceof NotSaved ? accident : new NotSaved(accident)
  }
}

async function onceMoreIfClosed<T>(ground: Ground, save: () => Promise<T>): Promise<T> {
  try {
    return await save()
  } catch (accident) {
    if (ground.left || !isClosed(accident)) throw accident
    ground.db.close({ disableAutoOpen: false })
    await ground.db.open()
    return save()
  }
}

/** Asks the browser, once and quietly, not to erase what is kept here. */
function askToStay(): void {
  asked = true
  const storage = (globalThis.navigator as Navigator | undefined)?.storage as
    Partial<StorageManager> | undefined
  storage?.persist?.().catch(() => undefined)
}
