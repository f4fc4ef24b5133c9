import { describe, expect, it } from 'vitest'
import { useGround } from '../../support/app.ts'
import { operationsOf, type Description } from '../../support/operations.ts'

const ground = useGround()

const describeIt = async () => {
  const reply = await ground.app.inject({ url: '/api/openapi.json' })
  expect(reply.statusCode).toBe(200)
  return reply.json<Description>()
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and gives every operation a summary, tags, security and replies', async () => {
    const description = await describeIt()
    expect(description.openapi).toBe('3.1.0')
    const operations = operationsOf(description)
    expect(operations.length).toBeGreaterThan(10)
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toBeTruthy()
      expect(operation.tags?.length, name).toBeGreaterThan(0)
      expect(Object.keys(operation.responses), name).toContain('default')
      if (name.includes(' /api/')) expect(operation.security, name).toBeDefined()
    }
  })

  it('leaves out files and its own page', async () => {
    const paths = Object.keys((await describeIt()).paths)
    expect(paths.filter((path) => !/^\/(api\/|healthz|readyz)/.test(path))).toEqual([])
    expect(paths.filter((path) => path.includes('docs'))).toEqual([])
  })

  it('can be read on a page', async () => {
    const page = await ground.app.inject({ url: '/api/docs/' })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toContain('text/html')
    const own = await ground.app.inject({ url: '/api/docs/static/swagger-initializer.js' })
    expect(own.statusCode).toBe(200)
  })
})

describe('health', () => {
  it('lives and is ready', async () => {
    expect((await ground.app.inject({ url: '/healthz' })).json()).toEqual({ alive: true })
    const ready = await ground.app.inject({ url: '/readyz' })
    expect(ready.json()).toEqual({ ready: true, database: 'answers', missingMigrations: [] })
  })
})
