import { waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import {
  useDeposit,
  usePool,
  usePosition,
  useRedeem,
  useRequestRedeem,
  useSettleRedeemRequests,
} from '../../src/react/index.js'
import { chain, fillPool, people, scene, travelTo, usdc, useScene } from '../fixture.js'
import { openPage } from './page.js'

useScene()

const account = people.dave.account.address

beforeEach(() => fillPool())

test('a deposit, its exit and its withdrawal, each shown when it is mined', async () => {
  const { pool } = scene
  const page = await openPage(account)
  const { result } = page.renderHook(() => ({
    ...{ pool: usePool({ pool }), position: usePosition({ pool }) },
    ...{ deposit: useDeposit(), leave: useRequestRedeem(), settle: useSettleRedeemRequests() },
    redeem: useRedeem(),
  }))
  await waitFor(() => expect(result.current.position.data?.shares).toBe(0n))
  await waitFor(() => expect(result.current.pool.data?.totalAssets).toBe(usdc('3000000')))
  const { shares, path } = await result.current.deposit.mutateAsync({ pool, assets: usdc('1000') })
  expect(path).toBe('eip2612')
  await waitFor(() => expect(result.current.position.data?.shares).toBe(shares))
  await waitFor(() => expect(result.current.pool.data?.totalAssets).toBe(usdc('3001000')))

  await result.current.leave.mutateAsync({ pool, shares })
  await waitFor(() => expect(result.current.position.data?.exit.pending).toBe(shares))
  const { earliest } = result.current.position.data?.exit ?? { earliest: 0 }
  await expect(result.current.settle.mutateAsync({ pool, controller: account })).rejects.toMatchObject({
    name: 'CooldownNotOver',
    outcome: 'refused',
  })
  await travelTo(earliest)
  await result.current.settle.mutateAsync({ pool, controller: account })
  await waitFor(() => expect(result.current.position.data?.exit.claimable).toBe(shares))
  const { assets } = await result.current.redeem.mutateAsync({ pool, shares })
  expect(assets).toBeGreaterThanOrEqual(usdc('1000') - 1n)
  await waitFor(() => expect(result.current.position.data?.exit.claimable).toBe(0n))
  expect(await chain.getTransactionCount({ address: account })).toBeGreaterThan(3)
})
