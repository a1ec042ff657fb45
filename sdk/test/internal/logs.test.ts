import { createPublicClient, custom, type Hex, hexToBigInt, RpcRequestError } from 'viem'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { getNextExit } from '../../src/index.js'
import { chain, deployment, fillPool, people, scene, url, useScene } from '../fixture.js'

const { alice, bob } = people

useScene()

/** A node that refuses ranges of more blocks, with an error in a provider's words. */
function limited(blocks: bigint, code: number, message: string) {
  const answered: [bigint, bigint][] = []
  let refused = 0
  const client = createPublicClient({
    chain: foundry,
    transport: custom(
      {
        async request({ method, params }) {
          if (method === 'eth_getLogs') {
            const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hex; toBlock: Hex }]
            const range: [bigint, bigint] = [hexToBigInt(fromBlock), hexToBigInt(toBlock)]
            if (range[1] - range[0] + 1n > blocks) {
              refused++
              throw new RpcRequestError({ body: {}, url, error: { code, message } })
            }
            answered.push(range)
          }
          return chain.request({ method, params } as never)
        },
      },
      { retryCount: 0 },
    ),
  })
  return { client, answered, refusals: () => refused }
}

test.each([
  [25n, -32602, 'query exceeds max block range 1000'],
  [250n, -32005, 'query returned more than 10000 results'],
  [50n, -32600, 'Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range'],
  [15n, -32000, 'block range is too wide: limit 500'],
])('logs are read in ranges that the node takes: %i blocks', async (blocks, code, message) => {
  await fillPool()
  const { pool } = scene
  const fromBlock = await chain.getBlockNumber()
  await alice.breakwater.requestRedeemSync({ pool, shares: 10n ** 12n })
  await chain.mine({ blocks: 300 })
  await bob.breakwater.requestRedeemSync({ pool, shares: 10n ** 12n })
  const { client, answered, refusals } = limited(blocks, code, message)
  const exit = await getNextExit(client, { pool, fromBlock })
  expect(exit?.controller).toBe(alice.account.address)
  // Every block once, in order, from the first on.
  expect(answered[0]?.[0]).toBe(fromBlock)
  expect(answered.at(-1)?.[1]).toBe(await chain.getBlockNumber())
  for (const [i, [from]] of answered.slice(1).entries()) expect(from).toBe((answered[i]?.[1] ?? 0n) + 1n)
  expect(BigInt(answered.length)).toBeLessThanOrEqual(3n * (300n / blocks + 2n))
  expect(refusals()).toBeLessThanOrEqual(answered.length + 6)
})

test('the search begins at the deployment, and is refused where nobody knows where that is', async () => {
  await fillPool()
  const { pool } = scene
  const startBlock = Number(await chain.getBlockNumber())
  await alice.breakwater.requestRedeemSync({ pool, shares: 10n ** 12n })
  const { client, answered } = limited(1n << 64n, 0, '')
  const known = { ...deployment, startBlock }
  expect(await getNextExit(client, { pool, deployment: known })).toMatchObject({
    controller: alice.account.address,
  })
  expect(answered.map(([from]) => from)).toEqual([BigInt(startBlock)])
  const { startBlock: _, ...unknown } = known
  await expect(getNextExit(client, { pool, deployment: unknown })).rejects.toMatchObject({
    ...{ name: 'InvalidParameterError', parameter: 'fromBlock' },
  })
})

test('a node that refuses every range, or so many requests, is not asked for ever', async () => {
  await fillPool()
  const { pool } = scene
  const tooMuch = limited(0n, -32005, 'query exceeds limit')
  await expect(getNextExit(tooMuch.client, { pool, fromBlock: 0n })).rejects.toThrow()
  expect(tooMuch.refusals()).toBeLessThan(70)
  const tooOften = limited(0n, -32005, 'rate limit exceeded')
  await expect(getNextExit(tooOften.client, { pool, fromBlock: 0n })).rejects.toThrow()
  expect(tooOften.refusals()).toBe(1)
})
