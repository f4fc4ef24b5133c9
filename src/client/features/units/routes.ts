import type { RouteRecordRaw } from 'vue-router'

/** The tree of units, and one of them with its past. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/units',
    component: () => import('./BrowseUnits.vue'),
    meta: { title: 'units.title', words: ['units', 'problems'] },
  },
  {
    path: '/office/units/:unit',
    component: () => import('./ReadUnit.vue'),
    meta: { title: 'units.one', words: ['units', 'problems'] },
  },
]
