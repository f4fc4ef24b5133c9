import type { Plugin } from 'vue'
import { createI18n, type Language, type Named } from '../ui/i18n.ts'
import core from '../locales/vi/core.json'
import home from '../locales/vi/home.json'

/** A part of the catalogue; each is a file in every language's folder and loads on its own. */
export type WordPart = string

// The first screen speaks Vietnamese, so its parts travel with the entry; the rest is fetched. The
// sentences of refusals are the contract's: the server says the same ones.
async function messagesOf(language: Language, part: WordPart): Promise<unknown> {
  const { files } = await import('./later-words.ts')
  const name =
    part === 'problems' ? `../../contract/problems.${language}` : `../locales/${language}/${part}`
  return files[`${name}.json`]?.()
}

export interface Words {
  readonly plugin: Plugin
  /** Fetches a part in the language spoken now; a part that is here already costs nothing. */
  readonly load: (part: WordPart) => Promise<void>
  /** Changes the language once all parts in use are here, so no screen shows half of each. */
  readonly speak: (language: Language) => Promise<void>
  readonly say: (key: string, named?: Named) => string
}

/** The catalogue. A message's name begins with its part: `core.act.back`, `home.title`. */
export function createWords(): Words {
  const speech = createI18n()
  speech.add('vi', { ...flat('core', core), ...flat('home', home) })
  const used = new Set<WordPart>(['core'])
  const here = new Map<string, Promise<void>>([
    ['vi/core', Promise.resolve()],
    ['vi/home', Promise.resolve()],
  ])

  async function fetchPart(language: Language, part: WordPart): Promise<void> {
    speech.add(language, flat(part, await messagesOf(language, part)))
  }

  function bring(language: Language, part: WordPart): Promise<void> {
    const name = `${language}/${part}`
    const coming = here.get(name) ?? fetchPart(language, part)
    here.set(name, coming)
    // A fetch that failed may be tried again.
    coming.catch(() => here.delete(name))
    return coming
  }

  async function speak(language: Language): Promise<void> {
    await Promise.all([...used].map((part) => bring(language, part)))
    speech.locale.value = language
    document.documentElement.lang = language
  }

  function load(part: WordPart): Promise<void> {
    used.add(part)
    return bring(speech.locale.value, part)
  }

  return { plugin: speech, load, speak, say: speech.t }
}

type Messages = Record<string, string>

/** A part's groups as one row of whole names, `core.act.back`. */
function flat(name: string, entry: unknown): Messages {
  if (typeof entry !== 'object' || entry === null) return { [name]: String(entry) }
  const rows = Object.entries(entry).map(([key, inner]) => flat(`${name}.${key}`, inner))
  return Object.assign({}, ...rows) as Messages
}
