import type { Page } from 'playwright-core'
import { demoPassword } from '../builders/people.ts'
import { aTraining } from '../builders/training.ts'
import { enter } from '../support/acts.ts'
import { aPerson, type Person } from '../support/browser.ts'
import { cutLine } from '../support/cut-line.ts'
import { median, rounded, show, spreadOf } from './figures.ts'
import type { Ground } from './ground.ts'
import type { InPage } from './page/device.ts'

const slower = 4
const saves = 80
const starts = 7

/** As slow as a cheap phone: the page's own work, not the disk's. */
async function slow(person: Person, page: Page, rate: number): Promise<void> {
  const cdp = await person.context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate })
}

interface Bench {
  bench: InPage
}

/** Saving one record against a raw strict put; a thousand up and down with the real device. */
export async function benchDevice(ground: Ground): Promise<void> {
  const person = await aPerson()
  const { page } = person
  await page.goto(`http://127.0.0.1:${ground.page}/`)
  await page.waitForFunction(() => 'bench' in globalThis)
  const { plan, round, people } = ground.department
  const { username } = people.stranger
  await page.evaluate(([name, word]) => (globalThis as never as Bench).bench.open(name, word), [
    username,
    demoPassword,
  ] as const)
  const run = () => page.evaluate(() => (globalThis as never as Bench).bench.synchronise())
  const save = (count: number) =>
    page.evaluate(([many, write]) => (globalThis as never as Bench).bench.save(many, write), [
      count,
      { planId: plan.id, roundId: round.id, answers: aTraining() },
    ] as const)
  await run()
  await save(20)
  await slow(person, page, slower)
  const { ours, floor } = await save(saves)
  await slow(person, page, 1)
  const [mine, bare] = [spreadOf(ours), spreadOf(floor)]
  show(`Save one record, CPU ${slower}x, ${saves} times, until it is durable`, [
    {
      what: 'raw IndexedDB put, strict',
      'median ms': rounded(bare.median),
      'p95 ms': rounded(bare.p95),
    },
    {
      what: 'perform: rule, hash, outbox, record',
      'median ms': rounded(mine.median),
      'p95 ms': rounded(mine.p95),
      ratio: rounded(mine.median / bare.median),
      target: '≤ 2.0',
    },
  ])
  await save(1_000 - saves - 20)
  const push = await run()
  await person.close()
  show('The real device in Chromium, loopback: one run that sends all that waits', [
    { ...push, ms: Math.round(push.ms) },
  ])
}

interface Started {
  paint: number
  answer: number
}

/** An offline start from the service worker: first paint, and the home page's answer. */
export async function benchStart(ground: Ground): Promise<void> {
  const ours = await startsOf(ground.app, async (page, origin) => {
    await enter(page, origin, ground.department.people.highTeacher.username)
    await page.getByText('Đã gửi hết').first().waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    return { path: '/', answered: '.ring, [class*=ring]' }
  })
  const floor = await startsOf(ground.page, async (page, origin) => {
    await page.goto(`${origin}/floor.html`)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.reload()
    await page.locator('li').first().waitFor()
    return { path: '/floor.html', answered: 'li' }
  })
  const row = (what: string, some: readonly Started[]) => ({
    what,
    'first paint ms': Math.round(median(some.map(({ paint }) => paint))),
    'answer ms': Math.round(median(some.map(({ answer }) => answer))),
  })
  const ratio = rounded(
    median(ours.map((one) => one.answer)) / median(floor.map((one) => one.answer)),
  )
  show(`Offline start, CPU ${slower}x, ${starts} times`, [
    row('floor: vue, router, pinia, dexie, 50 rows', floor),
    { ...row('home of a teacher', ours), ratio, target: '≤ 2' },
  ])
}

type Prepare = (page: Page, origin: string) => Promise<{ path: string; answered: string }>

async function startsOf(port: number, prepare: Prepare): Promise<Started[]> {
  const line = await cutLine(port)
  const person = await aPerson()
  const { path, answered } = await prepare(person.page, line.origin)
  await person.page.close()
  await line.cut()
  const times: Started[] = []
  for (let turn = 0; turn <= starts; turn += 1) {
    const page = await person.context.newPage()
    await slow(person, page, slower)
    await page.goto(line.origin + path)
    await page.locator(answered).first().waitFor()
    const answer = await page.evaluate(() => performance.now())
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    )
    if (turn > 0) times.push({ paint, answer })
    await page.close()
  }
  await person.close()
  await line.close()
  return times
}

/** What crosses the line on a first visit, until the home page answers. */
export async function benchWeight({ app: port, department: { people } }: Ground): Promise<void> {
  const person = await aPerson()
  const sizes = new Map<string, number>()
  const origin = `http://127.0.0.1:${port}`
  person.context.on('response', (reply) => {
    void reply
      .request()
      .sizes()
      .then(
        ({ responseBodySize }) => {
          const kind = kindOf(
            new URL(reply.url()).pathname,
            reply.request().serviceWorker() !== null,
          )
          sizes.set(kind, (sizes.get(kind) ?? 0) + responseBodySize)
        },
        () => undefined,
      )
  })
  await person.page.goto(origin)
  await enter(person.page, origin, people.groupHead.username, { here: true })
  await person.page.waitForTimeout(2_000)
  await person.close()
  const rows = [...sizes].sort(([, a], [, b]) => b - a)
  show(
    'A first visit, through sign-in to home, as packed on the line',
    rows.map(([what, bytes]) => ({ what, KB: rounded(bytes / 1_000) })),
  )
}

function kindOf(path: string, byWorker: boolean): string {
  if (byWorker) return 'kept by the worker, after the first screen'
  if (path.startsWith('/api')) return 'data'
  return (
    { js: 'scripts', css: 'styles', woff2: 'fonts' }[path.split('.').at(-1) ?? ''] ?? 'page, icons'
  )
}
