import { setTimeout as wait } from 'node:timers/promises'

const attempts = 6

/** Runs a transaction again when PostgreSQL says that only its turn was wrong (40001, 40P01). */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (problem) {
      if (attempt === attempts || !isOutOfTurn(problem)) throw problem
      await wait(Math.random() * 10 * 2 ** attempt)
    }
  }
}

export function isOutOfTurn(problem: unknown): boolean {
  return ['40001', '40P01'].includes(sqlState(problem))
}

/** Whether PostgreSQL looked at the work and turned it down, rather than being away or full. */
export function isTurnedDown(problem: unknown): boolean {
  return /^(2|3|42|P0)/.test(sqlState(problem))
}

function sqlState(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined
  return typeof code === 'string' && code.length === 5 ? code : ''
}
