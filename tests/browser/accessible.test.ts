import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { OfficeReply } from '#contract/office/envelope.ts'
import type { SessionReply } from '#contract/plans.ts'
import { protocol, protocolHeader } from '#contract/words.ts'
import { addDays, dayOf } from '#domain/day.ts'
import { so, thcsSuoiHoa } from '../builders/demo/demo-units.ts'
import { anOfficeCommand, type OfficeWrite } from '../builders/office-commands.ts'
import { demoPassword } from '../builders/people.ts'
import { opening } from '../server/training-sessions/a-session.ts'
import { enter } from '../support/acts.ts'
import { aPerson, laptop, phone, picture, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Screen {
  /** `:name` in it stands for what is made before, or is in the demo. */
  readonly path: string
  /** Follows the first row of the list. */
  readonly open?: boolean
  readonly send?: boolean
}

/** The screens of each account, by their address. */
const screens: Record<string, readonly Screen[]> = {
  'gv.hoa': [
    { path: '/' },
    { path: '/training' },
    { path: '/training', open: true },
    { path: '/training/new' },
    { path: '/training/new', send: true },
    { path: '/training/scan' },
    { path: '/training/join' },
    { path: '/outbox' },
    { path: '/messages' },
    { path: '/account' },
    { path: '/account/devices' },
    { path: '/account/security' },
    { path: '/nowhere' },
  ],
  'ht.binh': [
    { path: '/' },
    { path: '/review' },
    { path: '/review', open: true },
    { path: '/school' },
    { path: '/lend' },
    { path: '/office' },
    { path: '/office/people' },
    { path: '/office/codes' },
    { path: '/office/messages' },
    { path: '/office/training-sessions' },
  ],
  'so.mai': [
    { path: '/review' },
    { path: '/review?of=all' },
    { path: '/review', open: true },
    { path: '/account' },
    { path: '/office' },
  ],
  'qt.an': [
    { path: '/' },
    { path: '/office' },
    { path: '/office/rounds' },
    { path: '/office/rounds/new' },
    { path: '/office/rounds/:round' },
    { path: '/office/import' },
    { path: '/office/codes' },
    { path: '/office/messages' },
    { path: '/office/audit' },
    { path: '/office/security' },
    { path: '/office/management' },
  ],
  'qt.an, people': [
    { path: '/office/people' },
    { path: '/office/people/new' },
    { path: '/office/people/:teacher' },
    { path: '/office/units' },
    { path: '/office/units/new' },
    { path: '/office/units/:school' },
    { path: '/office/units/:school/change' },
    { path: '/office/units/:school/move' },
    { path: '/office/units/:school/merge' },
    { path: '/office/units/:school/split' },
    { path: '/office/units/:school/close' },
  ],
  'qt.an, training sessions': [
    { path: '/office/training-sessions' },
    { path: '/office/training-sessions/new' },
    { path: '/office/training-sessions/:session' },
    { path: '/office/training-sessions/:session/edit' },
    { path: '/office/training-sessions/:session/poster' },
  ],
}

const places: Record<string, string> = {
  round: 'demo-so-boi-duong',
  school: thcsSuoiHoa.id,
  session: 'buoi-thu',
}

function filled(path: string): string {
  return path.replace(/:(\w+)/g, (_, name: string) => places[name] ?? name)
}

const timeout = 400_000
let served: Served

beforeAll(async () => {
  served = await aServedDemo()
  const { personId } = await served.db
    .selectFrom('account')
    .select('personId')
    .where('username', '=', 'gv.hoa')
    .executeTakeFirstOrThrow()
  places['teacher'] = personId
  await writeAsAdministrator([
    opening({ units: { so }, round: { id: places['round'] } } as never, 'buoi-thu', {
      closesOn: '2026-11-30',
    }),
    {
      kind: 'message.send',
      record: { type: 'message', id: 'tin-thu' },
      input: {
        title: 'Họp chuyên môn trực tuyến',
        text: 'Thầy cô xem giấy mời ở văn phòng nhà trường.',
        unitIds: [so.id],
        roles: [],
        until: addDays(dayOf(new Date().toISOString()), 7),
      },
    },
  ])
})

afterAll(async () => {
  await served.close()
})

/** What the demo has none of: a session with a code, a message. */
async function writeAsAdministrator(writes: readonly OfficeWrite[]): Promise<void> {
  const { origin } = served.line
  const headers = { 'content-type': 'application/json', [protocolHeader]: String(protocol) }
  const post = (path: string, body: object, more = {}) =>
    fetch(origin + path, {
      ...{ method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) },
    })
  const entered = await post('/api/session', { username: 'qt.an', password: demoPassword })
  const { accountId: account } = (await entered.json()) as SessionReply
  const cookie = entered.headers.getSetCookie().map((text) => text.split(';')[0])
  const commands = writes.map((write) => anOfficeCommand({ account, ...write }))
  const said = await post('/api/office/commands', { commands }, { cookie: cookie.join('; ') })
  const { results } = (await said.json()) as OfficeReply
  expect(results.map(({ result }) => result)).toEqual(writes.map(() => 'applied'))
}

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string }[] }[]
  }>(
    `axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })`,
  )
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
}

