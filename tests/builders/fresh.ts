const counts = new Map<string, number>()

/** An id that no other thing of this run has: 'school-3'. */
export function fresh(noun: string): string {
  const next = (counts.get(noun) ?? 0) + 1
  counts.set(noun, next)
  return `${noun}-${next}`
}
