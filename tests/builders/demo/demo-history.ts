import { v4 } from 'uuid'
import { addDays, dayOf, daysOf, schoolYearOf, type Day, type Instant } from '#domain/day.ts'
import type { Chance } from './chance.ts'
import type { Participant } from './demo-people.ts'
import { aDemoTraining } from './demo-trainings.ts'
import { happeningsOf, type Fate, type Happening, type Story } from './fates.ts'

interface Season {
  readonly first: Day
  readonly last: Day
  readonly weights: Readonly<Partial<Record<Fate, number>>>
}

const longAgo = { passes: 85, mendedAndPasses: 9, withdrawn: 3, returned: 3 }
const thisYear = { passes: 75, mendedAndPasses: 9, halfway: 8, returned: 6, withdrawn: 2 }
const lately = {
  waits: 40,
  halfway: 20,
  passes: 14,
  returned: 10,
  mended: 8,
  returnedAbove: 4,
  withdrawn: 4,
}

/** Everything that was sent and decided over last school year and this one, up to now, in order. */
export function demoHistory(
  chance: Chance,
  participants: readonly Participant[],
  { now, roundId }: { now: Instant; roundId: string },
): readonly Happening[] {
  const seasons = seasonsUntil(dayOf(now))
  const stories = participants.flatMap((participant) =>
    isToldApart(participant)
      ? toldStories(chance, participant, { today: dayOf(now), roundId })
      : seasons.flatMap((season) => storiesIn(chance, season, { participant, roundId })),
  )
  return stories
    .flatMap((story) => happeningsOf(chance, story))
    .filter(({ at }) => at < now)
    .sort((a, b) => order(a.at, b.at) || order(a.by.id, b.by.id))
}

function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function seasonsUntil(today: Day): readonly Season[] {
  const year = schoolYearOf(today)
  const before = daysOf(year - 1)
  const sixWeeksAgo = addDays(today, -42)
  const seasons: Season[] = [
    {
      first: addDays(before.first, 60),
      last: addDays(before.last, -14),
      weights: longAgo,
    },
    { first: daysOf(year).first, last: sixWeeksAgo, weights: thisYear },
    { first: sixWeeksAgo, last: addDays(today, -1), weights: lately },
  ]
  return seasons.filter(({ first, last }) => first < last)
}

function storiesIn(
  chance: Chance,
  { first, last, weights }: Season,
  { participant, roundId }: { participant: Participant; roundId: string },
): Story[] {
  const span = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000)
  return Array.from({ length: chance.between(0, 1) }, () => {
    const lastDay = addDays(first, chance.between(0, span))
    return {
      ...participant,
      record: v4({ random: chance.bytes(16) }),
      roundId,
      answers: aDemoTraining(chance, lastDay),
      sentOn: lastDay,
      fate: chance.weigh(weights as Record<Fate, number>),
    }
  })
}

/** The demo's teacher has a bit of everything, whatever day it is. */
const told: readonly { readonly daysAgo: number; readonly fate: Fate }[] = [
  { daysAgo: 410, fate: 'passes' },
  { daysAgo: 330, fate: 'passes' },
  { daysAgo: 250, fate: 'mendedAndPasses' },
  { daysAgo: 100, fate: 'passes' },
  { daysAgo: 84, fate: 'passes' },
  { daysAgo: 70, fate: 'mendedAndPasses' },
  { daysAgo: 56, fate: 'passes' },
  { daysAgo: 42, fate: 'withdrawn' },
  { daysAgo: 35, fate: 'halfway' },
  { daysAgo: 21, fate: 'returned' },
  { daysAgo: 17, fate: 'mended' },
  { daysAgo: 2, fate: 'waits' },
]

function isToldApart({ someone }: Participant): boolean {
  return someone.username === 'gv.hoa'
}

function toldStories(
  chance: Chance,
  participant: Participant,
  { today, roundId }: { today: Day; roundId: string },
): Story[] {
  return told.map(({ daysAgo, fate }) => {
    const lastDay = addDays(today, -daysAgo)
    const record = v4({ random: chance.bytes(16) })
    const answers = aDemoTraining(chance, lastDay)
    return { ...participant, record, roundId, answers, sentOn: lastDay, fate }
  })
}
