import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Unit } from '#domain/people/unit.ts'
import type { Known } from '../../state/reviewing.ts'
import { useI18n } from '../../ui/i18n.ts'
import { branchesBelow, programmesOf, type QueueView } from './queue.ts'

interface Listed {
  readonly isAsked: boolean
  readonly known: Readonly<Ref<Known | undefined>>
  readonly whole: Readonly<Ref<QueueView | undefined>>
}

/** What the selects offer: plans, units as a tree, programmes by their codes. */
export function useChoices({ isAsked, known, whole }: Listed) {
  const { t, locale } = useI18n()
  const bundles = computed(() => known.value?.plans ?? [])
  const plans = computed(() =>
    isAsked ? bundles.value.map(({ plan }) => ({ value: plan.id, label: plan.title })) : [],
  )
  const programmes = computed(() =>
    programmesOf(bundles.value).map(({ id }) => ({ value: id, label: programmeName(id) })),
  )

  function programmeName(id: string): string {
    const quota = bundles.value.flatMap(({ instruments }) =>
      instruments.flatMap((one) => one.quota?.programmes ?? []),
    )
    const code = quota.find((one) => one.id === id)?.code
    if (code) return t('review.programme', { code })
    const option = programmesOf(bundles.value).find((one) => one.id === id)
    return (locale.value === 'en' ? option?.labelEn : option?.labelVi) ?? id
  }

  return { plans, programmes, programmeName, units: useUnits({ known, whole }) }
}

/** Every unit that a list has shown stays to be chosen, also when the list is narrowed to another. */
function useUnits({ known, whole }: Pick<Listed, 'known' | 'whole'>) {
  const met = shallowRef<ReadonlyMap<string, Unit>>(new Map())
  watch(
    whole,
    (now) => {
      const units = (now?.units ?? []).map((unit) => [unit.id, unit] as const)
      met.value = new Map([...met.value, ...units])
    },
    { immediate: true },
  )
  return computed(() => {
    const own = new Set(known.value?.actor.posts.map(({ unitId }) => unitId))
    return branchesBelow(own, met.value).map(({ id, name, depth }) => ({
      value: id,
      label: '\u2003'.repeat(depth) + name,
    }))
  })
}
