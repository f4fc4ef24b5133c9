import { ref } from 'vue'
import type { Instant } from '#domain/day.ts'
import type { Device } from '../../device/door.ts'

/** What waits on the open device for the line and for a person, and when the server was last heard. */
export function useCounts() {
  const waiting = ref(0)
  const attention = ref(0)
  const heardAt = ref<Instant>()

  async function read(device: Device): Promise<void> {
    const [counts, heard] = await Promise.all([device.read.waiting(), device.read.heard()])
    waiting.value = counts.waiting
    attention.value = counts.attention
    heardAt.value = heard.at
  }

  /** A database that was closed meanwhile is counted when it is open again. */
  const count = (device: Device): Promise<void> => read(device).catch(() => undefined)

  return { waiting, attention, heardAt, count }
}
