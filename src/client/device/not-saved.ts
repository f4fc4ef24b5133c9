/** A save that did not happen: nothing was stored, what was typed is still only on the screen. */
export class NotSaved extends Error {
  override readonly name = 'NotSaved'
  readonly reason: 'full' | 'closed' | 'failed'

  constructor(cause: unknown) {
    super('The device could not save.', { cause })
    this.reason = reasonOf(cause)
  }
}

/** Whether the browser took the database away under us; opening it again may help. */
export function isClosed(accident: unknown): boolean {
  return named(accident, ['DatabaseClosedError', 'InvalidStateError', 'UnknownError'])
}

function reasonOf(cause: unknown): NotSaved['reason'] {
  if (named(cause, ['QuotaExceededError'])) return 'full'
  return isClosed(cause) ? 'closed' : 'failed'
}

/** Dexie wraps what the browser says: the name may stand on the accident or further in. */
function named(accident: unknown, names: readonly string[]): boolean {
  const layer = accident as { name?: unknown; inner?: unknown } | null | undefined
  if (typeof layer?.name === 'string' && names.includes(layer.name)) return true
  return layer?.inner !== undefined && layer.inner !== accident && named(layer.inner, names)
}
