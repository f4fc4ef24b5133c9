import type { InputOf } from '#contract/commands.ts'
import type { Setting } from '#domain/submission/submission.ts'
import type { Draft } from '../door.ts'
import { draftRow } from '../drafts.ts'
import { saving, type Ground } from '../ground.ts'
import { needsPerson } from '../read/shown.ts'
import { journal } from '../store/journal.ts'
import type { OutboxRow } from '../store/rows.ts'
import { toBin } from './bin.ts'
import { change, type Waiting } from './change.ts'
import { basisOf, putHeld, reshow, type Reshown } from './reshow.ts'
import { settingOf } from './setting.ts'

/**
 * Takes a command back. A send's answers become the draft again; where a newer draft is there, or
 * it wasn't a send, its words go into the bin. One that may have arrived can't be taken back.
 */
export async function mend(ground: Ground, commandId: string): Promise<Draft | undefined> {
  const found = await ground.db.outbox.get(commandId)
  if (!found) return
  const setting = await settingOf(ground)
  const act = () =>
    change<Draft | undefined>(ground, [found.record], async (picture) => {
      const before = picture.record(found.record)
      const taken = before.waiting.find(({ row }) => row.id === commandId)
      if (!taken || !isMendable(taken.row)) return { value: undefined }
      const waiting = released(before.waiting.filter((one) => one !== taken))
      const shown = await reshow(ground, setting)(before, { ...basisOf(before), waiting })
      const draft = before.draft ?? draftOf(ground, taken, { setting, shown })
      const row = draft && !before.draft ? await draftRow(draft) : undefined
      return {
        value: draft,
        write: async () => {
          if (row) await ground.db.drafts.put(row)
          else await toBin(ground, 'command', { ...taken.row, of: taken.row.record })
          await ground.db.outbox.delete(commandId)
          await ground.db.outbox.bulkPut(waiting.map((one) => one.row))
          await journal(ground.db, 'command.mend', commandId)
          await putHeld(ground, shown)
        },
      }
    })
  return saving(ground, act)
}

/** A refused command is queued again as it is, under the same id: the server has kept no answer to it, or repeats it. */
export async function tryAgain(ground: Ground, commandId: string): Promise<void> {
  const found = await ground.db.outbox.get(commandId)
  if (!found) return
  const setting = await settingOf(ground)
  const act = () =>
    change(ground, [found.record], async (picture) => {
      const before = picture.record(found.record)
      const waiting = released(
        before.waiting.map((one) =>
          one.row.id === commandId && needsPerson(one.row.state) ? queuedAgain(one) : one,
        ),
      )
      const shown = await reshow(ground, setting)(before, { ...basisOf(before), waiting })
      const write = async () => {
        await ground.db.outbox.bulkPut(waiting.map((one) => one.row))
        await putHeld(ground, shown)
      }
      return { value: undefined, write }
    })
  await saving(ground, act)
}

function isMendable({ state, attempts }: OutboxRow): boolean {
  return needsPerson(state) || state === 'deferred' || (state === 'queued' && attempts === 0)
}

/** Those that waited behind it may go now. */
function released(waiting: readonly Waiting[]): readonly Waiting[] {
  if (waiting.some(({ row }) => needsPerson(row.state))) return waiting
  return waiting.map((one) => (one.row.state === 'deferred' ? queuedAgain(one) : one))
}

function queuedAgain(one: Waiting): Waiting {
  const { problem: _, ...row } = one.row
  return { ...one, row: { ...row, state: 'queued' } }
}

/** The answers as a draft over what is shown without the command. */
function draftOf(
  ground: Ground,
  { command }: Waiting,
  { setting, shown }: { setting: Setting; shown: Reshown },
): Draft | undefined {
  if (command.kind !== 'submission.send') return
  const { roundId, ...written } = command.input as InputOf<'submission.send'>
  const newest = setting.rounds.get(roundId)?.instrumentVersion ?? 1
  return {
    id: command.record.id,
    planId: command.plan,
    roundId,
    instrumentVersion: command.instrumentVersion ?? newest,
    ...written,
    base: shown.content?.shown.revisions.length ?? 0,
    keptAt: ground.clock.now(),
  }
}
