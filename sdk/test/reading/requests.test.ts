import {
  type Address,
  createPublicClient,
  custom,
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  toHex,
} from 'viem'
import { foundry } from 'viem/chains'
import { expect, test, vi } from 'vitest'
import { toCaseId } from '../../src/actions/claims/ids.js'
import type { Cover } from '../../src/actions/cover/types.js'
import { getCoverable } from '../../src/actions/reading/coverable.js'
import { claimsOf } from '../../src/actions/reading/portfolioClaims.js'
import type { TermsInUse } from '../../src/actions/reading/termsInUse.js'
import * as ClaimsVault from '../../src/generated/abi/ClaimsVault.js'
import * as CoverPool from '../../src/generated/abi/CoverPool.js'
import { readingLensAbi } from '../../src/generated/lens.js'
import { askAll, pinned } from '../../src/internal/lens.js'

const bought: Cover[] = vi.hoisted(() => [])
vi.mock('../../src/actions/cover/tokens.js', () => ({ getCovers: async () => bought }))
vi.mock('../../src/actions/reading/offers.js', () => ({ getOffers: async () => [] }))

const address = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`
const court = address(0xc0)
const [pool, asset] = [address(0xa1), address(0xa2)]
const [otherPool, otherAsset] = [address(0xb1), address(0xb2)]
const deployment = { court, registry: address(1), factory: address(2), coverToken: address(3) } as never

const vaultAbi = [
  ClaimsVault.getCase,
  ClaimsVault.previewPayout,
  ClaimsVault.previewPayouts,
  ClaimsVault.registeredClaim,
  ClaimsVault.stakeOf,
] as const

/** A payable case; what it pays to the cover. */
interface Given {
  incidentId: bigint
  time: number
  settlement: bigint
  payout: bigint
}

/** A node with a lens; `answer` replies to calls on contracts, `undefined` is a refusal. */
function nodeOf(answer: (target: Address, data: Hex) => Hex | undefined, lens: Record<string, unknown> = {}) {
  const sizes: number[] = []
  const run = (data: Hex): Hex => {
    const { functionName, args } = decodeFunctionData({ abi: readingLensAbi, data })
    const result = () => {
      if (functionName === 'together') return args[0].map(run)
      if (functionName !== 'ask') {
        const found = lens[functionName]
        return typeof found === 'function' ? found(...args) : found
      }
      sizes.push(args[0].length)
      return args[0].map((target, i) => {
        const reply = answer(target, args[1][i] ?? '0x')
        return { success: reply !== undefined, data: reply ?? '0x' }
      })
    }
    return encodeFunctionResult({ abi: readingLensAbi, functionName, result: result() } as never)
  }
  const client = createPublicClient({
    chain: foundry,
    transport: custom({
      async request({ method, params }) {
        if (method === 'eth_blockNumber') return toHex(9)
        if (method === 'eth_getBlockByNumber')
          return { number: toHex(params[0] === 'safe' ? 7 : 5), transactions: [] }
        return run(params[0].data)
      },
    }),
  })
  return { client, sizes }
}

const PRODUCT = 4n
const cover = { coverId: 1n, pool, termsId: 1n, start: 1000, end: 2000, amount: 50n } as Cover
const termsWith = (proofOfLoss: boolean) =>
  new Map([
    [
      1n,
      { terms: { productId: PRODUCT, subject: 6n, resolver: court, proofOfLoss } } as unknown as TermsInUse,
    ],
  ])

/** A vault that pays a cover in a settlement if all its cases are named, as the contract does. */
function vaultOf(cases: readonly Given[], caseIdOf: (incidentId: bigint) => bigint) {
  const preview = (ids: readonly bigint[]): bigint => {
    const named = ids.map((id) => cases.find(({ incidentId }) => incidentId === id))
    const settlement = named[0]?.settlement
    const inOrder = named.every((one, i) => i === 0 || (named[i - 1]?.time ?? 0) < (one?.time ?? 0))
    const all = cases.filter((one) => one.settlement === settlement)
    if (!inOrder || named.some((one) => one?.settlement !== settlement) || all.length !== ids.length)
      return 0n
    return named.reduce((sum, one) => sum + (one?.payout ?? 0n), 0n)
  }
  return nodeOf(
    (target, data) => {
      if (target.toLowerCase() === court) return undefined
      const { functionName, args } = decodeFunctionData({ abi: vaultAbi, data })
      const result = () => {
        if (functionName === 'previewPayout') return preview([args[1]])
        if (functionName === 'previewPayouts') return preview(args[1])
        if (functionName === 'registeredClaim') return [0n, 0n]
        if (functionName === 'stakeOf') {
          const payable = cases.filter(({ settlement }) => settlement === args[0]).length
          return { bound: 0n, needs: 0n, payable_: BigInt(payable), stopping: 0n }
        }
        const found = cases.find(({ incidentId }) => caseIdOf(incidentId) === args[0])
        const struct = ClaimsVault.getCase.outputs[0].components.map(({ name, type }) => [
          name,
          type === 'bool' ? false : 0n,
        ])
        return {
          ...Object.fromEntries(struct),
          ...(found && { eventTime: BigInt(found.time), settlement: found.settlement }),
          status: found ? 2 : 0,
        }
      }
      return encodeFunctionResult({ abi: vaultAbi, functionName, result: result() } as never)
    },
    {
      // Each is reported as it happens.
      incidentsOf: (_: Address, __: bigint, since: bigint) => [
        cases.filter(({ time }) => BigInt(time) >= since).map(({ incidentId }) => incidentId),
        0n,
      ],
    },
  )
}

async function claimsIn(cases: readonly Given[], proofOfLoss = false) {
  const { client } = vaultOf(cases, (incidentId) => toCaseId(PRODUCT, incidentId))
  const given = { court, covers: [cover], terms: termsWith(proofOfLoss), cases: [], now: 0 }
  const { claims } = await claimsOf(client, given, { blockNumber: 9n, deployment })
  return claims[0]?.map(({ payout, isJoint, incidentIds }) => ({ payout, isJoint, incidentIds }))
}

const of = (incidentId: bigint, time: number, payout: bigint, settlement = 1n): Given => ({
  ...{ incidentId, time, payout, settlement },
})

test('a claim names cases that the cover was not protected in, later and earlier ones', async () => {
  const alone = { payout: 30n, isJoint: false, incidentIds: [1n] }
  expect(await claimsIn([of(1n, 1500, 30n)])).toEqual([alone])
  const later = [of(1n, 1500, 30n), of(2n, 2500, 0n)]
  expect(await claimsIn(later)).toEqual([{ payout: 30n, isJoint: true, incidentIds: [1n, 2n] }])
  const earlier = [of(1n, 500, 0n), of(2n, 1500, 30n)]
  expect(await claimsIn(earlier)).toEqual([{ payout: 30n, isJoint: true, incidentIds: [1n, 2n] }])
})

test('cases of two settlements are claimed apart', async () => {
  expect(await claimsIn([of(1n, 1200, 30n), of(2n, 1500, 20n, 2n)])).toEqual([
    { payout: 30n, isJoint: false, incidentIds: [1n] },
    { payout: 20n, isJoint: false, incidentIds: [2n] },
  ])
})

test('claims with proofs of loss are never joint', async () => {
  expect(await claimsIn([of(1n, 1200, 0n), of(2n, 1500, 0n)], true)).toEqual([
    { payout: 0n, isJoint: false, incidentIds: [1n] },
    { payout: 0n, isJoint: false, incidentIds: [2n] },
  ])
})

test('only covers in the asset of a holding cover it', async () => {
  const end = 5000
  bought.push({ ...cover, end, amount: 50n }, { ...cover, end, pool: otherPool, amount: 7n })
  const held = { termsId: 1n, target: address(9), shares: 100n, pinnedBy: [1n] }
  const { client } = nodeOf(
    (target) =>
      encodeFunctionResult({
        abi: [CoverPool.asset],
        functionName: 'asset',
        result: target.toLowerCase() === pool ? asset : otherAsset,
      }),
    {
      holdingsOf: [
        [
          { ...held, asset, assets: 100n },
          { ...held, asset: address(0), assets: 0n },
        ],
        0n,
      ],
      clock: [9n, 3000n],
    },
  )
  expect(await getCoverable(client, { owner: address(8), deployment })).toMatchObject([
    { covered: 50n, uncovered: 50n },
    { covered: 0n, uncovered: undefined },
  ])
})

test('many calls are asked in several requests, in their order', async () => {
  const { client, sizes } = nodeOf((_, data) => data)
  const calls = Array.from({ length: 450 }, (_, i) => ({ target: pool, data: toHex(i, { size: 4 }) }))
  const replies = await askAll(client, calls, { blockNumber: 9n })
  expect(replies.map(({ data }) => data)).toEqual(calls.map(({ data }) => data))
  expect(sizes).toEqual([200, 200, 50])
  expect(await askAll(client, [], {})).toEqual([])
})

test('a tag stands for one block, except the pending one', async () => {
  const { client } = nodeOf(() => undefined)
  for (const [blockTag, blockNumber] of [
    [undefined, 9n],
    ['latest', 9n],
    ['safe', 7n],
    ['finalized', 5n],
  ] as const)
    expect(await pinned(client, { blockTag })).toEqual({ blockTag: undefined, blockNumber })
  expect(await pinned(client, { blockTag: 'pending' })).toEqual({ blockTag: 'pending' })
})
