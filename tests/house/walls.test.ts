import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Breach {
  wall: string
  from: string
  /** A file of ours, or the name of a package. */
  to: string
  type?: boolean
}

const root = resolve(import.meta.dirname, '../..')
const cjs = createRequire(import.meta.url)

// Each wall with an import that goes through it.
const breaches: Breach[] = [
  { wall: 'domain-stands-alone', from: 'src/domain/a.ts', to: 'src/contract/words.ts', type: true },
  { wall: 'domain-knows-typebox-only', from: 'src/domain/b.ts', to: 'dexie' },
  { wall: 'domain-knows-typebox-only', from: 'src/domain/c.ts', to: 'node:fs' },
  { wall: 'contract-sees-domain', from: 'src/contract/a.ts', to: 'src/server/config.ts' },
  { wall: 'contract-is-words', from: 'src/contract/b.ts', to: 'vue' },
  { wall: 'client-and-server-are-apart', from: 'src/client/api/s.ts', to: 'src/server/config.ts' },
  { wall: 'client-and-server-are-apart', from: 'src/server/c.ts', to: 'src/client/ui/show.ts' },
  { wall: 'ui-sees-domain', from: 'src/client/ui/a.ts', to: 'src/contract/words.ts' },
  { wall: 'ui-sees-domain', from: 'src/client/ui/b.vue', to: 'src/client/state/session.ts' },
  { wall: 'ui-knows-no-store-router-or-database', from: 'src/client/ui/c.vue', to: 'vue-router' },
  {
    wall: 'api-sees-contract-and-domain',
    from: 'src/client/api/a.ts',
    to: 'src/client/device/d.ts',
  },
  { wall: 'api-knows-no-screen', from: 'src/client/api/b.ts', to: 'vue' },
  {
    wall: 'device-sees-contract-and-domain',
    from: 'src/client/device/a.ts',
    to: 'src/client/api/x.ts',
  },
  { wall: 'device-knows-no-screen', from: 'src/client/device/b.ts', to: 'vue' },
  { wall: 'state-sees-device-and-api', from: 'src/client/state/a.ts', to: 'src/client/ui/show.ts' },
  {
    wall: 'features-see-state-and-ui',
    from: 'src/client/features/x/a.ts',
    to: 'src/client/app/words.ts',
  },
  {
    wall: 'features-know-device-and-api-by-type',
    from: 'src/client/features/x/b.ts',
    to: 'src/client/device/d.ts',
  },
  {
    wall: 'features-do-not-import-each-other',
    from: 'src/client/features/x/c.vue',
    to: 'src/client/features/y/page.ts',
    type: true,
  },
  { wall: 'only-app-wires', from: 'src/client/state/b.ts', to: 'src/client/app/words.ts' },
  {
    wall: 'database-stands-below',
    from: 'src/server/database/a.ts',
    to: 'src/server/http/reply.ts',
  },
  { wall: 'database-knows-no-http', from: 'src/server/database/b.ts', to: 'fastify' },
  {
    wall: 'records-stand-below-the-doors',
    from: 'src/server/records/a.ts',
    to: 'src/server/sync/s.ts',
  },
  { wall: 'records-know-no-http', from: 'src/server/records/b.ts', to: 'fastify' },
  {
    wall: 'doors-do-not-import-each-other',
    from: 'src/server/accounts/a.ts',
    to: 'src/server/sync/s.ts',
  },
  { wall: 'http-knows-no-door', from: 'src/server/http/a.ts', to: 'src/server/sync/s.ts' },
  { wall: 'src-never-imports-tests', from: 'src/server/d.ts', to: 'tests/builders/b.ts' },
  { wall: 'no-cycles', from: 'src/domain/round.ts', to: 'src/domain/trip.ts' },
  { wall: 'no-ghosts', from: 'src/domain/e.ts', to: 'src/domain/nowhere.ts' },
]

// What a wall must let through, or the rooms could not speak at all.
const ways: Omit<Breach, 'wall'>[] = [
  { from: 'src/client/features/x/d.ts', to: 'src/client/device/d.ts', type: true },
  { from: 'src/client/features/x/e.vue', to: 'src/client/ui/show.ts' },
  { from: 'src/client/app/f.ts', to: 'src/client/features/y/page.ts' },
  { from: 'src/server/accounts/b.ts', to: 'src/server/records/r.ts' },
  { from: 'src/client/state/c.ts', to: 'src/client/device/d.ts' },
]

let house: string
let violations: { rule: { name: string }; from: string }[]

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'walls-'))
  for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(house, file))
  }
  for (const name of ['vue', 'vue-router', 'dexie', 'fastify']) plantPackage(name)
  for (const { to } of [...breaches, ...ways]) {
    if (to.includes('.ts') && !to.includes('nowhere')) plant(to, 'export const here = 1\n')
  }
  plant('src/domain/lonely.ts', 'export const lonely = 1\n')
  for (const breach of [...breaches, ...ways]) plantImport(breach)
  plantImport({ from: 'src/domain/trip.ts', to: 'src/domain/round.ts' })
  violations = cruise()
}, 60_000)

afterAll(() => {
  rmSync(house, { recursive: true, force: true })
})

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), text)
}

function plantPackage(name: string): void {
  const folder = `node_modules/${name}`
  plant(`${folder}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
  plant(`${folder}/index.js`, 'module.exports = {}\n')
}

function plantImport({ from, to, type }: Omit<Breach, 'wall'>): void {
  const target = to.includes('/') ? `./${relative(dirname(from), to)}` : to
  const use = type ? `import type { here } from '${target}'` : `import { here } from '${target}'`
  const text = `${use}\nexport const use${type ? ': typeof here | 1 = 1' : ' = here'}\n`
  plant(from, from.endsWith('.vue') ? `<script lang="ts">\n${text}</script>\n` : text)
}

function cruise(): typeof violations {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [bin, 'src', 'tests', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  expect(stderr).toBe('')
  return (JSON.parse(stdout) as { summary: { violations: typeof violations } }).summary.violations
}

const refusalsOf = (file: string): string[] =>
  violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)

describe('the walls', () => {
  it.each(breaches)('$wall refuses $from -> $to', ({ wall, from }) => {
    expect(refusalsOf(from)).toContain(wall)
  })

  it('refuse a file that nobody imports', () => {
    expect(refusalsOf('src/domain/lonely.ts')).toContain('no-orphans')
  })

  it.each(ways)('let $from see $to', ({ from }) => {
    expect(refusalsOf(from)).toEqual([])
  })

  it('are all tried here', () => {
    const { forbidden } = cjs(join(root, '.dependency-cruiser.cjs')) as {
      forbidden: { name: string }[]
    }
    const tried = new Set([...breaches.map(({ wall }) => wall), 'no-orphans'])
    expect(forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
  })
})
