import helmet from '@fastify/helmet'
import { createHash } from 'node:crypto'
import type { App, House } from '../house.ts'

/** The policy for pages whose inline styles and scripts are those of this HTML, and no others. */
export function contentSecurityPolicy(html: string): Record<string, string[]> {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", ...hashesOf(html, 'script')],
    scriptSrcAttr: ["'none'"],
    styleSrc: ["'self'", ...hashesOf(html, 'style')],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
  }
}

/** The same policy as a header's text, for a page with HTML of its own. */
export function policyText(html: string): string {
  return Object.entries(contentSecurityPolicy(html))
    .map(
      ([name, sources]) =>
        `${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} ${sources.join(' ')}`,
    )
    .join(';')
}

export async function secureReplies(app: App, { config }: House, html: string): Promise<void> {
  const isBehindTls = config.publicOrigin?.startsWith('https:') ?? false
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(html) },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: isBehindTls && { maxAge: 31_536_000, includeSubDomains: false },
  })
  app.addHook('onRequest', (request, reply, next) => {
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=()')
    // What a person may see changes with who asks and when.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'private, no-cache')
    next()
  })
}

function hashesOf(html: string, tag: 'script' | 'style'): string[] {
  const elements = html.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}>`, 'gi'))
  const inline = [...elements].filter(([, attributes = '']) => !/\bsrc\s*=/i.test(attributes))
  return [...new Set(inline.map(([, , text = '']) => hashOf(text)))]
}

/** Browsers hash the text as they read it, with every line break as one character. */
function hashOf(text: string): string {
  const hash = createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('base64')
  return `'sha256-${hash}'`
}
