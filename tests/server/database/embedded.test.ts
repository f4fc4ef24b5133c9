import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { aFolder, ask, postmasterOf, supervise, type Supervised } from '../../support/supervised.ts'

const open: Supervised[] = []
let dataDir = ''

beforeEach(() => {
  dataDir = aFolder()
})

afterEach(async () => {
  for (const supervised of open.splice(0)) await supervised.end('SIGTERM')
  await gone(join(dataDir, 'postgresql'))
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(options: { elsewhere?: string; uid?: number } = {}) {
  const supervised = await supervise({ dataDir, ...options })
  open.push(supervised)
  return supervised
}

async function standing(options: { elsewhere?: string; uid?: number } = {}) {
  const supervised = await start(options)
  if (!supervised.started) throw new Error(supervised.said())
  return { ...supervised, ...supervised.started }
}

/** PostgreSQL removes its note as the last thing it does. */
async function gone(home: string) {
  const note = join(home, 'cluster', 'postmaster.pid')
  for (let turn = 0; turn < 100 && existsSync(note); turn += 1) await pause(50)
  expect(existsSync(note)).toBe(false)
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was committed, and starts again in well under 5 s', async () => {
    const first = await standing()
    await ask(first.url, 'create table note (text text)')
    await ask(first.url, "insert into note values ('Nguyễn Thị Đào')")
    await first.end('SIGTERM')
    await gone(first.home)

    const begun = performance.now()
    const later = await standing()
    expect(performance.now() - begun).toBeLessThan(4000)
    expect(await ask(later.url, 'select text from note')).toEqual([{ text: 'Nguyễn Thị Đào' }])
  })

  it('is durable, speaks UTF-8 and UTC, orders Vietnamese, and lends the application no superuser', async () => {
    const { url } = await standing()
    const [facts] = await ask(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
        lower('ĐẶNG') as lower, 'ă' < 'b' collate "vi-x-icu" as ordered, usesuper as super
       from pg_user where usename = current_user`,
    )
    expect(facts).toEqual({
      fsync: 'on',
      commit: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      lower: 'đặng',
      ordered: true,
      super: false,
    })
  })

  it('keeps strangers out: a password, known to its owner alone', async () => {
    const { url, home } = await standing()
    expect(statSync(join(home, 'password')).mode & 0o077).toBe(0)
    expect(statSync(home).mode & 0o077).toBe(0)
    const wrong = new URL(url)
    wrong.password = 'guessed'
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password/)
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'stops with its parent on %s',
    async (signal) => {
      const { home, end } = await standing()
      await end(signal)
      await gone(home)
      expect(existsSync(join(home, 'supervisor.lock'))).toBe(false)
    },
  )

  it('recovers when its parent was killed and PostgreSQL lives on', async () => {
    const first = await standing()
    await ask(first.url, 'create table note as select 1 as kept')
    await first.end('SIGKILL')
    const left = postmasterOf(first.home)
    expect(process.kill(left, 0)).toBe(true)

    const later = await standing()
    expect(later.said()).toContain(String(left))
    expect(postmasterOf(later.home)).not.toBe(left)
    expect(await ask(later.url, 'select kept from note')).toEqual([{ kept: 1 }])
  })

  it('recovers when parent and PostgreSQL were killed together, as in a power cut', async () => {
    const first = await standing()
    await ask(first.url, 'create table note as select 1 as kept')
    const postmaster = postmasterOf(first.home)
    await first.end('SIGKILL')
    process.kill(postmaster, 'SIGKILL')

    const later = await standing()
    expect(await ask(later.url, 'select kept from note')).toEqual([{ kept: 1 }])
  })

  it('clears a note whose number belongs to another program by now', async () => {
    const first = await standing()
    await first.end('SIGTERM')
    await gone(first.home)
    const note = `${process.pid}\n${join(first.home, 'cluster')}\n1\n1\n\n127.0.0.1\n1 1\nready   \n`
    writeFileSync(join(first.home, 'cluster', 'postmaster.pid'), note)

    await standing()
    expect(process.kill(process.pid, 0)).toBe(true)
  })

  it('starts PostgreSQL again, at the same address, when it dies on its own', async () => {
    const { url, home } = await standing()
    const before = postmasterOf(home)
    process.kill(before, 'SIGKILL')
    await expect
      .poll(() => ask(url, 'select 1 as there').catch(() => []), { timeout: 15_000, interval: 200 })
      .toEqual([{ there: 1 }])
    expect(postmasterOf(home)).not.toBe(before)
  })

  it('refuses a second server on the same data and leaves the first alone', async () => {
    const first = await standing()
    const second = await start()
    expect(second.started).toBeUndefined()
    expect(second.said()).toMatch(/đang được một máy chủ khác dùng[^]*in use by another server/)
    expect(second.said()).toContain(String(first.child.pid))
    expect(await ask(first.url, 'select 1 as there')).toEqual([{ there: 1 }])
  })

  it('refuses data of another version and changes nothing', async () => {
    const first = await standing()
    await first.end('SIGTERM')
    await gone(first.home)
    writeFileSync(join(first.home, 'cluster', 'PG_VERSION'), '16\n')
    const refused = await start()
    expect(refused.started).toBeUndefined()
    expect(refused.said()).toMatch(
      /PostgreSQL 16, còn bản kèm theo là 18[^]*written by PostgreSQL 16/,
    )

    writeFileSync(join(first.home, 'cluster', 'PG_VERSION'), '18\n')
    await standing()
  })
})
