import { afterAll, beforeAll, expect, it } from 'vitest'
import { enter } from '../support/acts.ts'
import { aPerson, phone, unexpected, type Person } from '../support/browser.ts'
import { aServedDemo, type Served } from '../support/served.ts'

let served: Served
let person: Person

beforeAll(async () => {
  served = await aServedDemo()
  person = await aPerson({ viewport: phone })
})

afterAll(async () => {
  await person.close()
  await served.close()
})

it('paints its shell from the HTML alone, before any script or sheet has come', async () => {
  const { page } = person
  await page.route(/\/assets\//, () => undefined)
  await page.goto(served.line.origin, { waitUntil: 'commit' })
  await page.getByText('Sổ tay số').first().waitFor()
  const paint = () =>
    page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)
  await expect.poll(paint).toBe(1)
  const scripts = await page.evaluate(
    () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\.(js|css)$/.test(name))
        .filter((entry) => (entry as PerformanceResourceTiming).responseEnd > 0).length,
  )
  expect(scripts).toBe(0)
  await page.unroute(/\/assets\//)
})

it('lets nothing run or load that its policy does not name', async () => {
  const { page } = person
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`)
    })
  })
  await enter(page, served.line.origin, 'gv.hoa')
  for (const path of ['/', '/training', '/training/new', '/outbox']) {
    await page.goto(served.line.origin + path)
    await page.locator('h1').waitFor()
  }
  expect(unexpected(person.complaints)).toEqual([])
  const { headers } = await fetch(served.line.origin)
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe/)
})

it('keeps neither records nor answers of the server in the worker’s caches', async () => {
  const urls = await person.page.evaluate(async () => {
    const all: string[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      all.push(...(await cache.keys()).map(({ url }) => new URL(url).pathname))
    }
    return all
  })
  expect(urls).toContain('/index.html')
  expect(urls.filter((path) => path.startsWith('/api'))).toEqual([])
})
