import {
  createPublicClient,
  custom,
  decodeFunctionResult,
  encodeFunctionResult,
  http,
  keccak256,
  stringToHex,
  toFunctionSelector,
} from 'viem'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import * as CoverPool from '../../src/generated/abi/CoverPool.js'
import { getQuoteDetails } from '../../src/index.js'
import { verifyQuote } from '../../src/math/index.js'
import {
  chain,
  createPool,
  DAY,
  deployment,
  fillPool,
  fund,
  now,
  people,
  scene,
  TERMS,
  url,
  usdc,
  useScene,
} from '../fixture.js'

const { bob, carol, lister } = people

useScene()

const order = () => ({ pool: scene.pool, termsId: scene.termsId, amount: usdc('50000'), duration: 30 * DAY })

test('everything about a purchase at one block, and the purchase is as it says', async () => {
  await fillPool()
  await fund(carol, scene.asset, scene.pool, usdc('10000'))
  const timestamp = (await now()) + 100
  const quote = await getQuoteDetails(carol, {
    ...{ ...order(), integratorFee: usdc('1'), deployment, timestamp },
  })
  const { rules } = await carol.breakwater.getCourtTerms({ subject: scene.subject })
  expect(quote).toMatchObject({
    ...(await carol.breakwater.getQuote({ ...order(), timestamp })),
    asset: scene.asset,
    total: quote.premium + usdc('1'),
    deductible: TERMS.deductible,
    claimWindow: TERMS.claimWindow,
    resolver: deployment.court,
    arbiters: { first: rules.arbiter, fallback: rules.fallbackArbiter },
    wording: { hash: undefined, isVerified: undefined },
    recovery: await carol.breakwater.getRecovery(order()),
    state: { blockNumber: await chain.getBlockNumber(), timestamp },
  })
  expect(quote.reportBy).toBe(quote.end - 1 + TERMS.reportWindow)

  await chain.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  const bought = await carol.breakwater.buyCoverSync({
    ...{ ...order(), maxPremium: quote.total, deadline: timestamp },
    ...{ integrator: bob.account.address, integratorFee: usdc('1'), gas: 1_000_000n, skipSimulation: true },
  })
  expect(bought).toMatchObject({ premium: quote.premium, start: quote.start, end: quote.end })
})

test('the wording is compared with the hash in the terms', async () => {
  const wording = 'The cover pays what the vault loses.'
  const { productId } = await lister.breakwater.listProductSync({
    ...{ clusterId: 77n, name: 'Worded', sponsor: bob.account.address },
  })
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver: deployment.court, subject: scene.subject },
    ...{ pins: scene.pins, wording: keccak256(stringToHex(wording)) },
  })
  const { pool } = await createPool(scene.asset, termsId)
  await fillPool(pool)
  const asked = { ...order(), pool, termsId }
  const isVerified = async (text?: string | Uint8Array) =>
    (await carol.breakwater.getQuoteDetails({ ...asked, wording: text })).wording.isVerified
  expect(await isVerified(wording)).toBe(true)
  expect(await isVerified(new TextEncoder().encode(wording))).toBe(true)
  expect(await isVerified(`${wording} `)).toBe(false)
  expect(await isVerified()).toBe(undefined)
})

test('what others buy in between is told by verifyQuote', async () => {
  await fillPool()
  const quote = await carol.breakwater.getQuoteDetails(order())
  const again = await carol.breakwater.getPoolSnapshot({ pool: scene.pool })
  expect(verifyQuote(again, quote)).toMatchObject({ holds: true, moved: [] })
  await fund(bob, scene.asset, scene.pool, usdc('100000'))
  await bob.breakwater.buyCoverSync({
    ...{ ...order(), amount: usdc('200000'), maxPremium: usdc('100000'), deadline: quote.end },
  })
  const now = await carol.breakwater.getPoolSnapshot({ pool: scene.pool })
  const check = verifyQuote(now, quote)
  expect(check.holds).toBe(false)
  expect(check.moved.map(({ input }) => input)).toEqual(expect.arrayContaining(['time', 'committed']))
  const real = await carol.breakwater.getQuote({ ...order(), timestamp: now.timestamp })
  expect(check.change).toBe(real.premium - quote.premium)
})

test('a node that quotes a hundred times the price is found out, and so are refusals', async () => {
  await fillPool()
  const abi = [CoverPool.quoteCover] as const
  const selector = toFunctionSelector(CoverPool.quoteCover)
  const honest = http(url)({})
  const liar = createPublicClient({
    chain: foundry,
    transport: custom({
      async request(asked: { method: string; params?: unknown }) {
        const result = await honest.request(asked)
        const [call] = (asked.params ?? []) as [{ data?: string } | undefined]
        if (asked.method !== 'eth_call' || !call?.data?.startsWith(selector)) return result
        const quote = decodeFunctionResult({ abi, functionName: 'quoteCover', data: result as `0x${string}` })
        return encodeFunctionResult({
          ...{ abi, functionName: 'quoteCover' },
          result: { ...quote, premium: quote.premium * 100n },
        })
      },
    }),
  })
  const { premium } = await carol.breakwater.getQuote(order())
  const caught = await getQuoteDetails(liar, { ...order(), deployment }).catch((error) => error)
  expect(caught).toMatchObject({ name: 'QuoteMismatchError', quoted: premium * 100n, computed: premium })
  expect(caught.hint).toContain('Approve nothing')

  await expect(carol.breakwater.getQuoteDetails({ ...order(), amount: 1n })).rejects.toMatchObject({
    name: 'NotMultipleOf',
  })
  await expect(carol.breakwater.getQuoteDetails({ ...order(), duration: 1 })).rejects.toMatchObject({
    name: 'InvalidParameterError',
  })
})
