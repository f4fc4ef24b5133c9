import { onMounted, ref, type Ref } from 'vue'
import {
  keepWords,
  standingHere,
  turnOff,
  turnOn,
  type PushStanding,
  type PushWords,
} from './push-here.ts'
import { useSession } from './session.ts'

/** Notifications of this browser: asked for by the person, never by the page. */
export function usePush(words: () => PushWords) {
  const session = useSession()
  const standing = ref<PushStanding>('none')
  const busy = ref(false)

  onMounted(async () => {
    standing.value = await standingHere().catch(() => 'none' as const)
    if (standing.value === 'on') await keepWords(words())
  })

  async function run(act: (account: string) => Promise<PushStanding>): Promise<void> {
    busy.value = true
    const account = session.opened.session.accountId
    standing.value = await act(account).catch(() => 'failed' as const)
    busy.value = false
  }

  return {
    standing: standing as Readonly<Ref<PushStanding>>,
    busy,
    on: () =>
      run(async (account) => {
        const stands = await turnOn(account)
        await keepWords(words())
        return stands
      }),
    off: () => run(turnOff),
  }
}
