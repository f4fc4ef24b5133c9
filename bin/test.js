import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import { buildIfNeeded } from './build.js'
import { findChromium } from './chromium.js'
import { installIfNeeded } from './install.js'
import { root } from './node.js'
import { run } from './run.js'
import { giveUp } from './say.js'

const project = (name) => () => run(`vitest run --project ${name}`)

async function browser() {
  const CHROMIUM_PATH = findChromium()
  const code = await buildIfNeeded()
  return code || run('vitest run --project browser', { CHROMIUM_PATH })
}

/** Cheapest first, so that a slip is told in seconds. */
const steps = {
  types: () => run('npm run --silent types'),
  lint: () => run('npm run --silent lint'),
  walls: () => run('npm run --silent walls'),
  format: () => run('npm run --silent format:check'),
  build: buildIfNeeded,
  unit: project('unit'),
  device: project('device'),
  client: project('client'),
  house: project('house'),
  server: project('server'),
  journeys: project('journeys'),
  browser,
}

installIfNeeded()
const asked = process.argv.slice(2)
const names = asked.length ? asked : Object.keys(steps)
const took = []
for (const name of names) {
  const begun = performance.now()
  console.log(`\n── ${name}`)
  const code = await stepOf(name)()
  took.push({ name, code, seconds: (performance.now() - begun) / 1000 })
  if (code !== 0) break
}
report()
process.exit(took.at(-1)?.code ?? 0)

/** A step by its name, or one folder of tests: `node bin/test.js domain`. */
function stepOf(name) {
  if (Object.hasOwn(steps, name)) return steps[name]
  if (/^[\w-]+$/.test(name) && existsSync(join(root, 'tests', name))) {
    return () => run(`vitest run tests/${name}/`)
  }
  const known = Object.keys(steps).join(', ')
  return giveUp(
    `Không có bước "${name}". Có: ${known}.`,
    `There is no step "${name}". There are: ${known}.`,
  )
}

function report() {
  const total = took.reduce((sum, { seconds }) => sum + seconds, 0)
  const line = (name, seconds, end) =>
    console.log(`${name.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s  ${end}`)
  console.log('')
  for (const { name, code, seconds } of took) line(name, seconds, code ? `✗ ${code}` : '✓')
  line('total', total, names.length === took.length ? '' : `${names.length - took.length} not run`)
}
