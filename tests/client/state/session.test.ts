import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { Dexie } from 'dexie'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { usePreferences } from '../../../src/client/state/preferences.ts'
import { useSession } from '../../../src/client/state/session.ts'
import { binh, hoa } from '../../domain/world.ts'
import { accountOf, aDraft, sessionOf } from '../../device/tablet.ts'

let answer: () => Response

beforeEach(() => {
  Dexie.dependencies = { indexedDB: new IDBFactory(), IDBKeyRange }
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', () => Promise.resolve().then(() => answer()))
})
afterEach(() => {
  useSession().device?.close()
  vi.unstubAllGlobals()
})

const noLine = (): Response => {
  throw new TypeError('no line')
}

const says = (body: unknown, status = 200) => {
  answer = () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
    })
}

async function restarted() {
  useSession().device?.close()
  setActivePinia(createPinia())
  const session = useSession()
  await session.start()
  return session
}

it('opens the last notebook again without a line', async () => {
  says(sessionOf(hoa))
  expect(await useSession().signIn('gv.hoa', 'x')).toMatchObject({ ok: true })
  await useSession().opened.keepDraft(aDraft('a', 'Một'))
  answer = noLine
  const session = await restarted()
  expect(session).toMatchObject({ ready: true, session: { personId: 'hoa' } })
  expect(await session.opened.read.mine()).toHaveLength(1)
})

it('says why it did not open', async () => {
  says({ code: 'session.wrong-password', status: 401, title: '' }, 401)
  expect(await useSession().signIn('gv.hoa', 'y')).toMatchObject({
    ok: false,
    word: 'refused',
    problem: { code: 'session.wrong-password' },
  })
  answer = noLine
  expect(await useSession().signIn('gv.hoa', 'y')).toEqual({ ok: false, word: 'unreachable' })
  expect(useSession().device).toBeNull()
})

it('locks a notebook that its owner left, and deletes nothing', async () => {
  says(sessionOf(hoa))
  await useSession().signIn('gv.hoa', 'x')
  await useSession().opened.keepDraft(aDraft('a', 'Một'))
  await useSession().leave()
  answer = noLine
  const session = await restarted()
  expect(session.device).toBeNull()
  expect(session.known).toMatchObject([{ accountId: accountOf(hoa), locked: true }])
  expect(await session.open(accountOf(hoa))).toBe(false)
  says(sessionOf(hoa))
  await session.signIn('gv.hoa', 'x')
  expect(await session.opened.read.mine()).toHaveLength(1)
})

it('keeps two accounts of one tablet apart', async () => {
  says(sessionOf(hoa))
  await useSession().signIn('gv.hoa', 'x')
  await useSession().opened.keepDraft(aDraft('a', 'Một'))
  says(sessionOf(binh))
  await useSession().signIn('ht.binh', 'x')
  expect(await useSession().opened.read.mine()).toEqual([])
  expect(useSession().known).toHaveLength(2)
  expect(await useSession().open(accountOf(hoa))).toBe(true)
  expect(await useSession().opened.read.mine()).toHaveLength(1)
})

it('keeps the same device under an open form when its person signs in again', async () => {
  says(sessionOf(hoa))
  await useSession().signIn('gv.hoa', 'x')
  const before = useSession().opened
  await useSession().signIn('gv.hoa', 'x')
  expect(useSession().opened).toBe(before)
  await before.keepDraft(aDraft('a', 'Một'))
})

it('takes new posts over while it is open, forms and all', async () => {
  says(sessionOf(hoa))
  await useSession().signIn('gv.hoa', 'x')
  const before = useSession().opened
  const posts = [{ ...sessionOf(hoa).posts[0], role: 'deputy' }]
  says({ ...sessionOf(hoa), posts })
  const { signIns } = useSession()
  await useSession().renew()
  expect(useSession().opened).toBe(before)
  expect(before.session.posts).toMatchObject([{ role: 'deputy' }])
  expect(useSession().signIns).toBe(signIns + 1)
  answer = noLine
  expect((await restarted()).session?.posts).toMatchObject([{ role: 'deputy' }])
})

it('asks for posts once a minute at most, and changes nothing without a line', async () => {
  says(sessionOf(hoa))
  await useSession().signIn('gv.hoa', 'x')
  let asked = 0
  answer = () => {
    asked += 1
    return noLine()
  }
  await useSession().renew()
  await useSession().renew()
  expect(asked).toBe(1)
  expect(useSession().signIns).toBe(1)
})

it('remembers preferences', () => {
  const preferences = usePreferences()
  expect(preferences).toMatchObject({ language: 'vi', theme: 'auto', letterKeys: true })
  preferences.theme = 'dark'
  setActivePinia(createPinia())
  expect(usePreferences().theme).toBe('dark')
})
