import { ref, shallowRef } from 'vue'
import { composed } from '#contract/command.ts'
import type { OfficeInputOf, OfficeKind } from '#contract/office/commands.ts'
import type { OfficeCommand, OfficeResult } from '#contract/office/envelope.ts'
import type { Reply } from '#contract/exchange.ts'
import type { Problem } from '#domain/problems.ts'
import type { Device } from '../device/door.ts'
import { hashOfCommand } from '../device/hash-of-command.ts'
import { useAsk, type AskProblem } from './ask.ts'
import { useSession } from './session.ts'

const line = () => import('../api/office.ts')

/** A write outside a plan's submissions. */
export interface OfficeWrite<K extends OfficeKind> {
  readonly kind: K
  readonly record: { readonly type: string; readonly id: string }
  /** The version of the record that the writer saw; 0 where there was none. */
  readonly base: number
  readonly input: OfficeInputOf<K>
}

export type OfficeSaid = Reply<{ readonly version: number }>

/**
 * Sends writes of the office. They need the line; the same write sent again keeps its id, so that a
 * reply that was lost on the way costs nothing and nothing happens twice.
 */
export function useOffice() {
  const session = useSession()
  const busy = ref(false)
  const problem = shallowRef<AskProblem>()
  const ids = new Map<string, string>()

  async function send<K extends OfficeKind>(write: OfficeWrite<K>): Promise<OfficeSaid> {
    busy.value = true
    problem.value = undefined
    try {
      const device = session.opened
      const same = JSON.stringify(write)
      const id = ids.get(same) ?? device.newId()
      ids.set(same, id)
      const said = await pushOne(device, await sealed(device, { ...write, id }))
      if (said.ok || said.word === 'refused') ids.delete(same)
      if (!said.ok) problem.value = said
      return said
    } finally {
      busy.value = false
    }
  }

  return { send, busy, problem }
}

/** Asks the server for what stands at a path below /api, and shows the last answer, dated, when there is no line. */
export function useOfficeAsk<T>(path: () => string, empty?: (value: T) => boolean) {
  return useAsk<T>(
    (device) => {
      const asked = path()
      return line().then(({ askOffice }) => askOffice<T>(device.session.accountId, asked))
    },
    { key: () => `office${path()}`, ...(empty && { empty }) },
  )
}

async function pushOne(device: Device, command: OfficeCommand): Promise<OfficeSaid> {
  const { pushOffice } = await line()
  const reply = await pushOffice(device.session.accountId, [command])
  if (!reply.ok) return reply
  const [result] = reply.value.results
  return result ? saidOf(result) : { ok: false, word: 'broken' }
}

function saidOf(result: OfficeResult): OfficeSaid {
  if (result.result === 'applied') return { ok: true, value: { version: result.version } }
  const status = result.result === 'conflict' ? 409 : 422
  return { ok: false, word: 'refused', status, problem: result.problem as Problem }
}

type Unsealed = Pick<OfficeCommand, 'id' | 'kind' | 'record' | 'base' | 'input'>

async function sealed(device: Device, write: Unsealed): Promise<OfficeCommand> {
  const occurredAt = device.now()
  const unsigned = {
    ...write,
    input: composed(write.input),
    account: device.session.accountId,
    device: await device.deviceId(),
    // The office's writes are not queued, so the clock counts them.
    seq: Date.parse(occurredAt),
    occurredAt,
  }
  return { ...unsigned, hash: await hashOfCommand(unsigned) }
}
