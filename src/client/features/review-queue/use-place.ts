import { nextTick, watch, type Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import type { Device } from '../../device/door.ts'
import { keepPlace, placeIn, takeRead } from '../../state/reviewing.ts'
import type { QueueLine } from './queue.ts'

interface Shown {
  readonly device: Device
  readonly list: Readonly<Ref<string>>
  readonly lines: Readonly<Ref<readonly QueueLine[]>>
}

/** Who comes back from a record stands where they left, with its row marked. */
export function usePlace({ device, list, lines }: Shown, focusOn: (id: string) => void): void {
  onBeforeRouteLeave(() => {
    keepPlace(device, list.value, { scroll: scrollY })
  })
  watch(
    () => lines.value.length > 0,
    async () => {
      const id = takeRead(device)
      if (id === undefined) return
      await nextTick()
      scrollTo(0, placeIn(device, list.value)?.scroll ?? 0)
      focusOn(id)
    },
    { once: true, flush: 'post' },
  )
}
