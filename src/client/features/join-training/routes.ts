import type { RouteRecordRaw } from 'vue-router'

const meta = { words: ['join-training', 'problems'], frame: 'solo', slim: true } as const

/** A code at a door: read by the app's own camera, or opened as a link by the phone's. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/training/scan',
    component: () => import('./ScanCode.vue'),
    meta: { ...meta, title: 'join-training.scan.title' },
  },
  {
    path: '/training/join',
    component: () => import('./JoinTraining.vue'),
    meta: { ...meta, title: 'join-training.title' },
  },
]
