import type { RouteRecordRaw } from 'vue-router'

const words = ['people', 'problems']

/** A head's own school, and what anybody with an office may lend. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/school',
    component: () => import('./MySchool.vue'),
    meta: { title: 'people.school.title', words },
  },
  {
    path: '/lend',
    component: () => import('./LendRoles.vue'),
    meta: { title: 'people.lend.title', words },
  },
]
