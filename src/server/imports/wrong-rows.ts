import type { Connection } from '../http/house.ts'
import { sentencesOf } from '../http/sentences.ts'
import type { WrittenTable } from '../records/imports/written-table.ts'

/** The rows that need mending as they stand in the file, and why. */
export async function wrongRows(
  db: Connection,
  importId: string,
  header: readonly string[],
): Promise<WrittenTable> {
  const rows = await db
    .selectFrom('importRow')
    .select(['cells', 'problems'])
    .where('importId', '=', importId)
    .where('kind', '=', 'wrong')
    .orderBy('no')
    .execute()
  return {
    titles: [...header, 'Cần sửa'],
    rows: rows.map(({ cells, problems }) => {
      return [...cells, problems.map((problem) => sentencesOf(problem).vi).join(' ')]
    }),
  }
}
