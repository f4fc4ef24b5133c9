import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Check } from 'typebox/value'
import { canonicalForm, Command } from '../../src/contract/command.ts'
import { commands, isKind } from '../../src/contract/commands.ts'

const folder = new URL('past/', import.meta.url)

/** Commands as released devices sent them. Devices may be two years behind: none is ever changed here. */
const past = readdirSync(folder).flatMap((file) =>
  (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Command[]).map(
    (command) => [`${command.kind} of ${file}`, command] as const,
  ),
)

function hashOf(command: Command): string {
  return createHash('sha256').update(canonicalForm(command)).digest('hex')
}

describe.each(past)('%s', (_, command) => {
  it('is still taken', () => {
    expect(Check(Command, command)).toBe(true)
    expect(isKind(command.kind) && Check(commands[command.kind].input, command.input)).toBe(true)
  })

  it('still has the same hash, also after a trip through JSON in another key order', () => {
    expect(hashOf(command)).toBe(command.hash)
    const turned = Object.fromEntries(Object.entries(command).reverse()) as Command
    expect(hashOf(JSON.parse(JSON.stringify(turned)) as Command)).toBe(command.hash)
  })
})

it('has a past example of every kind', () => {
  const kinds = new Set(past.map(([, command]) => command.kind))
  expect([...kinds].sort()).toEqual(Object.keys(commands).sort())
})

it('hashes text in its composed form, however a keyboard typed it', () => {
  const [, command] = past[0] as (typeof past)[number]
  const typed = JSON.parse(JSON.stringify(command).normalize('NFD')) as Command
  expect(JSON.stringify(typed)).not.toBe(JSON.stringify(command))
  expect(hashOf(typed)).toBe(command.hash)
})

it('hashes all but the hash itself', () => {
  const [, command] = past[0] as (typeof past)[number]
  expect(hashOf({ ...command, hash: 'f'.repeat(64) })).toBe(command.hash)
  expect(hashOf({ ...command, base: 7 })).not.toBe(command.hash)
  expect(hashOf({ ...command, occurredAt: '2026-11-14T09:30:00.001Z' })).not.toBe(command.hash)
})

describe('an input', () => {
  const decide = commands['submission.decide'].input
  const good = { revision: 1, step: 0, verdict: 'accepted', comment: '', itemComments: [] }

  it.each([
    ['another verdict', { ...good, verdict: 'maybe' }],
    ['revision 0', { ...good, revision: 0 }],
    ['half a step', { ...good, step: 0.5 }],
    ['a comment of 5,000 characters', { ...good, comment: 'a'.repeat(5000) }],
    ['a field more', { ...good, points: 3 }],
    ['a field less', { revision: 1 }],
    ['null', null],
  ])('with %s is malformed', (_, input) => {
    expect(Check(decide, good)).toBe(true)
    expect(Check(decide, input)).toBe(false)
  })
})
