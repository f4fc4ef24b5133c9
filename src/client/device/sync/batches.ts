import { pushLimits } from '#contract/words.ts'
import { needsPerson } from '../read/shown.ts'
import type { OutboxRow } from '../store/rows.ts'

/** Attempts on which the server broke, after which a record's commands travel alone. */
const faultsAllowed = 3

/**
 * What may go next, in the order in which it was made. A record with a refused command waits for a
 * person; all others pass, and so does the wish to send late what was refused. One that the server
 * breaks on goes last and alone.
 */
export function nextBatch(
  rows: readonly OutboxRow[],
  tried: ReadonlySet<string>,
  limit: number,
): readonly OutboxRow[] {
  const inOrder = [...rows].sort((a, b) => a.seq - b.seq)
  const barred = recordsOf(inOrder.filter(({ state }) => needsPerson(state)))
  const done = recordsOf(inOrder.filter(({ id }) => tried.has(id)))
  const ready = inOrder.filter(
    ({ kind, state, record }) =>
      !done.has(record) &&
      !(kind === 'submission.ask-late' ? needsPerson(state) : barred.has(record)),
  )
  const troubled = recordsOf(ready.filter(isTroubled))
  const calm = ready.filter(({ record }) => !troubled.has(record))
  if (calm.length > 0) return within(calm, limit)
  const alone = ready[0]?.record
  return within(
    ready.filter(({ record }) => record === alone),
    limit,
  )
}

/** Whether the server broke on it too often for it to travel with others. */
export function isTroubled({ faults }: OutboxRow): boolean {
  return faults >= faultsAllowed
}

function recordsOf(rows: readonly OutboxRow[]): ReadonlySet<string> {
  return new Set(rows.map(({ record }) => record))
}

/** As many as fit the limits of one push; at least one. */
function within(rows: readonly OutboxRow[], limit: number): readonly OutboxRow[] {
  let bytes = '{"commands":[]}'.length
  const end = rows.findIndex(({ body }, index) => {
    bytes += new TextEncoder().encode(body).length + 1
    return index > 0 && (index >= limit || bytes > pushLimits.bytes)
  })
  return end < 0 ? rows : rows.slice(0, end)
}
