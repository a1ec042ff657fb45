import { createPublicClient, custom, type Hex, keccak256, toRlp } from 'viem'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { getStorageProof, HeaderMismatchError } from '../../src/index.js'
import { chain, scene, useScene } from '../fixture.js'

useScene()

/** Fields of a header before the forks to come, in their order. */
const PRESENT = [
  ...['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom'],
  ...['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp', 'extraData', 'mixHash', 'nonce'],
  ...[
    'baseFeePerGas',
    'withdrawalsRoot',
    'blobGasUsed',
    'excessBlobGas',
    'parentBeaconBlockRoot',
    'requestsHash',
  ],
]
const QUANTITIES = [
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'baseFeePerGas',
  'blobGasUsed',
  'excessBlobGas',
]

const bytesOf = (quantity: Hex): Hex => {
  const digits = quantity.slice(2).replace(/^0+/, '')
  return `0x${digits.length % 2 ? '0' : ''}${digits}`
}

/** A node whose blocks have further fields in their headers; it gives the fields by the alphabet. */
function nodeWith(later: readonly [string, Hex][], hash?: Hex) {
  let header: Hex = '0x'
  const client = createPublicClient({
    chain: foundry,
    transport: custom({
      async request({ method, params }) {
        const result = await chain.request({ method, params } as never)
        if (method !== 'eth_getBlockByNumber') return result
        const block = result as unknown as Record<string, Hex>
        const values = PRESENT.filter((field) => block[field] !== undefined).map((field) => {
          const value = block[field] as Hex
          return QUANTITIES.includes(field) ? bytesOf(value) : value
        })
        header = toRlp([...values, ...later.map(([, value]) => (value.length < 60 ? bytesOf(value) : value))])
        const all = { ...block, ...Object.fromEntries(later), hash: hash ?? keccak256(header) }
        return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
      },
    }),
  })
  return { client, expected: () => header }
}

const WORD: Hex = `0x${'ab'.repeat(32)}`

test.each([
  ['none', []],
  [
    'those of the next fork',
    [
      ['blockAccessListHash', WORD],
      ['slotNumber', '0x7b1'],
    ],
  ],
  [
    'unknown ones, against the alphabet',
    [
      ['zebraRoot', WORD],
      ['anyCount', '0x0'],
    ],
  ],
  [
    'known and unknown ones',
    [
      ['blockAccessListHash', WORD],
      ['slotNumber', '0x10'],
      ['other', '0x5'],
    ],
  ],
] as [string, [string, Hex][]][])('a header may have further fields: %s', async (_, later) => {
  const { client, expected } = nodeWith(later)
  const { header } = await getStorageProof(client, { proxy: scene.vault })
  expect(header).toBe(expected())
})

test('a header that does not give the hash is refused', async () => {
  const { client } = nodeWith([['zebraRoot', WORD]], WORD)
  await expect(getStorageProof(client, { proxy: scene.vault })).rejects.toBeInstanceOf(HeaderMismatchError)
})
