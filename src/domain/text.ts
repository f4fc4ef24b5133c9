/** Strings are stored composed (NFC), without the blanks at their ends. */
export function tidy(text: string): string {
  return text.normalize('NFC').trim()
}

/** The form in which text is searched: no marks, đ as d, lower case. "Nguyễn" becomes "nguyen". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

/** Whether every word of the search occurs in the text, marks and case aside. */
export function matches(text: string, search: string): boolean {
  const folded = fold(text)
  return fold(search)
    .split(' ')
    .every((word) => folded.includes(word))
}

const vietnamese = new Intl.Collator('vi')

/** The name by which Vietnamese are called and sorted: the last word. */
export function givenName(name: string): string {
  return tidy(name).split(/\s+/).at(-1) ?? ''
}

/** Sorts by given name first, then by the whole name, as Vietnamese lists do. */
export function compareNames(a: string, b: string): number {
  return vietnamese.compare(givenName(a), givenName(b)) || vietnamese.compare(a, b)
}
