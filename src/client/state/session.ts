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
  const notebook = useNotebook()
  const { device, known, open, use, close } = notebook
  const ready = ref(false)
  /** Grows with every sign-in and change of posts, so that what waited for one can go on. */
  const signIns = ref(0)
  const renew = () => hearPosts(device.value, signIns)

  /** Opens the notebook that was open last, without a line; then hears in quiet whether its person's posts have changed. */
  async function start(): Promise<void> {
    try {
      known.value = await accountsHere()
      const last = known.value.find(({ locked }) => !locked)
      if (last) await open(last.accountId)
    } catch {
      // A browser that lets nothing be kept: the app begins as on a new device.
    }
    ready.value = true
    void renew()
  }

  /** Signs in at the server and opens the notebook; `broken` too where this browser can't keep one. */
  async function signIn(username: string, password: string): Promise<Reply<SessionReply>> {
    return enter(await (await line()).signIn({ username, password }))
  }

  /** Opens the notebook of whoever the server let in, by a password, a code or another way. */
  async function enter(reply: Reply<SessionReply>): Promise<Reply<SessionReply>> {
    if (!reply.ok) return reply
    try {
      await use(reply.value)
    } catch {
      return { ok: false, word: 'broken' }
    }
    signIns.value += 1
    return reply
  }

  /** Signs out. What is on the device stays, also what waits; only signing in opens it again. */
  async function leave(): Promise<void> {
    const accountId = device.value?.session.accountId
    if (accountId === undefined) return
    await lockAccount(accountId)
    await close()
    void endThere(accountId)
  }

  const { session, opened } = notebook
  const acts = { start, open, signIn, enter, leave, renew }
  return { device, session, known, ready, signIns, opened, ...acts }
})

/** Notifications first: only who is signed in can end them. Without a line the session at the server stands on, but nothing here uses it. */
async function endThere(accountId: string): Promise<void> {
  await import('./push-here.ts').then((push) => push.endPush(accountId)).catch(() => undefined)
  await line()
    .then((api) => api.endSession(accountId))
    .catch(() => undefined)
}

/** Hears in quiet whether the posts of the notebook's person have changed; then all that hangs on them goes on anew. */
async function hearPosts(device: Device | null, signIns: { value: number }): Promise<void> {
  const isNew = import('./renewal.ts').then(({ renewed }) => !!device && renewed(device))
  if (await isNew.catch(() => false)) signIns.value += 1
}

/** The one notebook that is open, among those that are here. */
function useNotebook() {
  const device = shallowRef<Device | null>(null)
  const session = shallowRef<SessionReply | null>(null)
  const known = shallowRef<readonly KnownAccount[]>([])

  /** The open device, for screens that are only there while one is. */
  const opened = computed(() => {
    if (!device.value) throw new Error('No notebook is open.')
    return device.value
  })

  async function show(next: Device | null): Promise<void> {
    device.value?.close()
    device.value = next
    session.value = next?.session ?? null
    known.value = await accountsHere()
  }

  async function open(accountId: string): Promise<boolean> {
    if (session.value?.accountId === accountId) return true
    const next = await openKnown(accountId)
    if (next) await show(next)
    return !!next
  }

  /** A form may be open over the notebook of the person who signs in again: it keeps the device that it has. */
  async function use(signedIn: SessionReply): Promise<void> {
    const isSame = session.value?.accountId === signedIn.accountId
    if (isSame) await device.value?.renew(signedIn)
    else await show(await openDevice(signedIn))
  }

  return { device, session, known, opened, open, use, close: () => show(null) }
}
