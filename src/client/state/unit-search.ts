import { computed, onScopeDispose, ref, type ComputedRef } from 'vue'
import type { UnitPage } from '#contract/units.ts'
import { useAsk, type Asked } from './ask.ts'

const line = () => import('../api/office.ts')
const pause = 200

/** A unit to choose, told from others of its name by its code and what stands above it. */
export interface UnitOption {
  readonly id: string
  readonly name: string
  readonly second?: string
}

export interface UnitSearch {
  readonly options: ComputedRef<readonly UnitOption[]>
  readonly asked: Asked<UnitPage>
  search(text: string): void
}

/** The units whose name or code fits what is typed, among those that the person may see; for `UnitField.vue`. */
export function useUnitSearch(
  narrowed: () => { readonly kind?: string; readonly under?: string } = () => ({}),
): UnitSearch {
  const typed = ref<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => {
    clearTimeout(timer)
  })

  const asked = useAsk<UnitPage>((device) => {
    // Before anything is typed there is nothing to ask.
    if (typed.value === undefined) return Promise.resolve({ ok: true, value: none })
    const { kind, under } = narrowed()
    const query = new URLSearchParams({
      q: typed.value,
      ...(kind && { kind }),
      ...(under && { under }),
    })
    const path = `/units?${query.toString()}`
    return line().then(({ askOffice }) => askOffice<UnitPage>(device.session.accountId, path))
  })
  const options = computed(() => (asked.value?.units ?? []).map(optionOf))

  function search(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      typed.value = text.trim()
    }, pause)
  }

  return { options, asked, search }
}

const none: UnitPage = { units: [], total: 0, page: 1, pageSize: 0, kinds: [], tops: [] }

function optionOf({ id, name, code, above }: UnitPage['units'][number]): UnitOption {
  const second = [code, above].filter((part) => part !== null && part !== '').join(' · ')
  return { id, name, ...(second !== '' && { second }) }
}
