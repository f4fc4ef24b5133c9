import type { MessageRecord } from '#contract/messages.ts'
import type { Day } from '#domain/day.ts'
import type { Round } from '#domain/submission/round.ts'
import type { Device } from '../device/door.ts'

/** A message as this person sees it. */
export interface ShownMessage extends MessageRecord {
  readonly isSeen: boolean
  /** The round of which it reminds, as it stands now. */
  readonly reminds?: { readonly title: string; readonly closesOn: Day }
}

// Which ones were opened stays on this device: nobody is told who read what.
const seenKey = 'messages/seen'

/** What the office says now, the newest first; each once, though it came with several plans. */
export async function readMessages(device: Device): Promise<readonly ShownMessage[]> {
  const [plans, seen] = await Promise.all([device.read.plans(), seenOn(device)])
  const today = device.today()
  const all = new Map(
    plans.flatMap(({ messages = [], rounds }) =>
      messages.map(
        (message) => [message.id, { ...message, ...remindsOf(message, rounds) }] as const,
      ),
    ),
  )
  return [...all.values()]
    .filter(({ until }) => until >= today)
    .sort((a, b) => b.sentAt.localeCompare(a.sentAt))
    .map((message) => ({ ...message, isSeen: seen.has(message.id) }))
}

function remindsOf({ roundId }: MessageRecord, rounds: readonly Round[]) {
  const round = rounds.find(({ id }) => id === roundId)
  return round?.closesOn ? { reminds: { title: round.title, closesOn: round.closesOn } } : {}
}

/** Notes that it was opened; one after another, so that of two none is lost. */
export function markSeen(device: Device, id: string): Promise<void> {
  const note = (): Promise<void> => noteSeen(device, id)
  noting = noting.then(note, note)
  return noting
}

let noting: Promise<void> = Promise.resolve()

/** What is no longer there needs no note. */
async function noteSeen(device: Device, id: string): Promise<void> {
  const [seen, shown] = await Promise.all([seenOn(device), readMessages(device)])
  if (seen.has(id)) return
  const kept = shown.map((one) => one.id).filter((one) => one === id || seen.has(one))
  await device.answers.keep(seenKey, kept)
}

async function seenOn(device: Device): Promise<ReadonlySet<string>> {
  const last = await device.answers.last(seenKey)
  return new Set((last?.value as readonly string[] | undefined) ?? [])
}
