import type { RouteRecordRaw } from 'vue-router'

const meta = {
  title: 'log-training.form.new',
  words: ['log-training', 'problems'],
  frame: 'solo',
  slim: true,
} as const

/** The form, on a new record or on one that this device has. */
export const routes: RouteRecordRaw[] = [
  { path: '/training/new', component: () => import('./LogTraining.vue'), meta },
  { path: '/training/:id/edit', component: () => import('./LogTraining.vue'), meta },
]
