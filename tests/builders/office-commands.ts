import { canonicalForm } from '#contract/command.ts'
import type { OfficeCommand } from '#contract/office/envelope.ts'
import { createHash, randomUUID } from 'node:crypto'

export type OfficeWrite = Partial<OfficeCommand> & Pick<OfficeCommand, 'kind' | 'record'>

/** An office command as a device sends it, sealed with its hash. */
export function anOfficeCommand(
  given: OfficeWrite & Pick<OfficeCommand, 'account'>,
): OfficeCommand {
  const unsigned = {
    id: randomUUID(),
    device: 'device-1',
    seq: 1,
    base: 0,
    input: {},
    occurredAt: new Date().toISOString(),
    ...given,
  }
  const form = canonicalForm(unsigned)
  return { ...unsigned, hash: createHash('sha256').update(form).digest('hex') }
}
