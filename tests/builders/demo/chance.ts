/** Chance that falls the same way each time: the demo is alike on every machine. */
export interface Chance {
  /** From 0 up to, but not, 1. */
  roll(): number
  /** A whole number, both ends included. */
  between(from: number, to: number): number
  pick<T>(choices: readonly T[]): T
  /** One of the keys, as often as its weight says. */
  weigh<K extends string>(weights: Readonly<Record<K, number>>): K
  bytes(count: number): Uint8Array
}

export function aChance(seed: number): Chance {
  const roll = mulberry32(seed)
  const between = (from: number, to: number) => from + Math.floor(roll() * (to - from + 1))
  return {
    roll,
    between,
    pick: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
    weigh: (weights) => heaviest(Object.entries(weights) as [never, number][], roll()),
    bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)),
  }
}

function heaviest<K extends string>(weights: readonly [K, number][], share: number): K {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  let left = share * total
  for (const [key, weight] of weights) {
    left -= weight
    if (left < 0) return key
  }
  throw new Error('no weight was given')
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
