import { computed, watch } from 'vue'
import type { InstrumentList, RoundList, RoundPage } from '#contract/rounds.ts'
import { useKept, type Kept } from '../../state/kept.ts'
import { useOffice, useOfficeAsk } from '../../state/office.ts'
import { useSession } from '../../state/session.ts'
import { blankForm, formOf, termsOf, yearLater, type RoundForm } from './round-form.ts'
import { roundIn } from './rounds.ts'
import { useSaid } from './use-said.ts'

/** A new round, begun with another or not, or one that is there. */
interface Opening {
  readonly id: string | undefined
  readonly copyOf: string | undefined
}

/** The form of a round as it is typed and kept, and its ways to the office. */
export function useRoundForm(opening: Opening) {
  const { opened: device } = useSession()
  const { id, copyOf } = opening
  const list = useOfficeAsk<RoundList>(
    () => '/rounds',
    () => false,
  )
  const instruments = useOfficeAsk<InstrumentList>(() => '/instruments')
  const source = id ?? copyOf
  const page = source === undefined ? undefined : useOfficeAsk<RoundPage>(() => `/rounds/${source}`)
  const kept = useKept<KeptForm>(`round/${id ?? 'new'}`, () => ({
    ...blankForm(id ?? device.newId()),
    base: 0,
  }))
  const { form, ready, restored } = kept

  const { fillNew, fillThere } = fillings(kept, opening)
  /** What an earlier visit left is given up: the form begins again with what the office has. */
  async function reset(): Promise<void> {
    await kept.forget()
    Object.assign(form, blankForm(id ?? device.newId()), { base: 0 })
    kept.begin()
    filled.delete(form)
    if (page?.value) fillThere(page.value)
    else fillNew(list.value, instruments.value)
  }

  watch([ready, () => page?.busy, () => list.value, () => instruments.value], () => {
    if (!ready.value) return
    if (!page) {
      if (!restored.value) fillNew(list.value, instruments.value)
    } else if (page.value && !page.busy) fillThere(page.value)
  })

  const plan = computed(() =>
    list.value?.plans.find((one) => id === undefined || one.id === page?.value?.round.planId),
  )
  const terms = computed(() => (plan.value ? termsOf(form, plan.value.id) : undefined))
  const sending = { office: useOffice(), said: useSaid() }
  return { device, list, instruments, page, kept, reset, form, plan, terms, ...sending }
}

type KeptForm = RoundForm & { base: number }

/** A new one is for the whole department, with the only instrument that there is. */
function fillBlank(
  form: KeptForm,
  list: RoundList | undefined,
  instruments: InstrumentList | undefined,
): void {
  const [department] = list?.departments ?? []
  if (department && form.units.length === 0) {
    form.units = [{ id: department.id, name: department.name }]
  }
  const [first] = instruments?.instruments ?? []
  if (first && form.instrument === '') {
    form.instrument = `${first.id}/${first.versions.at(-1) ?? 1}`
  }
}

/** The ways in which the form is filled by the office, so that only what is typed counts as typed. */
function fillings(kept: Kept<KeptForm>, opening: Opening) {
  const { form, restored } = kept
  function fillNew(list: RoundList | undefined, instruments: InstrumentList | undefined): void {
    const isUntouched = kept.untouched()
    fillBlank(form, list, instruments)
    if (isUntouched) kept.begin()
  }
  function fillThere(there: RoundPage): void {
    if (fillFrom(form, there, { opening, restored: restored.value })) kept.begin()
  }
  return { fillNew, fillThere }
}

const filled = new WeakSet<KeptForm>()

/** Whether it filled the form: what was typed earlier stands, unless the round has changed since, or another is to be copied. */
function fillFrom(
  form: KeptForm,
  there: RoundPage,
  { opening: { id }, restored }: { opening: Opening; restored: boolean },
): boolean {
  if (filled.has(form)) return false
  filled.add(form)
  const round = roundIn(there)
  const isSame = id === undefined ? form.copiedFrom === round.id : form.base === round.version
  if (restored && isSame) return false
  const nameOf = (unitId: string) => there.units.find((one) => one.id === unitId)?.name ?? ''
  const written = formOf(round, nameOf)
  if (id === undefined) Object.assign(form, yearLater(written, form.id), { base: 0 })
  else Object.assign(form, written, { base: round.version ?? 1 })
  return true
}
