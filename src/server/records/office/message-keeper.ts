import type { Message } from '#domain/messages/message.ts'
import { loadMessage, reachOf, saveMessage } from '../messages.ts'
import type { Keeper } from './keeper.ts'

/** Loads and saves messages; their words stay out of the audit. */
export const messageKeeper: Keeper<Message | undefined> = {
  load: (trx, { act }) => loadMessage(trx, act.recordId),
  save: async (trx, { after }, { act }) => {
    if (!after) throw new Error('A message is never deleted.')
    const people = await reachOf(trx, after, act.day)
    await saveMessage(trx, after, { people })
    const { version, unitIds } = after
    const facts = { units: unitIds, people }
    return { version, unitId: unitIds[0] ?? null, facts }
  },
}
