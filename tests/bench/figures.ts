/** Middle and 95th percentile of some times. */
export interface Spread {
  readonly median: number
  readonly p95: number
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}

export function median(times: readonly number[]): number {
  return spreadOf(times).median
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toPrecision(digits + 1))
}

export function show(title: string, rows: readonly object[]): void {
  process.stdout.write(`\n${title}\n`)
  console.table(rows)
}
