import { columnsOf, plain, type RosterField, type RosterOf } from './titles.ts'

/** By column of the file: the field that stands there, or none. */
export type Matching = readonly (RosterField | null)[]

/** The fields of a list, in the order in which an export writes them. */
export function fieldsOf(what: RosterOf): readonly RosterField[] {
  return columnsOf[what].map(({ field }) => field)
}

/** The field of each column, by its title; of two columns for one field the first counts. */
export function matchColumns(what: RosterOf, header: readonly string[]): Matching {
  const taken = new Set<RosterField>()
  return header.map((title) => {
    const field = fieldOf(what, title)
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  })
}

/** Which fields a list can't do without; of a pair one is enough. */
const needed: Record<RosterOf, readonly (readonly RosterField[])[]> = {
  people: [['name'], ['unitName', 'unitCode']],
  units: [['name']],
}

/** What the matching lacks, named by its first choice. */
export function missingIn(what: RosterOf, matching: Matching): readonly RosterField[] {
  return needed[what].flatMap((choice) =>
    choice.some((field) => matching.includes(field)) ? [] : choice.slice(0, 1),
  )
}

/** Whether every column names a field of the list at most once. */
export function isMatching(what: RosterOf, matching: Matching): boolean {
  const named = matching.filter((field) => field !== null)
  const known = fieldsOf(what)
  return new Set(named).size === named.length && named.every((field) => known.includes(field))
}

/** How far down the titles of the columns are looked for: above them stand an office's name and a heading. */
const headerWithin = 20

export interface Header {
  /** The index of the row that holds the titles. */
  readonly at: number
  /** How many titles are known. */
  readonly known: number
}

/** The row with the titles: the one that names most fields. */
export function findHeader(what: RosterOf, rows: readonly (readonly string[])[]): Header {
  let best: Header = { at: -1, known: 0 }
  rows.slice(0, headerWithin).forEach((row, at) => {
    const known = matchColumns(what, row).filter((field) => field !== null).length
    if (known > best.known) best = { at, known }
  })
  return best
}

function fieldOf(what: RosterOf, title: string): RosterField | null {
  const said = plain(title)
  if (said === '') return null
  return columnsOf[what].find(({ also }) => also.includes(said))?.field ?? null
}
