import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FORMULAS } from '../formulas.js'

/** Drawn and computed by the contracts: each formula's inputs and result, one after the other. */
const vectors: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('../../../contracts/test/differential/contracts.json', import.meta.url), 'utf8'),
)

test('SDK-4: contracts and SDK know the same formulas', () => {
  expect(Object.keys(vectors).sort()).toEqual(Object.keys(FORMULAS).sort())
})

test.each(Object.entries(FORMULAS))(
  'SDK-4: %s is what the contracts computed',
  (name, { width, evaluate }) => {
    const numbers = (vectors[name] ?? []).map(BigInt)
    expect(numbers.length % (width + 1)).toBe(0)
    expect(numbers.length).toBeGreaterThan(12 * width)
    for (let at = 0; at < numbers.length; at += width + 1) {
      const inputs = numbers.slice(at, at + width)
      expect(evaluate(...inputs), `${name}(${inputs.join(', ')})`).toBe(numbers[at + width])
    }
  },
)
