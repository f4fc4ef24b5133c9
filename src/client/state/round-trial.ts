import type { Reply } from '#contract/exchange.ts'
import type { OfficeInputOf } from '#contract/office/commands.ts'
import type { BehindFigure, DryRunReply, FigureName } from '#contract/rounds.ts'
import type { Device } from '../device/door.ts'
import { useAsk, type Asked } from './ask.ts'

const line = () => import('../api/request.ts')

/** The terms of a round that isn't there yet. */
export type RoundTrial = OfficeInputOf<'round.open'>

/** What a round with these terms would bring; asked again when they change. */
export function useTrial(trial: () => RoundTrial | undefined): Asked<DryRunReply> {
  return useAsk<DryRunReply>((device) => {
    const terms = trial()
    return terms ? askTrial(device, terms) : nothingAsked
  })
}

const nothingAsked: Promise<Reply<DryRunReply>> = Promise.resolve({
  ok: false,
  word: 'unreachable',
})

/** One dry run; with a list, also a page of those whom a figure counts. */
export async function askTrial(
  device: Device,
  trial: RoundTrial,
  list?: { readonly name: FigureName; readonly from: number },
): Promise<Reply<DryRunReply>> {
  const { ask } = await line()
  const query = list ? `?list=${list.name}&from=${list.from}` : ''
  const account = device.session.accountId
  return ask(`/rounds/dry-run${query}`, { method: 'POST', account, body: trial })
}

/** A page of those whom a round asks and of whom nothing has come. */
export async function askUnsent(
  device: Device,
  round: string,
  from: number,
): Promise<Reply<BehindFigure>> {
  const { askOffice } = await import('../api/office.ts')
  return askOffice(device.session.accountId, `/rounds/${round}/unsent?from=${from}`)
}
