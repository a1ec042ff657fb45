import fc from 'fast-check'
import { keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import {
  dataUriStore,
  type EvidenceStore,
  type EvidenceValue,
  evidenceDocument,
  InvalidEvidenceError,
  loadEvidence,
  verifyEvidence,
} from '../../src/index.js'

test('evidence has one form', () => {
  const content = {
    zeta: 12_345_678_901_234_567_890n,
    alpha: [1, -0, 0.1, 1e21, null, true],
    Ä: 'ü"\n',
    gone: undefined,
  }
  const { text, bytes, hash } = evidenceDocument(content)
  expect(text).toBe('{"alpha":[1,0,0.1,1e+21,null,true],"zeta":"12345678901234567890","Ä":"ü\\"\\n"}')
  expect(bytes).toEqual(stringToBytes(text))
  expect(hash).toBe(keccak256(bytes))
  // Keys in the order of RFC 8785: by UTF-16 code units, not by code points.
  expect(evidenceDocument({ '\u{1F600}': 1, '\uFB33': 2, '\r': 3, '1': 4 }).text).toBe(
    '{"\\r":3,"1":4,"\u{1F600}":1,"\uFB33":2}',
  )
  expect(evidenceDocument('text').text).toBe('"text"')
})

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<EvidenceValue>

const isObject = (entry: EvidenceValue): entry is { [key: string]: EvidenceValue | undefined } =>
  typeof entry === 'object' && entry !== null && !Array.isArray(entry)

/** The same with the entries of all objects in another order. */
function reversed(entry: EvidenceValue): EvidenceValue {
  if (Array.isArray(entry)) return entry.map(reversed)
  if (!isObject(entry)) return entry
  const entries = Object.entries(entry).reverse()
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner as EvidenceValue)]))
}

test('the form does not depend on the order, and is its own', () => {
  fc.assert(
    fc.property(value, (content) => {
      const { text, hash, bytes } = evidenceDocument(content)
      expect(evidenceDocument(reversed(content)).text).toBe(text)
      expect(evidenceDocument(JSON.parse(text)).text).toBe(text)
      expect(verifyEvidence(bytes, hash)).toBe(true)
      expect(verifyEvidence(content, hash)).toBe(true)
    }),
  )
})

test('another document is not what a hash was taken of', () => {
  const { hash, bytes } = evidenceDocument({ lost: 5n })
  expect(verifyEvidence({ lost: '5' }, hash)).toBe(true)
  expect(verifyEvidence({ lost: 5 }, hash)).toBe(false)
  expect(verifyEvidence(bytes.slice(1), hash)).toBe(false)
  expect(verifyEvidence(bytes, `0x${hash.slice(2).toUpperCase()}`)).toBe(true)
})

const cycle: Record<string, unknown> = {}
cycle.self = cycle

test.each([
  ['a number that is not finite', { a: Number.NaN }, '"document.a"'],
  ['no value in a list', [1, undefined], '"document[1]"'],
  ['a hole', new Array(1), '"document[0]"'],
  ['half of a character', { a: ['\uD800'] }, '"document.a[0]"'],
  ['half of a character in a key', { '\uDC00': 1 }, '"document"'],
  ['a date', { when: new Date(0) }, '"document.when"'],
  ['bytes in a document', { raw: new Uint8Array(2) }, '"document.raw"'],
  ['a function', () => 1, '"document"'],
  ['a cycle', cycle, 'cycle'],
])('%s has no one form', (_, content, where) => {
  const make = () => evidenceDocument(content as never)
  expect(make).toThrow(InvalidEvidenceError)
  expect(make).toThrow(where)
})

test('data: URIs keep evidence by themselves', async () => {
  const { bytes, hash } = evidenceDocument({ what: 'Nothing was lost – ü', lost: 0n })
  const uri = await dataUriStore.put(bytes)
  expect(uri).toMatch(/^data:application\/json;base64,[\w+/=]+$/)
  expect(await dataUriStore.get(uri)).toEqual(bytes)
  expect(await loadEvidence({ uri, hash })).toEqual(bytes)
  expect(await dataUriStore.get('data:,%7B%7D')).toEqual(stringToBytes('{}'))
  for (const unreadable of ['ipfs://x', 'data:text/plain;base64,%%', 'data:,%E0%A4%A']) {
    await expect(dataUriStore.get(unreadable)).rejects.toThrow(InvalidEvidenceError)
  }
})

test('other stores are asked for what they have, and not believed', async () => {
  const kept = new Map<string, Uint8Array>()
  const store: EvidenceStore = {
    async put(bytes) {
      kept.set(`mem://${kept.size}`, bytes)
      return `mem://${kept.size - 1}`
    },
    get: async (uri) => kept.get(uri) ?? new Uint8Array(),
  }
  const { bytes, hash } = evidenceDocument({ a: 1 })
  const uri = await store.put(bytes)
  expect(await loadEvidence({ uri, hash }, store)).toEqual(bytes)
  kept.set(uri, stringToBytes('{"a":2}'))
  await expect(loadEvidence({ uri, hash }, store)).rejects.toThrow(/has the hash 0x[0-9a-f]{64}, not 0x/)
})
