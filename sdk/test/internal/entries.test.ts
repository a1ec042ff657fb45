import { expect, test } from 'vitest'
import * as abis from '../../src/abis.js'
import * as deploy from '../../src/deploy/index.js'
import * as errors from '../../src/errors/index.js'
import * as main from '../../src/index.js'
import { isTime } from '../../src/internal/events.js'
import * as math from '../../src/math/index.js'
import * as node from '../../src/node/index.js'
import * as query from '../../src/query/index.js'
import * as react from '../../src/react/index.js'
import * as testing from '../../src/testing/index.js'

test('no two entries share a name for different things', () => {
  const entries = { main, math, errors, abis, node, deploy, query, react, testing }
  const seen = new Map<string, unknown>()
  const shared: string[] = []
  for (const [entry, names] of Object.entries(entries)) {
    for (const [name, value] of Object.entries(names)) {
      if (seen.has(name) && seen.get(name) !== value) shared.push(`${entry}: ${name}`)
      seen.set(name, value)
    }
  }
  expect(seen.size).toBeGreaterThan(300)
  expect(shared).toEqual([])
})

test('a result that is a time is the only one of its call, or narrow enough to be a number', () => {
  const items = Object.values(abis).flat() as readonly {
    type: string
    outputs?: readonly { name?: string; type: string }[]
  }[]
  const wide = items.filter(
    ({ type, outputs = [] }) =>
      type === 'function' &&
      outputs.length > 1 &&
      outputs.some((one) => isTime(one.name) && one.type === 'uint256'),
  )
  const writes = wide.filter(
    (item) => (item as { stateMutability?: string }).stateMutability === 'nonpayable',
  )
  expect(items.some(({ outputs = [] }) => outputs.length === 1 && isTime(outputs[0]?.name))).toBe(true)
  expect(writes).toEqual([])
})
