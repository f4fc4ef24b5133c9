import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { enter } from '../support/acts.ts'
import { aPerson, laptop, phone, picture, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The screens of each account, by their address; `open` follows the first row of the list. */
const screens: Record<string, readonly { path: string; open?: boolean; send?: boolean }[]> = {
  'gv.hoa': [
    { path: '/' },
    { path: '/training' },
    { path: '/training', open: true },
    { path: '/training/new' },
    { path: '/training/new', send: true },
    { path: '/outbox' },
    { path: '/account' },
    { path: '/nowhere' },
  ],
  'ht.binh': [{ path: '/' }, { path: '/review' }, { path: '/review', open: true }],
  'so.mai': [
    { path: '/review' },
    { path: '/review?of=all' },
    { path: '/review', open: true },
    { path: '/account' },
  ],
  'qt.an': [{ path: '/' }],
}

let served: Served

beforeAll(async () => {
  served = await aServedDemo()
})

afterAll(async () => {
  await served.close()
})

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
    expect(await faults(person.page)).toEqual([])
    const { scroll, width } = await person.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }))
    expect(scroll, 'sideways scroll').toBeLessThanOrEqual(width)
  }

  it('the sign-in page is clean', async () => {
    await person.page.goto(`${served.line.origin}/sign-in`)
    await person.page.locator('#password').waitFor()
    await inBothThemes('sign-in', isClean)
  })

  it.each(Object.keys(screens))('the screens of %s are clean', async (username) => {
    const { page } = person
    const { origin } = served.line
    await page.goto(`${origin}/sign-in`)
    await enterAs(page, origin, username)
    for (const { path, open, send } of screens[username] ?? []) {
      await page.goto(origin + path)
      await page.locator('h1').first().waitFor()
      await settled(page)
      if (open) await openFirst(page)
      if (send) await page.getByRole('button', { name: /^Lưu/ }).click()
      await settled(page)
      await inBothThemes(`${username}${path}${open ? ' open' : ''}${send ? ' send' : ''}`, isClean)
    }
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

/** Until skeletons are gone and nothing is fetched any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
  await page.waitForTimeout(300)
}
