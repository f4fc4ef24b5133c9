import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { findBinaries, withinReach } from '../../../src/server/database/embedded/binaries.ts'
import { canEnter } from '../../../src/server/database/embedded/system-user.ts'
import { aFolder, ask, postmasterOf, supervise } from '../../support/supervised.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65534
const stranger = { uid: nobody, gid: nobody }
/** A checkout under /root can't be run by anybody else at all. */
const isOpen = isRoot && canEnter(stranger, import.meta.dirname)
let folder = ''

beforeEach(() => {
  folder = aFolder()
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function standing(options: { dataDir: string; elsewhere?: string; uid?: number }) {
  const supervised = await supervise(options)
  if (!supervised.started) throw new Error(supervised.said())
  const { home, url } = supervised.started
  const end = async () => {
    await supervised.end('SIGTERM')
    const note = join(home, 'cluster', 'postmaster.pid')
    for (let turn = 0; turn < 100 && existsSync(note); turn += 1) await pause(50)
  }
  return { home, url, end }
}

function ownerOf(pid: number) {
  return statSync(`/proc/${pid}`).uid
}

describe.skipIf(!isRoot)('the embedded PostgreSQL, started by root', () => {
  it('never runs as root', async () => {
    const { home, end } = await standing({ dataDir: folder })
    expect(ownerOf(postmasterOf(home))).not.toBe(0)
    await end()
  })

  it('goes elsewhere when only root may enter the data folder, and is found again after a move', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const closed = join(folder, 'closed')
    mkdirSync(join(closed, 'data'), { recursive: true })
    chmodSync(closed, 0o700)
    const first = await standing({ dataDir: join(closed, 'data'), elsewhere })
    expect(first.home.startsWith(`${elsewhere}/data-`)).toBe(true)
    await ask(first.url, 'create table note as select 1 as kept')
    await first.end()

    renameSync(join(closed, 'data'), join(closed, 'moved'))
    const later = await standing({ dataDir: join(closed, 'moved'), elsewhere })
    expect(later.home).toBe(first.home)
    expect(await ask(later.url, 'select kept from note')).toEqual([{ kept: 1 }])
    await later.end()
  })

  it('says so when what it put elsewhere is gone, and never begins anew by itself', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir, { mode: 0o700 })
    const first = await standing({ dataDir, elsewhere })
    await first.end()
    rmSync(first.home, { recursive: true })

    const refused = await supervise({ dataDir, elsewhere })
    expect(refused.started).toBeUndefined()
    expect(refused.said()).toMatch(/không còn[^]*is gone/)
  })

  it('says so when the way to its data has been closed, and never begins elsewhere', async () => {
    const dataDir = join(folder, 'data')
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(dataDir)
    const first = await standing({ dataDir, elsewhere })
    await first.end()
    chmodSync(dataDir, 0o700)
    const refused = await supervise({ dataDir, elsewhere })
    expect(refused.started).toBeUndefined()
    expect(refused.said()).toMatch(/không còn vào được[^]*can no longer enter/)
  })

  it('copies the programs to where the lent user can run them', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const near = await findBinaries(undefined, elsewhere)
    const closed = join(folder, 'closed')
    cpSync(dirname(dirname(near.postgres)), closed, { recursive: true, verbatimSymlinks: true })
    chmodSync(closed, 0o700)
    const far = { ...near, postgres: join(closed, 'bin', 'postgres') }

    const { postgres } = withinReach(far, stranger, elsewhere)
    expect(postgres.startsWith(elsewhere)).toBe(true)
    const said = execFileSync(postgres, ['--version'], { ...stranger, encoding: 'utf8' })
    expect(said).toContain(near.version)
  })
})

describe.skipIf(!isOpen)('the embedded PostgreSQL, started by an ordinary user', () => {
  it('runs as that user', async () => {
    const dataDir = join(folder, 'own')
    mkdirSync(dataDir)
    chownSync(dataDir, nobody, nobody)
    const { home, end } = await standing({ dataDir, uid: nobody })
    expect(ownerOf(postmasterOf(home))).toBe(nobody)
    await end()
  })

  it('refuses data that belong to somebody else', async () => {
    const first = await standing({ dataDir: folder })
    await first.end()
    const refused = await supervise({ dataDir: folder, uid: nobody })
    expect(refused.started).toBeUndefined()
    expect(refused.said()).toMatch(/người dùng khác[^]*another user/)
  })
})
