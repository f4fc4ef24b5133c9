import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { frame } from '../../src/client/app/frame/frame.ts'
import { fillFrame } from '../../src/client/app/frame/person.ts'
import { createWords } from '../../src/client/app/words.ts'
import { useConnection } from '../../src/client/state/connection/connection.ts'
import { useSession } from '../../src/client/state/session.ts'
import type { Role } from '../../src/domain/people/person.ts'
import { anOffice } from '../device/tablet.ts'
import { ledger, someone } from '../domain/world.ts'
import { cutLine, line } from './a-line.ts'
import { freshMachine, openNotebook, until, type Notebook } from './a-notebook.ts'

vi.mock('../../src/client/api/exchange.ts', () => ({ httpExchange: () => line.exchange }))
vi.mock('../../src/client/api/session.ts', () => ({
  askSession: () => Promise.resolve({ ok: false, word: 'unreachable' }),
}))

let notebook: Notebook

beforeEach(() => {
  freshMachine()
  cutLine()
})
afterEach(async () => {
  await notebook.close()
  frame.role = undefined
})

async function open(role: Role, roles: readonly Role[] = [...ledger.roles, 'leader']) {
  const office = anOffice([{ ...ledger, roles }])
  notebook = await openNotebook('/', office, someone('an', 'so', role))
  fillFrame(useSession(), useConnection(), createWords())
}

// Between the brand and the account.
const places = () =>
  [...document.querySelectorAll('nav a')].slice(1, -1).map((place) => place.getAttribute('href'))

describe('the places of the ledger', () => {
  it.each([
    ['reviewer', ['/review', '/', '/training/new', '/training', '/outbox']],
    ['leader', ['/', '/training', '/training/new', '/outbox']],
  ] as const)('are there for a %s whom it asks', async (role, expected) => {
    await open(role)
    await until(() => places().includes('/training/new'))
    expect(places()).toEqual(expected)
  })

  it('are not there for whom it does not ask', async () => {
    await open('reviewer', ['staff'])
    await until(() => places().includes('/review'))
    await until(() => notebook.text().includes('Không có sổ bồi dưỡng'))
    expect(places()).toEqual(['/review', '/', '/outbox'])
  })
})
