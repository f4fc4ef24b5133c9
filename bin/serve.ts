import { CannotStart } from '../src/server/cannot-start.ts'
import { readConfig, type Config } from '../src/server/config.ts'
import { serve, type Serving } from '../src/server/main.ts'

/** Longer than any request; a phone that holds its line open must not keep the server from ending. */
const graceMs = 10_000

const demoAccounts = [
  ['gv.hoa', 'giáo viên', 'teacher'],
  ['ht.binh', 'hiệu trưởng', 'principal'],
  ['pht.lan', 'phó hiệu trưởng', 'deputy principal'],
  ['xa.tam', 'cán bộ xã', 'commune officer'],
  ['so.mai', 'chuyên viên Sở', 'department reviewer'],
  ['so.nam', 'chuyên viên Sở', 'department reviewer'],
  ['ld.son', 'lãnh đạo', 'leader'],
  ['qt.an', 'quản trị', 'administrator'],
] as const

const log = (line: string) => {
  process.stdout.write(`${line}\n`)
}

try {
  const config = readConfig(process.env)
  const serving = await begin(config)
  endOn(serving)
  if (config.demo) showDemoAccounts()
} catch (problem) {
  process.stderr.write(`\n${problem instanceof CannotStart ? problem.message : say(problem)}\n`)
  process.exit(1)
}

/** The builders of the demo department are the tests' own; only a demo loads them. */
async function begin(config: Config) {
  if (!config.demo) return serve({ config, log })
  const { fillDemo } = await import('../tests/seed.ts')
  return serve({ config, log, fillEmpty: fillDemo })
}

function endOn({ close }: Serving) {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    log('Đang dừng… / Stopping…')
    setTimeout(() => process.exit(1), graceMs).unref()
    close().then(
      () => process.exit(0),
      (problem: unknown) => {
        process.stderr.write(`${say(problem)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
  // The command that started us was killed: nobody would know that we are still here.
  process.on('disconnect', end)
}

function showDemoAccounts() {
  log('\nTài khoản dùng thử / Demo accounts (mật khẩu / password: so-tay-so)')
  for (const [name, vi, en] of demoAccounts) log(`  ${name.padEnd(8)} ${vi} / ${en}`)
}

function say(problem: unknown) {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
}
