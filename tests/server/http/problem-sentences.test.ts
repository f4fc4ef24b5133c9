import { describe, expect, it } from 'vitest'
import en from '#contract/problems.en.json' with { type: 'json' }
import vi from '#contract/problems.vi.json' with { type: 'json' }
import { problems } from '#domain/problems.ts'
import { sentencesOf } from '../../../src/server/http/sentences.ts'

type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>

const languages: [string, Sentences][] = [
  ['vi', vi],
  ['en', en],
]
const codes = Object.keys(problems).sort()

describe.each(languages)('the sentences in %s', (_, sentences) => {
  const said = Object.entries(sentences).flatMap(([noun, rest]) =>
    Object.entries(rest).map(([name, sentence]) => [`${noun}.${name}`, sentence] as const),
  )

  it('are there for every problem, and for nothing else', () => {
    expect(said.map(([code]) => code).sort()).toEqual(codes)
  })

  it.each(said)('%s: "%s"', (code, sentence) => {
    expect(sentence).toBe(sentence.normalize('NFC').trim())
    expect(sentence).not.toMatch(/!|thất bại|không hợp lệ|\bcache\b|\blỗi\b|HTTP|\b[45]\d\d\b/i)
    expect(sentence).toMatch(/[.]$/)
    expect((sentence.match(/\{[^}]*\}/g) ?? []).every((name) => name === '{limit}')).toBe(true)
    const limit = code.startsWith('answer.') ? 110 : 200
    expect(sentence.length).toBeLessThanOrEqual(limit)
  })
})

describe('a sentence', () => {
  it('writes figures and days as Vietnamese do', () => {
    expect(sentencesOf({ code: 'answer.too-small', limit: 0.5 }).vi).toContain('0,5')
    expect(sentencesOf({ code: 'answer.too-small', limit: 0.5 }).en).toContain('0.5')
    expect(sentencesOf({ code: 'round.closed', limit: '2026-11-16' }).vi).toContain('16/11/2026')
  })

  it('speaks in one language for both to have the same figures', () => {
    for (const code of codes) {
      const { vi: one, en: other } = sentencesOf({
        code: code as keyof typeof problems,
        limit: 'XYZ',
      })
      expect(one.includes('XYZ')).toBe(other.includes('XYZ'))
    }
  })
})
