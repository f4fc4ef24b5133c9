import files from '@fastify/static'
import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { App } from '../house.ts'

/** The built page, or nothing where none was built. */
export function readShell(dist: string): string | undefined {
  const path = join(dist, 'index.html')
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** The built client: hashed files are kept for ever, the rest is asked for each time. */
export async function serveFiles(app: App, dist: string): Promise<void> {
  await app.register(files, {
    root: dist,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('cache-control', keepFor(path)),
  })
}

function keepFor(path: string): string {
  return path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache'
}
