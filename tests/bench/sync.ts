import { gunzipSync } from 'node:zlib'
import type { Command } from '#contract/command.ts'
import type { ChangesPage, PushReply } from '#contract/exchange.ts'
import { pushLimits } from '#contract/words.ts'
import { aCommand } from '../builders/commands.ts'
import { aTraining } from '../builders/training.ts'
import { call, gzipped, headersOf, zip } from './caller.ts'
import { median, rounded, show, timed } from './figures.ts'
import type { Ground } from './ground.ts'

const count = 1_000
const rounds = 3

interface Cost {
  ms: number
  requests: number
  bytes: number
}

type Run = Record<'push' | 'pushFloor' | 'pull' | 'pullFloor', Cost>

/** A thousand records up and down, in the device's batches, against one request that stores or gives the JSON. */
export async function benchSync(ground: Ground): Promise<void> {
  const authors = ['teacher', 'colleague', 'highTeacher'] as const
  const runs: Run[] = []
  for (const author of authors.slice(0, rounds)) {
    const { username, accountId } = ground.department.people[author]
    const headers = { ...(await headersOf(ground.app, username)), ...gzipped }
    const commands = Array.from({ length: count }, () => commandOf(ground, accountId))
    const before = await pulled(ground, headers)
    runs.push({
      pushFloor: await cost((spent) => pushFloor(ground, commands, spent)),
      push: await cost((spent) => pushOurs(ground, { commands, headers }, spent)),
      pullFloor: await cost((spent) => pullFloor(ground, spent)),
      pull: await cost((spent) => pullOurs(ground, { headers, cursor: before }, spent)),
    })
  }
  const row = (what: 'push' | 'pull') => {
    const ours = runs.map((run) => run[what])
    const floor = runs.map((run) => run[`${what}Floor`])
    const ms = median(ours.map((one) => one.ms))
    const floorMs = median(floor.map((one) => one.ms))
    const kilobytes = (some: readonly Cost[]) =>
      Math.round(median(some.map(({ bytes }) => bytes)) / 1_000)
    return {
      what: `${what} ${count}`,
      'floor ms': Math.round(floorMs),
      'ours ms': Math.round(ms),
      ratio: rounded(ms / floorMs),
      requests: median(ours.map(({ requests }) => requests)),
      'floor KB': kilobytes(floor),
      'ours KB': kilobytes(ours),
    }
  }
  show('A thousand records on loopback, gzip both ways, one request for the floor', [
    row('push'),
    row('pull'),
  ])
}

function commandOf({ department }: Ground, account: string): Command {
  const { plan, round } = department
  return aCommand({ plan: plan.id, account, input: { roundId: round.id, answers: aTraining() } })
}

async function cost(work: (spent: Cost) => Promise<unknown>): Promise<Cost> {
  const spent = { ms: 0, requests: 0, bytes: 0 }
  spent.ms = await timed(() => work(spent))
  return spent
}

/** Cut as the device cuts: by number and by bytes before packing. */
function batchesOf(commands: readonly Command[]): Command[][] {
  const batches: Command[][] = [[]]
  let bytes = 0
  for (const command of commands) {
    const more = Buffer.byteLength(JSON.stringify(command)) + 1
    const last = batches.at(-1) as Command[]
    const isFull = last.length === pushLimits.commands || bytes + more > pushLimits.bytes
    if (isFull) batches.push([command])
    else last.push(command)
    bytes = isFull ? more : bytes + more
  }
  return batches
}

type Headers = Record<string, string>

async function pushOurs(
  { app: port, department }: Ground,
  { commands, headers }: { commands: readonly Command[]; headers: Headers },
  spent: Cost,
): Promise<void> {
  const path = `/api/plans/${department.plan.id}/commands`
  for (const batch of batchesOf(commands)) {
    const body = zip({ commands: batch })
    const reply = await call({ port, path, body, headers })
    spent.requests += 1
    spent.bytes += body.length + reply.body.length
    const { results } = opened(reply.body) as PushReply
    if (!results.every(({ result }) => result === 'applied')) throw new Error('not all applied')
  }
}

async function pushFloor({ floor: port }: Ground, commands: readonly Command[], spent: Cost) {
  const body = zip({ commands })
  const reply = await call({ port, path: '/many', body, headers: gzipped })
  spent.requests += 1
  spent.bytes += body.length + reply.body.length
}

async function pullFloor({ floor: port }: Ground, spent: Cost): Promise<void> {
  const reply = await call({ port, path: '/many', headers: { 'accept-encoding': 'gzip' } })
  spent.requests += 1
  spent.bytes += reply.body.length
  opened(reply.body)
}

/** The cursor behind all that this person holds already. */
async function pulled(ground: Ground, headers: Headers): Promise<string> {
  return pullOurs(ground, { headers, cursor: undefined }, { ms: 0, requests: 0, bytes: 0 })
}

async function pullOurs(
  { app: port, department }: Ground,
  { headers, cursor }: { headers: Headers; cursor: string | undefined },
  spent: Cost,
): Promise<string> {
  const { 'content-encoding': _, ...asking } = headers
  let next = cursor
  for (;;) {
    const from = next === undefined ? '' : `?cursor=${encodeURIComponent(next)}`
    const path = `/api/plans/${department.plan.id}/changes${from}`
    const reply = await call({ port, path, headers: asking })
    spent.requests += 1
    spent.bytes += reply.body.length
    const page = opened(reply.body) as ChangesPage
    next = page.next
    if (!page.more) return next
  }
}

function opened(body: Buffer): unknown {
  const isPacked = body[0] === 0x1f
  return JSON.parse((isPacked ? gunzipSync(body) : body).toString())
}
