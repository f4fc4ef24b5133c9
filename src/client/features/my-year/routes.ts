import type { RouteRecordRaw } from 'vue-router'
import MyYear from './MyYear.vue'

/** The first screen: it travels with the entry. */
export const routes: RouteRecordRaw[] = [
  { path: '/', component: MyYear, meta: { title: 'home.title', words: ['home'] } },
]
