import { ref, shallowRef } from 'vue'
import type { FactorAdded, FactorAnswer, TotpConfirm } from '#contract/factors.ts'
import type { Reply } from '#contract/exchange.ts'
import type { SessionReply } from '#contract/plans.ts'
import type { AskProblem } from './ask.ts'
import { useConnection } from './connection/connection.ts'
import { useSession } from './session.ts'

const line = () => import('../api/factors.ts')
const keys = () => import('@simplewebauthn/browser')

/** Whether this browser, at this address, can hold keys: they are bound to a name, never to a number. */
export function canHoldKeys(): boolean {
  const isNumber = /^[\d.]+$|:/.test(location.hostname)
  return globalThis.isSecureContext && 'PublicKeyCredential' in globalThis && !isNumber
}

/** What the person is doing at the server: busy, refused, or stopped at the device's own question. */
function useTask() {
  const busy = ref(false)
  const stopped = ref(false)
  const problem = shallowRef<AskProblem>()

  async function run<T>(act: () => Promise<Reply<T> | undefined>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    stopped.value = false
    problem.value = undefined
    try {
      const reply = await act()
      if (reply?.ok) return reply.value
      if (reply) problem.value = reply
      else stopped.value = true
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { busy, stopped, problem, run }
}

/** The second step of a sign-in, and the key that is a sign-in by itself. */
export function useSignInStep() {
  const session = useSession()
  const { run, ...task } = useTask()

  const answer = (body: FactorAnswer): Promise<SessionReply | undefined> =>
    run(async () => session.enter(await (await line()).answerStep(body)))

  const byKey = (ticket?: string): Promise<SessionReply | undefined> =>
    run(async () => {
      const { askKey, answerStep } = await line()
      const offer = await askKey(ticket)
      if (!offer.ok) return offer
      const passkey = await whatKeySays(offer.value.options)
      if (!passkey) return undefined
      return session.enter(await answerStep({ ticket: offer.value.ticket, passkey }))
    })

  /** After the provider has sent its person back: the cookie is here already. */
  const asAccount = (accountId: string): Promise<SessionReply | undefined> =>
    run(async () => {
      const { askSession } = await import('../api/session.ts')
      return session.enter(await askSession(accountId))
    })

  return { ...task, answer, byKey, asAccount }
}

/** The identity provider's name, where there is one and the line is there to say so. */
export async function nameOfProvider(): Promise<string | undefined> {
  const reply = await (await line()).askProvider()
  return reply.ok ? reply.value.provider?.name : undefined
}

/** Adding second factors to one's own account. */
export function useOwnFactors() {
  const session = useSession()
  const connection = useConnection()
  const { run, ...task } = useTask()
  const account = () => session.opened.session.accountId

  /** What waited for the factor can go now. */
  const added = (value: FactorAdded | undefined): FactorAdded | undefined => {
    if (value) void connection.tryNow()
    return value
  }

  return {
    ...task,
    offerTotp: () => run(async () => (await line()).offerTotp(account())),
    confirmTotp: async (body: TotpConfirm) =>
      added(await run(async () => (await line()).confirmTotp(account(), body))),
    addKey: async (name: string) => added(await run(() => newKey(account(), name))),
    renewCodes: () => run(async () => (await line()).renewCodes(account())),
    linkProvider: () => run(async () => (await line()).linkProvider(account())),
  }
}

async function newKey(account: string, name: string): Promise<Reply<FactorAdded> | undefined> {
  const { offerKey, confirmKey } = await line()
  const offer = await offerKey(account)
  if (!offer.ok) return offer
  const { startRegistration } = await keys()
  const optionsJSON = offer.value.options as Parameters<typeof startRegistration>[0]['optionsJSON']
  const response = await startRegistration({ optionsJSON }).catch(() => undefined)
  return response && confirmKey(account, { ticket: offer.value.ticket, name, response })
}

/** Nothing where the person, or the device, said no. */
async function whatKeySays(options: unknown) {
  const { startAuthentication } = await keys()
  const optionsJSON = options as Parameters<typeof startAuthentication>[0]['optionsJSON']
  return startAuthentication({ optionsJSON }).catch(() => undefined)
}
