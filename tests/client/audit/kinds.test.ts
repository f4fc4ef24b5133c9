import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from '../../../src/contract/commands.ts'
import { officeCommands } from '../../../src/contract/office/commands.ts'
import { isKnown, nouns } from '../../../src/client/features/audit/kinds.ts'
import en from '../../../src/client/locales/en/audit.json'
import vi from '../../../src/client/locales/vi/audit.json'

const server = join(import.meta.dirname, '../../../src/server')

/** Kinds that the server writes by itself: sign-ins, exports, what was read. */
const ownKinds = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(join(server, file), 'utf8').matchAll(
      /\b(?:kind(?: =|:) |deedOf\()'([a-z-]+\.[a-z-]+)'/g,
    ),
  ])
  .map(([, kind = '']) => kind)

const kinds = [
  ...new Set([...Object.keys(commands), ...Object.keys(officeCommands), ...ownKinds]),
].sort()

type Said = Readonly<Record<string, Readonly<Record<string, string>>>>

function sentenceIn(words: { kind: Said }, kind: string): string | undefined {
  const [noun = '', act = ''] = kind.split('.')
  return words.kind[noun]?.[act]
}

it('finds the kinds that no command has', () => {
  expect(ownKinds).toEqual(expect.arrayContaining(['session.begin', 'submission.read']))
})

it.each(kinds)('has a sentence for %s in both languages', (kind) => {
  expect(isKnown(kind)).toBe(true)
  expect(sentenceIn(vi, kind), 'Vietnamese').toBeTruthy()
  expect(sentenceIn(en, kind), 'English').toBeTruthy()
})

it('names every noun that the list can be narrowed to', () => {
  expect(Object.keys(vi.noun).sort()).toEqual([...nouns].sort())
  expect(Object.keys(en.noun).sort()).toEqual([...nouns].sort())
})
