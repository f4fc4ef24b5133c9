import type { RouteRecordRaw } from 'vue-router'

/** What the teacher has logged: the list and each session. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/training',
    component: () => import('./BrowseTraining.vue'),
    meta: { title: 'log-training.title', words: ['log-training'] },
  },
  {
    path: '/training/:id',
    component: () => import('./ReadTraining.vue'),
    meta: {
      title: 'log-training.detail.title',
      words: ['log-training', 'problems'],
      frame: 'task',
    },
  },
]
