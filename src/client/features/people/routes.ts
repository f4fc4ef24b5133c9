import type { RouteRecordRaw } from 'vue-router'

/** The people of one's units, to find. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/people',
    component: () => import('./BrowsePeople.vue'),
    meta: { title: 'people.title', words: ['people', 'problems'] },
  },
]
