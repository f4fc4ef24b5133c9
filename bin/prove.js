import { performance } from 'node:perf_hooks'

import { installIfNeeded } from './install.js'
import { run } from './run.js'
import { giveUp } from './say.js'

/** What `npm test` shows in seconds, many times over. A variable of the same name sets another number. */
const proofs = {
  device: {
    shows: 'devices on bad lines: nothing lost, nothing doubled, in any order',
    times: { RUNS: 400 },
    tests: '--project device nothing-is-lost',
  },
  writers: {
    shows: '24 write and one reads: none missed, none out of order',
    times: { TURNS: 60 },
    tests: '--project server tests/server/sync/bad-days -t "24 write"',
  },
  input: {
    shows: 'any input: an answer in kind, never a 5xx',
    times: { RUNS: 2_000 },
    tests: '--project server tests/server/sync/any-input',
  },
  kills: {
    shows: 'the server killed with -9 in mid-send: one effect, one receipt',
    times: { KILLS: 60 },
    tests: '--project journeys tests/journeys/bad-days',
  },
}

installIfNeeded()
const SEED = process.env.SEED || String(Date.now() % 1_000_000_000)
const asked = process.argv.slice(2)
const names = asked.length ? asked : Object.keys(proofs)
for (const name of names) if (!Object.hasOwn(proofs, name)) refuse(name)
console.log(`SEED=${SEED}`)
const rows = []
for (const name of names) rows.push(await prove(name))
console.log('')
console.table(rows)
process.exit(rows.every(({ proved }) => proved === '✓') ? 0 : 1)

async function prove(name) {
  const { shows, times, tests } = proofs[name]
  const [[variable, usual]] = Object.entries(times)
  const number = process.env[variable] || String(usual)
  console.log(`\n── ${name}: ${shows}`)
  const begun = performance.now()
  const code = await run(`vitest run ${tests}`, { SEED, [variable]: number })
  const seconds = Math.round((performance.now() - begun) / 1000)
  return { proof: name, shows, times: `${variable}=${number}`, seconds, proved: code ? '✗' : '✓' }
}

function refuse(name) {
  const known = Object.keys(proofs).join(', ')
  giveUp(
    `Không có phép thử "${name}". Có: ${known}.`,
    `There is no proof "${name}". There are: ${known}.`,
  )
}
