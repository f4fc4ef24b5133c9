import type { RouteRecordRaw } from 'vue-router'
import { routes as account } from '../features/account/routes.ts'
import { routes as logTraining } from '../features/log-training/routes.ts'
import { routes as myTraining } from '../features/my-training/routes.ts'
import { routes as outbox } from '../features/outbox/routes.ts'
import { routes as reviewQueue } from '../features/review-queue/routes.ts'
import { routes as reviewRecord } from '../features/review-record/routes.ts'

/** Every page but the first ones; fetched when one of them is first opened. A feature joins the app by its line here. */
export const routes: RouteRecordRaw[] = [
  ...logTraining,
  ...myTraining,
  ...outbox,
  ...account,
  ...reviewQueue,
  ...reviewRecord,
]

if (import.meta.env.DEV) {
  const gallery = await import('../features/gallery/routes.ts')
  routes.push(...gallery.routes)
}
