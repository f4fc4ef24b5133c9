import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/office/audit',
    component: () => import('./BrowseAudit.vue'),
    meta: { title: 'audit.title', words: ['audit'] },
  },
]
