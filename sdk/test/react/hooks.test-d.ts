import type { UseQueryResult } from '@tanstack/react-query'
import { QueryClient } from '@tanstack/react-query'
import type { Hash } from 'viem'
import { expectTypeOf, test } from 'vitest'
import type { Offer, Portfolio } from '../../src/index.js'
import { type BreakwaterError, fireMeterSync, type NextAction } from '../../src/index.js'
import type { QuoteDetails } from '../../src/math/index.js'
import { offersQueryOptions, type PaymentPath, type WriteStage } from '../../src/query/index.js'
import {
  type useBuyCover,
  type useClaim,
  useNextActions,
  useOffers,
  usePortfolio,
  useQuote,
  useWriteAction,
} from '../../src/react/index.js'

test('reads have the data of their actions', () => {
  expectTypeOf(useOffers).returns.toEqualTypeOf<UseQueryResult<Offer[], Error>>()
  expectTypeOf(usePortfolio).returns.toEqualTypeOf<UseQueryResult<Portfolio, Error>>()
  expectTypeOf(useNextActions).returns.toEqualTypeOf<UseQueryResult<NextAction[], Error>>()
  expectTypeOf(useQuote).returns.toHaveProperty('quote').toEqualTypeOf<QuoteDetails | undefined>()
})

test('parameters may be missing, and have the types of their actions', () => {
  expectTypeOf(useOffers).toBeCallableWith({ amount: undefined, duration: 1, query: { staleTime: 1 } })
  // @ts-expect-error an amount is a bigint
  expectTypeOf(useOffers).toBeCallableWith({ amount: 1 })
  // @ts-expect-error queries are about the latest block
  expectTypeOf(useOffers).toBeCallableWith({ blockNumber: 1n })
  // @ts-expect-error the key is the hook's own
  expectTypeOf(useOffers).toBeCallableWith({ query: { queryKey: [] } })
})

test('what a query client has under a key has the type of the action’s result', () => {
  const { queryKey } = offersQueryOptions(undefined, {})
  const data = new QueryClient().getQueryData(queryKey)
  expectTypeOf(data).toEqualTypeOf<Offer[] | undefined>()
})

test('writes take what the user decides, and tell what became of it', () => {
  type Buy = ReturnType<typeof useBuyCover>
  expectTypeOf<Buy['stage']>().toEqualTypeOf<WriteStage | undefined>()
  expectTypeOf<Buy['error']>().toEqualTypeOf<BreakwaterError | null>()
  expectTypeOf<NonNullable<Buy['data']>>().toExtend<{
    path: PaymentPath
    hash: Hash
    coverId: bigint
    premium: bigint
    start: number
  }>()
  expectTypeOf<Parameters<Buy['mutate']>[0]>().toHaveProperty('maxPremium').toEqualTypeOf<bigint>()
  expectTypeOf<Parameters<Buy['mutate']>[0]>().not.toHaveProperty('permit')
  type Claim = ReturnType<typeof useClaim>
  expectTypeOf<NonNullable<Claim['data']>>().toHaveProperty('payout').toEqualTypeOf<bigint>()
})

test('any action is a mutation of its own parameters', () => {
  const fire = () => useWriteAction(fireMeterSync)
  type Fire = ReturnType<typeof fire>
  expectTypeOf<Parameters<Fire['mutate']>[0]>().toHaveProperty('meterId').toEqualTypeOf<bigint>()
  expectTypeOf<NonNullable<Fire['data']>>().toHaveProperty('number').toEqualTypeOf<number>()
})
