const windowMs = 15 * 60 * 1000
const triesOfName = 10
/** Names at most; the oldest is forgotten first, so that invented names can't fill the memory. */
const namesKept = 20_000

interface Count {
  readonly since: number
  tries: number
}

/** Wrong passwords of an account name. A try counts before it is looked at, and is given back when it was right. */
export class Tries {
  readonly #counts = new Map<string, Count>()

  /** Counts a try; gives the seconds to wait where there were too many. */
  begin(name: string, now: Date): number | undefined {
    const count = this.#countOf(name, now.getTime())
    if (count.tries >= triesOfName)
      return Math.ceil((count.since + windowMs - now.getTime()) / 1000)
    count.tries += 1
    return
  }

  wasRight(name: string): void {
    this.#counts.delete(name)
  }

  #countOf(name: string, now: number): Count {
    const known = this.#counts.get(name)
    if (known && now - known.since < windowMs) return known
    const fresh = { since: now, tries: 0 }
    this.#counts.delete(name)
    this.#counts.set(name, fresh)
    const oldest = this.#counts.keys().next()
    if (this.#counts.size > namesKept && !oldest.done) this.#counts.delete(oldest.value)
    return fresh
  }
}
