import type { RouteRecordRaw } from 'vue-router'

/** Who holds this device now. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    component: () => import('./OpenNotebook.vue'),
    meta: { title: 'sign-in.title', words: ['sign-in'], frame: 'cover' },
  },
]
