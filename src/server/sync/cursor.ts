import { createHmac, timingSafeEqual } from 'node:crypto'
import { Array, Integer, Object, Optional, String, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { ReceiptKey } from '../http/house.ts'
import { Refusal } from '../http/refusal.ts'

/** Where a device stands in a plan's feed. Opaque to the device, and sealed: it names keys. */
const Cursor = Object({
  epoch: String(),
  /** The last event that was given. */
  event: Integer({ minimum: 0 }),
  /** What left the scope up to this event was never given in this walk. */
  since: Integer({ minimum: 0 }),
  /** The keys of the person in this walk. */
  keys: Array(String()),
  /** Still to be told: what only earlier keys held. `after` counts through the ids. */
  lost: Optional(
    Object({ keys: Array(String()), event: Integer({ minimum: 0 }), after: String() }),
  ),
})

export type Cursor = Static<typeof Cursor>

const form = Compile(Cursor)

export function sealCursor(cursor: Cursor, key: ReceiptKey): string {
  const text = Buffer.from(JSON.stringify(cursor)).toString('base64url')
  return `${text}.${sealOf(text, key)}`
}

export function openCursor(sealed: string, key: ReceiptKey): Cursor {
  const [text = '', seal = ''] = sealed.split('.')
  const cursor = isSealed(text, seal, key) ? parsed(text) : undefined
  if (!form.Check(cursor)) throw new Refusal('cursor.malformed')
  return cursor
}

function isSealed(text: string, seal: string, key: ReceiptKey): boolean {
  const given = Buffer.from(seal)
  const right = Buffer.from(sealOf(text, key))
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Ed25519 signs the same text alike, and only this server can: that makes the seal's secret. */
function sealOf(text: string, key: ReceiptKey): string {
  return createHmac('sha256', key.sign('so-tay-so.cursor')).update(text).digest('base64url')
}

function parsed(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString())
}
