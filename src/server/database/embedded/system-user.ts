import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'

import { CannotStart } from '../../cannot-start.ts'

export interface SystemUser {
  uid: number
  gid: number
}

/**
 * PostgreSQL refuses to run as root, so root lends it another user: whoever owns the data already,
 * else `postgres`, else `nobody`. Anybody else runs it as themselves.
 */
export function userFor(cluster: string): SystemUser | undefined {
  const me = process.getuid?.()
  const owner = ownerOf(cluster)
  if (me === 0) return owner && owner.uid !== 0 ? owner : lentUser()
  if (me !== undefined && owner && owner.uid !== me) throw notYours(cluster)
  return undefined
}

export function canEnter(user: SystemUser, folder: string): boolean {
  return passes(user, ['-c', 'cd -- "$1"', 'sh', folder])
}

export function canRun(user: SystemUser, program: string): boolean {
  return passes(user, ['-c', 'test -x "$1"', 'sh', program])
}

export function handOver(path: string, user: SystemUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid)
}

/** Asked of the system itself: modes, access lists and mounts all have their say. */
function passes({ uid, gid }: SystemUser, args: string[]) {
  return spawnSync('/bin/sh', args, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}

function ownerOf(cluster: string): SystemUser | undefined {
  try {
    const found = statSync(cluster, { throwIfNoEntry: false })
    return found && { uid: found.uid, gid: found.gid }
  } catch {
    throw notYours(cluster)
  }
}

function notYours(cluster: string) {
  return new CannotStart(
    `Dữ liệu ở ${cluster} thuộc về người dùng khác. Hãy chạy bằng người dùng đó hoặc root, hoặc đặt DATA_DIR khác.`,
    `The data in ${cluster} belong to another user. Run as that user or root, or set another DATA_DIR.`,
  )
}

function lentUser(): SystemUser {
  const found = named('postgres') ?? named('nobody')
  if (found) return found
  throw new CannotStart(
    'PostgreSQL không chạy bằng root, mà máy này không có người dùng "postgres" hay "nobody". Hãy chạy bằng người dùng thường, hoặc tạo người dùng "postgres".',
    'PostgreSQL does not run as root and this machine has neither a "postgres" nor a "nobody" user. Run as an ordinary user, or create the user "postgres".',
  )
}

function named(name: string): SystemUser | undefined {
  try {
    return { uid: idOf('-u', name), gid: idOf('-g', name) }
  } catch {
    return undefined
  }
}

function idOf(which: '-u' | '-g', name: string) {
  return Number(execFileSync('id', [which, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
}
