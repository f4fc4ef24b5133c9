import type { OfficeWrite } from '../../builders/office-commands.ts'
import type { TestDepartment } from '../../builders/department.ts'

/** The write that opens a session of 14/11/2026, of the Sở for all, unless said otherwise. */
export function opening(
  { units, round }: Pick<TestDepartment, 'units' | 'round'>,
  id: string,
  given: Record<string, unknown> = {},
): OfficeWrite {
  const input = {
    roundId: round.id,
    unitId: units.so.id,
    answers: {
      ten: 'Học liệu số',
      tuNgay: '2026-11-14',
      denNgay: '2026-11-14',
      tiet: 4,
      chuongTrinh: 'ct2',
    },
    place: 'Hội trường A',
    unitIds: [units.so.id],
    opensOn: '2026-11-14',
    closesOn: '2026-11-16',
    ...given,
  }
  return { kind: 'training-session.open', record: { type: 'training-session', id }, input }
}
