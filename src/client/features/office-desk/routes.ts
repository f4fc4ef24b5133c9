import type { RouteRecordRaw } from 'vue-router'

/** Where an administrator begins. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office',
    component: () => import('./OfficeDesk.vue'),
    meta: { title: 'desk.title', words: ['desk', 'problems'] },
  },
]
