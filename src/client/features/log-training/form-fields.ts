import {
  itemMeaning,
  type Answers,
  type Instrument,
  type Item,
} from '#domain/instrument/instrument.ts'

/** How a question, or a few that belong together, is asked. */
export type Field =
  | { readonly kind: 'days'; readonly item: Item; readonly last: Item }
  | { readonly kind: 'periods'; readonly item: Item; readonly parts: readonly Item[] }
  | { readonly kind: 'title' | 'organiser' | 'programme' | 'format'; readonly item: Item }
  | { readonly kind: 'text' | 'number' | 'day' | 'choice' | 'chips'; readonly item: Item }

export interface Form {
  readonly main: readonly Field[]
  /** What may be left out and means nothing to the product: folded away. */
  readonly more: readonly Field[]
}

const byType = {
  text: 'text',
  number: 'number',
  date: 'day',
  choice: 'choice',
  choices: 'chips',
} as const

/** The form of an instrument, by what its items mean and of what type they are; never by their ids. */
export function formOf(instrument: Instrument): Form {
  const last = itemMeaning(instrument, 'last-day')
  const total = itemMeaning(instrument, 'periods')
  const inside = new Set([last?.id, ...(total?.sumOf ?? [])])
  const fields = instrument.items
    .filter((item) => !inside.has(item.id))
    .flatMap((item) => fieldOf(item, instrument) ?? [])
  const isMain = ({ item }: Field) => item.required || item.means !== undefined
  return { main: fields.filter(isMain), more: fields.filter((field) => !isMain(field)) }
}

function fieldOf(item: Item, instrument: Instrument): Field | undefined {
  // The school year follows from the last day.
  if (item.type === 'school-year') return
  const { means } = item
  const last = itemMeaning(instrument, 'last-day')
  if (means === 'first-day' && last) return { kind: 'days', item, last }
  if (means === 'periods') return { kind: 'periods', item, parts: partsOf(item, instrument) }
  if (means === 'title' || means === 'organiser') return { kind: means, item }
  if (means === 'programme' || means === 'format') return { kind: means, item }
  return { kind: byType[item.type], item }
}

function partsOf(total: Item, instrument: Instrument): readonly Item[] {
  return instrument.items.filter(({ id }) => total.sumOf?.includes(id))
}

/** The ids of all items that a field asks for: where its errors and comments belong. */
export function itemsOf(field: Field): readonly string[] {
  if (field.kind === 'days') return [field.item.id, field.last.id]
  if (field.kind === 'periods') return [field.item.id, ...field.parts.map(({ id }) => id)]
  return [field.item.id]
}

/** The word of `log-training.form` by which the screen names a field, where it is not the item's label. */
export function ownWords(
  field: Field,
  answers: Answers,
): 'day' | 'periods' | 'programme' | undefined {
  const { kind, item } = field
  if (kind === 'periods' || kind === 'programme') return kind
  if (kind === 'days' && answers[item.id] === answers[field.last.id]) return 'day'
  return
}
