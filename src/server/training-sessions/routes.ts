import { Object } from 'typebox'
import {
  Attendance,
  AttendanceQuery,
  TrainingSessionList,
  TrainingSessionReply,
} from '#contract/training-sessions.ts'
import { Identifier } from '#contract/words.ts'
import { dayOf } from '#domain/day.ts'
import { maySeeAttendance, mayHold } from '#domain/training-sessions/training-session.ts'
import { doerOf } from '../http/doer.ts'
import type { App, House } from '../http/house.ts'
import { found, Refusal } from '../http/refusal.ts'
import { signedIn, type SignedIn } from '../http/signed-in.ts'
import { appendAudit } from '../records/audit.ts'
import { asSession, loadSessions, withoutCode } from '../records/training-sessions.ts'
import { loadAllUnits, loadLineages } from '../records/units.ts'
import { attendanceOf } from './attendance.ts'
import { listSessions, type Asking } from './list-sessions.ts'

const tags = ['training sessions']
const params = Object({ id: Identifier })

const listSchema = {
  summary: 'Training sessions that this person may hold, or whose people are theirs; newest first',
  tags,
  response: { 200: TrainingSessionList },
}
const oneSchema = {
  summary: 'One training session; its code only to who may hold it',
  tags,
  params,
  response: { 200: TrainingSessionReply },
}
const attendanceSchema = {
  summary: 'Who was marked as present and who wrote a record, met; of the people that are theirs',
  tags,
  params,
  querystring: AttendanceQuery,
  response: { 200: Attendance },
}

/** Training sessions that a unit opens, for who opens them and for the heads of those who come. */
export function trainingSessionRoutes(app: App, house: House): void {
  app.get('/api/training-sessions', { schema: listSchema }, async (request) =>
    listSessions(await askingOf(house, signedIn(request))),
  )
  app.get('/api/training-sessions/:id', { schema: oneSchema }, async (request) => {
    const asking = await askingOf(house, signedIn(request))
    const session = await theirs(asking, request.params.id)
    const isHeld = mayHold(session.unitId, asking)
    const units = await loadLineages(house.db, [session.unitId, ...session.unitIds])
    return {
      session: asSession(isHeld ? session : withoutCode(session)),
      mayHold: isHeld,
      units: [...units.values()] as TrainingSessionReply['units'],
    }
  })
  app.get(
    '/api/training-sessions/:id/attendance',
    { schema: attendanceSchema },
    async (request) => {
      const asking = await askingOf(house, signedIn(request))
      const { q = '' } = request.query
      // PostgreSQL has no NUL in its text.
      if (q.includes('\0')) throw new Refusal('request.malformed')
      const session = await theirs(asking, request.params.id)
      const attendance = await attendanceOf(asking, session, q)
      const { id, unitId } = session
      const deed = { kind: 'training-session.read', recordType: 'training-session', recordId: id }
      await house.db.transaction().execute(async (trx) => {
        await appendAudit(trx, [{ ...deed, unitId }], { by: doerOf(request), at: asking.at })
      })
      return attendance
    },
  )
}

async function askingOf({ db, clock }: House, { actor }: SignedIn): Promise<Asking> {
  const at = clock().toISOString()
  return { db, by: actor, at, day: dayOf(at), units: await loadAllUnits(db) }
}

async function theirs(asking: Asking, id: string) {
  const session = (await loadSessions(asking.db, [id])).get(id)
  const seen = session && maySeeAttendance(session, asking) ? session : undefined
  return found(seen, 'training-session.not-found')
}
