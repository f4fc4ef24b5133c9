/** Why the server can't start, said to the person at the terminal: Vietnamese first, then English. */
export class CannotStart extends Error {
  override name = 'CannotStart'
  readonly vi: string
  readonly en: string

  constructor(vi: string, en: string) {
    super(`${vi}\n${en}`)
    this.vi = vi
    this.en = en
  }
}
