import type { RouteRecordRaw } from 'vue-router'

/** What this device still has to send, and the receipts of what arrived. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/outbox',
    component: () => import('./ReadOutbox.vue'),
    meta: { title: 'outbox.title', words: ['outbox', 'problems'] },
  },
]
