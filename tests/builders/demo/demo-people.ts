import type { Role } from '#domain/people/person.ts'
import type { Unit } from '#domain/people/unit.ts'
import { aPerson, aPost, type Someone } from '../people.ts'
import type { Chance } from './chance.ts'
import { communes, schools, so, thcsSuoiHoa } from './demo-units.ts'

/** Somebody of the demo, and who decides on their records, step by step. */
export interface Participant {
  readonly someone: Someone
  readonly deciders: readonly (readonly Someone[])[]
}

const staffPerSchool = 20

const surnames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Lò',
  'Vàng',
  'Hà',
]
const women = {
  middle: ['Thị', 'Thị', 'Thị Thu', 'Ngọc', 'Thanh', 'Thị Minh'],
  given: [
    'Hạnh',
    'Hương',
    'Yến',
    'Nga',
    'Thảo',
    'Trang',
    'Loan',
    'Dung',
    'Phượng',
    'Oanh',
    'Ánh',
    'Ước',
  ],
  salutation: 'cô',
} as const
const men = {
  middle: ['Văn', 'Đức', 'Minh', 'Quang', 'Xuân'],
  given: ['Hùng', 'Dũng', 'Thành', 'Khánh', 'Đạt', 'Phúc', 'Long', 'Tú', 'Vinh', 'Ổn'],
  salutation: 'thầy',
} as const

interface Named {
  readonly username: string
  readonly name: string
  readonly salutation: 'thầy' | 'cô'
}

/** The accounts that the demo shows. None of them is a real person. */
const known = {
  teacher: { username: 'gv.hoa', name: 'Nguyễn Thị Hoa', salutation: 'cô' },
  principal: { username: 'ht.binh', name: 'Trần Văn Bình', salutation: 'thầy' },
  deputy: { username: 'pht.lan', name: 'Vũ Thị Lan', salutation: 'cô' },
  officer: { username: 'xa.tam', name: 'Lò Thị Tâm', salutation: 'cô' },
  mai: { username: 'so.mai', name: 'Lê Thị Mai', salutation: 'cô' },
  nam: { username: 'so.nam', name: 'Phạm Văn Nam', salutation: 'thầy' },
  leader: { username: 'ld.son', name: 'Hoàng Thanh Sơn', salutation: 'thầy' },
  administrator: { username: 'qt.an', name: 'Lê Văn An', salutation: 'thầy' },
} as const satisfies Record<string, Named>

/** Everybody: 240 teachers and other staff, heads, deputies, communes and the Sở. */
export function demoPeople(chance: Chance): { everybody: Someone[]; participants: Participant[] } {
  const make = maker(chance)
  const reviewers = [
    make('so', so, { role: 'reviewer', as: known.mai }),
    make('so', so, { role: 'reviewer', as: known.nam }),
  ]
  const leader = make('ld', so, { role: 'leader', as: known.leader })
  const administrator = make('qt', so, { role: 'administrator', as: known.administrator })
  const officers = new Map(communes.map((unit) => [unit.id, officersOf(unit, make)]))
  const inSchools = schools.flatMap((unit) =>
    schoolPeople(unit, {
      make,
      reviewers,
      managing: officers.get(unit.parentId ?? '') ?? reviewers,
    }),
  )
  const inCommunes = [...officers.values()]
    .flat()
    .map((someone) => ({ someone, deciders: [reviewers] }))
  const participants = [...inSchools, ...inCommunes, { someone: leader, deciders: [reviewers] }]
  const everybody = [...reviewers, administrator, ...participants.map(({ someone }) => someone)]
  return { everybody, participants }
}

type Make = (group: string, unit: Unit, given: { role: Role; as?: Named | undefined }) => Someone

function maker(chance: Chance): Make {
  const counts = new Map<string, number>()
  return (group, unit, { role, as }) => {
    const count = (counts.get(group) ?? 0) + 1
    counts.set(group, count)
    const named = as ?? { username: `${group}.${String(count).padStart(3, '0')}`, ...aName(chance) }
    const id = `demo-${named.username.replace('.', '-')}`
    return aPerson({ id, ...named, posts: [aPost({ unitId: unit.id, role })] })
  }
}

function aName(chance: Chance): Omit<Named, 'username'> {
  const { middle, given, salutation } = chance.roll() < 0.7 ? women : men
  const name = [
    chance.pick(surnames),
    chance.pick<string>(middle),
    chance.pick<string>(given),
  ].join(' ')
  return { name, salutation }
}

function officersOf(unit: Unit, make: Make): Someone[] {
  const isKnown = unit.id === thcsSuoiHoa.parentId
  return [
    make('xa', unit, { role: 'officer', as: isKnown ? known.officer : undefined }),
    make('xa', unit, { role: 'officer' }),
  ]
}

function schoolPeople(
  unit: Unit,
  { make, reviewers, managing }: { make: Make; reviewers: Someone[]; managing: Someone[] },
): Participant[] {
  const isKnown = unit.id === thcsSuoiHoa.id
  const principal = make('ht', unit, {
    role: 'principal',
    as: isKnown ? known.principal : undefined,
  })
  const deputy = make('pht', unit, { role: 'deputy', as: isKnown ? known.deputy : undefined })
  const staff = Array.from({ length: staffPerSchool }, (_, index) =>
    make('gv', unit, {
      role: index % 10 === 9 ? 'group-head' : 'staff',
      as: isKnown && index === 0 ? known.teacher : undefined,
    }),
  )
  const ofStaff = staff.map((someone) => ({ someone, deciders: [[principal, deputy], reviewers] }))
  return [
    { someone: principal, deciders: [managing] },
    { someone: deputy, deciders: [[principal], reviewers] },
    ...ofStaff,
  ]
}
