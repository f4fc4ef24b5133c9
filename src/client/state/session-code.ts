import type { Answers } from '#domain/instrument/instrument.ts'
import type { TrainingSession } from '#domain/training-sessions/training-session.ts'

/** All that a phone needs of a training session when it reads the code at the door without a line. */
export type DoorCode = Pick<
  TrainingSession,
  'id' | 'planId' | 'roundId' | 'answers' | 'place' | 'opensOn' | 'closesOn'
> & { readonly code: string }

const form = 1
const path = '/training/join'

/** The link that stands in the picture at the door; a phone's own camera app opens it too. */
export function doorLink(origin: string, door: DoorCode): string {
  const { id, planId, roundId, code, opensOn, closesOn, place, answers } = door
  const parts = [form, planId, roundId, id, code, opensOn, closesOn, place, answers]
  const bytes = new TextEncoder().encode(JSON.stringify(parts))
  const text = btoa(String.fromCharCode(...bytes))
  const bare = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return `${origin}${path}#${bare}`
}

/** The part of a read text behind its hash, where it is a link of ours, whoever's server it names. */
export function hashIn(text: string): string | undefined {
  return /^https?:\/\/[^/?#]+\/training\/join#([\w-]+)$/.exec(text.trim())?.[1]
}

/** What the link says; nothing where somebody else made it. */
export function readDoor(hash: string): DoorCode | undefined {
  try {
    const text = atob(hash.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    return doorOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return
  }
}

function doorOf(parts: unknown): DoorCode | undefined {
  if (!Array.isArray(parts) || parts[0] !== form) return
  const [planId, roundId, id, code, opensOn, closesOn, place] = parts.slice(1, 8) as unknown[]
  const answers: unknown = parts[8]
  const words = [planId, roundId, id, code, opensOn, closesOn, place]
  if (!words.every((word) => typeof word === 'string') || !areAnswers(answers)) return
  return { planId, roundId, id, code, opensOn, closesOn, place, answers } as DoorCode
}

function areAnswers(value: unknown): value is Answers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(
    (answer) =>
      typeof answer === 'string' ||
      typeof answer === 'number' ||
      (Array.isArray(answer) && answer.every((one) => typeof one === 'string')),
  )
}
