import { installIfNeeded } from './install.js'
import { runNode } from './run.js'

installIfNeeded()
process.exit(await runNode(['bin/audit-verify.ts', ...process.argv.slice(2)]))
