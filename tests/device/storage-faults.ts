type Method = (this: unknown, ...args: unknown[]) => unknown
type Store = Record<string, Method>

const operations = ['put', 'add', 'delete', 'get', 'getAll', 'count', 'openCursor'] as const

let restore: (() => void) | undefined

/** From the n-th operation on the storage fails, as when the process has died: nothing after it happens. */
export function failFrom(n: number, name = 'AbortError'): { readonly failed: () => boolean } {
  let done = 0
  const undo: (() => void)[] = []
  const classes = [IDBObjectStore.prototype, IDBIndex.prototype] as unknown as Store[]
  for (const prototype of classes) {
    for (const operation of operations) {
      const original = prototype[operation]
      if (!original) continue
      prototype[operation] = function (...args) {
        done += 1
        if (done >= n) throw new DOMException('The storage is gone.', name)
        return original.apply(this, args)
      }
      undo.push(() => {
        prototype[operation] = original
      })
    }
  }
  restore = () => {
    for (const one of undo) one()
  }
  return { failed: () => done >= n }
}

export function heal(): void {
  restore?.()
  restore = undefined
}
