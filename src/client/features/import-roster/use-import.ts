import { computed, onScopeDispose, shallowRef } from 'vue'
import type { ImportPage } from '#contract/imports.ts'
import type { Matching } from '#domain/roster/columns.ts'
import { useOffice, useOfficeAsk } from '../../state/office.ts'

const lookEveryMs = 700

export interface Matched {
  readonly columns: Matching
  readonly units: ImportPage['unitNames']
  readonly merged?: ImportPage['merged']
}

/** One import and its verbs; while the server works on it, how far it has come. */
export function useImport(id: () => string) {
  const office = useOffice()
  const asked = useOfficeAsk<ImportPage>(() => `/imports/${id()}`)
  const doing = shallowRef<'match' | 'apply' | 'undo'>()
  const progress = useProgress(id)

  async function act(
    verb: 'match' | 'apply' | 'undo',
    send: () => Promise<unknown>,
  ): Promise<void> {
    doing.value = verb
    progress.start()
    try {
      await send()
    } finally {
      progress.stop()
      doing.value = undefined
      asked.again()
    }
  }

  const record = () => ({ type: 'import', id: id() })
  const base = () => asked.value?.version ?? 0

  /** What each column is, which units were meant by which names, which rows belong together. */
  const match = (said: Matched) =>
    act('match', () =>
      office.send({
        kind: 'import.match',
        record: record(),
        base: base(),
        input: { ...said, columns: [...said.columns] },
      }),
    )
  const apply = (withGone: boolean) =>
    act('apply', () =>
      office.send({ kind: 'import.apply', record: record(), base: base(), input: { withGone } }),
    )
  const undo = () =>
    act('undo', () =>
      office.send({ kind: 'import.undo', record: record(), base: base(), input: {} }),
    )

  return { asked, doing, problem: office.problem, progress: progress.share, match, apply, undo }
}

/** Asks now and then how far the server has come, while it works. */
function useProgress(id: () => string) {
  const times = shallowRef(0)
  const isOn = shallowRef(false)
  const asked = useOfficeAsk<ImportPage>(() => `/imports/${id()}?look=${times.value}`)
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = (): void => {
    clearInterval(timer)
    isOn.value = false
  }
  const start = (): void => {
    stop()
    isOn.value = true
    timer = setInterval(() => asked.again(), lookEveryMs)
  }
  onScopeDispose(stop)
  const share = computed(() => {
    const told = isOn.value ? asked.value?.progress : undefined
    return told ? { ...told, part: told.done / Math.max(1, told.total) } : undefined
  })
  return { start, stop, share }
}
