import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enter } from '../support/acts.ts'
import { aPerson, phone, picture, type Person } from '../support/browser.ts'
import { anIdentityHouse, type IdentityHouse } from '../support/identity-provider.ts'
import { aServedDemo, type Served } from '../support/served.ts'

let provider: IdentityHouse
let served: Served
let person: Person
let origin: string

/** The provider must know the way back before the server is there. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

beforeAll(async () => {
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  provider = await anIdentityHouse([`${origin}/api/identity/callback`])
  const env = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Tài khoản ngành',
    OIDC_IDENTIFIER_CLAIM: 'ma_dinh_danh',
  }
  served = await aServedDemo({ env, port })
  person = await aPerson({ viewport: phone })
})

afterAll(async () => {
  await person.close()
  await served.close()
  await provider.close()
})

const atProvider = async (name: string) => {
  const { page } = person
  await page.getByRole('link', { name: 'Đăng nhập bằng Tài khoản ngành' }).click()
  await page.waitForURL((url) => url.origin === provider.issuer)
  const login = page.locator('input[name="login"]')
  await login.fill(name)
  await page.locator('input[name="password"]').fill('x')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.origin === origin)
}

it('says why when nobody here is whom the provider names, and opens whom it knows', async () => {
  const { page, context } = person
  await page.goto(`${origin}/sign-in`)
  await atProvider('la')
  await page.getByText('chưa có tài khoản nào mang mã này').waitFor()
  await picture(page, 'identity unknown')

  await context.clearCookies()
  const hoa = await served.db
    .selectFrom('account')
    .select('personId')
    .where('username', '=', 'gv.hoa')
    .executeTakeFirstOrThrow()
  await served.db
    .updateTable('person')
    .set({ code: 'HB-0001' })
    .where('id', '=', hoa.personId)
    .execute()
  provider.identifiers.set('hoa', 'HB-0001')
  await atProvider('hoa')
  await page.waitForURL((url) => url.pathname === '/')
  await page.getByText('Đã gửi hết').first().waitFor({ state: 'attached' })
})

it('links one’s own account from its page', async () => {
  const other = await aPerson({ viewport: phone })
  const { page } = other
  await enter(page, origin, 'so.mai')
  await page.goto(`${origin}/account/security`)
  await page.getByRole('button', { name: 'Liên kết với Tài khoản ngành' }).click()
  await page.waitForURL((url) => url.origin === provider.issuer)
  await page.locator('input[name="login"]').fill('mai')
  await page.locator('input[name="password"]').fill('x')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/account/security')
  await page.getByText('Tài khoản này đã liên kết').waitFor()
  const links = await served.db.selectFrom('identity').select('subject').execute()
  expect(links.map(({ subject }) => subject).sort()).toEqual(['hoa', 'mai'])
  await other.close()
})
