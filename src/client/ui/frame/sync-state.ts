/** What the chip says of the outbox: all sent, some waiting, on its way, no line, a person is needed, or the session is over. */
export type SyncState = 'sent' | 'waiting' | 'sending' | 'offline' | 'failed' | 'sign-in'
