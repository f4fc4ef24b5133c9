import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { useGround } from '../../support/app.ts'

const style = '\n  :root { color: #2b1650 }\n'
const script = "document.documentElement.dataset['ready'] = '1'"
const html = `<!doctype html><html lang="vi"><head><style data-critical>${style}</style>
<script>${script}</script><script type="module" src="/assets/app-1a2b.js"></script></head><body></body></html>`

const dist = mkdtempSync(join(tmpdir(), 'dist-'))
mkdirSync(join(dist, 'assets'))
writeFileSync(join(dist, 'index.html'), html)
writeFileSync(join(dist, 'sw.js'), '// worker\n'.repeat(300))
writeFileSync(join(dist, 'manifest.webmanifest'), '{}')
writeFileSync(join(dist, 'assets', 'app-1a2b.js'), '// app\n'.repeat(400))
afterAll(() => {
  rmSync(dist, { recursive: true })
})

const ground = useGround({ config: { publicOrigin: 'https://so.example.vn' } }, { dist })
const page = { accept: 'text/html,application/xhtml+xml' }

describe('the policy for content', () => {
  it('allows the page its own inline style and script, by hash, and nothing unsafe', async () => {
    const { headers } = await ground.app.inject({ url: '/' })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`style-src 'self' ${hashOf(style)}`)
    expect(policy).toContain(`script-src 'self' ${hashOf(script)}`)
    expect(policy.match(/sha256-/g)).toHaveLength(2)
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "connect-src 'self'",
      "img-src 'self' data: blob:",
      "worker-src 'self'",
      "manifest-src 'self'",
    ]) {
      expect(policy.split(';')).toContain(rule)
    }
  })

  it.each(['/', '/api/ping?nonce=1', '/api/docs/', '/api/none', '/healthz', '/sw.js'])(
    'is never unsafe at %s',
    async (url) => {
      const { headers } = await ground.app.inject({ url })
      expect(headers['content-security-policy']).toBeTruthy()
      expect(headers['content-security-policy']).not.toContain('unsafe')
    },
  )

  it('comes with the other headers, HSTS behind TLS', async () => {
    const { headers } = await ground.app.inject({ url: '/' })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    })
    expect(headers['permissions-policy']).toContain('geolocation=()')
  })
})

describe('the page of the first administrator', () => {
  it('has a policy for its own style and script, and keeps its secret out of the request', async () => {
    const reply = await ground.app.inject({ url: '/first-administrator', headers: page })
    expect(reply.body).toContain('location.hash')
    const policy = String(reply.headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toContain('unsafe')
    const [, own = ''] = /<script>([\s\S]*)<\/script>/.exec(reply.body) ?? []
    expect(policy).toContain(hashOf(own))
  })
})

describe('the built client', () => {
  it('keeps hashed files for ever and asks for the rest each time', async () => {
    const keep = async (url: string) => (await ground.app.inject({ url })).headers['cache-control']
    expect(await keep('/assets/app-1a2b.js')).toBe('public, max-age=31536000, immutable')
    for (const url of ['/', '/index.html', '/sw.js', '/manifest.webmanifest']) {
      expect(await keep(url)).toBe('no-cache')
    }
  })

  it.each(['/', '/training', '/outbox?filter=1', '/queue/abc'])(
    'opens at the address %s of the app',
    async (url) => {
      const reply = await ground.app.inject({ url, headers: page })
      expect(reply.statusCode).toBe(200)
      expect(reply.body).toBe(html)
      expect(reply.headers['cache-control']).toBe('no-cache')
    },
  )

  it.each(['/api/none', '/api', '/assets/gone.js', '/healthz/none', '/readyz/'])(
    'never stands in for %s',
    async (url) => {
      const reply = await ground.app.inject({ url, headers: page })
      expect(reply.json()).toMatchObject({ status: 404, code: 'request.not-found' })
    },
  )

  it('is not given to what does not ask for a page', async () => {
    const reply = await ground.app.inject({ url: '/training', headers: { accept: '*/*' } })
    expect(reply.statusCode).toBe(404)
    const post = await ground.app.inject({ method: 'POST', url: '/training', headers: page })
    expect(post.statusCode).toBe(404)
  })

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/%00',
    '/.env',
  ])('gives nothing from outside for %s', async (url) => {
    const reply = await ground.app.inject({ url })
    expect(reply.statusCode).toBeGreaterThanOrEqual(400)
    expect(reply.statusCode).toBeLessThan(500)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  it('is packed on its way', async () => {
    const reply = await ground.app.inject({ url: '/sw.js', headers: { 'accept-encoding': 'gzip' } })
    expect(reply.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(reply.rawPayload).toString()).toContain('worker')
  })
})

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
