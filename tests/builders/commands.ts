import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { canonicalForm, type Command } from '#contract/command.ts'
import type { CommandKind } from '#contract/commands.ts'

type Given = Partial<Omit<Command, 'hash' | 'record'>> &
  Pick<Command, 'plan' | 'account'> & { kind?: CommandKind | (string & {}); record?: string }

/** An envelope as a device makes it, sealed with its hash; a sending unless said otherwise. */
export function aCommand({ record, ...given }: Given): Command {
  return sealed({
    id: v7(),
    kind: 'submission.send',
    record: { type: 'submission', id: record ?? v7() },
    device: 'device-1',
    seq: 1,
    base: 0,
    input: {},
    occurredAt: '2026-10-13T01:55:00.000Z',
    files: [],
    ...given,
  })
}

/** The command with the hash that fits it: for one that was changed on purpose. */
export function sealed(command: Omit<Command, 'hash'>): Command {
  const hash = createHash('sha256').update(canonicalForm(command)).digest('hex')
  return { ...command, hash }
}
