import type { RouteRecordRaw } from 'vue-router'

/** Every part of `ui` in its states; only while developing. */
export const routes: RouteRecordRaw[] = [
  { path: '/gallery', component: () => import('./GalleryPage.vue'), meta: { frame: 'tabs' } },
]
