import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/messages',
    component: () => import('./ReadMessages.vue'),
    meta: { title: 'messages.title', words: ['messages'] },
  },
  {
    path: '/office/messages',
    component: () => import('./OfficeMessages.vue'),
    meta: { title: 'messages.office.title', words: ['messages', 'problems'] },
  },
]
