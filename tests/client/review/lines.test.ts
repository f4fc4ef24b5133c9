import { describe, expect, it } from 'vitest'
import type { PlanBundle } from '#contract/plans.ts'
import type { Submission } from '#domain/submission/submission.ts'
import type { Device, Names, Shown } from '../../../src/client/device/door.ts'
import { addressOf, type Known } from '../../../src/client/state/reviewing.ts'
import {
  branchesBelow,
  filled,
  lineOf,
  readFilters,
  viewOf,
  writeFilters,
  type QueueLine,
} from '../../../src/client/features/review-queue/queue.ts'
import { aPlan, theTrainingRecord } from '../../builders/plans.ts'
import { aRevision, aSubmission } from '../../builders/submissions.ts'
import { aTraining } from '../../builders/training.ts'
import { aCommune, aSchool, aSo, unitsById } from '../../builders/units.ts'

const commune = aCommune({ id: 'commune-1' })
const school = aSchool({ id: 'school-1', parentId: 'commune-1' })
const other = aSchool({ id: 'school-2', name: 'TH Hoa Ban', parentId: 'commune-9' })
const units = unitsById(commune, school, other)
const people: Record<string, string> = {
  hoa: 'Nguyễn Thị Hoa',
  an: 'Trần Văn An',
  binh: 'Lê Văn Bình',
}
const names: Names = { person: (id) => people[id], unit: (id) => units.get(id) }

const known: Known = {
  names,
  plans: [
    {
      plan: aPlan({ unitId: 'so' }),
      tasks: [],
      rounds: [],
      instruments: [theTrainingRecord()],
      units: [],
    },
  ] satisfies PlanBundle[],
  actor: {
    personId: 'binh',
    posts: [{ unitId: 'school-1', role: 'principal', from: '2020-01-01', until: null, main: true }],
  },
  today: '2026-10-21',
}

function shown(submission: Submission): Shown {
  const { id, planId, roundId, standing } = submission
  return { id, planId, roundId, submission, standing, changedAt: '2026-10-13T02:00:00.000Z' }
}

function aLine(given: Parameters<typeof aSubmission>[0] = {}): QueueLine {
  const line = lineOf(shown(aSubmission({ authorId: 'hoa', ...given })), known)
  if (!line) throw new Error('nothing was sent')
  return line
}

const resent = { revisions: [aRevision(), aRevision({ no: 2 })] }

describe('a row of the queue', () => {
  it('says who, what, which revision, since when and who has it', () => {
    expect(aLine()).toMatchObject({
      unit: 'THCS Suối Hoa',
      author: 'Nguyễn Thị Hoa',
      title: 'An toàn thông tin cho giáo viên',
      periods: 2,
      programme: 'ct1',
      revision: 1,
      holder: 'school',
      mine: true,
      waitingDays: 8,
    })
  })

  it('counts the days by the calendar in Viet Nam', () => {
    const late = aRevision({ receivedAt: '2026-10-20T17:30:00.000Z' })
    expect(aLine({ revisions: [late] }).waitingDays).toBe(0)
  })

  it('is not mine once my step has passed, and never when it is my own', () => {
    expect(aLine({ step: 1 })).toMatchObject({ mine: false, holder: 'department' })
    expect(aLine({ authorId: 'binh' }).mine).toBe(false)
  })

  it('is no row while nothing was sent', () => {
    expect(lineOf(shown(aSubmission({ standing: 'draft' })), known)).toBeUndefined()
  })
})

