import { catalogue } from '../../src/domain/instrument/catalogue/catalogue.ts'
import type { Answers } from '../../src/domain/instrument/instrument.ts'
import type { Actor, Post, Role } from '../../src/domain/people/person.ts'
import type { Unit } from '../../src/domain/people/unit.ts'
import type { Round } from '../../src/domain/submission/round.ts'
import type { Act } from '../../src/domain/submission/submission.ts'

/** A department with a commune, its school, and a THPT that the Sở manages itself. */
export const units: ReadonlyMap<string, Unit> = new Map(
  [
    ['bo', null, 'ministry'],
    ['so', 'bo', 'department'],
    ['xa', 'so', 'commune'],
    ['thcs', 'xa', 'school'],
    ['th', 'xa', 'school'],
    ['thpt', 'so', 'school'],
  ].map(([id, parentId, kind]) => [
    id as string,
    { id, parentId, kind, name: id, levels: [] } as unknown as Unit,
  ]),
)

export function someone(
  personId: string,
  unitId: string,
  role: Role,
  more: Partial<Post> = {},
): Actor {
  const post = { unitId, role, from: '2020-01-01', until: null, main: true, ...more }
  return { personId, posts: [post] }
}

export const hoa = someone('hoa', 'thcs', 'staff')
export const lan = someone('lan', 'thcs', 'deputy')
export const binh = someone('binh', 'thcs', 'principal')
export const tam = someone('tam', 'xa', 'officer')
export const mai = someone('mai', 'so', 'reviewer')

export const ledger: Round = {
  id: 'ledger',
  planId: 'plan',
  taskId: null,
  title: 'Sổ bồi dưỡng',
  instrumentId: 'training-record',
  instrumentVersion: 1,
  opensOn: '2024-06-01',
  closesOn: null,
  closingDays: 0,
  unitIds: ['so'],
  roles: ['staff', 'group-head', 'deputy', 'principal', 'officer', 'reviewer'],
  routes: [
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
  ],
}

export const answers: Answers = {
  ten: 'An toàn thông tin',
  tuNgay: '2026-11-14',
  denNgay: '2026-11-14',
  tiet: 4,
  chuongTrinh: 'ct1',
  hinhThuc: 'qua-mang',
  donVi: 'Sở Giáo dục và Đào tạo',
}

export function act(by: Actor, more: Partial<Act> & { rounds?: readonly Round[] } = {}): Act {
  const { rounds = [ledger], ...rest } = more
  return {
    by,
    at: '2026-11-21T03:00:00.000Z',
    planId: 'plan',
    recordId: 'a',
    commandId: 'c1',
    occurredAt: '2026-11-21T02:00:00.000Z',
    base: 0,
    setting: {
      units,
      rounds: new Map(rounds.map((round) => [round.id, round])),
      instrument: (id, version) =>
        catalogue.find((one) => one.id === id && one.version === version),
    },
    ...rest,
  }
}
