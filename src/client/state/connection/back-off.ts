const firstMs = 2_000
const longestMs = 5 * 60_000

/** Full jitter: anywhere up to a limit that doubles with each failure, 2 s to 5 min, so that a school's tablets don't knock at once. */
export function backOffMs(failures: number): number {
  return Math.random() * Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1))
}

/** How often a device looks by itself while it is looked at. */
export const everyMs = longestMs
