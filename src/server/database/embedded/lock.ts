import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { CannotStart } from '../../cannot-start.ts'
import { birthOf } from './process-facts.ts'

interface Holder {
  pid: number
  birth: string
}

/**
 * One supervisor a data directory: says so in a file, with who holds it. A file whose holder is
 * gone (killed, power cut) counts for nothing. Gives back the release.
 */
export function takeLock(home: string): () => void {
  const path = join(home, 'supervisor.lock')
  const holder = holderOf(path)
  if (holder && birthOf(holder.pid) === holder.birth) throw inUse(home, holder.pid)
  rmSync(path, { force: true })
  if (!claim(path)) throw inUse(home, holderOf(path)?.pid)
  return () => {
    rmSync(path, { force: true })
  }
}

/** Made, never overwritten: fails when another supervisor was quicker. */
function claim(path: string) {
  const mine: Holder = { pid: process.pid, birth: birthOf(process.pid) ?? '' }
  try {
    writeFileSync(path, JSON.stringify(mine), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function inUse(home: string, pid: number | undefined) {
  return new CannotStart(
    `Dữ liệu ở ${home} đang được một máy chủ khác dùng (tiến trình ${pid}). Hãy dừng nó trước, hoặc đặt DATA_DIR khác.`,
    `The data in ${home} are in use by another server (process ${pid}). Stop it first, or set another DATA_DIR.`,
  )
}
