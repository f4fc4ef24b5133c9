import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

interface Chunk {
  file: string
  src?: string
  imports?: string[]
  css?: string[]
}

const dist = resolve(import.meta.dirname, '../../dist')
const kilo = 1000

const read = (file: string): Buffer => readFileSync(join(dist, file))
const zipped = (bytes: Buffer | string): number => gzipSync(bytes, { level: 9 }).length

const built = existsSync(join(dist, '.vite/manifest.json'))

/** What is fetched before the home page answers: the entry, its page, its words, and all they import. */
function filesOfHome(): string[] {
  const manifest = JSON.parse(read('.vite/manifest.json').toString()) as Record<string, Chunk>
  const files = new Set<string>()
  const seen = new Set<string>()
  const follow = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    chunk.imports?.forEach(follow)
  }
  const html = read('index.html').toString()
  for (const [, file = ''] of html.matchAll(
    /<(?:script|link rel="stylesheet")[^>]*"\/(assets[^"]+)"/g,
  )) {
    const name = Object.keys(manifest).find((key) => manifest[key]?.file === file)
    expect(name, `${file} is in the manifest`).toBeDefined()
    follow(name ?? '')
  }
  for (const name of [...pagesOfHome(), ...wordsOfHome()]) follow(name)
  return [...files]
}

const features = 'src/client/features'
const routesOfHome = readdirSync(resolve(dist, '..', features))
  .map((feature) => join(features, feature, 'routes.ts'))
  .filter((file) => existsSync(resolve(dist, '..', file)))
  .map((file) => ({ folder: file.slice(0, -'/routes.ts'.length), ...homeRouteIn(file) }))
  .filter(({ text }) => text !== undefined)

/** The text of the route for "/", when the file has one: from its path to the next route's. */
function homeRouteIn(file: string): { text?: string } {
  const text = readFileSync(resolve(dist, '..', file), 'utf8')
  const from = text.search(/path: '\/',/)
  if (from < 0) return {}
  const rest = text.slice(from + 1)
  const next = rest.search(/\bpath: '/)
  return { text: next < 0 ? rest : rest.slice(0, next) }
}

function pagesOfHome(): string[] {
  return routesOfHome.flatMap(({ folder, text = '' }) =>
    [...text.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, page]) => join(folder, page ?? '')),
  )
}

function wordsOfHome(): string[] {
  return routesOfHome.flatMap(({ text = '' }) =>
    [...(/words: \[([^\]]*)\]/.exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
      ([, part]) => `src/client/locales/vi/${part ?? ''}.json`,
    ),
  )
}

function filesIn(folder: string): string[] {
  return readdirSync(join(dist, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
}

describe.runIf(built)('the weight of the first screen', () => {
  it('is at most 95 KB of script and style, zipped, before the home page answers', () => {
    const styles = [
      ...read('index.html')
        .toString()
        .matchAll(/<style>(.*?)<\/style>/gs),
    ]
    const rows = [
      ...filesOfHome().map((file) => ({ file, bytes: zipped(read(file)) })),
      { file: 'index.html <style>', bytes: zipped(styles.map(([, css]) => css).join('')) },
    ].sort((a, b) => b.bytes - a.bytes)
    const total = rows.reduce((sum, { bytes }) => sum + bytes, 0)
    console.table([...rows, { file: 'total, of 95,000', bytes: total }])
    expect(total).toBeLessThanOrEqual(95 * kilo)
  })

  it('counts the page of the route "/" once there is one', () => {
    const pages = pagesOfHome()
    const names = Object.keys(JSON.parse(read('.vite/manifest.json').toString()) as object)
    expect(names).toEqual(expect.arrayContaining(pages))
  })

  it('preloads at most 40 KB of fonts', () => {
    const html = read('index.html').toString()
    const fonts = [...html.matchAll(/<link rel="preload"[^>]*as="font"[^>]*href="\/([^"]+)"/g)]
    const bytes = fonts.map(([, file]) => read(file ?? '').length)
    expect(fonts.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(40 * kilo)
  })

  it('keeps less than 1.5 MB for the offline start, with every font and every script', () => {
    const worker = read('sw.js').toString()
    const kept = [...worker.matchAll(/url:\s*"([^"]+)"/g)].map(([, file]) => file ?? '')
    const bytes = kept.reduce((sum, file) => sum + read(file).length, 0)
    expect(kept).toEqual(expect.arrayContaining(['index.html', ...filesIn('assets')]))
    expect(bytes).toBeLessThan(1500 * kilo)
  })
})

describe.runIf(built)('the built page', () => {
  const html = built ? read('index.html').toString() : ''

  it('paints its shell before any sheet or script', () => {
    const shell = html.indexOf('class="shell"')
    expect(shell).toBeGreaterThan(0)
    expect(html.indexOf('rel="stylesheet"')).toBeGreaterThan(shell)
  })

  it('stands a strict content policy: no script, handler or style of its own but one sheet', () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/\son[a-z]+=|\sstyle=/)
    const scripts = filesIn('assets').filter((file) => file.endsWith('.js'))
    for (const file of scripts) expect(read(file).toString()).not.toMatch(/new Function\(|\beval\(/)
  })

  it('carries no message compiler', () => {
    const scripts = filesIn('assets').filter((file) => file.endsWith('.js'))
    for (const file of scripts)
      expect(read(file).toString()).not.toContain('Unterminated single quote')
  })
})
