/** A reply as a browser would have seen it come. */
export interface Heard {
  readonly asked: string
  readonly status: number
  readonly retryAfter: string | null
}

/** A browser's `fetch` for the app's own API code: addresses are relative, cookies come back by themselves. */
export interface BrowserFetch {
  /** Where `/` is; another one from now on. */
  origin: string
  readonly heard: Heard[]
  /** The next request whose method and path begin so is on its way. */
  untilAsked(beginning: string): Promise<void>
  restore(): void
}

type Fetch = typeof globalThis.fetch

/** Takes the place of `fetch` in this process until `restore`. */
export function useBrowserFetch(origin: string): BrowserFetch {
  const real = globalThis.fetch
  const cookies = new Map<string, string>()
  const waiting: { beginning: string; tell: () => void }[] = []
  const browser: BrowserFetch = {
    origin,
    heard: [],
    untilAsked: (beginning) =>
      new Promise((tell) => {
        waiting.push({ beginning, tell })
      }),
    restore: () => {
      globalThis.fetch = real
    },
  }
  globalThis.fetch = (async (input: string, init: RequestInit = {}) => {
    if (!input.startsWith('/')) return real(input, init)
    const asked = `${init.method ?? 'GET'} ${input}`
    for (const one of waiting) if (asked.startsWith(one.beginning)) one.tell()
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    const response = await real(browser.origin + input, { ...init, headers })
    keepCookies(cookies, response)
    const { status } = response
    browser.heard.push({ asked, status, retryAfter: response.headers.get('retry-after') })
    return response
  }) as Fetch
  return browser
}

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
    cookies.set(name, value)
  }
}
