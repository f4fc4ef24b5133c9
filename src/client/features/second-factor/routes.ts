import type { RouteRecordRaw } from 'vue-router'

/** The second step of signing in, adding one, and the rule of who needs one. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in/factor',
    component: () => import('./FactorStep.vue'),
    meta: {
      title: 'second-factor.step.title',
      words: ['second-factor', 'problems'],
      frame: 'cover',
    },
  },
  {
    path: '/account/security',
    component: () => import('./OwnSecurity.vue'),
    meta: { title: 'second-factor.title', words: ['second-factor', 'problems'], slim: true },
  },
  {
    path: '/office/security',
    component: () => import('./SetPolicy.vue'),
    meta: { title: 'second-factor.policy.title', words: ['second-factor', 'problems'] },
  },
]
