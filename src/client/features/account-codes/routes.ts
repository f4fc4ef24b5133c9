import type { RouteRecordRaw } from 'vue-router'

/** Codes for those who have no password yet, or lost it: on paper, or on this screen. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/codes',
    component: () => import('./GiveCodes.vue'),
    meta: { title: 'account-codes.title', words: ['account-codes', 'problems'], frame: 'task' },
  },
]
