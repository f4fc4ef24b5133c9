import { computed, ref, watch, type Ref } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router'
import type { OfficeKind } from '#contract/office/commands.ts'
import type { UnitReply } from '#contract/units.ts'
import type { Asked } from '../../state/ask.ts'
import { useKept, type Kept } from '../../state/kept.ts'
import { useOffice, useOfficeAsk, type OfficeWrite } from '../../state/office.ts'
import { say } from '../../state/toasts.ts'
import { unitChanges } from '../../state/unit-changes.ts'
import { problemIn, wordsOfProblem } from '../../state/words-of-problem.ts'
import { useI18n } from '../../ui/i18n.ts'

/** A write about a unit as its page sends it. */
export type UnitWrite<K extends OfficeKind> = Omit<OfficeWrite<K>, 'record'> & {
  readonly id: string
}

/** Sends writes about units, and says what came of them in words. */
export function useUnitWrites() {
  const { t } = useI18n()
  const office = useOffice()
  const problem = computed(() => problemIn(office.problem.value))
  const failed = computed(() => {
    if (!office.problem.value) return ''
    if (!problem.value) return t('units.not-sent')
    const { key, named } = wordsOfProblem(problem.value)
    return t(key, named)
  })

  /** The sentence of one field's refusal. */
  function errorOf(item: string): string | undefined {
    const refusal = problem.value
    const found = refusal && [...(refusal.fields ?? []), refusal].find((one) => one.item === item)
    if (!found) return
    const { key, named } = wordsOfProblem(found)
    return t(key, named)
  }

  async function send<K extends OfficeKind>({ id, ...write }: UnitWrite<K>) {
    const said = await office.send({ ...write, record: { type: 'unit', id } })
    if (said.ok) unitChanges.value += 1
    return said
  }

  return { send, busy: office.busy, failed, errorOf }
}

/** The page of an act on one unit: the unit as the office has it, and the form as it was typed. */
export interface ActForm<T extends object> {
  readonly id: string
  readonly asked: Asked<UnitReply>
  readonly kept: Kept<T>
  readonly filled: Ref<boolean>
  /** Begins again with what the office has. */
  reset(): void
  /** After it was sent: nothing is kept, the unit's page opens, and what was done may be taken back. */
  leave(said: string, undo?: () => Promise<unknown>): Promise<void>
}

export type Versioned<T> = T & { version: number }

/** `fields` gives the form as it begins; a form that nobody touched is not kept. */
export function useActForm<T extends object>(
  act: string,
  fields: (reply?: UnitReply) => T,
): ActForm<Versioned<T>> {
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n()
  const id = String(route.params['unit'])
  const asked = useOfficeAsk<UnitReply>(() => `/units/${id}`)
  const begun = (reply?: UnitReply) => ({ ...fields(reply), version: reply?.unit.version ?? 0 })
  const kept = useKept<Versioned<T>>(`unit-${act}/${id}`, begun)
  const filled = ref(false)
  const reset = (): void => {
    if (!asked.value) return
    Object.assign(kept.form, begun(asked.value))
    kept.begin()
    filled.value = true
  }

  watch(
    () => kept.ready.value && asked.value !== undefined,
    (isReady) => {
      if (!isReady || filled.value) return
      if (kept.restored.value) filled.value = true
      else reset()
    },
    { immediate: true },
  )
  onBeforeRouteLeave(() => {
    const isUntouched = JSON.stringify(kept.form) === JSON.stringify(begun(asked.value))
    if (isUntouched) void kept.forget()
  })

  async function leave(said: string, undo?: () => Promise<unknown>): Promise<void> {
    await kept.forget()
    const offer = undo && { action: t('core.act.undo'), onAct: undo }
    say({ text: said, ...offer })
    await router.push(`/office/units/${id}`)
  }
  return { id, asked, kept, filled, reset, leave }
}
