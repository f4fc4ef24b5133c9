import type { PeoplePage, PersonLine } from '#contract/people.ts'
import { fold } from '#domain/text.ts'
import type { Device } from '../device/door.ts'

/**
 * People of a unit who have this very name, marks and case aside. Without an answer there are none:
 * the write that follows says what there is to say of the line.
 */
export async function namesakesOf(
  device: Device,
  { name, unitId }: { readonly name: string; readonly unitId: string },
): Promise<readonly PersonLine[]> {
  const wanted = fold(name)
  const { askOffice } = await import('../api/office.ts')
  const query = new URLSearchParams({ unit: unitId, q: wanted.slice(0, 200), limit: '50' })
  const path = `/people?${query.toString()}`
  const said = await askOffice<PeoplePage>(device.session.accountId, path)
  return said.ok ? said.value.people.filter((one) => fold(one.name) === wanted) : []
}
