import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { routes as myYear } from '../features/my-year/routes.ts'
import { routes as signIn } from '../features/sign-in/routes.ts'
import type { WordPart, Words } from './words.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The name of the message that titles the page. */
    title?: string
    /** Parts of the catalogue that the page speaks; they are here before it opens. */
    words?: readonly WordPart[]
    /**
     * `tabs`, with the navigation, is the rule. `task` hides it on a phone, where the page has its own
     * action bar; `solo` has none at any width; `cover` is the whole screen.
     */
    frame?: 'tabs' | 'task' | 'solo' | 'cover'
    /** A narrow page from 48em on, for writing. */
    slim?: boolean
  }
}

const missing: RouteRecordRaw = {
  path: '/:path(.*)*',
  component: () => import('./pages/MissingPage.vue'),
  meta: { title: 'core.missing.title' },
}

/** The routes of all features, with their words, titles and the focus that a step moves. */
export function createAppRouter(words: Words): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [...myYear, ...signIn, missing],
    // The library's own successor to this is still an experiment.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  loadRoutes(router)
  loadWords(router, words)
  announceSteps(router, words)
  return router
}

// The table of all pages is longer than the first screen can carry, so it comes with the second.
function loadRoutes(router: Router): void {
  const stop = router.beforeEach(async (to) => {
    if (to.matched[0]?.path !== missing.path) return true
    const { routes } = await import('./later-routes.ts')
    stop()
    for (const route of routes) router.addRoute(route)
    return to.fullPath
  })
}

// The words set out together with the page's own code, and both are here before it opens.
function loadWords(router: Router, words: Words): void {
  let coming: Promise<unknown> = Promise.resolve()
  router.beforeEach((to) => {
    coming = Promise.all((to.meta.words ?? []).map(words.load))
    coming.catch(() => undefined)
  })
  router.beforeResolve(async () => {
    await coming
  })
}

function announceSteps(router: Router, words: Words): void {
  router.afterEach(async (to, from, failure) => {
    if (failure) return
    const page = to.meta.title && words.say(to.meta.title)
    document.title = page ? words.say('core.title', { page }) : words.say('core.brand')
    // The first page leaves the focus where the browser put it; a filter is no step.
    if (from.matched.length === 0 || to.path === from.path) return
    await nextTick()
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  })
}
