/** What the chip says of the outbox: all sent, some waiting, on its way, no line, or a person is needed. */
export type SyncState = 'sent' | 'waiting' | 'sending' | 'offline' | 'failed'
