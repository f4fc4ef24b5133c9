import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

import { CannotStart } from '../../src/server/cannot-start.ts'
import { readConfig } from '../../src/server/config.ts'

const ownDatabase = 'postgres://so:mat-khau@db.example:5432/so'

describe('the configuration', () => {
  it('needs nothing at all', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 5080,
      portGiven: false,
      dataDir: resolve('data'),
      databaseUrl: undefined,
      demo: true,
      publicOrigin: undefined,
      logLevel: 'warn',
      sessionDays: 90,
      trustProxy: 0,
    })
  })

  it.each([
    [{ PORT: '8080' }, { port: 8080, portGiven: true }],
    [{ PORT: '' }, { port: 5080, portGiven: false }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0', demo: false }],
    [{ HOST: 'localhost' }, { demo: true }],
    [{ HOST: '::1' }, { demo: true }],
    [{ HOST: '127.evil.example' }, { demo: false }],
    [{ DATABASE_URL: ownDatabase }, { databaseUrl: ownDatabase, demo: false }],
    [{ DATABASE_URL: ownDatabase, DEMO: '1' }, { demo: true }],
    [{ DEMO: '0' }, { demo: false }],
    [
      { PUBLIC_ORIGIN: 'https://so.example.vn/' },
      { publicOrigin: 'https://so.example.vn', demo: false },
    ],
    [{ PUBLIC_ORIGIN: 'http://localhost:5173' }, { demo: true }],
    [{ TRUST_PROXY: '1' }, { trustProxy: 1, demo: false }],
    [{ LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
    [{ SESSION_DAYS: '7' }, { sessionDays: 7 }],
    [{ DATA_DIR: '/srv/so-tay' }, { dataDir: resolve('/srv/so-tay') }],
    [
      { OIDC_ISSUER: 'https://id.example.vn', OIDC_CLIENT_ID: 'so-tay' },
      {
        identity: {
          issuer: 'https://id.example.vn',
          clientId: 'so-tay',
          clientSecret: undefined,
          name: 'id.example.vn',
          identifierClaim: 'sub',
        },
      },
    ],
    [
      {
        OIDC_ISSUER: 'http://127.0.0.1:9000/a',
        OIDC_CLIENT_ID: 'so-tay',
        OIDC_CLIENT_SECRET: 'bi-mat',
        OIDC_NAME: 'Tài khoản ngành',
        OIDC_IDENTIFIER_CLAIM: 'ma_dinh_danh',
      },
      {
        identity: {
          issuer: 'http://127.0.0.1:9000/a',
          clientId: 'so-tay',
          clientSecret: 'bi-mat',
          name: 'Tài khoản ngành',
          identifierClaim: 'ma_dinh_danh',
        },
      },
    ],
    [{ OIDC_ISSUER: '', OIDC_CLIENT_ID: 'so-tay' }, { identity: undefined }],
    [{ NODE_ENV: 'production' }, { demo: true, logLevel: 'warn' }],
  ])('reads %o', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected)
  })

  it('reads the secret of the identity provider from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'so-tay-so-secret-'))
    const OIDC_CLIENT_SECRET_FILE = join(folder, 'secret')
    writeFileSync(OIDC_CLIENT_SECRET_FILE, 'bi-mat\n')
    const env = { OIDC_ISSUER: 'https://id.example.vn', OIDC_CLIENT_ID: 'so-tay' }
    const { identity } = readConfig({ ...env, OIDC_CLIENT_SECRET_FILE })
    rmSync(folder, { recursive: true })
    expect(identity?.clientSecret).toBe('bi-mat')
  })

  it.each([
    ['PORT', { PORT: 'tám mươi' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '80.5' }],
    ['PORT', { PORT: '-1' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://so@db/so' }],
    ['DATABASE_URL', { DATABASE_URL: 'localhost' }],
    ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'so.example.vn' }],
    ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'https://so.example.vn/so-tay' }],
    ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'ftp://so.example.vn' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'verbose' }],
    ['SESSION_DAYS', { SESSION_DAYS: '0' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://id.example.vn', OIDC_CLIENT_ID: 'so-tay' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'id.example.vn', OIDC_CLIENT_ID: 'so-tay' }],
    ['OIDC_CLIENT_ID', { OIDC_ISSUER: 'https://id.example.vn' }],
    [
      'OIDC_CLIENT_SECRET_FILE',
      {
        OIDC_ISSUER: 'https://id.example.vn',
        OIDC_CLIENT_ID: 'so-tay',
        OIDC_CLIENT_SECRET_FILE: '/nowhere/secret',
      },
    ],
    ['DEMO', { DEMO: 'true' }],
    ['DEMO', { DEMO: '1', HOST: '0.0.0.0' }],
    ['DEMO', { DEMO: '1', PUBLIC_ORIGIN: 'https://so.example.vn' }],
  ])('refuses a wrong %s in two languages: %o', (name, env) => {
    const refusal = refusalOf(env)
    expect(refusal.vi).toContain(name)
    expect(refusal.en).toContain(name)
    expect(refusal.message).not.toContain('mat-khau')
  })
})

function refusalOf(env: Record<string, string>) {
  try {
    readConfig(env)
  } catch (problem) {
    if (problem instanceof CannotStart) return problem
  }
  throw new Error('was not refused')
}
