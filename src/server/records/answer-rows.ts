import { sql } from 'kysely'
import { isDay, type Day } from '#domain/day.ts'
import type { Answer, Instrument } from '#domain/instrument/instrument.ts'
import type { Revision } from '#domain/submission/submission.ts'
import type { Connection } from '../database/tables.ts'

/** The answers of a revision as rows, so that figures and reports are plain SQL. */
export function answerRows(
  submissionId: string,
  revision: Revision,
  instrument: Instrument | undefined,
) {
  return Object.entries(revision.answers).map(([id, answer]) => {
    const item = instrument?.items.find((one) => one.id === id)
    return {
      submissionId,
      revision: revision.no,
      item: id,
      means: item?.means ?? null,
      ...valueOf(answer, item?.type === 'date'),
    }
  })
}

/** Writes rows of any number: as values they would pass the 65,535 that PostgreSQL takes in a statement. */
export async function saveAnswers(
  trx: Connection,
  rows: ReturnType<typeof answerRows>,
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into answer (submission_id, revision, item, means,
      text_value, number_value, day_value, choice_values)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      "submissionId" text, revision integer, item text, means text,
      "textValue" text, "numberValue" numeric, "dayValue" date, "choiceValues" text[])`.execute(trx)
}

/** A day that PostgreSQL knows too: it has no year 0. */
export function asDay(answer: unknown): Day | null {
  return isDay(answer) && answer >= '0001' ? answer : null
}

function valueOf(answer: Answer, isDate: boolean) {
  return {
    textValue: typeof answer === 'string' ? answer : null,
    numberValue: typeof answer === 'number' ? answer : null,
    dayValue: isDate ? asDay(answer) : null,
    choiceValues: Array.isArray(answer) ? (answer as string[]) : null,
  }
}
