import type { RecordReply } from '#contract/exchange.ts'
import type { Setting, Submission } from '#domain/submission/submission.ts'
import { saving, type Ground } from '../ground.ts'
import { seal } from '../store/codec.ts'
import type { NameRow } from '../store/rows.ts'
import { change, type Opened } from './change.ts'
import { basisOf, putHeld, reshow, type Basis } from './reshow.ts'
import { settingOf } from './setting.ts'

/** The basis with the server's word in it, unless the device has a newer one: an event never goes back. */
export function confirmedBy(
  basis: Basis,
  { event, record }: { readonly event: number; readonly record: Submission },
): Basis {
  return event < basis.event ? basis : { ...basis, event, confirmed: record }
}

/** Keeps a record that was asked for by name, with the names in it. */
export async function adopt(ground: Ground, reply: RecordReply): Promise<void> {
  const setting = await settingOf(ground)
  const names = await nameRows(reply)
  const record = reply.record as Submission
  await saving(ground, () =>
    change(ground, [record.id], async (picture) => {
      const before = picture.record(record.id)
      const shown = await reshown(ground, setting)(before, { event: reply.event, record })
      const write = async () => {
        await ground.db.names.bulkPut(names)
        await putHeld(ground, shown)
      }
      return { value: undefined, write }
    }),
  )
}

function reshown(ground: Ground, setting: Setting) {
  return (before: Opened, word: Parameters<typeof confirmedBy>[1]) =>
    reshow(ground, setting)(before, confirmedBy(basisOf(before), word))
}

export function nameRows({
  people,
  units,
}: Pick<RecordReply, 'people' | 'units'>): Promise<NameRow[]> {
  return Promise.all([
    ...people.map(async (person) => ({ id: `person:${person.id}`, ...(await seal(person)) })),
    ...units.map(async (unit) => ({ id: `unit:${unit.id}`, ...(await seal(unit)) })),
  ])
}
