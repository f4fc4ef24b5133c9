import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { useKept, type Kept } from '../../../src/client/state/kept.ts'
import { useSession } from '../../../src/client/state/session.ts'
import { hoa } from '../../domain/world.ts'
import { Tablet } from '../../device/tablet.ts'

beforeEach(async () => {
  setActivePinia(createPinia())
  const session = useSession()
  session.device = await new Tablet().signIn(hoa)
  session.session = session.device.session
})
afterEach(() => {
  useSession().device?.close()
})

interface Fields {
  name: string
  version: number
}

/** A visit to the page of the form; `leave` closes it. */
async function visit() {
  let kept: Kept<Fields> | undefined
  const page = mount(
    defineComponent({
      setup() {
        kept = useKept('unit', () => ({ name: '', version: 0 }))
        return () => null
      },
    }),
  )
  if (!kept) throw new Error('no form')
  const { ready } = kept
  await vi.waitFor(() => {
    expect(ready.value).toBe(true)
  })
  const leave = async (): Promise<void> => {
    await nextTick()
    page.unmount()
  }
  return { ...kept, leave }
}

const stored = async () => (await useSession().opened.answers.last('form/unit'))?.value

describe('a kept form', () => {
  it('comes back as it was typed', async () => {
    const first = await visit()
    first.form.name = 'THCS'
    await first.leave()
    await vi.waitFor(async () => {
      expect(await stored()).toEqual({ name: 'THCS', version: 0 })
    })
    const second = await visit()
    expect(second.restored.value).toBe(true)
    expect(second.form.name).toBe('THCS')
    await second.leave()
  })

  it('that the page filled and nobody touched is neither kept nor said to be back', async () => {
    const first = await visit()
    Object.assign(first.form, { name: 'THCS Suối Hoa', version: 4 })
    first.begin()
    await first.leave()
    const second = await visit()
    expect(second.restored.value).toBe(false)
    expect(second.form).toEqual({ name: '', version: 0 })
    expect(await stored()).toBeFalsy()
    await second.leave()
  })

  it('that was typed and taken back again is forgotten', async () => {
    const first = await visit()
    first.form.name = 'THCS'
    await first.leave()
    await vi.waitFor(async () => {
      expect(await stored()).toBeTruthy()
    })
    const second = await visit()
    second.form.name = ''
    await second.leave()
    await vi.waitFor(async () => {
      expect(await stored()).toBeNull()
    })
  })

  it('comes back though its page went before the database had it, and is kept while one goes on typing', async () => {
    const first = await visit()
    first.form.name = 'THCS Su'
    await nextTick()
    const keep = vi
      .spyOn(useSession().opened.answers, 'keep')
      .mockReturnValue(new Promise(() => {}))
    dispatchEvent(new Event('pagehide'))
    expect(keep).toHaveBeenCalledTimes(1)
    keep.mockRestore()
    const second = await visit()
    expect(second.form.name).toBe('THCS Su')
    await second.leave()
    await first.leave()
  })
})
