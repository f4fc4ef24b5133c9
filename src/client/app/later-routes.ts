import type { RouteRecordRaw } from 'vue-router'
import { routes as account } from '../features/account/routes.ts'
import { routes as audit } from '../features/audit/routes.ts'
import { routes as accountCodes } from '../features/account-codes/routes.ts'
import { routes as activate } from '../features/activate/routes.ts'
import { routes as joinTraining } from '../features/join-training/routes.ts'
import { routes as logTraining } from '../features/log-training/routes.ts'
import { routes as messages } from '../features/messages/routes.ts'
import { routes as myTraining } from '../features/my-training/routes.ts'
import { routes as mySchool } from '../features/my-school/routes.ts'
import { routes as officeDesk } from '../features/office-desk/routes.ts'
import { routes as rounds } from '../features/rounds/routes.ts'
import { routes as importRoster } from '../features/import-roster/routes.ts'
import { routes as outbox } from '../features/outbox/routes.ts'
import { routes as people } from '../features/people/routes.ts'
import { routes as person } from '../features/person/routes.ts'
import { routes as reviewQueue } from '../features/review-queue/routes.ts'
import { routes as secondFactor } from '../features/second-factor/routes.ts'
import { routes as reviewRecord } from '../features/review-record/routes.ts'
import { routes as trainingSessions } from '../features/training-sessions/routes.ts'
import { routes as units } from '../features/units/routes.ts'
import { routes as changeUnit } from '../features/change-unit/routes.ts'
import { routes as management } from '../features/management/routes.ts'

/** Every page but the first ones; fetched when one of them is first opened. A feature joins the app by its line here. */
export const routes: RouteRecordRaw[] = [
  ...secondFactor,
  ...accountCodes,
  ...activate,
  ...logTraining,
  ...officeDesk,
  ...rounds,
  ...joinTraining,
  ...importRoster,
  ...trainingSessions,
  ...messages,
  ...myTraining,
  ...mySchool,
  ...outbox,
  ...people,
  ...person,
  ...account,
  ...management,
  ...changeUnit,
  ...units,
  ...audit,
  ...reviewQueue,
  ...reviewRecord,
]

if (import.meta.env.DEV) {
  const gallery = await import('../features/gallery/routes.ts')
  routes.push(...gallery.routes)
}
