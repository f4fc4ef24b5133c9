import { completed } from '#domain/instrument/answers.ts'
import type { Answers } from '#domain/instrument/instrument.ts'
import type { Standing } from '#domain/standing.ts'
import type { Step } from '#domain/submission/round.ts'
import type { Decision, Revision, Submission } from '#domain/submission/submission.ts'
import { fresh } from './fresh.ts'
import { theTrainingRecord } from './plans.ts'
import { aTraining } from './training.ts'

const route: readonly Step[] = [
  { unitId: 'school-1', unitKind: 'school', roles: ['principal', 'deputy', 'group-head'] },
  { unitId: 'department-1', unitKind: 'department', roles: ['reviewer'] },
]

export function aRevision(given: Partial<Revision> & { answers?: Answers } = {}): Revision {
  const instrument = theTrainingRecord()
  return {
    no: 1,
    commandId: fresh('command'),
    instrumentId: instrument.id,
    instrumentVersion: instrument.version,
    receivedAt: '2026-10-13T02:00:00.000Z',
    occurredAt: '2026-10-13T01:55:00.000Z',
    late: false,
    ...given,
    answers: completed(instrument, given.answers ?? aTraining()),
  }
}

export function aDecision(given: Partial<Decision> = {}): Decision {
  return {
    commandId: fresh('command'),
    revision: 1,
    step: 0,
    byId: 'person-principal',
    verdict: 'accepted',
    comment: '',
    itemComments: [],
    at: '2026-10-14T02:00:00.000Z',
    ...given,
  }
}

type Given = Partial<Submission> & { readonly answers?: Answers }

/** A training record of THCS Suối Hoa; with the revisions and decisions that its standing tells of. */
export function aSubmission({ answers, ...given }: Given = {}): Submission {
  const steps = given.route ?? route
  const standing = given.standing ?? 'received'
  return {
    id: fresh('submission'),
    planId: 'plan-1',
    roundId: 'round-1',
    authorId: 'person-author',
    unitId: 'school-1',
    standing,
    step: isPassed(standing) ? steps.length : 0,
    route: steps,
    revisions: standing === 'draft' ? [] : [aRevision(answers ? { answers } : {})],
    decisions: decisionsOf(standing, steps),
    lateRequests: [],
    ...given,
  }
}

function decisionsOf(standing: Standing, steps: readonly Step[]): readonly Decision[] {
  if (standing === 'returned') {
    return [aDecision({ verdict: 'returned', comment: 'Thầy cô ghi rõ tên mô đun.' })]
  }
  return isPassed(standing) ? steps.map((_, step) => aDecision({ step })) : []
}

function isPassed(standing: Standing): boolean {
  return standing === 'accepted' || standing === 'published'
}
