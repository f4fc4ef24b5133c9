import { buildIfNeeded } from './build.js'
import { installIfNeeded } from './install.js'
import { runNode } from './run.js'
import { giveUp } from './say.js'

installIfNeeded()
if (await buildIfNeeded())
  giveUp('Không dựng được ứng dụng; xem lỗi ở trên.', 'The build failed; see above.')
process.exit(await runNode(['bin/serve.ts']))
