import { reactive } from 'vue'
import type { Owner } from '../../ui/frame/nav-entry.ts'
import type { NavRole, Place } from './navigation.ts'

/** What the frame shows of the person whose notebook is open. */
export interface Frame {
  /** Absent while nobody is signed in: then there is no navigation. */
  role: NavRole | undefined
  /** Where the role's own places have come later than the first screen. */
  places: readonly Place[] | undefined
  owner: Owner | undefined
  /** As it is written: 2026–2027. */
  schoolYear: string | undefined
  /** Figures beside the entries, by their name in `navigation.ts`. */
  counts: { outbox: number; queue: number }
}

/** Filled from session and connection where the app is put together (`main.ts`). */
export const frame: Frame = reactive({
  role: undefined,
  places: undefined,
  owner: undefined,
  schoolYear: undefined,
  counts: { outbox: 0, queue: 0 },
})
