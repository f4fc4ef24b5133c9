import { catalogue } from '#domain/instrument/catalogue/catalogue.ts'
import type { Instrument } from '#domain/instrument/instrument.ts'
import type { Role } from '#domain/people/person.ts'
import type { Plan, Task } from '#domain/plan.ts'
import type { Round, RouteRule } from '#domain/submission/round.ts'
import { fresh } from './fresh.ts'

export function aPlan(given: Partial<Plan> & Pick<Plan, 'unitId'>): Plan {
  return {
    id: fresh('plan'),
    title: 'Kế hoạch chuyển đổi số của ngành',
    from: '2022-01-01',
    until: null,
    ...given,
  }
}

export function aTask(given: Partial<Task> & Pick<Task, 'planId'>): Task {
  return {
    id: fresh('task'),
    title: 'Bồi dưỡng năng lực số, an toàn thông tin cho nhà giáo, cán bộ quản lý, nhân viên',
    leadUnitId: null,
    dueText: 'Hằng năm',
    product: 'Mỗi người đủ 120 tiết bồi dưỡng một năm học',
    ...given,
  }
}

/** The training record, as shipped. */
export function theTrainingRecord(): Instrument {
  const instrument = catalogue.find(({ id }) => id === 'training-record')
  if (!instrument) throw new Error('the catalogue has lost the training record')
  return instrument
}

/** Everybody who may have trained; administrators and auditors look on. */
const trained: readonly Role[] = [
  'staff',
  'group-head',
  'deputy',
  'principal',
  'officer',
  'reviewer',
  'leader',
]

/** A head's own record goes to the managing body, the school's to the school; this department adds itself. */
export const ledgerRoutes: readonly RouteRule[] = [
  {
    roles: ['principal'],
    unitKinds: ['school'],
    steps: [{ unit: 'managing', roles: ['officer', 'reviewer'] }],
  },
  {
    unitKinds: ['school'],
    steps: [
      { unit: 'own', roles: ['principal', 'deputy', 'group-head'] },
      { unit: 'department', roles: ['reviewer'] },
    ],
  },
  { unitKinds: ['commune'], steps: [{ unit: 'department', roles: ['reviewer'] }] },
  { unitKinds: ['department'], steps: [{ unit: 'own', roles: ['reviewer'] }] },
]

/** The training ledger: a round that never closes. */
export function aRound(given: Partial<Round> & Pick<Round, 'planId' | 'unitIds'>): Round {
  const { id, version } = theTrainingRecord()
  return {
    id: fresh('round'),
    taskId: null,
    title: 'Sổ bồi dưỡng thường xuyên',
    instrumentId: id,
    instrumentVersion: version,
    opensOn: '2022-06-01',
    closesOn: null,
    closingDays: 0,
    roles: trained,
    routes: ledgerRoutes,
    ...given,
  }
}
