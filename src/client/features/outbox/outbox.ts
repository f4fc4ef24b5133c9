import type { Answers, Instrument } from '#domain/instrument/instrument.ts'
import type { LateRequest } from '#domain/submission/submission.ts'
import type { Device, OutboxEntry, SentEntry } from '../../device/door.ts'
import { ledgerOf } from '../../state/ledger.ts'
import { showAnswer, showLabel } from '../../ui/show-answer.ts'
import type { Language } from '../../ui/show.ts'

/** All that the outbox shows. */
export interface Outbox {
  readonly needs: readonly OutboxEntry[]
  readonly waiting: readonly OutboxEntry[]
  readonly receipts: readonly SentEntry[]
  readonly heardAt: string | undefined
  readonly instrument: Instrument | undefined
  /** The last wish to send a record late, by the record. */
  readonly wishes: ReadonlyMap<string, LateRequest>
}

const shownReceipts = 20

export async function readOutbox({ read }: Device): Promise<Outbox> {
  const [entries, receipts, heard, plans] = await Promise.all([
    read.outbox(),
    read.sent(shownReceipts),
    read.heard(),
    read.plans(),
  ])
  const needs = entries.filter(({ state }) => state === 'refused' || state === 'conflict')
  return {
    wishes: await wishesOf(read, needs.filter(isTooLate)),
    needs,
    waiting: entries.filter((entry) => !needs.includes(entry)),
    receipts,
    heardAt: heard.at,
    instrument: ledgerOf(plans)?.instrument,
  }
}

async function wishesOf(read: Device['read'], late: readonly OutboxEntry[]) {
  const shown = await Promise.all(late.map(({ recordId }) => read.one(recordId)))
  return new Map(
    shown.flatMap((one) => {
      const wish = one?.submission?.lateRequests.at(-1)
      return one && wish ? [[one.id, wish] as const] : []
    }),
  )
}

/** Where a command's record is read: one's own, or under review. */
export function placeOf({
  kind,
  planId,
  recordId,
}: Pick<OutboxEntry, 'kind' | 'planId' | 'recordId'>): string {
  return kind === 'submission.decide' || kind === 'submission.answer-late'
    ? `/review/${planId}/${recordId}`
    : `/training/${recordId}`
}

export function isMendable({ kind, state, attempts }: OutboxEntry): boolean {
  if (kind !== 'submission.send') return false
  return state !== 'sending' && state !== 'unknown' && (state !== 'queued' || attempts === 0)
}

/** Takes a command that is no send out of the outbox; its words stay in the bin. */
export async function dismiss(device: Device, { commandId }: OutboxEntry): Promise<void> {
  await device.mend(commandId)
}

export function tryAgain(device: Device, { commandId }: OutboxEntry): Promise<void> {
  return device.tryAgain(commandId)
}

/** A send that came after its round had closed: only its reviewers may still let it in. */
export function isTooLate({ kind, problem }: OutboxEntry): boolean {
  return kind === 'submission.send' && problem?.code === 'round.closed'
}

/** What a command says, as plain text: to be kept or sent by other means. */
export function textOf(
  { title, input }: OutboxEntry,
  instrument: Instrument | undefined,
  language: Language,
): string {
  const { answers, comment } = input as { answers?: Answers; comment?: string }
  const lines = (instrument?.items ?? []).flatMap((item) => {
    const text = showAnswer(item, answers?.[item.id], language)
    return text ? [`${showLabel(item, language)}: ${text}`] : []
  })
  return [title, ...lines, comment ?? ''].filter(Boolean).join('\n')
}

/** A hash as people compare it: its first twelve letters in fours. */
export function shortHash(hash: string): string {
  return (hash.slice(0, 12).match(/.{4}/g) ?? []).join(' ')
}
