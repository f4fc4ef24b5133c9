import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { CannotStart } from '../../cannot-start.ts'
import { running, type Site } from './site.ts'
import { handOver } from './system-user.ts'

const execute = promisify(execFile)

/**
 * The same on every machine: UTF-8, built-in code point order. Vietnamese order is asked for where
 * it is needed (`collate "vi-x-icu"`), never taken from the machine's locale.
 */
const nature = [
  ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ...['--auth=scram-sha-256', '--username=postgres', '--no-instructions'],
]

/** Makes the cluster at the first start; later only checks that this PostgreSQL can read it. */
export async function ensureCluster(site: Site): Promise<void> {
  if (existsSync(site.cluster)) refuseOtherVersion(site)
  else await createCluster(site)
}

/** The password that PostgreSQL was given when its cluster was made. */
export function passwordOf({ home }: Site): string {
  return readFileSync(join(home, 'password'), 'utf8').trim()
}

function refuseOtherVersion({ cluster, binaries }: Site) {
  const theirs = versionIn(cluster)
  const ours = binaries.version.split('.')[0] ?? ''
  if (theirs === ours) return
  throw new CannotStart(
    `Dữ liệu ở ${cluster} là của PostgreSQL ${theirs}, còn bản kèm theo là ${ours}. Hãy sao lưu bằng PostgreSQL ${theirs} rồi khôi phục, hoặc đặt DATABASE_URL tới một PostgreSQL ${theirs}. Không có gì bị thay đổi.`,
    `The data in ${cluster} were written by PostgreSQL ${theirs}, but ${ours} is embedded here. Dump them with PostgreSQL ${theirs} and restore, or point DATABASE_URL to a PostgreSQL ${theirs}. Nothing was changed.`,
  )
}

function versionIn(cluster: string) {
  const file = join(cluster, 'PG_VERSION')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '?'
}

/** Built under another name first: a cluster cut short in the making is thrown away, not opened. */
async function createCluster(site: Site) {
  const draft = `${site.cluster}.new`
  rmSync(draft, { recursive: true, force: true })
  const password = writePassword(site)
  const args = [`--pgdata=${draft}`, `--pwfile=${password}`, ...nature]
  await execute(site.binaries.initdb, args, running(site))
  renameSync(draft, site.cluster)
}

function writePassword({ home, user }: Site) {
  const path = join(home, 'password')
  writeFileSync(path, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flush: true })
  handOver(path, user)
  return path
}
