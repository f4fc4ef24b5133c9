import type { RoundTerms } from '#domain/rounds/terms.ts'
import { ledgerRoutes, theTrainingRecord } from './plans.ts'

/** What an administrator says of a round of a few weeks in the whole department. */
export function someTerms(given: Partial<RoundTerms> & Pick<RoundTerms, 'unitIds'>): RoundTerms {
  const { id, version } = theTrainingRecord()
  return {
    taskId: null,
    title: 'Tự đánh giá học kỳ I',
    instrumentId: id,
    instrumentVersion: version,
    opensOn: '2026-12-01',
    closesOn: '2026-12-20',
    closingDays: 3,
    reviewUntil: '2026-12-31',
    publishOn: '2027-01-10',
    roles: ['staff', 'principal'],
    levels: [],
    routes: ledgerRoutes,
    expected: [{ roles: ['staff'], text: 'Mức 2 trở lên' }],
    reminders: [7, 1],
    copiedFrom: null,
    ...given,
  }
}
