import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from './node.js'
import { run } from './run.js'
import { say } from './say.js'

const ingredients = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']
const stampFile = join(root, 'dist', '.built-from')

/** Builds the app when what it is made of has changed since; gives vite's exit code. */
export async function buildIfNeeded() {
  const wanted = stamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return 0
  say('Đang dựng ứng dụng…', 'Building the app…')
  const code = await run('vite build --logLevel warn')
  if (code === 0) writeFileSync(stampFile, wanted)
  return code
}

/** By content, not by time: a checkout changes times, a touched file changes nothing. */
function stamp() {
  const hash = createHash('sha256')
  for (const file of ingredients.flatMap(filesIn)) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesIn(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found ? [path] : []
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
