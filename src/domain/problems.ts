/**
 * Every refusal there is. `status` is the HTTP meaning when the whole request is refused;
 * `answer` says how a command that meets it is answered; `kept` says whether that answer is the
 * command's last one: a refusal by rule is, one that can be mended from outside is not (SYNC.md).
 */
interface Meaning {
  readonly status: number
  readonly answer?: 'refused' | 'conflict'
  readonly kept?: boolean
}

const byRule = { status: 422, answer: 'refused', kept: true } as const
const conflict = { status: 409, answer: 'conflict', kept: true } as const
const mendable = { status: 403, answer: 'refused', kept: false } as const
const hidden = { status: 404, answer: 'refused', kept: false } as const

export const problems = {
  // answers to an instrument
  'answer.required': byRule,
  'answer.too-long': byRule,
  'answer.wrong-type': byRule,
  'answer.unknown-item': byRule,
  'answer.unknown-option': byRule,
  'answer.too-small': byRule,
  'answer.too-large': byRule,
  'answer.too-precise': byRule,
  'answer.not-a-day': byRule,
  'answer.day-in-future': byRule,
  'answer.last-before-first': byRule,
  'answer.year-not-open': byRule,
  // submissions
  'submission.not-found': hidden,
  'submission.stale-base': conflict,
  'submission.in-review': conflict,
  'submission.already-accepted': conflict,
  'submission.already-decided': conflict,
  'submission.withdrawn': conflict,
  'submission.not-sent': byRule,
  'submission.reason-required': byRule,
  'submission.wrong-id': byRule,
  // decisions
  'decision.not-yours': mendable,
  'decision.own-submission': mendable,
  'decision.stale': conflict,
  'decision.already-decided': conflict,
  'decision.comment-required': byRule,
  'decision.unknown-item': byRule,
  // rounds and instruments
  'round.not-found': hidden,
  'round.not-for-you': mendable,
  'round.not-open': mendable,
  'round.closed': mendable,
  'round.still-open': mendable,
  'route.nobody': mendable,
  'instrument.unknown-version': mendable,
  // commands
  'command.malformed': { status: 400, answer: 'refused', kept: false },
  'command.unknown-kind': { status: 400, answer: 'refused', kept: false },
  'command.wrong-hash': { status: 400, answer: 'refused', kept: false },
  'command.id-reused': { status: 409, answer: 'refused', kept: false },
  'command.wrong-plan': { status: 400, answer: 'refused', kept: false },
  'command.wrong-account': { status: 403, answer: 'refused', kept: false },
  'command.deferred': { status: 409, answer: 'refused', kept: false },
  'command.failed': { status: 500, answer: 'refused', kept: false },
  // whole requests
  'request.malformed': { status: 400 },
  'request.too-large': { status: 413 },
  'request.unsupported-type': { status: 415 },
  'request.not-found': { status: 404 },
  'request.method': { status: 405 },
  'request.foreign-origin': { status: 403 },
  'request.too-many': { status: 429 },
  'plan.not-found': { status: 404 },
  'cursor.malformed': { status: 400 },
  'cursor.epoch': { status: 409 },
  'app.too-old': { status: 426 },
  'session.needed': { status: 401 },
  'session.wrong-password': { status: 401 },
  'session.too-many-tries': { status: 429 },
  'session.disabled': { status: 403 },
  'server.busy': { status: 503 },
  'server.broken': { status: 500 },
} as const satisfies Record<string, Meaning>

export type ProblemCode = keyof typeof problems

/** One field's refusal: the item, the code and the figures that its sentence needs. */
export interface FieldProblem {
  readonly code: ProblemCode
  readonly item: string
  readonly limit?: number | string
}

/** A refusal with what its sentence needs. `fields` lists every field that was refused, in form order. */
export interface Problem {
  readonly code: ProblemCode
  readonly item?: string
  readonly limit?: number | string
  readonly fields?: readonly FieldProblem[]
  /** Who decided first, and when: for decisions that came second. */
  readonly byId?: string
  readonly at?: string
}

/** How a command that met this problem is answered. */
export function answerTo(code: ProblemCode): Required<Pick<Meaning, 'answer' | 'kept'>> {
  const meaning: Meaning = problems[code]
  return { answer: meaning.answer ?? 'refused', kept: meaning.kept ?? false }
}
