/** One programme of the ring, in periods. */
export interface RingPart {
  readonly id: string
  readonly label: string
  readonly quota: number
  readonly accepted: number
  readonly waiting: number
  /** Where the figures come from. */
  readonly href?: string | undefined
}

export interface Arc {
  readonly path: string
  readonly kind: 'ground' | 'accepted' | 'waiting'
}

const radius = 58
const centre = 72
const gap = 5 // degrees between two programmes

/** The arcs of all programmes: each its share of the circle, accepted first, waiting after it. */
export function arcsOf(parts: readonly RingPart[]): Arc[] {
  const whole = parts.reduce((sum, { quota }) => sum + quota, 0)
  let from = 0
  return parts.flatMap((part) => {
    const span = (360 * part.quota) / whole
    const start = from + gap / 2
    const room = span - gap
    from += span
    return arcsOfPart(part, start, room)
  })
}

function arcsOfPart(part: RingPart, start: number, room: number): Arc[] {
  const accepted = room * Math.min(1, part.accepted / part.quota)
  const both = room * Math.min(1, (part.accepted + part.waiting) / part.quota)
  const arcs: Arc[] = [{ path: arc(start, start + room), kind: 'ground' }]
  if (accepted > 0) arcs.push({ path: arc(start, start + accepted), kind: 'accepted' })
  if (both > accepted) arcs.push({ path: arc(start + accepted, start + both), kind: 'waiting' })
  return arcs
}

// A hair less than a full circle, so that one programme alone is still an arc.
function arc(from: number, to: number): string {
  const end = Math.min(to, from + 359.9)
  const large = end - from > 180 ? 1 : 0
  return `M${point(from)}A${radius} ${radius} 0 ${large} 1 ${point(end)}`
}

function point(degrees: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180
  const x = centre + radius * Math.cos(angle)
  const y = centre + radius * Math.sin(angle)
  return `${x.toFixed(2)} ${y.toFixed(2)}`
}
