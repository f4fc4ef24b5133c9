import type { SyncReport } from '../../device/door.ts'
import { backOffMs, everyMs } from './back-off.ts'

type Run = () => Promise<SyncReport | undefined>

// After these only a person can help: no trying by itself.
const standing: readonly SyncReport['ended'][] = ['sign-in', 'too-old', 'disabled']

/** When synchronising is tried: one run at a time, further apart the more of them fail. */
export class Tries {
  readonly #run: Run
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<SyncReport | undefined> | undefined
  #isWanted = false
  #isStanding = false

  constructor(run: Run) {
    this.#run = run
  }

  /** A run now, at a person's wish. */
  now(): Promise<SyncReport | undefined> {
    this.#failures = 0
    return this.#attempt()
  }

  /** Something says that it is worth a try: what was written, the time. */
  knock(): void {
    if (!this.#isStanding) void this.#attempt()
  }

  /** Things may be better than they were: looked at again, a network came. */
  hope(): void {
    this.#failures = 0
    this.knock()
  }

  /** Forgets how often it has failed. */
  afresh(): void {
    this.#failures = 0
    this.#isStanding = false
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #attempt(): Promise<SyncReport | undefined> {
    this.stop()
    this.#isWanted = this.#running !== undefined
    this.#running ??= this.#once()
    return this.#running
  }

  async #once(): Promise<SyncReport | undefined> {
    const report = await this.#run()
    this.#running = undefined
    this.#isStanding = !!report && standing.includes(report.ended)
    if (!this.#isStanding) this.#later(this.#isWanted ? 0 : this.#delayAfter(report))
    return report
  }

  #delayAfter(report: SyncReport | undefined): number {
    if (report?.ended === 'busy-elsewhere') return everyMs
    this.#failures = isWell(report) ? 0 : this.#failures + 1
    const asked = report?.retryAt === undefined ? 0 : Date.parse(report.retryAt) - Date.now()
    return Math.max(this.#failures === 0 ? everyMs : backOffMs(this.#failures), asked)
  }

  #later(delay: number): void {
    this.stop()
    this.#timer = setTimeout(() => {
      if (document.visibilityState === 'visible') this.knock()
    }, delay)
  }
}

function isWell(report: SyncReport | undefined): boolean {
  return report?.ended === 'done' && report.waiting === 0
}
