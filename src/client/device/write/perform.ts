import canonicalize from 'canonicalize'
import { composed } from '#contract/command.ts'
import { run, type CommandKind } from '#contract/commands.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import type { Shown, Write } from '../door.ts'
import type { Ground } from '../ground.ts'
import { shownOf } from '../read/shown.ts'
import { seal } from '../store/codec.ts'
import { journal } from '../store/journal.ts'
import { keepFact } from '../store/meta.ts'
import type { OutboxRow } from '../store/rows.ts'
import { toBin } from './bin.ts'
import { change, type Opened, type Step, type Waiting } from './change.ts'
import { newCommand, signed, titleOf } from './new-command.ts'
import { basisOf, counts, overlay, putHeld, reshow } from './reshow.ts'
import { actOf, settingOf } from './setting.ts'

/** Runs the rule over what is shown; where it agrees, command, draft and record are stored as one. */
export async function perform(ground: Ground, write: Write<CommandKind>): Promise<Outcome<Shown>> {
  const setting = await settingOf(ground)
  return change<Outcome<Shown>>(ground, [write.recordId], async (picture) => {
    const before = picture.record(write.recordId)
    const replaced = write.kind === 'submission.send' ? replacedBy(before) : []
    const staying = before.waiting.filter((waiting) => !replaced.includes(waiting))
    const seq = picture.seq + 1
    const unsigned = await newCommand(ground, write, { seq, base: baseOf(write, before, replaced) })
    const current = overlay(ground, setting, { confirmed: before.confirmed, waiting: staying })
    const act = actOf(ground, unsigned, setting)
    const outcome = run(write.kind, current, { input: unsigned.input, act })
    if (!outcome.ok) return { value: outcome }
    const command = await signed(unsigned)
    const title = titleOf(write, outcome.value, setting)
    const row = await rowOf({ command, title })
    const waiting = [...staying, { row, command, title }]
    const shown = await reshow(ground, setting)(before, { ...basisOf(before), waiting })
    return stored(ground, { before, replaced, waiting, row, write, shown })
  })
}

interface Stored {
  readonly before: Opened
  readonly replaced: readonly Waiting[]
  readonly waiting: readonly Waiting[]
  readonly row: OutboxRow
  readonly write: Write<CommandKind>
  readonly shown: Awaited<ReturnType<ReturnType<typeof reshow>>>
}

function stored(ground: Ground, all: Stored): Step<Outcome<Shown>> {
  const { before, replaced, waiting, row, write, shown } = all
  const { db } = ground
  const held = shown.row && shown.content && { row: shown.row, content: shown.content }
  const uses = write.kind === 'submission.send'
  const value = shownOf({
    held,
    draft: uses ? undefined : before.draft,
    waiting: waiting.map((one) => one.row),
  })
  if (!value) throw new Error('A command that was agreed to shows nothing.')
  return {
    value: done(value),
    write: async () => {
      for (const old of replaced) await replace(ground, old)
      if (uses) await useUp(ground, before, write)
      await db.outbox.add(row)
      await keepFact(db, 'seq', row.seq)
      await putHeld(ground, shown)
    },
  }
}

/**
 * The sends at the end of a record's line that a newer one takes the place of: never tried, or
 * answered and not applied. One that is on its way may have arrived, so it stays.
 */
function replacedBy({ waiting }: Opened): readonly Waiting[] {
  const lasting = waiting.findLastIndex(
    ({ row }) =>
      row.kind !== 'submission.send' ||
      row.state === 'sending' ||
      row.state === 'unknown' ||
      (row.state === 'queued' && row.attempts > 0),
  )
  return waiting.slice(lasting + 1)
}

/** The revision on which the newer one stands, where the writer saw the older one's prediction. */
function baseOf(
  write: Write<CommandKind>,
  { confirmed }: Opened,
  replaced: readonly Waiting[],
): number {
  const seen = replaced.find(({ row }) => counts(row.state, row.kind, confirmed))
  return seen && write.base > seen.command.base ? seen.command.base : write.base
}

async function rowOf(content: Pick<Waiting, 'command' | 'title'>): Promise<OutboxRow> {
  const { id, kind, plan, record, seq, occurredAt } = content.command
  return {
    ...{ id, kind, plan, record: record.id, seq, occurredAt },
    ...{ state: 'queued', attempts: 0, faults: 0 },
    ...(await seal(content)),
  }
}

async function replace(ground: Ground, { row }: Waiting): Promise<void> {
  const { db } = ground
  await toBin(ground, 'command', { ...row, of: row.record })
  await db.outbox.delete(row.id)
  await journal(db, 'command.supersede', row.id)
}

/** The draft has become a command. Where it says something else, typed meanwhile, it goes into the bin instead. */
async function useUp(ground: Ground, before: Opened, write: Write<CommandKind>): Promise<void> {
  const { db } = ground
  if (!before.draftRow || !before.draft) return
  const sent = 'answers' in write.input ? write.input.answers : {}
  if (!isSame(sent, before.draft.answers)) {
    await toBin(ground, 'draft', { ...before.draftRow, of: before.id })
  }
  await db.drafts.delete(before.id)
  await journal(db, 'draft.send', before.id)
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalize(composed(a)) === canonicalize(composed(b))
}
