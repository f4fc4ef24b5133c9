import type { Reply } from '#contract/exchange.ts'
import type { OfficeCommand, OfficeReply } from '#contract/office/envelope.ts'
import { ask } from './request.ts'

/** Sends writes of the office; each has its own answer in the reply. */
export function pushOffice(
  account: string,
  commands: readonly OfficeCommand[],
): Promise<Reply<OfficeReply>> {
  return ask('/office/commands', { method: 'POST', account, body: { commands }, patience: 120_000 })
}

/** Asks the office for something by its path below /api. */
export function askOffice<T>(account: string, path: string): Promise<Reply<T>> {
  return ask(path, { account })
}