describe.each([
  ['a phone', phone],
  ['a laptop', laptop],
] as const)('on %s', (device, viewport) => {
  let person: Person

  beforeAll(async () => {
    person = await aPerson({ viewport })
  })

  afterAll(async () => {
    await person.close()
  })

  async function inBothThemes(name: string, check: () => Promise<void>): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await person.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await check()
      await person.page.setViewportSize(viewport)
      await picture(person.page, `${device} ${name} ${colorScheme}`)
    }
  }

  async function isClean(): Promise<void> {
    // As high as the page: what lies under a bar at one place of the scroll is free at another.
    const height = await person.page.evaluate(() => document.documentElement.scrollHeight)
    await person.page.setViewportSize({ ...viewport, height: Math.max(height, viewport.height) })
    expect((await faults(person.page)).join('\n')).toBe('')
    const { scroll, width } = await person.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }))
    expect(scroll, 'sideways scroll').toBeLessThanOrEqual(width)
    if (device === 'a phone') expect(await scrollAt(person.page, 320)).toBeLessThanOrEqual(320)
  }

  it.each(['/sign-in', '/activate'])('%s is clean', async (path) => {
    await person.page.goto(served.line.origin + path)
    await person.page.locator('main input').first().waitFor()
    await inBothThemes(path, isClean)
  })

  it.each(Object.keys(screens))('the screens of %s are clean', { timeout }, async (name) => {
    const { page } = person
    const { origin } = served.line
    const [username = ''] = name.split(',')
    await page.goto(`${origin}/sign-in`)
    await enterAs(page, origin, username)
    const found: Record<string, unknown> = {}
    for (const { path, open, send } of screens[name] ?? []) {
      await page.goto(origin + filled(path))
      await page.locator('h1').first().waitFor()
      await settled(page)
      if (open) await openFirst(page)
      if (send) await page.getByRole('button', { name: /^Lưu/ }).click()
      await settled(page)
      const shown = `${username}${path}${open ? ' open' : ''}${send ? ' send' : ''}`
      await inBothThemes(shown, isClean).catch((fault: unknown) => (found[shown] = String(fault)))
    }
    expect(found).toEqual({})
  })
})

async function enterAs(page: Page, origin: string, username: string): Promise<void> {
  await page.locator('#password').waitFor()
  await enter(page, origin, username, { here: true })
  await page.getByText('Đã gửi hết').first().waitFor({ state: 'attached' })
}

async function openFirst(page: Page): Promise<void> {
  const rows = page.locator('main tbody tr, main li').filter({ visible: true })
  await rows.locator('a').first().click()
  await page.waitForURL((url) => /\/(training|review)\/.+/.test(url.pathname))
}

async function scrollAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ ...phone, width })
  return page.evaluate(() => document.documentElement.scrollWidth)
}

/** Until skeletons are gone and nothing is fetched any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
  await page.waitForTimeout(300)
}
