import type { House } from '../http/house.ts'
import { notifyDue } from './notify.ts'
import { postOutside, type Post } from './push-post.ts'
import { remindOfRounds } from './reminders.ts'

const notifyEveryMs = 5_000
const remindEveryMs = 60 * 60 * 1000

/** Reminds of rounds and hands on notifications, as long as the server runs; `stop` waits for what is under way. */
export function startMessenger(
  house: House,
  { post = postOutside, log }: { post?: Post; log: (line: string) => void },
): { stop: () => Promise<void> } {
  const told = (problem: unknown): void => {
    log(`Thông báo / Notifications: ${String(problem)}`)
  }
  const ends = [
    repeat(() => remindOfRounds(house).catch(told), remindEveryMs),
    repeat(() => notifyDue(house, post).catch(told), notifyEveryMs),
  ]
  const stop = async () => {
    await Promise.all(ends.map((end) => end()))
  }
  return { stop }
}

/** Once now, then again a while after each end; never two at once. */
function repeat(act: () => Promise<unknown>, pauseMs: number): () => Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  let running: Promise<unknown> = Promise.resolve()
  const run = (): void => {
    running = act().then(() => {
      if (!isOver) timer = setTimeout(run, pauseMs).unref()
    })
  }
  run()
  return () => {
    isOver = true
    clearTimeout(timer)
    return running
  }
}
