import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const phone = { width: 360, height: 740 }
export const laptop = { width: 1280, height: 800 }

/** A person's browser, with a profile on disk that outlives a restart. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  /** What the pages said on their consoles that they should not have. */
  readonly complaints: string[]
  /** Ends the browser as it is, or kills it without a word, and starts it again on the same profile. */
  restart(how?: { killed: boolean }): Promise<Person>
  close(): Promise<void>
}

export async function aPerson(
  options: {
    viewport?: { width: number; height: number }
    userAgent?: string
    profile?: string
    args?: readonly string[]
  } = {},
): Promise<Person> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'so-tay-so-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: [...flags, ...(options.args ?? [])],
    viewport: options.viewport ?? phone,
    ...(options.userAgent !== undefined && { userAgent: options.userAgent }),
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  })
  context.setDefaultTimeout(15_000)
  const complaints: string[] = []
  const listen = (page: Page) => {
    page.on('pageerror', (problem) => complaints.push(String(problem)))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(message.text())
    })
  }
  context.on('page', listen)
  const page = context.pages()[0] ?? (await context.newPage())
  listen(page)
  return {
    page,
    context,
    complaints,
    restart: async ({ killed } = { killed: false }) => {
      if (killed) await kill(context, profile)
      else await context.close()
      return aPerson({ ...options, profile })
    },
    close: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** Chromium notes in its profile which process holds it: machine-number. */
async function kill(context: BrowserContext, profile: string): Promise<void> {
  const gone = context.waitForEvent('close')
  process.kill(Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1)), 'SIGKILL')
  await gone
}

/** Everything the line's absence makes a browser say by itself. */
export function unexpected(complaints: readonly string[]): string[] {
  return complaints.filter((text) => !/ERR_|Failed to load resource|net::/.test(text))
}

/** Keeps what a failed test saw, where `PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) })
}
