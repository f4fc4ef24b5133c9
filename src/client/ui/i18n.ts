import { inject, ref, shallowReactive, type App, type InjectionKey, type Ref } from 'vue'

/** The languages that the product speaks; Vietnamese comes first everywhere. */
export type Language = 'vi' | 'en'

/** What a message is filled with, by name. */
export type Named = Readonly<Record<string, unknown>>

export interface Speech {
  readonly locale: Ref<Language>
  /**
   * The message of a whole name, `core.act.back`, with its `{names}` filled. A count chooses among
   * `none | one | {n} many` (or `one | {n} many`) and is itself the name `n`.
   */
  readonly t: (key: string, named?: Named | number, count?: number) => string
}

export interface I18n extends Speech {
  readonly install: (app: App) => void
  readonly add: (language: Language, messages: Readonly<Record<string, string>>) => void
}

const key: InjectionKey<Speech> = Symbol('speech')

/**
 * The part of vue-i18n that the product speaks with, by the same names and the same message syntax:
 * the library would be 8.8 KB of the first screen's 95 (docs/decisions/0005). Messages stay plain text,
 * so nothing is compiled, at build or at run time.
 */
export function createI18n(): I18n {
  const locale = ref<Language>('vi')
  const said = {
    vi: shallowReactive<Record<string, string>>({}),
    en: shallowReactive<Record<string, string>>({}),
  }

  function t(name: string, named: Named | number = {}, count?: number): string {
    const message = said[locale.value][name] ?? said.vi[name]
    if (message === undefined) return missing(name)
    const n = typeof named === 'number' ? named : count
    return fill(choose(message, n), { n, ...(typeof named === 'number' ? {} : named) })
  }

  const speech: Speech = { locale, t }
  return {
    ...speech,
    add: (language, messages) => void Object.assign(said[language], messages),
    install: (app) => void app.provide(key, speech),
  }
}

/** The words of the app that this part stands in. */
export function useI18n(): Speech {
  const speech = inject(key)
  if (!speech) throw new Error('No words: the app was put together without them.')
  return speech
}

function choose(message: string, count: number | undefined): string {
  const forms = message.split(' | ')
  if (count === undefined || forms.length === 1) return forms[0] ?? message
  const at = forms.length === 2 ? Number(count !== 1) : Math.min(count, forms.length - 1)
  return forms[at] ?? message
}

function fill(message: string, named: Named): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = named[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : place
  })
}

function missing(name: string): string {
  // eslint-disable-next-line no-console -- a missing word must fail the tests and be seen at work
  if (import.meta.env.DEV) console.warn(`No words for "${name}"`)
  return name
}
