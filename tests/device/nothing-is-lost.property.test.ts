import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Device } from '../../src/client/device/door.ts'
import type { Actor } from '../../src/domain/people/person.ts'
import { currentRevision } from '../../src/domain/submission/submission.ts'
import { binh, hoa } from '../domain/world.ts'
import { lineTo, type Fate, type Line } from '../support/line.ts'
import { failFrom, heal } from './storage-faults.ts'
import { aDecision, aDraft, anOffice, aSend, Tablet, today } from './tablet.ts'

// Longer, with another seed: RUNS=500 SEED=7 npx vitest run --project device nothing-is-lost
const runs = Number(process.env['RUNS'] ?? 25)
const seed = Number(process.env['SEED'] ?? 20_261_121)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: today })
})
afterEach(() => {
  heal()
  vi.useRealTimers()
})

const places = ['hers', 'hers too', 'his'] as const
type Place = (typeof places)[number]
const own = fc.constantFrom<Place>('hers', 'hers too')
const any = fc.constantFrom<Place>(...places)
const record = fc.constantFrom('a', 'b', 'c')
const fates = fc.array(
  fc.constantFrom<Fate>('well', 'well', 'well', 'drop', 'lose', 'double', 'late'),
  { maxLength: 12 },
)

const event = fc.oneof(
  fc.record({ what: fc.constant('type' as const), at: own, record }),
  fc.record({ what: fc.constant('send' as const), at: own, record }),
  fc.record({ what: fc.constant('send' as const), at: own, record }),
  fc.record({ what: fc.constant('withdraw' as const), at: own, record }),
  fc.record({
    what: fc.constant('decide' as const),
    record,
    verdict: fc.constantFrom('accepted' as const, 'returned' as const),
  }),
  fc.record({ what: fc.constant('mend' as const), at: any }),
  fc.record({ what: fc.constant('run' as const), at: any, fates }),
  fc.record({ what: fc.constant('run' as const), at: any, fates }),
  fc.record({ what: fc.constant('write in a run' as const), at: own, record, fates }),
  fc.record({ what: fc.constant('die in a run' as const), at: any, after: fc.nat(60) }),
)

type Happening = typeof event extends fc.Arbitrary<infer T> ? T : never

class School {
  readonly office = anOffice()
  readonly tablets = new Map<Place, { tablet: Tablet; actor: Actor; device: Device }>()
  readonly lines = new Map<Place, Line>()
  /** Every text that a person was told is kept. */
  readonly kept = new Set<string>()
  /** The newest text of a draft: an older one its writer has typed over. */
  readonly typed = new Map<string, string>()
  readonly made = new Map<string, Place>()
  #fates: Fate[] = []
  #texts = 0

