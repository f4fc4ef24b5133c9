import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const entries = { device: 'page/device.ts', floor: 'page/floor.ts' }

/** A page with the real device beside raw IndexedDB, and the floor of an offline start: Vue, router, pinia and Dexie over the same shell. */
export async function buildPage(outDir: string): Promise<void> {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, at(path)]))
  await build({
    configFile: false,
    logLevel: 'error',
    root: at('page'),
    resolve: { alias: { vue: 'vue/dist/vue.runtime.esm-bundler.js' } },
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: {
        input,
        output: { entryFileNames: 'assets/[name].js', chunkFileNames: 'assets/[name].js' },
      },
    },
  })
  mkdirSync(outDir, { recursive: true })
  const page = (name: string) =>
    `<!doctype html><html lang="vi"><meta charset="utf-8"><title>bench</title><div id="app"></div><script type="module" src="/assets/${name}.js"></script></html>`
  writeFileSync(join(outDir, 'index.html'), page('device'))
  writeFileSync(join(outDir, 'floor.html'), page('floor'))
  writeFileSync(join(outDir, 'floor-worker.js'), worker)
}

/** Keeps what it has fetched once and answers from that alone. */
const worker = `
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || new URL(event.request.url).pathname.startsWith('/api')) return
  event.respondWith(caches.open('floor').then(async (cache) => {
    const kept = await cache.match(event.request)
    if (kept) return kept
    const reply = await fetch(event.request)
    await cache.put(event.request, reply.clone())
    return reply
  }))
})
`
