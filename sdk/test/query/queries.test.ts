import { QueryClient } from '@tanstack/react-query'
import { createPublicClient, custom, toFunctionSelector } from 'viem'
import { foundry } from 'viem/chains'
import { beforeEach, expect, test } from 'vitest'
import {
  buyCoverMutationOptions,
  coversQueryOptions,
  depositMutationOptions,
  offersQueryOptions,
  poolSnapshotQueryOptions,
  quoteCheckQueryOptions,
  termsQueryOptions,
} from '../../src/query/index.js'
import { chain, DAY, deployment, fillPool, people, scene, usdc, useScene } from '../fixture.js'

useScene()

const { carol } = people
const owner = carol.account.address

let order: { pool: `0x${string}`; termsId: bigint; amount: bigint; duration: number }
beforeEach(async () => {
  await fillPool()
  order = { pool: scene.pool, termsId: scene.termsId, amount: usdc('50000'), duration: 90 * DAY }
})

test('a query client fetches without React, and what it has fetched has its type', async () => {
  const queryClient = new QueryClient()
  const { termsId, amount, duration } = order
  const options = offersQueryOptions(carol, { termsId, amount, duration, deployment })
  const [best] = await queryClient.fetchQuery(options)
  expect(best).toEqual((await carol.breakwater.getOffers({ termsId, amount, duration }))[0])
  const kept = queryClient.getQueryData(options.queryKey)
  expect(kept?.[0]?.quote?.premium).toBe(best?.quote?.premium)
})

test('the pool’s own quote comes with the state from which the same follows', async () => {
  const { snapshot, quote } = await new QueryClient().fetchQuery(
    quoteCheckQueryOptions(carol, { ...order, deployment }),
  )
  expect(quote).toEqual(await carol.breakwater.getQuote(order))
  expect(snapshot.terms.map(({ termsId }) => termsId)).toEqual([order.termsId])
})

test('a price that does not follow from the state is refused', async () => {
  const selector = toFunctionSelector('quoteCover(uint256,uint256,uint256)')
  const liar = createPublicClient({
    chain: foundry,
    transport: custom({
      async request({ method, params }) {
        const answer = await chain.request({ method, params } as never)
        if (!JSON.stringify(params ?? '').includes(`"data":"${selector}`)) return answer
        return `0x${'0'.repeat(63)}1${(answer as unknown as string).slice(66)}`
      },
    }),
  })
  const fetching = new QueryClient().fetchQuery(quoteCheckQueryOptions(liar, { ...order, deployment }))
  await expect(fetching).rejects.toMatchObject({ name: 'QuoteMismatchError', quoted: 1n })
})

test('a refusal is final, and none is asked again on a server', async () => {
  const fetching = new QueryClient().fetchQuery(termsQueryOptions(carol, { termsId: 99n, deployment }))
  await expect(fetching).rejects.toMatchObject({ name: 'UnknownTerms' })
  const { retry } = termsQueryOptions(carol, { termsId: 99n })
  expect(retry(0, Object.assign(new Error(), { name: 'NetworkError', origin: '@breakwater/sdk' }))).toBe(
    false,
  )
})

test('a mutation works without React, tells its stages and marks what it changes', async () => {
  const queryClient = new QueryClient()
  await queryClient.fetchQuery(coversQueryOptions(carol, { owner, deployment }))
  const { queryKey } = poolSnapshotQueryOptions(carol, { pool: scene.pool, deployment })
  await queryClient.fetchQuery(poolSnapshotQueryOptions(carol, { pool: scene.pool, deployment }))
  const stages: string[] = []
  const { mutationFn } = buyCoverMutationOptions(carol, {
    ...{ deployment, queryClient },
    onStage: ({ name }) => stages.push(name),
  })
  const maxPremium = usdc('5000')
  await expect(mutationFn({ ...order, maxPremium: 1n })).rejects.toMatchObject({ outcome: 'refused' })
  expect(queryClient.getQueryState(queryKey)?.isInvalidated).toBe(false)
  stages.length = 0
  const { coverId } = await mutationFn({ ...order, maxPremium })
  expect(stages).toEqual(['preparing', 'signing', 'confirming', 'pending', 'done'])
  expect(queryClient.getQueryState(queryKey)?.isInvalidated).toBe(true)
  const [cover] = await queryClient.fetchQuery(coversQueryOptions(carol, { owner, deployment }))
  expect(cover?.coverId).toBe(coverId)
})

test('an integrator’s fee is within the bound', async () => {
  const integrator = people.dave.account.address
  const { premium } = await carol.breakwater.getQuote(order)
  const { mutationFn } = buyCoverMutationOptions(carol, { deployment })
  const fee = { integrator, integratorFee: premium / 10n }
  await expect(mutationFn({ ...order, ...fee, maxPremium: premium })).rejects.toMatchObject({
    name: 'PremiumAboveMax',
  })
  const bought = await mutationFn({ ...order, ...fee, maxPremium: premium * 2n })
  expect(bought).toMatchObject({ integrator, integratorFee: premium / 10n })
})

test('a deposit that is too large is refused before a signature', async () => {
  const stages: string[] = []
  const { mutationFn } = depositMutationOptions(carol, { onStage: ({ name }) => stages.push(name) })
  await expect(mutationFn({ pool: scene.pool, assets: usdc('999999999') })).rejects.toMatchObject({
    outcome: 'refused',
  })
  expect(stages).toEqual(['preparing'])
})
