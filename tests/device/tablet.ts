import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Device } from '../../src/client/device/door.ts'
import { openDevice, openKnown } from '../../src/client/device/open.ts'
import { databaseName } from '../../src/client/device/store/account-database.ts'
import type { SessionReply } from '../../src/contract/plans.ts'
import { catalogue } from '../../src/domain/instrument/catalogue/catalogue.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import type { Round } from '../../src/domain/submission/round.ts'
import { answers, ledger, units } from '../domain/world.ts'
import { Office } from '../support/office.ts'

export const today = new Date('2026-11-21T03:00:00.000Z')

/** A machine with a storage of its own. */
export class Tablet {
  readonly #storage = new IDBFactory()

  async on<T>(act: () => Promise<T>): Promise<T> {
    Dexie.dependencies = { indexedDB: this.#storage, IDBKeyRange }
    return act()
  }

  signIn(actor: Actor): Promise<Device> {
    return this.on(() => openDevice(sessionOf(actor)))
  }

  /** Opens without a line, as after a restart. */
  async open(actor: Actor): Promise<Device> {
    const device = await this.on(() => openKnown(accountOf(actor)))
    if (!device) throw new Error('This tablet has no such notebook.')
    return device
  }

  /** Reads the raw rows, past the device. */
  rows(actor: Actor, table: string): Promise<Record<string, unknown>[]> {
    return this.on(async () => {
      const db = await new Dexie(databaseName(accountOf(actor))).open()
      const rows = (await db.table(table).toArray()) as Record<string, unknown>[]
      db.close()
      return rows
    })
  }
}

export function accountOf(actor: Actor): string {
  return `account-${actor.personId}`
}

export function sessionOf({ personId, posts }: Actor): SessionReply {
  return {
    accountId: accountOf({ personId, posts }),
    personId,
    username: personId,
    name: personId,
    salutation: null,
    posts: posts.map((post) => ({ ...post })),
    units: [...units.values()].map((unit) => ({ ...unit, levels: [...unit.levels] })),
  }
}

export function anOffice(rounds: readonly Round[] = [ledger]): Office {
  return new Office({
    plan: { id: 'plan', unitId: 'so', title: 'Kế hoạch', from: '2024-01-01', until: null },
    tasks: [],
    rounds,
    instruments: catalogue,
    units: [...units.values()].map((unit) => ({ ...unit, levels: [...unit.levels] })),
  })
}

let counted = 0

/** A session that a teacher logs, ready for `perform`. */
export function aSend(recordId: string, more: { title?: string; base?: number } = {}) {
  counted += 1
  return {
    kind: 'submission.send' as const,
    planId: 'plan',
    recordId,
    base: more.base ?? 0,
    instrumentVersion: 1,
    input: { roundId: 'ledger', answers: { ...answers, ten: more.title ?? `Buổi ${counted}` } },
  }
}

export function aDecision(recordId: string, verdict: 'accepted' | 'returned', revision = 1) {
  return {
    kind: 'submission.decide' as const,
    planId: 'plan',
    recordId,
    base: revision,
    input: { revision, step: 0, verdict, comment: 'Xem lại tên khóa', itemComments: [] },
  }
}

export function aDraft(id: string, title: string, base = 0) {
  const mine = { ...answers, ten: title }
  return { id, planId: 'plan', roundId: 'ledger', instrumentVersion: 1, answers: mine, base }
}
