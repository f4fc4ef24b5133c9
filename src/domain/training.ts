import { answerMeaning, type Answers, type Instrument } from './instrument/instrument.ts'
import type { SchoolYear } from './day.ts'
import type { ShownStanding } from './standing.ts'

/** A training record as the year's sum sees it. */
export interface TrainingRecord {
  readonly standing: ShownStanding
  readonly answers: Answers
}

/** Periods (tiết) of one programme. `counted` is capped at the programme's own periods. */
export interface ProgrammePeriods {
  readonly id: string
  readonly quota: number
  readonly accepted: number
  readonly waiting: number
  readonly counted: number
  /** What the waiting ones add once they are accepted, within the cap. */
  readonly countedWaiting: number
  readonly excess: number
}

/** A school year's periods, by programme and in all. */
export interface YearPeriods {
  readonly year: SchoolYear
  readonly quota: number
  readonly counted: number
  readonly countedWaiting: number
  readonly programmes: readonly ProgrammePeriods[]
  /** Accepted periods outside the programmes; they don't count towards the quota. */
  readonly outside: number
}

const waitingStandings: readonly ShownStanding[] = ['queued', 'sending', 'received', 'failed']
const acceptedStandings: readonly ShownStanding[] = ['accepted', 'published']

/**
 * The periods of a school year: accepted records only, each programme capped at its own for the
 * total, the excess apart (domain/training.json, `counts`, inferred). Waiting ones stand beside.
 */
export function periodsOf(
  instrument: Instrument,
  records: readonly TrainingRecord[],
  year: SchoolYear,
): YearPeriods {
  const ofYear = records.filter(
    ({ answers }) => answerMeaning(instrument, answers, 'school-year') === year,
  )
  const programmes = (instrument.quota?.programmes ?? []).map((programme) => {
    const own = ofYear.filter((record) => programmeIn(instrument, record) === programme.id)
    return programmePeriods(programme.id, programme.periods, {
      accepted: sum(instrument, own, acceptedStandings),
      waiting: sum(instrument, own, waitingStandings),
    })
  })
  const inside = new Set(programmes.map(({ id }) => id))
  const outside = ofYear.filter((record) => !inside.has(programmeIn(instrument, record)))
  return {
    year,
    quota: instrument.quota?.total ?? 0,
    counted: total(programmes.map(({ counted }) => counted)),
    countedWaiting: total(programmes.map(({ countedWaiting }) => countedWaiting)),
    programmes,
    outside: sum(instrument, outside, acceptedStandings),
  }
}

function programmePeriods(
  id: string,
  quota: number,
  { accepted, waiting }: { accepted: number; waiting: number },
): ProgrammePeriods {
  const counted = Math.min(accepted, quota)
  const countedWaiting = Math.min(waiting, quota - counted)
  return { id, quota, accepted, waiting, counted, countedWaiting, excess: accepted - counted }
}

function sum(
  instrument: Instrument,
  records: readonly TrainingRecord[],
  standings: readonly ShownStanding[],
): number {
  return total(
    records
      .filter(({ standing }) => standings.includes(standing))
      .map(({ answers }) => Number(answerMeaning(instrument, answers, 'periods') ?? 0)),
  )
}

function programmeIn(instrument: Instrument, record: TrainingRecord): string {
  return String(answerMeaning(instrument, record.answers, 'programme') ?? '')
}

/** The sum of periods. Hundredths are summed as whole numbers, so that 0,1 and 0,2 make 0,3. */
export function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0) / 100
}
