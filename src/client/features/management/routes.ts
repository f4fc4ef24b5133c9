import type { RouteRecordRaw } from 'vue-router'

/** Who manages which schools. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/management',
    component: () => import('./ManageSchools.vue'),
    meta: { title: 'management.title', words: ['management', 'units', 'problems'] },
  },
]
