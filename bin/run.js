import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'

import { findNode, root } from './node.js'

/** Runs a command line as package.json's scripts would, on Node 24; gives its exit code. */
export function run(line, env = {}) {
  const child = spawn(line, { cwd: root, stdio: 'inherit', shell: true, env: environment(env) })
  return exitOf(child)
}

/** Runs a file on Node 24 and hands signals on; gives its exit code. */
export function runNode(args, env = {}) {
  const child = spawn(findNode(), args, {
    cwd: root,
    // The channel carries nothing: that it closes tells the child that its parent is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment(env),
  })
  handSignalsOn(child)
  return exitOf(child)
}

function environment(env) {
  const path = [dirname(findNode()), join(root, 'node_modules', '.bin'), process.env.PATH]
  return { ...process.env, PATH: path.join(delimiter), ...env }
}

/** Ctrl-C reaches the child by itself; either way it is the child that decides when to end. */
function handSignalsOn(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => process.platform !== 'win32' && child.kill(signal))
  }
}

function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
