import type { Device } from '../device/door.ts'

const oftenEnoughMs = 60_000
const askedAt = new WeakMap<Device, number>()

/**
 * Asks in quiet what the server now says of the person, once a minute at most, and answers whether
 * their posts or name have changed. The open notebook takes it over as it is, forms and all.
 */
export async function renewed(device: Device): Promise<boolean> {
  const last = askedAt.get(device)
  if (last !== undefined && Date.now() - last < oftenEnoughMs) return false
  askedAt.set(device, Date.now())
  const api = await import('../api/session.ts')
  const reply = await api.askSession(device.session.accountId)
  if (!reply.ok) return false
  const isSame = JSON.stringify(reply.value) === JSON.stringify(device.session)
  if (!isSame) await device.renew(reply.value)
  return !isSame
}
