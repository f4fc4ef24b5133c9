import type { Role } from '#domain/people/person.ts'
import type { Connection } from '../../src/server/http/house.ts'
import { aTeacher } from './people.ts'
import { aPlan, aRound, aTask, theTrainingRecord } from './plans.ts'
import { writeInstrument, writePeople, writePlan, writeRound, writeUnits } from './rows.ts'
import { aCommune, aMinistry, aSchool, aSo } from './units.ts'

/** A small complete world, written: two communes with a school each, a school of the Sở, everybody's role, and a stranger from another Sở. */
export async function aDepartment(db: Connection) {
  const units = itsUnits()
  const people = itsPeople(units)
  const plan = aPlan({ unitId: units.so.id })
  const task = aTask({ planId: plan.id, leadUnitId: units.so.id })
  const round = aRound({ planId: plan.id, taskId: task.id, unitIds: [units.so.id] })
  await writeUnits(db, Object.values(units))
  await writePeople(db, Object.values(people))
  await writeInstrument(db, theTrainingRecord())
  await writePlan(db, plan, [task])
  await writeRound(db, round)
  return { units, people, plan, task, round }
}

export type TestDepartment = Awaited<ReturnType<typeof aDepartment>>

function itsUnits() {
  const ministry = aMinistry()
  const so = aSo({ parentId: ministry.id })
  const commune = aCommune({ parentId: so.id })
  const otherCommune = aCommune({ parentId: so.id, name: 'Xã Hoa Ban' })
  const school = aSchool({ parentId: commune.id })
  const otherSchool = aSchool({ parentId: otherCommune.id, name: 'THCS Hoa Ban' })
  const highSchool = aSchool({ parentId: so.id, name: 'THPT Đồi Thông', levels: ['thpt'] })
  const otherSo = aSo({ parentId: ministry.id, name: 'Sở Giáo dục và Đào tạo khác' })
  return { ministry, so, otherSo, commune, otherCommune, school, otherSchool, highSchool }
}

function itsPeople(units: ReturnType<typeof itsUnits>) {
  const { so, otherSo, commune, otherCommune, school, otherSchool, highSchool } = units
  const as = (username: string, unit: { id: string }, role: Role = 'staff') =>
    aTeacher(unit.id, { username, role, name: `Người dùng ${username}` })
  return {
    teacher: as('teacher', school),
    colleague: as('colleague', school),
    groupHead: as('group-head', school, 'group-head'),
    deputy: as('deputy', school, 'deputy'),
    principal: as('principal', school, 'principal'),
    stranger: as('stranger', otherSchool),
    otherPrincipal: as('other-principal', otherSchool, 'principal'),
    highTeacher: as('high-teacher', highSchool),
    officer: as('officer', commune, 'officer'),
    otherOfficer: as('other-officer', otherCommune, 'officer'),
    reviewer: as('reviewer', so, 'reviewer'),
    leader: as('leader', so, 'leader'),
    administrator: as('administrator', so, 'administrator'),
    auditor: as('auditor', so, 'auditor'),
    outsider: as('outsider', otherSo, 'reviewer'),
  }
}
