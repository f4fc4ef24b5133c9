import { v5 } from 'uuid'
import { expect, it } from 'vitest'
import { derivedId } from '../../src/domain/derived-id.ts'

const namespace = '5f6a1c0e-6a0b-5d0e-9d57-0f0c8f1b7a11'

it('is a UUID of version 5, whatever the name’s length', () => {
  for (let length = 0; length < 200; length += 1) {
    const name = 'Session_1/person-'.repeat(12).slice(0, length)
    expect(derivedId(name, namespace)).toBe(v5(name, namespace))
  }
})
