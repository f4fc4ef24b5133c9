import { isKind, run } from '#contract/commands.ts'
import type { Receipt } from '#contract/exchange.ts'
import type { Setting, Submission } from '#domain/submission/submission.ts'
import type { Ground } from '../ground.ts'
import { needsPerson } from '../read/shown.ts'
import { seal } from '../store/codec.ts'
import type { HeldContent, HeldRow } from '../store/rows.ts'
import type { Opened, Waiting } from './change.ts'
import { actOf } from './setting.ts'

/** What a record is to be made of. */
export interface Basis {
  readonly confirmed: Submission | undefined
  readonly event: number
  readonly receipt: Receipt | undefined
  readonly waiting: readonly Pick<Waiting, 'row' | 'command'>[]
}

export interface Reshown {
  readonly id: string
  readonly row: HeldRow | undefined
  readonly content: HeldContent | undefined
}

export function basisOf({ confirmed, held, content, waiting }: Opened): Basis {
  return { confirmed, event: held?.event ?? 0, receipt: content?.receipt, waiting }
}

/** What was confirmed with the waiting commands run over it: the whole of optimistic writing. */
export function reshow(ground: Ground, setting: Setting) {
  return async (before: Opened, basis: Basis): Promise<Reshown> => {
    const { confirmed, receipt } = basis
    const shown = overlay(ground, setting, basis)
    if (!shown) return { id: before.id, row: undefined, content: undefined }
    const content = { shown, ...(confirmed && { confirmed }), ...(receipt && { receipt }) }
    const row: HeldRow = {
      id: before.id,
      kind: 'submission',
      plan: shown.planId,
      whose: shown.authorId === ground.session.personId ? 'mine' : 'theirs',
      standing: shown.standing,
      event: basis.event,
      changedAt: changedAt(shown),
      turn: (before.held?.turn ?? 0) + 1,
      ...(await seal(content)),
    }
    return { id: before.id, row, content }
  }
}

/** Stores what `reshow` made. Within a transaction. */
export async function putHeld({ db }: Ground, { id, row }: Reshown): Promise<void> {
  await (row ? db.held.put(row) : db.held.delete(id))
}

export function overlay(
  ground: Ground,
  setting: Setting,
  { confirmed, waiting }: Pick<Basis, 'confirmed' | 'waiting'>,
): Submission | undefined {
  return waiting
    .filter(({ row, command }) => counts(row.state, command.kind, confirmed))
    .reduce<Submission | undefined>((shown, { command }) => {
      if (!isKind(command.kind) || isIn(shown, command.id)) return shown
      const act = actOf(ground, command, setting)
      const outcome = run(command.kind, shown, { input: command.input, act })
      // The server will say what becomes of it; until then it changes nothing here.
      return outcome.ok ? outcome.value : shown
    }, confirmed)
}

/** A refused command changes nothing; only a first send is still shown, or nothing of what was written would be. */
export function counts(
  state: Waiting['row']['state'],
  kind: string,
  confirmed: Submission | undefined,
): boolean {
  return !needsPerson(state) || (kind === 'submission.send' && !confirmed?.revisions.length)
}

/** Whether the server's word already has the command in it: its answer was lost, or comes later. */
function isIn(submission: Submission | undefined, commandId: string): boolean {
  const { revisions = [], decisions = [], lateRequests = [] } = submission ?? {}
  const answers = lateRequests.map(({ answer }) => answer)
  return [...revisions, ...decisions, ...lateRequests, ...answers].some(
    (one) => one?.commandId === commandId,
  )
}

function changedAt({ revisions, decisions, lateRequests }: Submission): string {
  return [
    revisions.at(-1)?.receivedAt ?? '',
    decisions.at(-1)?.at ?? '',
    lateRequests.at(-1)?.at ?? '',
  ].reduce((a, b) => (a > b ? a : b))
}
