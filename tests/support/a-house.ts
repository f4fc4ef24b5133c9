import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin', import.meta.url))

/** A checkout with our commands and nothing else that is real: npm and vite only note their calls. */
export interface House {
  root: string
  write: (path: string, text: string) => void
  calls: () => string[]
  /** Runs JavaScript beside the commands and gives its exit code and what it said. */
  run: (code: string, env?: Record<string, string>) => { code: number | null; said: string }
  start: () => ChildProcess
  remove: () => void
}

const fakeNpm = `
import fs from 'node:fs'
fs.appendFileSync('calls', 'npm ' + process.argv.slice(2).join(' ') + '\\n')
if (process.env.NPM_FAILS) process.exit(1)
fs.mkdirSync('node_modules', { recursive: true })
fs.writeFileSync('node_modules/.package-lock.json', '{}')
`

const fakeVite = `#!/bin/sh
echo "vite $*" >> calls
test -z "$VITE_FAILS" && mkdir -p dist
`

export function aHouse(): House {
  const root = mkdtempSync(join(tmpdir(), 'so-tay-so-house-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, { mode: 0o755 })
  }
  cpSync(bin, join(root, 'bin'), { recursive: true })
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', '{}')
  write('src/main.ts', 'first')
  write('calls', '')
  write('fake/npm-cli.js', fakeNpm)
  write('fake/vite', fakeVite)
  const env = environment(root)
  return {
    root,
    write,
    calls: () => readFileSync(join(root, 'calls'), 'utf8').split('\n').filter(Boolean),
    run: (code, more = {}) => {
      const args = ['--input-type=module', '--eval', code]
      const options = { cwd: root, env: { ...env, ...more }, encoding: 'utf8' as const }
      const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
      return { code: status, said: stdout + stderr }
    },
    start: () => spawn(process.execPath, ['bin/start.js'], { cwd: root, env }),
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function environment(root: string) {
  const path = `${join(root, 'fake')}:${process.env['PATH'] ?? ''}`
  return { ...process.env, PATH: path, npm_execpath: join(root, 'fake/npm-cli.js') }
}
