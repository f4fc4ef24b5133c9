import { fold } from '#domain/text.ts'

/** A text cut where the search occurs in it, marks and case aside: before, hit, after. */
export function markMatch(text: string, search: string): [string, string, string] {
  const wanted = fold(search)
  const letters = Array.from(text.normalize('NFC'))
  // Folding letter by letter keeps the places; a blank stands for itself, which fold would trim.
  const folded = letters.map((letter) => (/\s/.test(letter) ? ' ' : fold(letter)))
  const at = folded.join('').indexOf(wanted)
  if (wanted === '' || at < 0 || folded.some((letter) => letter.length !== 1)) return [text, '', '']
  const end = at + wanted.length
  return [
    letters.slice(0, at).join(''),
    letters.slice(at, end).join(''),
    letters.slice(end).join(''),
  ]
}
