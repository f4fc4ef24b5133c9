/** How far a long work on an import has come. Kept in memory: it is for the eyes of whoever waits. */
export interface Progress {
  readonly step: 'comparing' | 'writing' | 'undoing'
  readonly done: number
  readonly total: number
}

const running = new Map<string, Progress>()

export function progressOf(importId: string): Progress | undefined {
  return running.get(importId)
}

export function tell(importId: string, progress: Progress): void {
  running.set(importId, progress)
}

export function fallSilent(importId: string): void {
  running.delete(importId)
}

/** Lets other requests be answered in between. */
export function breathe(): Promise<void> {
  return new Promise((wake) => {
    setImmediate(wake)
  })
}
