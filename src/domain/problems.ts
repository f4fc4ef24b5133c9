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
  // training sessions that a unit opens
  'training-session.not-found': hidden,
  'training-session.not-yours': mendable,
  'training-session.cancelled': mendable,
  'training-session.no-scope': byRule,
  'training-session.scope-outside': byRule,
  'training-session.closes-before-opens': byRule,
  'training-session.too-far-ahead': byRule,
  'training-session.unknown-person': byRule,
  'training-session.wrong-code': byRule,
  'training-session.scan-early': mendable,
  'training-session.scan-closed': mendable,
  // rounds and instruments
  'round.not-found': hidden,
  'round.not-for-you': mendable,
  'round.not-open': mendable,
  'round.closed': mendable,
  'round.still-open': mendable,
  'round.not-yours': mendable,
  'round.title-required': byRule,
  'round.not-a-day': byRule,
  'round.closes-before-opens': byRule,
  'round.review-before-closing': byRule,
  'round.publish-before-review': byRule,
  'round.empty-scope': byRule,
  'round.foreign-unit': byRule,
  'round.unknown-task': byRule,
  'round.route-ends-nowhere': byRule,
  'round.already-open': byRule,
  'round.never-closes': byRule,
  'round.not-later': byRule,
  'round.not-open-yet': byRule,
  'round.already-closed': byRule,
  'round.something-sent': byRule,
  // wishes to send late
  'late.not-yours': mendable,
  'late.not-asked': byRule,
  'late.already-answered': conflict,
  'late.reason-required': byRule,
  'late.day-needed': byRule,
  // plans
  'plan.not-yours': mendable,
  'plan.already-there': byRule,
  'plan.title-required': byRule,
  'plan.ends-before-start': byRule,
  'route.nobody': mendable,
  'instrument.unknown-version': mendable,
  // people
  'person.not-found': hidden,
  'person.not-yours': mendable,
  'person.name-required': byRule,
  'person.name-too-long': byRule,
  'person.name-unreadable': byRule,
  'person.kind-unknown': byRule,
  'person.code-form': byRule,
  'person.code-taken': mendable,
  'person.birth-day': byRule,
  'person.phone-form': byRule,
  'person.unit-not-found': hidden,
  'person.unit-closed': byRule,
  'person.role-unfit': byRule,
  'person.day-unfit': byRule,
  'person.main-overlap': byRule,
  'person.still-here': byRule,
  'person.left': byRule,
  'person.main-post': byRule,
  'person.post-not-found': hidden,
  'person.post-twice': byRule,
  'person.no-move': byRule,
  'person.move-used': byRule,
  'person.end-before-begin': byRule,
  'person.last-administrator': mendable,
  'person.no-account': byRule,
  'person.account-as-is': byRule,
  'person.not-colleague': byRule,
  'person.lends-to-self': byRule,
  'person.not-lendable': byRule,
  'person.lent-too-long': byRule,
  // commands
  'command.malformed': { status: 400, answer: 'refused', kept: false },
  'command.unknown-kind': { status: 400, answer: 'refused', kept: false },
  'command.wrong-hash': { status: 400, answer: 'refused', kept: false },
  'command.id-reused': { status: 409, answer: 'refused', kept: false },
  'command.wrong-plan': { status: 400, answer: 'refused', kept: false },
  'command.wrong-account': { status: 403, answer: 'refused', kept: false },
  'command.deferred': { status: 409, answer: 'refused', kept: false },
  'command.failed': { status: 500, answer: 'refused', kept: false },
  // units
  'unit.not-found': hidden,
  'unit.not-yours': mendable,
  'unit.exists': conflict,
  'unit.fields': byRule,
  'unit.kind-unknown': byRule,
  'unit.name-required': byRule,
  'unit.name-too-long': byRule,
  'unit.name-unreadable': byRule,
  'unit.code-form': byRule,
  'unit.code-taken': byRule,
  'unit.level-unknown': byRule,
  'unit.level-required': byRule,
  'unit.level-unwanted': byRule,
  'unit.parent-required': byRule,
  'unit.parent-not-found': byRule,
  'unit.parent-kind': byRule,
  'unit.parent-closed': byRule,
  'unit.own-parent': byRule,
  'unit.cycle': byRule,
  'unit.same-parent': byRule,
  'unit.not-a-day': byRule,
  'unit.day-in-future': byRule,
  'unit.day-before-opening': byRule,
  'unit.day-before-change': byRule,
  'unit.closed': byRule,
  'unit.not-closed': byRule,
  'unit.has-people': byRule,
  'unit.has-units': byRule,
  'unit.succeeded': byRule,
  'unit.into-itself': byRule,
  'unit.merge-kind': byRule,
  'unit.split-kind': byRule,
  'unit.split-keeper': byRule,
  // who manages which school
  'management.not-found': hidden,
  'management.not-yours': mendable,
  'management.no-department': byRule,
  'management.unit-elsewhere': byRule,
  'management.no-commune': byRule,
  'management.year': byRule,
  'management.same-rule': byRule,
  // any record of the office
  'message.not-found': hidden,
  'message.not-yours': mendable,
  'message.empty': byRule,
  'message.until-past': byRule,
  'push.not-https': byRule,
  'record.changed': conflict,
  // accounts and their codes
  'account.not-found': hidden,
  'account.not-yours': mendable,
  'account.higher-office': mendable,
  'account.disabled': mendable,
  'account.already-active': byRule,
  'account.not-active': byRule,
  'account.own-reset': byRule,
  'account.no-code': byRule,
  'account.code-taken': byRule,
  'activation.unknown': { status: 404 },
  'activation.used': { status: 410 },
  'activation.revoked': { status: 410 },
  'activation.expired': { status: 410 },
  'password.too-short': { status: 422 },
  'password.own-name': { status: 422 },
  'password.common': { status: 422 },
  'password.wrong': { status: 422 },
  // files of units and people
  'import.not-found': hidden,
  'import.not-yours': mendable,
  'import.applied': conflict,
  'import.matching': byRule,
  'import.nothing': byRule,
  'import.stale': conflict,
  'import.not-applied': byRule,
  'import.undo-late': byRule,
  'import.undo-changed': byRule,
  'import.too-large': { status: 413 },
  'import.empty': { status: 422 },
  'import.no-header': { status: 422 },
  'import.unknown-columns': { status: 422 },
  'import.too-many-rows': { status: 422 },
  'import.old-excel': { status: 422 },
  'import.open-document': { status: 422 },
  'import.locked': { status: 422 },
  'import.not-a-table': { status: 422 },
  'import.too-much-inside': { status: 422 },
  'import.too-slow': { status: 422 },
  'import.merged-cells': { status: 422 },
  'import.formulas': { status: 422 },
  'import.hidden-sheets': { status: 422 },
  'import.several-sheets': { status: 422 },
  'import.unknown-encoding': { status: 422 },
  'import.broken-csv': { status: 422 },
  // rows of such a file
  'roster.unit-missing': byRule,
  'roster.unit-unknown': byRule,
  'roster.unit-near': byRule,
  'roster.unit-ambiguous': byRule,
  'roster.unit-closed': byRule,
  'roster.person-ambiguous': byRule,
  'roster.person-elsewhere': byRule,
  'roster.higher-office': byRule,
  'roster.twice': byRule,
  'roster.administrator': byRule,
  'roster.role-misplaced': byRule,
  'roster.role-unknown': byRule,
  'roster.day-unknown': byRule,
  'roster.username-unknown': byRule,
  'roster.move-arranged': byRule,
  'roster.parent-wrong': byRule,
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
  'session.not-found': { status: 404 },
  'session.factor-needed': { status: 401 },
  'session.factor-required': { status: 401 },
  'session.factor-wrong': { status: 401 },
  'session.ticket-over': { status: 401 },
  // second factors, and the rule of who needs one
  'factor.not-found': hidden,
  'factor.last': mendable,
  'factor.own-reset': mendable,
  'factor.not-verified': { status: 422 },
  'factor.known-key': { status: 409 },
  'factor.too-many': { status: 422 },
  'policy.not-found': hidden,
  // sign-in by the department's identity provider
  'identity.none': { status: 404 },
  'identity.away': { status: 503 },
  'identity.cancelled': { status: 401 },
  'identity.expired': { status: 401 },
  'identity.not-trusted': { status: 401 },
  'identity.unknown': { status: 403 },
  'identity.other-person': { status: 403 },
  'identity.already-linked': { status: 409 },
  'identity.not-linked': hidden,
  'identity.only-way': mendable,
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
  /** What carries on a sign-in whose password was right: for `session.factor-needed`. */
  readonly step?: FactorStep
}

export type FactorWay = 'totp' | 'passkey' | 'recovery'

/** The second step of a sign-in: a ticket for a few minutes, and the ways to take it. */
export interface FactorStep {
  readonly ticket: string
  readonly ways: readonly FactorWay[]
}

/** How a command that met this problem is answered. */
export function answerTo(code: ProblemCode): Required<Pick<Meaning, 'answer' | 'kept'>> {
  const meaning: Meaning = problems[code]
  return { answer: meaning.answer ?? 'refused', kept: meaning.kept ?? false }
}
