import type { DeskReply } from '#contract/rounds.ts'

/** A step of the first morning: where it is done, and what has come of it. */
export interface Step {
  readonly name: 'units' | 'people' | 'rounds' | 'codes'
  readonly href: string
  readonly done: boolean
  readonly n: number
}

/** The steps by which a department begins, each done by what is there. */
export function stepsOf({ units, people, rounds, accounts }: DeskReply): readonly Step[] {
  return [
    { name: 'units', href: '/office/import', done: units > 0, n: units },
    // The administrator was there before.
    { name: 'people', href: '/office/import', done: people > 1, n: people },
    { name: 'rounds', href: '/office/rounds', done: rounds > 0, n: rounds },
    {
      name: 'codes',
      href: '/office/codes',
      done: accounts.invited > 0 || accounts.opened > 1,
      n: accounts.opened,
    },
  ]
}

/** Everything of the office, in the order of a working week. */
export const places = [
  'rounds',
  'training-sessions',
  'messages',
  'people',
  'codes',
  'import',
  'units',
  'management',
  'security',
  'audit',
] as const
