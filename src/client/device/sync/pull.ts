import type { ChangesPage } from '#contract/exchange.ts'
import type { Setting } from '#domain/submission/submission.ts'
import { journal } from '../store/journal.ts'
import { keepFact, planFact } from '../store/meta.ts'
import { change, type Opened } from '../write/change.ts'
import { confirmedBy, nameRows } from '../write/confirm.ts'
import { basisOf, putHeld, reshow, type Basis, type Reshown } from '../write/reshow.ts'
import { settingOf } from '../write/setting.ts'
import { beginAnew, forgetEpoch } from './anew.ts'
import { endingOf, type Ending, type No, type Run } from './run.ts'

type Change = ChangesPage['changes'][number]

/** Takes a plan's changes, page after page; each page and its cursor are stored as one. */
export async function pull(run: Run, plan: string): Promise<Ending> {
  const { ground, exchange } = run
  for (let restarts = 0; ;) {
    const cursor = await planFact(ground.db, `cursor:${plan}`)
    const reply = await exchange.changes(plan, cursor)
    if (!reply.ok) {
      if (!isOtherEpoch(reply) || restarts > 0) return endingOf(reply, Date.now())
      restarts += 1
      await forgetEpoch(run, plan)
      continue
    }
    // A page that goes on from the old server's mark is no beginning.
    if ((await beginAnew(run, plan, reply.value)) && cursor !== undefined) continue
    await takePage(run, plan, reply.value)
    await ground.clock.heard(reply.value.serverTime, ground.db)
    if (!reply.value.more) return
  }
}

async function takePage(run: Run, plan: string, page: ChangesPage): Promise<void> {
  const { ground, counted } = run
  const { db } = ground
  const setting = await settingOf(ground)
  const names = await nameRows(page)
  const ids = [...new Set(page.changes.map(({ id }) => id))]
  await change(ground, ids, async (picture) => {
    const shown = await Promise.all(
      ids.map((id) => afterAll(run, setting, { before: picture.record(id), page })),
    )
    const write = async () => {
      for (const one of shown) await putHeld(ground, one)
      for (const { id, change: what } of page.changes) {
        if (what !== 'put') await journal(db, `record.${what}`, id)
      }
      await db.names.bulkPut(names)
      await keepFact(db, `cursor:${plan}`, page.next)
    }
    return { value: undefined, write }
  })
  counted.received += page.changes.length
}

function afterAll(
  { ground }: Run,
  setting: Setting,
  { before, page }: { before: Opened; page: ChangesPage },
): Promise<Reshown> {
  const own = page.changes.filter(({ id }) => id === before.id)
  return reshow(ground, setting)(before, own.reduce<Basis>(after, basisOf(before)))
}

/** What left this person's sight is forgotten here; drafts and waiting commands of it never are. */
function after(basis: Basis, change: Change): Basis {
  if (change.change === 'put') {
    return confirmedBy(basis, { event: change.event, record: change.record })
  }
  return change.event < basis.event
    ? basis
    : { ...basis, event: change.event, confirmed: undefined }
}

/** The server was restored, or can't read the mark that it once gave: both begin anew. */
function isOtherEpoch(reply: No): boolean {
  if (reply.word !== 'refused') return false
  return reply.problem.code === 'cursor.epoch' || reply.problem.code === 'cursor.malformed'
}
