import type { Reply } from '#contract/exchange.ts'

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
  'request.malformed': 'wrong-password',
}

/** The sentence for a reply that is no session. With no line, a notebook that is here already still opens. */
export function refusalOf(
  reply: Exclude<Reply<never>, { readonly ok: true }>,
  hasNotebooks: boolean,
): Refusal {
  const minutes = Math.max(1, Math.ceil((reply.retryAfter ?? 60) / 60))
  if (reply.word === 'refused') {
    return { key: sentences[reply.problem.code] ?? 'broken', minutes }
  }
  if (reply.word === 'broken') return { key: 'broken', minutes }
  return { key: hasNotebooks ? 'no-line' : 'no-line-new', minutes }
}

/** Where to go once the notebook is open: a page of ours, or home. */
export function nextPage(asked: unknown): string {
  const isOurs = typeof asked === 'string' && /^\/(?![/\\])/.test(asked)
  return isOurs && !asked.startsWith('/sign-in') ? asked : '/'
}
