import type { RouteRecordRaw } from 'vue-router'

const words = ['rounds', 'problems']

/** The rounds of a department: all of them, a new one, one of them. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/rounds',
    component: () => import('./BrowseRounds.vue'),
    meta: { title: 'rounds.title', words },
  },
  {
    path: '/office/rounds/new',
    component: () => import('./OpenRound.vue'),
    meta: { title: 'rounds.new.title', words, frame: 'task' },
  },
  {
    path: '/office/rounds/:id',
    component: () => import('./OpenRound.vue'),
    meta: { title: 'rounds.one', words, frame: 'task' },
  },
]
