import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Reply } from '#contract/exchange.ts'
import type { SessionReply } from '#contract/plans.ts'
import type { Device, KnownAccount } from '../device/door.ts'
import { accountsHere, lockAccount, openDevice, openKnown } from '../device/open.ts'

// Needed where there is a line; home opens without it.
const line = () => import('../api/session.ts')

/** Who uses the app, and the notebook that is open. It opens from the device alone. */
export const useSession = defineStore('session', () => {
  const device = shallowRef<Device | null>(null)
  const session = shallowRef<SessionReply | null>(null)
  const known = shallowRef<readonly KnownAccount[]>([])
  const ready = ref(false)
  /** Grows with every sign-in, so that what waited for one can go on. */
  const signIns = ref(0)

  /** The open device, for screens that are only there while one is. */
  const opened = computed(() => {
    if (!device.value) throw new Error('No notebook is open.')
    return device.value
  })

  /** Opens the notebook that was open last, without a line; then hears in quiet whether its person's posts have changed. */
  async function start(): Promise<void> {
    try {
      known.value = await accountsHere()
      const last = known.value.find(({ locked }) => !locked)
      if (last) await open(last.accountId)
    } finally {
      ready.value = true
    }
    void renew()
  }

  async function open(accountId: string): Promise<boolean> {
    if (session.value?.accountId === accountId) return true
    const next = await openKnown(accountId)
    if (next) await use(next)
    return !!next
  }

  async function signIn(username: string, password: string): Promise<Reply<SessionReply>> {
    const api = await line()
    const reply = await api.signIn({ username, password })
    if (!reply.ok) return reply
    // A form may be open over this notebook: it keeps the device that it has.
    if (session.value?.accountId === reply.value.accountId) await device.value?.renew(reply.value)
    else await use(await openDevice(reply.value))
    signIns.value += 1
    return reply
  }

  /** Signs out. What is on the device stays, also what waits; only signing in opens it again. */
  async function leave(): Promise<void> {
    const accountId = session.value?.accountId
    if (accountId === undefined) return
    await lockAccount(accountId)
    device.value?.close()
    device.value = null
    session.value = null
    known.value = await accountsHere()
    const api = await line()
    await api.endSession(accountId)
  }

  async function use(next: Device): Promise<void> {
    device.value?.close()
    device.value = next
    session.value = next.session
    known.value = await accountsHere()
  }

  async function renew(): Promise<void> {
    const current = device.value
    if (!current) return
    const api = await line()
    const reply = await api.askSession(current.session.accountId)
    if (reply.ok) await current.renew(reply.value)
  }

  return { device, session, known, ready, signIns, opened, start, open, signIn, leave }
})
