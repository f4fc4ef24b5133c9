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
  if (event.defaultPrevented || event.button !== 0 || hasModifier(event)) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined
  const { origin, pathname, search, hash } = new URL(link.href)
  const isOnThisPage = hash !== '' && pathname === location.pathname
  const isServers = pathname.startsWith('/api/')
  if (origin !== location.origin || isOnThisPage || isServers) return undefined
  return pathname + search + hash
}

function hasModifier({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey
}
