import { addDays, type Day, type Instant } from '#domain/day.ts'
import type { Answers } from '#domain/instrument/instrument.ts'
import type { CommandKind } from '#contract/commands.ts'
import type { Someone } from '../people.ts'
import type { Chance } from './chance.ts'
import type { Participant } from './demo-people.ts'
import { returnComments } from './demo-trainings.ts'

/** A command that somebody of the demo sends, before it has its envelope. */
export interface Happening {
  readonly at: Instant
  readonly by: Someone
  readonly kind: CommandKind
  readonly record: string
  readonly base: number
  readonly input: object
}

type Deed = 'send' | 'accept' | 'return' | 'withdraw'

/** What became of a record. An acceptance that no step is left for doesn't happen. */
export const fates = {
  waits: ['send'],
  halfway: ['send', 'accept'],
  passes: ['send', 'accept', 'accept'],
  returned: ['send', 'return'],
  returnedAbove: ['send', 'accept', 'return'],
  mended: ['send', 'return', 'send'],
  mendedAndPasses: ['send', 'return', 'send', 'accept', 'accept'],
  withdrawn: ['send', 'withdraw'],
} as const satisfies Record<string, readonly Deed[]>

export type Fate = keyof typeof fates

export interface Story extends Participant {
  readonly record: string
  readonly roundId: string
  readonly answers: Answers
  readonly sentOn: Day
  readonly fate: Fate
}

interface Course {
  readonly day: Day
  readonly revision: number
  readonly step: number
  readonly happenings: readonly Happening[]
}

/** The commands of a story, in order. */
export function happeningsOf(chance: Chance, story: Story): readonly Happening[] {
  const begin: Course = { day: story.sentOn, revision: 0, step: 0, happenings: [] }
  const course = fates[story.fate].reduce<Course>(
    (so, deed) =>
      (deed === 'accept' || deed === 'return' ? decided : own)(so, { chance, story, deed }),
    begin,
  )
  return course.happenings
}

interface Turn {
  readonly chance: Chance
  readonly story: Story
  readonly deed: Deed
}

/** The author's own deeds, in the evening. */
function own(course: Course, { story, deed }: Turn): Course {
  const happening: Happening = {
    at: `${course.day}T13:00:00.000Z`,
    by: story.someone,
    kind: deed === 'send' ? 'submission.send' : 'submission.withdraw',
    record: story.record,
    base: course.revision,
    input: deed === 'send' ? { roundId: story.roundId, answers: story.answers } : {},
  }
  return {
    day: addDays(course.day, 1),
    revision: deed === 'send' ? course.revision + 1 : course.revision,
    step: 0,
    happenings: [...course.happenings, happening],
  }
}

/** Heads and officers decide on Fridays, the Sở on Wednesdays. */
function decided(course: Course, { chance, story, deed }: Turn): Course {
  const { revision, step } = course
  const deciders = story.deciders[step]
  if (!deciders) return course
  const day = next(course.day, step === 0 && story.deciders.length > 1 ? 5 : 3)
  const words = deed === 'return' ? chance.pick(returnComments) : { comment: '', itemComments: [] }
  const happening: Happening = {
    at: `${day}T03:00:00.000Z`,
    by: deciders[story.record.charCodeAt(0) % deciders.length] as Someone,
    kind: 'submission.decide',
    record: story.record,
    base: revision,
    input: { revision, step, verdict: deed === 'return' ? 'returned' : 'accepted', ...words },
  }
  const happenings = [...course.happenings, happening]
  return { day: addDays(day, 1), revision, step: step + 1, happenings }
}

/** The first day from this one on that is that day of the week; 0 is Sunday. */
function next(day: Day, weekday: number): Day {
  const today = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, (weekday - today + 7) % 7)
}
