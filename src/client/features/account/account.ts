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
