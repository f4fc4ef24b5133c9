import type { RouteRecordRaw } from 'vue-router'

/** Whose notebook it is, how it is shown, and leaving it. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/account',
    component: () => import('./MyAccount.vue'),
    meta: { title: 'account.title', words: ['account'] },
  },
  {
    path: '/account/devices',
    component: () => import('./OpenDevices.vue'),
    meta: { title: 'devices.title', words: ['devices', 'problems'] },
  },
]
