import { postsOn, type Role } from '#domain/people/person.ts'
import type { Device } from '../../device/door.ts'

/** What is on this device and nowhere else yet. */
export interface Unfinished {
  readonly drafts: number
  readonly unsent: number
}

export async function readUnfinished({ read }: Device): Promise<Unfinished> {
  const [mine, { waiting, attention }] = await Promise.all([read.mine(), read.waiting()])
  return { drafts: mine.filter(({ draft }) => draft).length, unsent: waiting + attention }
}

const reviewing: readonly Role[] = ['group-head', 'deputy', 'principal', 'officer', 'reviewer']

/** Single letters act only in lists that wait for a decision. */
export function hasLetterKeys(device: Device): boolean {
  return postsOn(device.session, device.today()).some(({ role }) => reviewing.includes(role))
}
