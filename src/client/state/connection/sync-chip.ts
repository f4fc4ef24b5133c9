import { computed } from 'vue'
import { useConnection } from './connection.ts'

/** What the chip at the top of every screen says of the outbox. */
export function useSyncChip() {
  const connection = useConnection()
  return computed(() => {
    const { sending, waiting, attention, line, needsSignIn } = connection
    const href = '/outbox'
    if (sending && sending.total > 0) {
      return { href, state: 'sending' as const, done: sending.done, of: sending.total }
    }
    if (needsSignIn) return { href, state: 'sign-in' as const, waiting }
    if (attention > 0) return { href, state: 'failed' as const, waiting: attention }
    if (line === 'offline') return { href, state: 'offline' as const, waiting }
    // Sent is said only while nothing waits now.
    return { href, state: waiting > 0 ? ('waiting' as const) : ('sent' as const), waiting }
  })
}

/** Whether what is sent now has a chance to go at once; it decides only the words, never what is kept. */
export function useIsOnline() {
  const connection = useConnection()
  return computed(() =>
    connection.line === 'unknown' ? navigator.onLine : connection.line === 'online',
  )
}
