import en from '#contract/problems.en.json' with { type: 'json' }
import vi from '#contract/problems.vi.json' with { type: 'json' }
import type { Problem } from '#domain/problems.ts'

type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What a problem says to a person, in both languages. */
export function sentencesOf(problem: Problem): { vi: string; en: string } {
  return { vi: say(vi, 'vi', problem), en: say(en, 'en', problem) }
}

function say(sentences: Sentences, language: string, { code, limit }: Problem): string {
  const [noun = '', rest = ''] = code.split('.')
  const shown = typeof limit === 'number' ? limit.toLocaleString(language) : dayOrText(limit)
  return (sentences[noun]?.[rest] ?? code).replaceAll('{limit}', shown)
}

/** A day as people write it: 16/11/2026. */
function dayOrText(limit = ''): string {
  return limit.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')
}
