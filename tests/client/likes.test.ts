import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anOffice } from '../device/tablet.ts'
import { binh } from '../domain/world.ts'
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
  delete document.documentElement.dataset['theme']
})

describe('how the notebook is shown', () => {
  it('changes its language at once, and begins in it the next time', async () => {
    notebook = await openNotebook('/account')
    await until(() => notebook.text().includes('Cách hiện'))
    notebook.press('English')
    await until(() => notebook.text().includes('Display'))
    expect(document.documentElement.lang).toBe('en')
    await notebook.close()
    notebook = await openNotebook('/account')
    await until(() => notebook.text().includes('Display'))
    notebook.press('Tiếng Việt')
    await until(() => notebook.text().includes('Cách hiện'))
  })

  it('keeps the theme that was chosen, and goes back to the device’s', async () => {
    notebook = await openNotebook('/account')
    await until(() => notebook.text().includes('Cách hiện'))
    notebook.press('Tối')
    await until(() => document.documentElement.dataset['theme'] === 'dark')
    notebook.press('Theo máy')
    await until(() => document.documentElement.dataset['theme'] === undefined)
  })

  it('speaks of letter keys to those who review, and to nobody else', async () => {
    notebook = await openNotebook('/account')
    await until(() => notebook.text().includes('Cách hiện'))
    expect(notebook.text()).not.toContain('Phím một chữ')
    await notebook.close()
    notebook = await openNotebook('/account', anOffice(), binh)
    await until(() => notebook.text().includes('Phím một chữ'))
  })
})
