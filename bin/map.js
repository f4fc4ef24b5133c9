#!/usr/bin/env node
// Redraws the map in ARCHITECTURE.md from the code's own imports; `--check` only compares.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = new URL('../ARCHITECTURE.md', import.meta.url)
const [begin, end] = ['<!-- map -->', '<!-- /map -->']

/** Whole rooms, and inside them the folders that STYLE.md names. */
const rooms = '^src/(domain|contract|client/features/[^/]+|client/[^/]+|server/[^/]+(?=/))'

function draw() {
  const depcruise = fileURLToPath(
    new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url),
  )
  const options = ['--config', '.dependency-cruiser.cjs', '--include-only', '^src']
  const shape = ['--collapse', rooms, '--output-type', 'mermaid']
  return execFileSync(process.execPath, [depcruise, 'src', ...options, ...shape], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
}

const text = readFileSync(page, 'utf8')
const [before, rest] = text.split(begin)
const after = rest.split(end)[1]
const fresh = `${before}${begin}\n\n\`\`\`mermaid\n${draw()}\n\`\`\`\n\n${end}${after}`
if (fresh === text) process.exit(0)
if (process.argv.includes('--check')) {
  console.error('ARCHITECTURE.md: the map is not what the code says. Run npm run map.')
  process.exit(1)
}
writeFileSync(page, fresh)
