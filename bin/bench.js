import { buildIfNeeded } from './build.js'
import { findChromium } from './chromium.js'
import { installIfNeeded } from './install.js'
import { runNode } from './run.js'

// All parts, or those named: `npm run bench -- commands sync import device start weight`.
installIfNeeded()
const CHROMIUM_PATH = findChromium()
const code = await buildIfNeeded()
process.exit(
  code || (await runNode(['tests/bench/bench.ts', ...process.argv.slice(2)], { CHROMIUM_PATH })),
)