  async open(): Promise<void> {
    for (const place of places) {
      const tablet = new Tablet()
      const actor = place === 'his' ? binh : hoa
      const device = await tablet.signIn(actor)
      this.lines.set(
        place,
        lineTo(this.office.for(actor), () => this.#fates.shift() ?? 'well'),
      )
      this.tablets.set(place, { tablet, actor, device })
      await this.run(place, [])
    }
  }

  device(place: Place): Device {
    const found = this.tablets.get(place)
    if (!found) throw new Error(place)
    return found.device
  }

  async run(place: Place, fatesNow: readonly Fate[]): Promise<void> {
    this.#fates = [...fatesNow]
    const line = this.lines.get(place)
    if (line) await this.device(place).synchronise(line)
  }

  async send(place: Place, id: string): Promise<void> {
    const device = this.device(place)
    const title = this.text()
    const base = (await device.read.one(id))?.submission?.revisions.length ?? 0
    const outcome = await device.perform(aSend(id, { title, base }))
    if (!outcome.ok) return
    this.kept.add(title)
    const revision = outcome.value.submission && currentRevision(outcome.value.submission)
    if (revision) this.made.set(revision.commandId, place)
  }

  async happen(now: Happening): Promise<void> {
    if (now.what === 'type') return this.type(now.at, now.record)
    if (now.what === 'send') return this.send(now.at, now.record)
    if (now.what === 'withdraw') return this.withdraw(now.at, now.record)
    if (now.what === 'decide') return this.decide(now.record, now.verdict)
    if (now.what === 'mend') return this.mend(now.at)
    if (now.what === 'run') return this.run(now.at, now.fates)
    if (now.what === 'die in a run') return this.die(now.at, now.after)
    await Promise.all([this.run(now.at, now.fates), this.send(now.at, now.record)])
  }

  async type(place: Place, id: string): Promise<void> {
    const title = this.text()
    const base = (await this.device(place).read.one(id))?.submission?.revisions.length ?? 0
    await this.device(place).keepDraft(aDraft(id, title, base))
    this.typed.set(`${place}/${id}`, title)
  }

  async withdraw(place: Place, recordId: string): Promise<void> {
    const device = this.device(place)
    const base = (await device.read.one(recordId))?.submission?.revisions.length ?? 0
    const rest = { planId: 'plan', recordId, base, input: {} }
    await device.perform({ kind: 'submission.withdraw', ...rest })
  }

  async decide(id: string, verdict: 'accepted' | 'returned'): Promise<void> {
    const device = this.device('his')
    const seen = (await device.read.one(id))?.submission
    if (!seen) return
    const comment = this.text()
    const write = aDecision(id, verdict, seen.revisions.length)
    const input = { ...write.input, step: seen.step, comment }
    if ((await device.perform({ ...write, input })).ok) this.kept.add(comment)
  }

  async mend(place: Place): Promise<void> {
    const entry = (await this.device(place).read.outbox()).at(-1)
    const draft = entry && (await this.device(place).mend(entry.commandId))
    if (!draft) return
    const title = String(draft.answers['ten'])
    this.kept.delete(title)
    this.typed.set(`${place}/${draft.id}`, title)
  }

  async die(place: Place, after: number): Promise<void> {
    const found = this.tablets.get(place)
    if (!found) return
    failFrom(after + 1)
    await this.run(place, []).catch(() => undefined)
    heal()
    found.device.close()
    this.tablets.set(place, { ...found, device: await found.tablet.open(found.actor) })
  }

  /** Everything comes through, everybody hears everything. */
  async endWell(): Promise<void> {
    for (const line of this.lines.values()) await line.settle()
    for (let time = 0; time < 3; time += 1) for (const place of places) await this.run(place, [])
  }

  text(): string {
    this.#texts += 1
    return `chữ ${this.#texts}.`
  }

  async everythingKept(): Promise<string> {
    const tables = ['drafts', 'outbox', 'bin']
    const rows = await Promise.all(
      [...this.tablets.values()].flatMap(({ tablet, actor }) =>
        tables.map((table) => tablet.rows(actor, table)),
      ),
    )
    return JSON.stringify(rows) + JSON.stringify([...this.office.records.values()])
  }
}

async function holdsForAll(school: School): Promise<void> {
  const { office, tablets, kept, typed, made } = school
  expect(new Set(office.effects).size, 'I2: no command has two effects').toBe(office.effects.length)
  const all = await school.everythingKept()
  const lost = [...kept, ...typed.values()].filter((text) => !all.includes(text))
  expect(lost, 'I3: every text is somewhere').toEqual([])
  for (const [place, { device }] of tablets) {
    const sent = await device.read.sent(1_000)
    const missing = sent.filter(({ commandId }) => !office.effects.includes(commandId))
    expect(missing, 'I1: what was acknowledged is there').toEqual([])
    const receipts = new Set(sent.map(({ receipt }) => receipt.commandId))
    const unproved = (await device.read.mine()).filter(({ standing, submission }) => {
      const id = submission && currentRevision(submission)?.commandId
      return standing === 'received' && id && made.get(id) === place && !receipts.has(id)
    })
    expect(unproved, 'I4: "sent" has its receipt').toEqual([])
  }
}

async function endsEqual({ office, tablets }: School): Promise<void> {
  for (const { tablet, actor, device } of tablets.values()) {
    const rows = await tablet.rows(actor, 'held')
    const confirmed = rows.flatMap(({ id, body }) => {
      const content = JSON.parse(String(body)) as { confirmed?: unknown }
      return content.confirmed ? [[id, content.confirmed] as const] : []
    })
    const held = Object.fromEntries(office.heldBy(actor))
    expect(Object.fromEntries(confirmed), 'I6: what is held is what the server holds').toEqual(held)
    const outbox = await device.read.outbox()
    const barred = outbox.filter(({ state }) => state === 'refused' || state === 'conflict')
    const stuck = outbox.filter(
      ({ recordId }) => !barred.some((entry) => entry.recordId === recordId),
    )
    expect(stuck, 'nothing waits for a line that is there').toEqual([])
  }
}

it('loses nothing and doubles nothing, whatever happens in whatever order', async () => {
  const property = fc.asyncProperty(
    fc.array(event, { minLength: 5, maxLength: 30 }),
    async (events) => {
      const school = new School()
      await school.open()
      for (const one of events) {
        await school.happen(one)
        await holdsForAll(school)
      }
      await school.endWell()
      await holdsForAll(school)
      await endsEqual(school)
      for (const { device } of school.tablets.values()) device.close()
    },
  )
  await fc.assert(property, { numRuns: runs, seed })
}, 600_000)
