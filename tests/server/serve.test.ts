import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { aFolder } from '../support/supervised.ts'

const script = fileURLToPath(new URL('../../bin/serve.ts', import.meta.url))
const silent = {
  DEMO: '',
  DATABASE_URL: '',
  PORT: '',
  HOST: '',
  PUBLIC_ORIGIN: '',
  TRUST_PROXY: '',
}
let dataDir = ''
let child: ChildProcess | undefined

beforeEach(() => {
  dataDir = aFolder()
})

afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  rmSync(dataDir, { recursive: true, force: true })
})

/** The whole server as a person starts it. */
function serve(env: Record<string, string>) {
  const settings = { ...process.env, ...silent, DATA_DIR: dataDir, ...env }
  child = spawn(process.execPath, [script], { env: settings })
  let said = ''
  const hear = (text: Buffer) => (said += text.toString())
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return { child, said: () => said, ended: once(child, 'exit') }
}

function until(said: () => string, words: RegExp) {
  return expect.poll(said, { timeout: 20_000, interval: 50 }).toMatch(words)
}

it('invites the first administrator to an empty department, answers, and ends with grace', async () => {
  const { child: server, said, ended } = serve({ PORT: '0', DEMO: '0' })
  await until(said, /make the first administrator:\n {2}http/)
  const port = /running at http:\/\/127\.0\.0\.1:(\d+)/.exec(said())?.[1] ?? ''
  expect(port).not.toBe('0')
  expect(said()).toContain(`http://127.0.0.1:${port}/`)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)

  server.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

it('says in two languages that the port it was told is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = String((other.address() as { port: number }).port)
  const { said, ended } = serve({ PORT: port, DEMO: '0' })
  expect(await ended).toEqual([1, null])
  expect(said()).toMatch(/Cổng \d+ đang được[^]*is in use/)
  expect(said()).not.toMatch(/^ +at /m)
  other.close()
})

it('says which setting is wrong, and no more', async () => {
  const { said, ended } = serve({ PORT: 'abc' })
  expect(await ended).toEqual([1, null])
  expect(said().trim().split('\n')).toHaveLength(2)
})
