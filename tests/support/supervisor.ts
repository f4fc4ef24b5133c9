import { startEmbedded } from '../../src/server/database/embedded/start.ts'

/** The parent in the tests of the supervisor: a process of its own, so that it can be killed. */
const [dataDir = '', elsewhere = ''] = process.argv.slice(2)
const log = (line: string) => {
  process.stderr.write(`${line}\n`)
}

try {
  const { url, home } = await startEmbedded({ dataDir, elsewhere, log })
  process.stdout.write(`${JSON.stringify({ url, home })}\n`)
  setInterval(() => {}, 60_000)
} catch (problem) {
  process.stderr.write(`${String(problem)}\n`)
  process.exit(1)
}