describe('the filters, run on the device', () => {
  const lines = [
    aLine({ id: 'a', authorId: 'hoa' }),
    aLine({ id: 'b', authorId: 'an', ...resent }),
    aLine({ id: 'c', authorId: 'hoa', standing: 'accepted' }),
    aLine({
      id: 'd',
      authorId: 'an',
      unitId: 'school-2',
      standing: 'returned',
      answers: aTraining({ chuongTrinh: 'ct2' }),
    }),
  ]
  const ids = (filters: Parameters<typeof viewOf>[1]) =>
    viewOf(lines, filters, names).lines.map(({ id }) => id)

  it('begin with what waits for me', () => {
    expect(ids({})).toEqual(['a', 'b'])
  })

  it('narrow by standing, programme, unit subtree and "sent again"', () => {
    expect(ids({ of: 'all', standing: 'returned' })).toEqual(['d'])
    expect(ids({ of: 'all', programme: 'ct2' })).toEqual(['d'])
    expect(ids({ of: 'all', unit: 'commune-1' }).sort()).toEqual(['a', 'b', 'c'])
    expect(ids({ again: '1' })).toEqual(['b'])
  })

  it('search without marks and case, in title, name and unit', () => {
    expect(ids({ q: 'tran van an' })).toEqual(['b'])
    expect(ids({ q: 'AN TOAN nguyen' })).toEqual(['a'])
    expect(ids({ of: 'all', q: 'hoa ban' })).toEqual(['d'])
    expect(ids({ q: 'không có' })).toEqual([])
  })

  it('find a record by the whole number of its receipt', () => {
    const own = { ...aLine({ id: 'e' }), receipt: 'BN-2026-004182' }
    const found = (q: string) => viewOf([...lines, own], { q }, names).lines.map(({ id }) => id)
    expect(found(' bn-2026-004182 ')).toEqual(['e'])
    expect(found('BN-2026-00418')).toEqual([])
  })

  it('sort by given name first: An before Hoa', () => {
    expect(ids({ sort: 'name' })).toEqual(['b', 'a'])
  })

  it('count beside each filter, under the others', () => {
    const { counts, total } = viewOf(lines, { of: 'all', standing: 'returned' }, names)
    expect(total).toBe(1)
    expect(counts).toEqual({
      mine: 0,
      all: 1,
      again: 0,
      standing: { received: 2, accepted: 1, returned: 1 },
    })
  })
})

describe('the person who reviews', () => {
  it('is addressed as they are called', () => {
    const called = (salutation: 'cô' | null) => ({ session: { salutation } }) as Device
    expect(addressOf(called('cô'))).toEqual({ you: 'cô', You: 'Cô' })
    expect(addressOf(called(null))).toEqual({ you: 'thầy cô', You: 'Thầy cô' })
  })
})

describe('the units to choose', () => {
  it('are a tree below one’s own, sorted as Vietnamese are', () => {
    const so = aSo({ id: 'so' })
    const [ban, anh, dan] = ['Xã Bản', 'Xã Ánh', 'Xã Đan'].map((name, index) =>
      aCommune({ id: `xa-${index}`, parentId: 'so', name }),
    )
    const inBan = aSchool({ id: 'th', parentId: 'xa-0', name: 'TH Hoa Ban' })
    const all = unitsById(so, inBan, ...[ban, anh, dan].flatMap((unit) => unit ?? []))
    const tree = branchesBelow(new Set(['so']), all)
    expect(tree.map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      '0 Xã Ánh',
      '0 Xã Bản',
      '1 TH Hoa Ban',
      '0 Xã Đan',
    ])
  })
})

describe('the address bar', () => {
  it('holds the words of the queue, and only those that are known', () => {
    const query = { of: 'all', sort: 'sideways', q: 'hoa', standing: 'draft', item: 'ten' }
    expect(readFilters(query)).toEqual({ of: 'all', q: 'hoa' })
  })

  it('writes nothing for what holds anyway', () => {
    expect(writeFilters({ of: 'mine', q: '', again: '1' })).toEqual({ again: '1' })
  })

  it('sorts what waits by age, and all by what came last', () => {
    expect(filled({})).toMatchObject({ of: 'mine', sort: 'oldest' })
    expect(filled({ of: 'all' })).toMatchObject({ sort: 'newest' })
  })
})
