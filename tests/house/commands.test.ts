import { once } from 'node:events'
import { existsSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { aHouse, type House } from '../support/a-house.ts'

let house: House

beforeEach(() => {
  house = aHouse()
})

afterEach(() => {
  house.remove()
})

describe('installing', () => {
  const install = "import('./bin/install.js').then((m) => m.installIfNeeded())"

  it('happens once, and again when the lock changes', () => {
    for (let turn = 0; turn < 3; turn += 1) expect(house.run(install).code).toBe(0)
    expect(house.calls()).toEqual(['npm ci --loglevel=error --no-fund --no-audit'])
    house.write('package-lock.json', '{ "changed": true }')
    house.run(install)
    expect(house.calls()).toHaveLength(2)
  })

  it('leaves a folder alone that is only linked: npm would empty it', () => {
    mkdirSync(join(house.root, 'elsewhere'))
    symlinkSync(join(house.root, 'elsewhere'), join(house.root, 'node_modules'), 'dir')
    const { code, said } = house.run(install)
    expect(code).not.toBe(0)
    expect(said).toContain('node_modules is a link')
    expect(house.calls()).toEqual([])
  })

  it('trusts what somebody installed by hand after the lock was written', () => {
    house.write('node_modules/.package-lock.json', '{}')
    house.run(install)
    expect(house.calls()).toEqual([])
  })

  it('does not trust what is older than the lock', () => {
    house.write('node_modules/.package-lock.json', '{}')
    utimesSync(join(house.root, 'node_modules/.package-lock.json'), 1, 1)
    house.run(install)
    expect(house.calls()).toHaveLength(1)
  })

  it('ends with a sentence when npm fails, and tries again the next time', () => {
    const { code, said } = house.run(install, { NPM_FAILS: '1' })
    expect(code).toBe(1)
    expect(said).toMatch(/npm ci không thành công[^]*npm ci failed/)
    house.run(install)
    expect(house.calls()).toHaveLength(2)
  })
})

describe('building', () => {
  const build = "process.exitCode = await import('./bin/build.js').then((m) => m.buildIfNeeded())"

  it('happens when content changed, not when only a time did', () => {
    house.run(build)
    utimesSync(join(house.root, 'src/main.ts'), 1, 1)
    house.run(build)
    expect(house.calls()).toEqual(['vite build --logLevel warn'])
    house.write('src/main.ts', 'second')
    house.run(build)
    expect(house.calls()).toHaveLength(2)
  })

  it('counts for nothing when it fails', () => {
    expect(house.run(build, { VITE_FAILS: '1' }).code).toBe(1)
    expect(house.run(build).code).toBe(0)
    expect(house.calls()).toHaveLength(2)
  })
})

describe('starting', () => {
  const server = (onEnd: string) => `
    import { writeFileSync } from 'node:fs'
    ${onEnd}
    process.stdout.write('stands')
    setInterval(() => {}, 1000)`

  it('hands on the exit code', async () => {
    house.write('bin/serve.ts', 'process.exit(7)')
    const [code] = (await once(house.start(), 'exit')) as [number]
    expect(code).toBe(7)
  })

  it('hands on the wish to end and waits for the server', async () => {
    const end = "process.on('SIGTERM', () => setTimeout(() => process.exit(5), 300))"
    house.write('bin/serve.ts', server(end))
    const child = house.start()
    await untilStanding(child)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([5, null])
  })

  it('lets the server know when it was killed itself', async () => {
    const end = "process.on('disconnect', () => { writeFileSync('told', ''); process.exit() })"
    house.write('bin/serve.ts', server(end))
    const child = house.start()
    await untilStanding(child)
    child.kill('SIGKILL')
    await expect.poll(() => existsSync(join(house.root, 'told'))).toBe(true)
  })

  async function untilStanding(child: ReturnType<House['start']>) {
    let said = ''
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    while (!said.includes('stands')) await pause(20)
  }
})

it('installs and builds with one command, and does neither at the next', async () => {
  house.write('bin/serve.ts', '')
  await once(house.start(), 'exit')
  await once(house.start(), 'exit')
  expect(house.calls().map((call) => call.split(' ')[0])).toEqual(['npm', 'vite'])
})

it('names the steps it knows when asked for another', () => {
  house.write('node_modules/.package-lock.json', '{}')
  const { code, said } = house.run("process.argv[2] = 'nonsense'; await import('./bin/test.js')")
  expect(code).toBe(1)
  expect(said).toMatch(/Không có bước[^]*There is no step[^]*types, lint, walls/)
})
