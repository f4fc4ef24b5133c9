import { describe, expect, it } from 'vitest'
import { codeFrom, readCode, shownCode } from '#domain/accounts/code.ts'

describe('a code', () => {
  it('takes five bits of each of twelve bytes', () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, index) => 0xe0 + index)
    expect(codeFrom(bytes)).toBe('0123456789AB')
    expect(codeFrom(new Uint8Array(12).fill(0xff))).toBe('ZZZZZZZZZZZZ')
  })

  it('uses every letter of the alphabet, and none that looks like another', () => {
    const all = Array.from({ length: 32 }, (_, byte) => codeFrom(Uint8Array.of(byte))).join('')
    expect(new Set(all).size).toBe(32)
    expect(all).not.toMatch(/[ILOU]/)
  })

  it('is shown in three groups of four', () => {
    expect(shownCode('7K4MQ2XR9TBH')).toBe('7K4M-Q2XR-9TBH')
  })

  it.each([
    ['7K4M-Q2XR-9TBH'],
    ['7k4mq2xr9tbh'],
    [' 7k4m q2xr 9tbh '],
    ['7K4M–Q2XR—9TBH'],
    ['７Ｋ４Ｍ-Q2XR-9TBH'],
  ])('is read from "%s"', (typed) => {
    expect(readCode(typed)).toBe('7K4MQ2XR9TBH')
  })

  it('takes the letters that are mistaken for figures as figures', () => {
    expect(readCode('ooOO-iIlL-0011')).toBe('000011110011')
  })

  it.each(['', '7K4M-Q2XR-9TB', '7K4M-Q2XR-9TBHX', '7K4M-Q2XR-9TBU', '7K4M-Q2XR-9TB!', 'gv.hoa'])(
    'is not read from "%s"',
    (typed) => {
      expect(readCode(typed)).toBeUndefined()
    },
  )
})
