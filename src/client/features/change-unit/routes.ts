import type { RouteRecordRaw } from 'vue-router'

const words = ['units', 'problems']

/** A unit more, and what may happen to one: each act is a page with its own form. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/units/new',
    component: () => import('./AddUnit.vue'),
    meta: { title: 'units.add', words, frame: 'task', slim: true },
  },
  {
    path: '/office/units/:unit/change',
    component: () => import('./ChangeUnit.vue'),
    meta: { title: 'units.act.change', words, frame: 'task', slim: true },
  },
  {
    path: '/office/units/:unit/move',
    component: () => import('./MoveUnit.vue'),
    meta: { title: 'units.act.move', words, frame: 'task', slim: true },
  },
  {
    path: '/office/units/:unit/merge',
    component: () => import('./MergeUnits.vue'),
    meta: { title: 'units.act.merge', words, frame: 'task', slim: true },
  },
  {
    path: '/office/units/:unit/split',
    component: () => import('./SplitUnit.vue'),
    meta: { title: 'units.act.split', words, frame: 'task', slim: true },
  },
  {
    path: '/office/units/:unit/close',
    component: () => import('./EndUnit.vue'),
    meta: { title: 'units.act.close', words, frame: 'task', slim: true },
  },
]
