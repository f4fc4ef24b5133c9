import type { Level } from '../people/unit.ts'

/** How sure a label, point or limit is (PRODUCT.md, rule 9). */
export type Certainty =
  'two-sources' | 'one-source' | 'own-words' | 'inferred' | 'unverified' | 'unknown' | 'placeholder'

/** What an item means to the product, so that no code names an item's id. */
export type Meaning =
  | 'title'
  | 'programme'
  | 'format'
  | 'organiser'
  | 'first-day'
  | 'last-day'
  | 'periods'
  | 'periods-online'
  | 'periods-direct'
  | 'school-year'
  | 'topic'

export type ItemType = 'text' | 'number' | 'date' | 'choice' | 'choices' | 'school-year'

/** One question. */
export interface Item {
  readonly id: string
  readonly labelVi: string
  readonly labelEn: string
  readonly type: ItemType
  readonly required: boolean
  readonly means?: Meaning
  readonly options?: readonly Option[]
  readonly min?: number
  readonly max?: number
  /** Characters; our own limit, not the ministry's. */
  readonly maxLength?: number
  /** Items whose sum it is, once any of them is answered. */
  readonly sumOf?: readonly string[]
  readonly noteVi?: string
  readonly status: Certainty
  readonly source?: string
}

export interface Option {
  readonly id: string
  readonly labelVi: string
  readonly labelEn: string
  readonly noteVi?: string
  readonly status?: Certainty
}

/** A versioned questionnaire. A published version never changes. */
export interface Instrument {
  readonly id: string
  readonly version: number
  readonly titleVi: string
  readonly titleEn: string
  readonly items: readonly Item[]
  readonly quota?: Quota
  /** The levels of education that it is made for; none means all. */
  readonly levels?: readonly Level[]
  readonly legalBasis: readonly LegalBasis[]
}

/** Periods (tiết) of a school year, and the programmes that they are divided into. */
export interface Quota {
  readonly total: number
  readonly status: Certainty
  readonly noteVi?: string
  readonly programmes: readonly Programme[]
}

export interface Programme {
  readonly id: string
  readonly code: string
  readonly labelVi: string
  readonly labelEn: string
  readonly aboutVi: string
  readonly aboutEn: string
  readonly periods: number
  readonly status: Certainty
}

export interface LegalBasis {
  readonly document: string
  readonly for: string
  readonly status: Certainty
}

export type Answer = string | number | readonly string[]

/** Answers by item id. An item without an answer is absent. */
export type Answers = Readonly<Record<string, Answer>>

export function itemMeaning(instrument: Instrument, meaning: Meaning): Item | undefined {
  return instrument.items.find((item) => item.means === meaning)
}

/** The answer to the item that means this, if there is one. */
export function answerMeaning(
  instrument: Instrument,
  answers: Answers,
  meaning: Meaning,
): Answer | undefined {
  const item = itemMeaning(instrument, meaning)
  return item && answers[item.id]
}
