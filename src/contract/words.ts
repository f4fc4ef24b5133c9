import { String } from 'typebox'

/** An id: a UUID made on a device, or a name that the server gave. */
export const Identifier = String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' })

/** An instant, ISO 8601 in UTC, as `Date.prototype.toISOString` writes it. */
export const InstantText = String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$',
})

/** A day in Viet Nam, 'YYYY-MM-DD'. */
export const DayText = String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** A SHA-256, in lower-case hexadecimal. */
export const HashText = String({ pattern: '^[0-9a-f]{64}$' })

/** Limits of one push: commands and bytes of its body, unpacked. */
export const pushLimits = { commands: 500, bytes: 256 * 1024 } as const

/** The header that names the account whose cookie a request speaks for. */
export const accountHeader = 'x-account'

/** The header by which the app names its protocol; the server takes old ones for two years. */
export const protocolHeader = 'x-protocol'

export const protocol = 1
