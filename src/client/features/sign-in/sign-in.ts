import type { Reply } from '#contract/exchange.ts'
import type { KnownAccount } from '../../device/door.ts'

/** Why a notebook did not open: the name of its sentence, and what the sentence needs. */
export interface Refusal {
  readonly key: string
  readonly minutes: number
}

const sentences: Readonly<Record<string, string>> = {
  'session.wrong-password': 'wrong-password',
  'session.too-many-tries': 'too-many-tries',
  'request.too-many': 'too-many-tries',
  'session.disabled': 'disabled',
  'session.factor-wrong': 'key-wrong',
  'session.ticket-over': 'key-wrong',
  'request.malformed': 'wrong-password',
}

/** What opens without a line for somebody: their notebook, nothing because they signed out, nothing because all is new. */
export type Here = 'open' | 'locked' | 'new'

/** The notebook that the typed name belongs to decides; a name that nobody here has says as much as they all do. */
export function whatIsHere(known: readonly KnownAccount[], username: string): Here {
  const own = known.filter((account) => account.username === username.trim())
  const accounts = own.length > 0 ? own : known
  if (accounts.some(({ locked }) => !locked)) return 'open'
  return accounts.length > 0 ? 'locked' : 'new'
}

const withoutLine: Record<Here, string> = {
  open: 'no-line',
  locked: 'no-line-locked',
  new: 'no-line-new',
}

/** The sentence for a reply that is no session. With no line, a notebook that is here and not locked still opens. */
export function refusalOf(
  reply: Exclude<Reply<never>, { readonly ok: true }>,
  here: Here,
): Refusal {
  const minutes = Math.max(1, Math.ceil((reply.retryAfter ?? 60) / 60))
  if (reply.word === 'refused') {
    return { key: sentences[reply.problem.code] ?? 'broken', minutes }
  }
  if (reply.word === 'broken') return { key: 'broken', minutes }
  return { key: withoutLine[here], minutes }
}
