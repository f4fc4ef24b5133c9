import { openDevice } from '../../../src/client/device/open.ts'
import { httpExchange } from '../../../src/client/api/exchange.ts'
import { signIn } from '../../../src/client/api/session.ts'
import type { Device } from '../../../src/client/device/door.ts'
import type { Exchange } from '#contract/exchange.ts'

/** What the bench calls in the page. */
export interface InPage {
  open(username: string, password: string): Promise<void>
  /** Milliseconds that each of so many saves takes: through the device, and as a bare strict put. */
  save(
    count: number,
    write: { planId: string; roundId: string; answers: object },
  ): Promise<{ ours: number[]; floor: number[] }>
  /** Milliseconds of a whole run of synchronising, and what it did. */
  synchronise(): Promise<{ ms: number; sent: number; received: number; ended: string }>
}

let device: Device | undefined
let exchange: Exchange | undefined

function opened(): Device {
  if (!device) throw new Error('Nobody is signed in.')
  return device
}

async function raw(): Promise<IDBDatabase> {
  const asked = indexedDB.open('floor', 1)
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('record', { keyPath: 'id' })
  }
  return settled(asked)
}

function settled<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => {
      resolve(asked.result)
    }
    asked.onerror = () => {
      reject(new Error('IndexedDB'))
    }
  })
}

function put(db: IDBDatabase, record: object): Promise<void> {
  const transaction = db.transaction('record', 'readwrite', { durability: 'strict' })
  transaction.objectStore('record').put(record)
  return new Promise((resolve) => {
    transaction.oncomplete = () => {
      resolve()
    }
  })
}

const inPage: InPage = {
  async open(username, password) {
    const reply = await signIn({ username, password })
    if (!reply.ok) throw new Error(JSON.stringify(reply))
    device = await openDevice(reply.value)
    exchange = httpExchange(reply.value.accountId)
  },
  async save(count, { planId, roundId, answers }) {
    const db = await raw()
    const ours: number[] = []
    const floor: number[] = []
    for (let turn = 0; turn < count; turn += 1) {
      const id = opened().newId()
      const begun = performance.now()
      const input = { roundId, answers } as never
      const outcome = await opened().perform({
        kind: 'submission.send',
        planId,
        recordId: id,
        base: 0,
        input,
      })
      const between = performance.now()
      await put(db, { id, planId, roundId, answers })
      floor.push(performance.now() - between)
      ours.push(between - begun)
      if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    }
    return { ours, floor }
  },
  async synchronise() {
    if (!exchange) throw new Error('Nobody is signed in.')
    const begun = performance.now()
    const { sent, received, ended } = await opened().synchronise(exchange)
    return { ms: performance.now() - begun, sent, received, ended }
  },
}

Object.assign(globalThis, { bench: inPage })
