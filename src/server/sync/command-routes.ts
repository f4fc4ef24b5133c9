import { Object } from 'typebox'
import { Push } from '#contract/command.ts'
import { PushReply } from '#contract/exchange.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf } from '#domain/day.ts'
import type { App, House } from '../http/house.ts'
import { signedIn, type SignedIn } from '../http/signed-in.ts'
import { planOf } from '../records/plans.ts'
import { loadSetting } from '../records/setting.ts'
import { accept } from './accept.ts'
import { readCommand } from './read-command.ts'
import { recordReceiptKey } from './receipts.ts'

const schema = {
  summary: 'Send what was written: 200 once signed in and parsed, one answer a command, in order',
  tags: ['sync'],
  params: Object({ plan: Identifier }),
  body: Push,
  response: { 200: PushReply },
}

/** Where devices send what people wrote. */
export function commandRoutes(app: App, house: House): void {
  app.addHook('onReady', () => recordReceiptKey(house.db, house.receiptKey))
  app.post('/api/plans/:plan/commands', { schema }, (request) =>
    push(house, {
      planId: request.params.plan,
      sender: signedIn(request),
      values: request.body.commands,
      report: (accident) => {
        request.log.error({ accident: nameOf(accident) }, 'a command met an accident')
      },
    }),
  )
}

interface Arrival {
  readonly planId: string
  readonly sender: SignedIn
  readonly values: readonly unknown[]
  readonly report: (accident: unknown) => void
}

async function push(house: House, { planId, sender, values, report }: Arrival): Promise<PushReply> {
  const at = house.clock().toISOString()
  const { actor, accountId } = sender
  const plan = await planOf(house.db, planId, { actor, day: dayOf(at) })
  const setting = await loadSetting(house.db, planId, actor)
  const readings = values.map((value) => readCommand(value, { planId, accountId }))
  const results = await accept(house, { planId, sender, at, setting, readings, report })
  return { epoch: plan.epoch, serverTime: at, durableThrough: plan.durableThrough, results }
}

/** Messages may quote what people wrote, so the log gets none. */
function nameOf(accident: unknown) {
  if (!(accident instanceof Error)) return { name: typeof accident }
  const { name, stack } = accident
  const code = 'code' in accident ? accident.code : undefined
  return { name, code, at: stack?.split('\n').filter((line) => line.startsWith('    at ')) }
}
