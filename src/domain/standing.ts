/**
 * Where a submission stands once the server knows it (PRODUCT.md, "A submission's life").
 * `draft` there means: nothing sent yet, only leave to send late was asked for.
 */
export type Standing = 'draft' | 'received' | 'returned' | 'accepted' | 'withdrawn' | 'published'

/** What a screen may show: the server's standings, and those that only a device can know. */
export type ShownStanding = Standing | 'queued' | 'sending' | 'failed' | 'closed'
