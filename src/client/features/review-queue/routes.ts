import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/review',
    component: () => import('./ReviewQueue.vue'),
    meta: { title: 'review.title', words: ['review', 'problems'] },
  },
  {
    path: '/review/:plan/:id',
    component: () => import('./ReviewRecord.vue'),
    props: true,
    meta: { title: 'review.record.title', words: ['review', 'problems'], frame: 'solo' },
  },
]
