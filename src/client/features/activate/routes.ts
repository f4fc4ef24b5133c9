import type { RouteRecordRaw } from 'vue-router'

/** Opening a notebook with a code; the code of a QR picture stands behind the '#'. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/activate',
    component: () => import('./ActivateNotebook.vue'),
    meta: {
      title: 'activate.title',
      words: ['activate', 'sign-in', 'problems'],
      frame: 'cover',
    },
  },
]
