import { hashKey, QueryClient } from '@tanstack/react-query'
import { createClient, http } from 'viem'
import { mainnet } from 'viem/chains'
import { expect, test } from 'vitest'
import {
  breakwaterQueryKey,
  invalidateAfter,
  offersQueryOptions,
  poolSnapshotQueryOptions,
  portfolioQueryOptions,
  positionQueryOptions,
} from '../../src/query/index.js'

const client = createClient({ chain: mainnet, transport: http('http://127.0.0.1:9') })
const pool = '0xABcdEFABcdEFabcdEfAbCdefabcdeFABcDEFabCD'
const other = '0x2222222222222222222222222222222222222222'

test('keys are hashed as they are: amounts are texts, addresses have one form', () => {
  const order = { covering: pool, amount: 50_000_000_000n, duration: 86_400 } as const
  const { queryKey } = offersQueryOptions(client, order)
  const parameters = { covering: pool.toLowerCase(), amount: '50000000000', duration: 86_400 }
  expect(queryKey).toEqual(['breakwater', 1, 'offers', parameters])
  const lower = { ...order, covering: pool.toLowerCase() as typeof pool }
  expect(hashKey(offersQueryOptions(client, lower).queryKey)).toBe(hashKey(queryKey))
  const dearer = offersQueryOptions(client, { ...order, amount: 50_000_000_001n })
  expect(hashKey(dearer.queryKey)).not.toBe(hashKey(queryKey))
})

test('lists, bytes and what has methods are parts of keys; a deployment is its factory', () => {
  const table = { root: '0x12', proof: () => [], lines: [1n] }
  const key = breakwaterQueryKey({
    ...{ chainId: 1, name: 'dispute' },
    parameters: { table, bytes: Uint8Array.of(1, 2), nothing: undefined, none: null },
  })
  const parameters = { table: { root: '0x12', lines: ['1'] }, bytes: [1, 2], none: null }
  expect(key).toEqual(['breakwater', 1, 'dispute', parameters])
  const deployment = { factory: other } as never
  expect(portfolioQueryOptions(client, { owner: pool, deployment }).queryKey[3]).toEqual({
    ...{ owner: pool.toLowerCase(), deployment: other },
  })
})

test('a query is not fetched while its client or a parameter is missing', () => {
  expect(positionQueryOptions(client, { pool })).toMatchObject({ enabled: false })
  expect(positionQueryOptions(undefined, { pool, account: other })).toMatchObject({ enabled: false })
  expect(positionQueryOptions(client, { pool, account: other })).not.toHaveProperty('enabled')
})

test('a write marks what it changes of its pool, and leaves other pools and chains alone', async () => {
  const queryClient = new QueryClient()
  const keys = {
    snapshot: poolSnapshotQueryOptions(client, { pool }).queryKey,
    ofOther: poolSnapshotQueryOptions(client, { pool: other }).queryKey,
    position: positionQueryOptions(client, { pool, account: other }).queryKey,
    elsewhere: breakwaterQueryKey({ chainId: 10, name: 'poolSnapshot', parameters: { pool } }),
    portfolio: portfolioQueryOptions(client, { owner: other }).queryKey,
  }
  for (const key of Object.values(keys)) queryClient.setQueryData(key, {} as never)
  const stale = () =>
    Object.entries(keys)
      .filter(([, key]) => queryClient.getQueryState(key)?.isInvalidated)
      .map(([name]) => name)
  await invalidateAfter(queryClient, { chainId: 1, write: 'collectReturns', pool })
  expect(stale()).toEqual(['position', 'portfolio'])
  await invalidateAfter(queryClient, { chainId: 1, write: 'buyCover', pool })
  expect(stale()).toEqual(['snapshot', 'position', 'portfolio'])
  await invalidateAfter(queryClient, { chainId: 1 })
  expect(stale()).toEqual(['snapshot', 'ofOther', 'position', 'portfolio'])
})
