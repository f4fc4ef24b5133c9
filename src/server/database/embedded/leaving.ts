const lastActs = new Set<() => void>()
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
let listening = false

/**
 * Runs `act` when this process ends in any way that lets it act at all. A signal that somebody else
 * answers (a graceful close) is theirs: the end of the process comes here anyway.
 */
export function whenLeaving(act: () => void): () => void {
  if (!listening) listen()
  lastActs.add(act)
  return () => {
    lastActs.delete(act)
  }
}

function listen() {
  listening = true
  process.once('exit', () => {
    for (const act of lastActs) act()
  })
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      const nobodyElse = process.listenerCount(signal) === 1
      if (nobodyElse) process.exit(code)
    })
  }
}
