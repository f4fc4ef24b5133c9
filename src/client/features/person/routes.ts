import type { RouteRecordRaw } from 'vue-router'

const words = ['people', 'problems']

/** One person: to take in, to move, to let go. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/people/new',
    component: () => import('./AddPerson.vue'),
    meta: { title: 'people.new.title', words, frame: 'task', slim: true },
  },
  {
    path: '/office/people/:id',
    component: () => import('./ReadPerson.vue'),
    meta: { title: 'people.one.title', words },
  },
]
