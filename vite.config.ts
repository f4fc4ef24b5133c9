import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { HtmlTagDescriptor, Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const api = `http://127.0.0.1:${process.env['API_PORT'] ?? '5080'}`

const page = at('./index.html')
const entry = at('./src/client/app/main.ts')

// Body text needs both cuts at once, or marks would swap letter by letter: 33 KB, the bold ones follow.
const preloadedFonts = /be-vietnam-pro-(latin|vietnamese)-400/

/**
 * Lets the HTML paint before any style or script has come: the sheet is fetched early but applied below
 * the painted shell, the fonts of body text are fetched early, and the licences travel along.
 */
function paintFirst(): Plugin {
  return {
    name: 'paint-first',
    apply: 'build',
    generateBundle() {
      for (const [fileName, source] of [
        ['licences/be-vietnam-pro.txt', './src/client/ui/fonts/OFL.txt'],
        ['licences/lucide.txt', './src/client/ui/icons/LICENSE-lucide.txt'],
      ] as const) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(at(source)) })
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const sheets = [...html.matchAll(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g)]
        const fonts = Object.keys(bundle ?? {}).filter((name) => preloadedFonts.test(name))
        const bare = sheets.reduce((rest, [link]) => rest.replace(link, ''), html)
        return {
          html: bare.replace('</body>', `${sheets.map(([link]) => link).join('')}</body>`),
          tags: [
            ...sheets.map(([, href]) => preload({ as: 'style', href: href ?? '' })),
            ...fonts.map((name) => preload({ as: 'font', type: 'font/woff2', href: `/${name}` })),
          ],
        }
      },
    },
  }
}

/**
 * Whether a module is fetched with the entry: some line of plain imports leads to it. The entry itself
 * stays apart: it waits for pages, and what they import must not wait for it.
 */
function isInStart(id: string, importersOf: (id: string) => readonly string[]): boolean {
  const seen = new Set([id])
  for (const one of seen) for (const importer of importersOf(one)) seen.add(importer)
  return id !== entry && id !== page && seen.has(entry)
}

function preload(attrs: Record<string, string>): HtmlTagDescriptor {
  return {
    tag: 'link',
    attrs: { rel: 'preload', crossorigin: true, ...attrs },
    injectTo: 'head-prepend',
  }
}

// The worker keeps the shell: no record, no /api, and a new version waits until a person asks for it.
const worker = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    id: '/',
    name: 'Sổ tay số',
    short_name: 'Sổ tay số',
    description: 'Sổ tay chuyển đổi số của nhà trường, ghi được cả khi không có mạng',
    lang: 'vi',
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    theme_color: '#2b1650',
    background_color: '#2b1650',
    categories: ['education', 'productivity'],
    icons: [
      { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      {
        name: 'Ghi buổi bồi dưỡng',
        short_name: 'Ghi buổi',
        url: '/training/new',
        icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }],
      },
    ],
  },
  includeManifestIcons: false,
  workbox: {
    globPatterns: ['**/*.{html,js,css,woff2,svg,png}'],
    navigateFallback: 'index.html',
    navigateFallbackDenylist: [/^\/api/, /^\/healthz/, /^\/readyz/],
    // Notifications; the browser keeps it with the worker itself.
    importScripts: ['push.js'],
    globIgnores: ['push.js'],
    runtimeCaching: [],
    cleanupOutdatedCaches: true,
    clientsClaim: false,
    skipWaiting: false,
  },
})

const clusters = ['./tests/support/postgres.ts']

const projects: TestProjectInlineConfiguration[] = [
  { extends: false, test: { name: 'unit', include: ['tests/{domain,contract}/**/*.test.ts'] } },
  {
    extends: false,
    test: {
      name: 'device',
      include: ['tests/device/**/*.test.ts'],
      setupFiles: ['fake-indexeddb/auto', './tests/support/no-warnings.ts'],
    },
  },
  {
    extends: true,
    test: {
      name: 'client',
      include: ['tests/client/**/*.test.ts'],
      environment: 'happy-dom',
      setupFiles: ['fake-indexeddb/auto', './tests/support/no-warnings.ts'],
    },
  },
  {
    extends: false,
    test: {
      name: 'server',
      include: ['tests/server/**/*.test.ts'],
      globalSetup: clusters,
      hookTimeout: 60_000,
      testTimeout: 30_000,
    },
  },
  {
    extends: false,
    test: {
      name: 'journeys',
      include: ['tests/journeys/**/*.test.ts'],
      setupFiles: ['fake-indexeddb/auto'],
      globalSetup: clusters,
      hookTimeout: 60_000,
      testTimeout: 30_000,
    },
  },
  {
    extends: false,
    test: { name: 'house', include: ['tests/house/**/*.test.ts'], testTimeout: 60_000 },
  },
  {
    extends: false,
    test: {
      name: 'browser',
      include: ['tests/browser/**/*.test.ts'],
      globalSetup: clusters,
      hookTimeout: 120_000,
      testTimeout: 120_000,
      fileParallelism: false,
    },
  },
]

export default defineConfig(({ command }) => ({
  plugins: [vue(), worker, paintFirst()],
  resolve: {
    // The library's own entry is the whole of it for old browsers; this one is 1.5 KB lighter.
    alias: command === 'build' ? { dexie: at('./node_modules/dexie/dist/modern/dexie.mjs') } : {},
  },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    // Array.prototype.at and private methods as they stand: Android's Chrome of July 2021, iOS 15.4.
    target: ['chrome92', 'safari15.4'],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file for the first screen: many small ones zip badly and each costs a request.
            {
              name: (id, graph) =>
                isInStart(id, (one) => graph.getModuleInfo(one)?.importers ?? []) ? 'start' : null,
            },
            // What two later screens share, so that the table of their files stays short.
            {
              name: 'later',
              minShareCount: 2,
              test: /\/src\/client\/(ui|state|device)\/|\/src\/(domain|contract)\//,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': api },
  },
  preview: { host: '127.0.0.1', proxy: { '/api': api } },
  test: { projects },
}))
