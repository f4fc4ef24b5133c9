import { fold } from '../text.ts'

/**
 * The name under which a person signs in: the given name and the first letters of the others,
 * "Nguyễn Thị Hoa" → hoa.nt. Whoever comes later gets a number: hoa.nt2, hoa.nt3 …
 */
export function usernameOf(name: string, taken: ReadonlySet<string>): string {
  return usernamesBeside(new Set(taken))(name)
}

/** The names of many at once, each also taken for whoever comes after; of a thousand like-named nobody counts from the start. */
export function usernamesBeside(taken: Set<string>): (name: string) => string {
  const last = new Map<string, number>()
  return (name) => {
    const wish = usernameWish(name)
    let username = wish
    let number = last.get(wish) ?? 1
    while (taken.has(username)) {
      number += 1
      username = `${wish}${number}`
    }
    last.set(wish, number)
    taken.add(username)
    return username
  }
}

/** The name without a number: whoever asks which ones are taken looks for those that begin so. */
export function usernameWish(name: string): string {
  const words = fold(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const given = words.pop() ?? 'nguoi-dung'
  const letters = words.map((word) => word[0]).join('')
  return (letters ? `${given}.${letters}` : given).slice(0, longest)
}

// The number still fits into what a sign-in takes.
const longest = 40
