import type { RouteRecordRaw } from 'vue-router'

/** Units and people out of a file: chosen, matched, looked at, written. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/import',
    component: () => import('./ChooseFile.vue'),
    meta: { title: 'import.title', words: ['import', 'problems'] },
  },
  {
    path: '/office/import/:import',
    component: () => import('./ImportFile.vue'),
    meta: { title: 'import.title', words: ['import', 'problems'] },
  },
]
