import type { RouteRecordRaw } from 'vue-router'

const meta = { title: 'training-sessions.title', words: ['training-sessions', 'problems'] }

/** Training sessions that a unit opens: the list, the form, who came, the poster at the door. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/office/training-sessions',
    component: () => import('./BrowseSessions.vue'),
    meta,
  },
  {
    path: '/office/training-sessions/new',
    component: () => import('./WriteSession.vue'),
    meta: { ...meta, title: 'training-sessions.form.new', frame: 'task', slim: true },
  },
  {
    path: '/office/training-sessions/:id',
    component: () => import('./ReadSession.vue'),
    meta,
  },
  {
    path: '/office/training-sessions/:id/edit',
    component: () => import('./WriteSession.vue'),
    meta: { ...meta, title: 'training-sessions.form.edit', frame: 'task', slim: true },
  },
  {
    path: '/office/training-sessions/:id/poster',
    component: () => import('./PrintPoster.vue'),
    meta: { ...meta, title: 'training-sessions.poster.title', frame: 'solo' },
  },
]
