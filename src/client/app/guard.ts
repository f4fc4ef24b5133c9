import type { Router } from 'vue-router'
import type { useSession } from '../state/session.ts'
import type { NavRole } from './frame/navigation.ts'
import { navRoleOf } from './frame/person.ts'

// Whoever reviews begins with what waits, an administrator at the desk.
const beginnings: Partial<Record<NavRole, string>> = {
  reviewer: '/review',
  administrator: '/office',
}

type Session = ReturnType<typeof useSession>

/** Every page but the cover needs an open notebook; it is opened from the device, so no line is waited for. */
export function guardNotebook(router: Router, session: Session): void {
  router.beforeEach((to, from) => {
    if (to.meta.frame === 'cover') return true
    if (!session.device) {
      return { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
    }
    const isFresh = from.path === '/sign-in' && to.path === '/'
    return isFresh ? (beginnings[navRoleOf(session.device)] ?? true) : true
  })
}
