import { aCommand } from '../builders/commands.ts'
import { aTraining } from '../builders/training.ts'
import { call, headersOf } from './caller.ts'
import { median, rounded, show, timed } from './figures.ts'
import type { Ground } from './ground.ts'

const rounds = 5
const perRound = { 1: 100, 8: 400 } as const

/** Whole command handling (session, validation, idempotence, rule, receipt, feed) against the bare floor. */
export async function benchCommands(ground: Ground): Promise<void> {
  const rows = []
  const headers = await headersOf(ground.app, 'teacher')
  const path = `/api/plans/${ground.department.plan.id}/commands`
  for (const together of [1, 8] as const) {
    const ours: number[] = []
    const floor: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const commands = Array.from({ length: perRound[together] }, () => commandIn(ground))
      const bodies = commands.map((one) => JSON.stringify({ commands: [one] }))
      const bare = commands.map((one) => JSON.stringify(one))
      const oursNow = await rate(bodies, together, (body) =>
        call({ port: ground.app, path, body, headers }),
      )
      const floorNow = await rate(bare, together, (body) =>
        call({ port: ground.floor, path: '/one', body }),
      )
      // The first round warms both up.
      if (round > 0) ours.push(oursNow)
      if (round > 0) floor.push(floorNow)
    }
    rows.push({
      together,
      'floor/s': Math.round(median(floor)),
      'ours/s': Math.round(median(ours)),
      ratio: rounded(median(ours) / median(floor)),
      target: together === 8 ? '≥ 0.4' : '',
    })
  }
  show('One command a request, against begin, upsert, audit, commit', rows)
}

function commandIn({ department }: Ground) {
  const { people, plan, round } = department
  return aCommand({
    plan: plan.id,
    account: people.teacher.accountId,
    input: { roundId: round.id, answers: aTraining() },
  })
}

/** Requests a second, so many at a time. */
async function rate<T>(
  bodies: readonly T[],
  together: number,
  send: (body: T) => Promise<unknown>,
): Promise<number> {
  const left = [...bodies]
  const worker = async () => {
    for (let body = left.pop(); body !== undefined; body = left.pop()) await send(body)
  }
  const ms = await timed(() => Promise.all(Array.from({ length: together }, worker)))
  return (bodies.length / ms) * 1_000
}
