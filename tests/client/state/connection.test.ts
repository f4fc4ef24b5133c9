import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Device, SyncReport } from '../../../src/client/device/door.ts'
import { backOffMs } from '../../../src/client/state/connection/back-off.ts'
import { useSyncChip } from '../../../src/client/state/connection/sync-chip.ts'
import { useConnection } from '../../../src/client/state/connection/connection.ts'
import { useSession } from '../../../src/client/state/session.ts'
import { sessionOf } from '../../device/tablet.ts'
import { hoa } from '../../domain/world.ts'

const minute = 60_000

// Loaded on first need; here before, since time stands still in these tests.
beforeAll(() => import('../../../src/client/api/exchange.ts'))
beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  useConnection().$dispose()
  vi.mocked(Math.random).mockRestore()
  vi.useRealTimers()
})

/** A device of which only the runs and the counts matter. */
function aDevice(waiting = 0) {
  const report = { ended: 'done', sent: 0, received: 0, waiting } as SyncReport
  const writers: (() => void)[] = []
  const synchronise = vi.fn<() => Promise<SyncReport>>(() => Promise.resolve(report))
  const device = {
    session: sessionOf(hoa),
    read: {
      waiting: () => Promise.resolve({ waiting, attention: 0 }),
      heard: () => Promise.resolve({ everything: true, at: '2026-11-21T03:00:00Z' }),
    },
    watch: () => () => undefined,
    afterWrite: (listener: () => void) => {
      writers.push(listener)
      return () => undefined
    },
    synchronise,
    close: () => undefined,
  } as unknown as Device
  const ends = (ended: SyncReport['ended'], more: Partial<SyncReport> = {}) =>
    synchronise.mockResolvedValue({ ...report, ended, ...more })
  return { device, synchronise, ends, wrote: () => writers.forEach((listener) => listener()) }
}

async function started(one: ReturnType<typeof aDevice>) {
  const connection = useConnection()
  useSession().device = one.device
  await runs(one, 1)
  return connection
}

async function runs({ synchronise }: ReturnType<typeof aDevice>, times: number) {
  // Time stands still while what was begun comes to its end.
  for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(0)
  expect(synchronise).toHaveBeenCalledTimes(times)
}

describe('when it tries', () => {
  it('at the start, every 5 minutes, after a write, when looked at, when a network comes', async () => {
    const one = aDevice()
    const connection = await started(one)
    expect(connection).toMatchObject({ line: 'online', lastEnd: 'done', sending: null })
    await vi.advanceTimersByTimeAsync(5 * minute)
    await runs(one, 2)
    one.wrote()
    await runs(one, 3)
    document.dispatchEvent(new Event('visibilitychange'))
    await runs(one, 4)
    dispatchEvent(new Event('online'))
    await runs(one, 5)
    dispatchEvent(new Event('offline'))
    expect(connection.line).toBe('offline')
  })

  it('backs off, twice as far each time, up to 5 minutes', async () => {
    const one = aDevice(1)
    one.ends('unreachable')
    const connection = await started(one)
    expect(connection.line).toBe('offline')
    for (const [times, delay] of [2_000, 4_000, 8_000, 16_000].entries()) {
      await vi.advanceTimersByTimeAsync(delay - 1)
      expect(one.synchronise).toHaveBeenCalledTimes(times + 1)
      await vi.advanceTimersByTimeAsync(1)
      await runs(one, times + 2)
    }
    expect(backOffMs(50)).toBe(5 * minute)
    vi.mocked(Math.random).mockReturnValue(0.25)
    expect(backOffMs(1)).toBe(500)
  })

  it('waits as long as the server asks', async () => {
    const one = aDevice(1)
    const retryAt = new Date(Date.now() + 90_000).toISOString()
    one.ends('unreachable', { retryAt })
    await started(one)
    await vi.advanceTimersByTimeAsync(80_000)
    expect(one.synchronise).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(11_000)
    await runs(one, 2)
  })

  it.each(['sign-in', 'too-old', 'disabled'] as const)(
    'tries no more by itself after %s, but at a person’s wish',
    async (ended) => {
      const one = aDevice(1)
      one.ends(ended)
      const connection = await started(one)
      expect(connection.needsSignIn).toBe(ended === 'sign-in')
      expect(useSyncChip().value.state === 'sign-in').toBe(ended === 'sign-in')
      expect(connection.tooOld).toBe(ended === 'too-old')
      await vi.advanceTimersByTimeAsync(20 * minute)
      one.wrote()
      dispatchEvent(new Event('online'))
      await vi.advanceTimersByTimeAsync(0)
      expect(one.synchronise).toHaveBeenCalledTimes(1)
      one.ends('done')
      expect(await connection.tryNow()).toMatchObject({ ended: 'done' })
      expect(connection.needsSignIn).toBe(false)
    },
  )

  it('goes on after a sign-in', async () => {
    const one = aDevice(1)
    one.ends('sign-in')
    const connection = await started(one)
    useSession().signIns += 1
    await runs(one, 2)
    expect(connection.waiting).toBe(1)
  })

  it('runs once more after what was written while it ran', async () => {
    const one = aDevice()
    let end = (_: SyncReport): void => undefined
    one.synchronise.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          end = resolve
        }),
    )
    const connection = await started(one)
    one.wrote()
    expect(one.synchronise).toHaveBeenCalledTimes(1)
    end({ ended: 'done', sent: 1, received: 0, waiting: 0 })
    await vi.advanceTimersByTimeAsync(1)
    await runs(one, 2)
    expect(connection.lastEnd).toBe('done')
  })

  it('takes an accident for a broken run', async () => {
    const one = aDevice()
    one.synchronise.mockRejectedValue(new Error('closed'))
    const connection = await started(one)
    expect(connection.lastEnd).toBe('broken')
    expect(await connection.tryNow()).toBeUndefined()
  })
})
