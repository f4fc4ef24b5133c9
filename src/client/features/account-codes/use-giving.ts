import { ref, shallowRef } from 'vue'
import { useOffice, type OfficeWrite } from '../../state/office.ts'
import { useSession } from '../../state/session.ts'
import { hashed, slipsFor, type Candidate, type Purpose, type Slip } from './account-codes.ts'

type Write =
  | OfficeWrite<'account.invite'>
  | OfficeWrite<'account.reset'>
  | OfficeWrite<'account.revoke-code'>
  | OfficeWrite<'account.end-sessions'>

export type Act = 'account.revoke-code' | 'account.end-sessions'

interface Waiting {
  readonly write: Write
  readonly slips: readonly Slip[]
}

/**
 * Makes codes and sends what the server needs to know of them. The codes are in this page's memory and
 * nowhere else.
 */
export function useGiving() {
  const sending = useSending()
  const { opened: device } = useSession()
  const record = () => ({ type: 'account-codes', id: device.newId() })

  async function give(people: readonly Candidate[], purpose: Purpose): Promise<void> {
    const slips = slipsFor(people, purpose, device.now())
    const codes = await hashed(slips)
    const [only] = codes
    if (purpose === 'invite') {
      const input = { people: codes }
      await sending.send({
        write: { kind: 'account.invite', record: record(), base: 0, input },
        slips,
      })
    } else if (only) {
      await sending.send({
        write: { kind: 'account.reset', record: record(), base: 0, input: only },
        slips,
      })
    }
  }

  function act(kind: Act, personId: string): Promise<void> {
    const write = { kind, record: record(), base: 0, input: { personId } }
    return sending.send({ write, slips: [] })
  }

  return { ...sending, give, act }
}

/**
 * One write at a time. What could not be sent waits as it is: tried again it is the same write with the
 * same codes, so nobody gets two.
 */
function useSending() {
  const office = useOffice()
  const slips = shallowRef<readonly Slip[]>([])
  const waiting = shallowRef<Waiting>()
  const done = ref<Write['kind']>()

  async function send(next: Waiting): Promise<void> {
    waiting.value = next
    done.value = undefined
    const said = await office.send(next.write)
    // A refusal is an answer; anything else may have been one that was lost on the way.
    if (said.ok || said.word === 'refused') waiting.value = undefined
    if (!said.ok) return
    done.value = next.write.kind
    slips.value = next.slips
  }

  const again = async () => waiting.value && send(waiting.value)
  const back = () => (slips.value = [])
  return { slips, done, waiting, busy: office.busy, problem: office.problem, send, again, back }
}
