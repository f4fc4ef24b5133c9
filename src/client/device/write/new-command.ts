import { composed, type Command } from '#contract/command.ts'
import type { CommandKind } from '#contract/commands.ts'
import { answerMeaning, type Answers, type Instrument } from '#domain/instrument/instrument.ts'
import { currentRevision, type Setting, type Submission } from '#domain/submission/submission.ts'
import type { Write } from '../door.ts'
import type { Ground } from '../ground.ts'
import { hashOfCommand } from '../hash-of-command.ts'
import { newId } from '../new-id.ts'
import { fact } from '../store/meta.ts'

type Unsigned = Omit<Command, 'hash'>

/** The envelope of a write. Its strings are composed here, so that what is hashed, stored and sent is one thing. */
export async function newCommand(
  ground: Ground,
  write: Write<CommandKind>,
  { seq, base }: { seq: number; base: number },
): Promise<Unsigned> {
  const { db, session, clock } = ground
  const occurredAt = clock.now()
  return {
    id: newId(Date.parse(occurredAt)),
    kind: write.kind,
    plan: write.planId,
    record: { type: 'submission', id: write.recordId },
    account: session.accountId,
    device: (await fact(db, 'device')) ?? '',
    seq,
    base,
    ...(write.instrumentVersion !== undefined && { instrumentVersion: write.instrumentVersion }),
    input: composed(write.input),
    occurredAt,
    files: [],
  }
}

export async function signed(command: Unsigned): Promise<Command> {
  return { ...command, hash: await hashOfCommand(command) }
}

/** What the outbox calls it: the title that was answered, or that of the submission it speaks of. */
export function titleOf(write: Write<CommandKind>, shown: Submission, setting: Setting): string {
  const revision = currentRevision(shown)
  if (!revision) return setting.rounds.get(shown.roundId)?.title ?? ''
  const instrument = setting.instrument(revision.instrumentId, revision.instrumentVersion)
  const answers = 'answers' in write.input ? write.input.answers : revision.answers
  return titleIn(instrument, answers)
}

function titleIn(instrument: Instrument | undefined, answers: Answers): string {
  return String((instrument && answerMeaning(instrument, answers, 'title')) ?? '')
}
