import { waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { useOffers, usePortfolio, usePosition } from '../../src/react/index.js'
import { buy, DAY, fillPool, people, scene, usdc, useScene } from '../fixture.js'
import { openPage, type Page } from './page.js'

useScene()

const { alice, carol } = people
const underwriter = alice.account.address

let page: Page
beforeEach(async () => {
  await fillPool()
  page = await openPage(underwriter)
})

test('offers are those of the action, and wait for what is missing', async () => {
  const order = { termsId: scene.termsId, amount: usdc('50000'), duration: 90 * DAY }
  const { result } = page.renderHook(() => useOffers(order))
  await waitFor(() => expect(result.current.isSuccess).toBe(true))
  expect(result.current.data).toEqual(await carol.breakwater.getOffers(order))

  const waiting = page.renderHook(() => useOffers({ ...order, amount: undefined }))
  expect(waiting.result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle' })
})

test('accounts are the connected one by default', async () => {
  await buy(alice)
  const { result } = page.renderHook(() => ({
    position: usePosition({ pool: scene.pool }),
    others: usePosition({ pool: scene.pool, account: carol.account.address }),
    portfolio: usePortfolio(),
  }))
  await waitFor(() => expect(result.current.portfolio.isSuccess).toBe(true))
  await waitFor(() => expect(result.current.others.isSuccess).toBe(true))
  const { position, others, portfolio } = result.current
  expect(position.data).toEqual(
    await alice.breakwater.getPosition({ pool: scene.pool, account: underwriter }),
  )
  expect(others.data?.shares).toBe(0n)
  expect(portfolio.data?.covers).toHaveLength(1)
  expect(portfolio.data?.owner).toBe(underwriter)
})
