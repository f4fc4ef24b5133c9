import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/review',
    component: () => import('./ReviewQueue.vue'),
    meta: { title: 'review.title', words: ['review', 'problems'] },
  },
]
