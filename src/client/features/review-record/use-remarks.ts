import { onScopeDispose, ref, shallowRef } from 'vue'
import type { ItemRemark } from '../../device/door.ts'
import { noRemarks, type Remarks } from './record.ts'

const pause = 300

/** The remarks on one revision, kept on the device as they are written. */
export function useRemarks(keep: (remarks: Remarks) => Promise<void>) {
  const remarks = shallowRef<Remarks>(noRemarks)
  const isUnkept = ref(false)
  let isTouched = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function write(next: Partial<Remarks>): void {
    remarks.value = { ...remarks.value, ...next }
    isTouched = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }

  function remark(item: string, change: Partial<ItemRemark>): void {
    const before = remarks.value.items[item] ?? { verdict: 'returned', comment: '' }
    write({ items: { ...remarks.value.items, [item]: { ...before, ...change } } })
  }

  /** Keeps now what is not kept yet. What could not be kept stays to be tried again. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (!isTouched) return
    isTouched = false
    isUnkept.value = await keep(remarks.value).then(
      () => false,
      () => true,
    )
    isTouched ||= isUnkept.value
  }

  function start(from: Remarks): void {
    remarks.value = from
  }

  keepOnLeave(flush)
  return { remarks, isUnkept, write, remark, flush, start }
}

/** Nothing typed is lost with a tab that is hidden, closed or left for another page. */
function keepOnLeave(flush: () => Promise<void>): void {
  const onLeave = () => void flush()
  document.addEventListener('visibilitychange', onLeave)
  addEventListener('pagehide', onLeave)
  onScopeDispose(() => {
    onLeave()
    document.removeEventListener('visibilitychange', onLeave)
    removeEventListener('pagehide', onLeave)
  })
}
