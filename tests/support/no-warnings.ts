import { afterEach, beforeEach, expect, vi } from 'vitest'

let said: string[] = []
let expected: RegExp[] = []

/** Says that this test brings about a warning; without it any warning fails the test. */
export function expectWarning(words: RegExp): void {
  expected.push(words)
}

beforeEach(() => {
  said = []
  expected = []
  for (const way of ['warn', 'error'] as const) {
    vi.spyOn(console, way).mockImplementation((...parts: unknown[]) => {
      said.push(parts.map(String).join(' '))
    })
  }
})

afterEach(() => {
  vi.mocked(console.warn).mockRestore()
  vi.mocked(console.error).mockRestore()
  const unexpected = said.filter((line) => !expected.some((words) => words.test(line)))
  expect(unexpected, 'unexpected warnings on the console').toEqual([])
})
