import type { Router } from 'vue-router'

/**
 * Lets plain links step through the router, so that the parts of `ui` need not know it: `href` is all
 * that a part takes. What the browser should do itself (new tab, download, other site) stays with it.
 */
export function followLinks(router: Router, root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    const path = pathOf(event)
    if (path === undefined) return
    event.preventDefault()
    void router.push(path)
  })
}

function pathOf(event: MouseEvent): string | undefined {
  const isPlain = event.button === 0 && !event.defaultPrevented && !hasModifier(event)
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!isPlain || !link?.href || link.target || link.hasAttribute('download')) return undefined
  return ownPath(new URL(link.href))
}

function ownPath({ origin, pathname, search, hash }: URL): string | undefined {
  const isOnThisPage = hash !== '' && pathname === location.pathname
  const isServers = pathname.startsWith('/api/')
  if (origin !== location.origin || isOnThisPage || isServers) return undefined
  return pathname + search + hash
}

function hasModifier({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey
}
