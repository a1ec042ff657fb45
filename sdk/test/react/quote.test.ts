import { waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { type UseQuoteParameters, useQuote } from '../../src/react/index.js'
import { buy, DAY, fillPool, kit, people, scene, travel, usdc, useScene } from '../fixture.js'
import { openPage, type Page } from './page.js'

useScene()

const { carol } = people

let page: Page
let order: UseQuoteParameters
beforeEach(async () => {
  await fillPool()
  page = await openPage()
  order = {
    ...{ pool: scene.pool, termsId: scene.termsId, amount: usdc('50000'), duration: 90 * DAY },
    ...{ debounce: 50, query: { refetchInterval: false } },
  }
})

/** The hook with an order that a test changes. */
function quoting(first: UseQuoteParameters) {
  let order = first
  const { result, rerender } = page.renderHook(() => useQuote(order))
  const change = (to: UseQuoteParameters) => {
    order = to
    rerender()
  }
  const becomes = (status: string) => waitFor(() => expect(result.current.status).toBe(status))
  return { result, change, becomes }
}

const fetches = (name: string) =>
  page.queryClient
    .getQueryCache()
    .findAll({ queryKey: ['breakwater'] })
    .filter(({ queryKey }) => queryKey[2] === name)
    .map(({ state }) => state.dataUpdateCount)
    .filter((count) => count > 0)

test('a quote from the snapshot equals the pool’s own, which is asked in the background', async () => {
  const { result, becomes } = quoting(order)
  expect(result.current.status).toBe('loading')
  await becomes('checked')
  const { pool, termsId, amount, duration } = order as Required<UseQuoteParameters> & { pool: `0x${string}` }
  const own = await carol.breakwater.getQuote({
    pool,
    termsId: termsId ?? 0n,
    amount: amount ?? 0n,
    duration: duration ?? 0,
  })
  expect(result.current.quote).toMatchObject({ premium: own.premium, start: own.start, end: own.end })
  expect(result.current.check).toMatchObject({ holds: true, moved: [] })
})

test('another amount has its price at once, without a request, and the pool is asked about the last one alone', async () => {
  const { result, change, becomes } = quoting({ ...order, debounce: 200 })
  await becomes('checked')
  const before = result.current.quote?.premium ?? 0n
  for (const amount of ['60000', '70000', '80000']) {
    change({ ...order, debounce: 200, amount: usdc(amount) })
    expect(result.current.status).toBe('offline')
    expect(result.current.quote?.amount).toBe(usdc(amount))
    expect(result.current.quote?.premium).toBeGreaterThan(before)
  }
  await becomes('checked')
  expect(fetches('quoteCheck')).toEqual([1, 1])
})

test('a price that has moved is shown with the reason', async () => {
  const { result, change, becomes } = quoting({ ...order, check: false })
  await becomes('offline')
  const shown = result.current.quote?.premium ?? 0n
  await buy(carol, usdc('300000'))
  change(order)
  await becomes('moved')
  expect(result.current.quote?.premium).toBeGreaterThan(shown)
  expect(result.current.check?.change).toBe((result.current.quote?.premium ?? 0n) - shown)
  expect(result.current.check?.moved.map(({ input }) => input)).toContain('committed')
})

test('time alone moves no price', async () => {
  const { result, change, becomes } = quoting({ ...order, check: false })
  await becomes('offline')
  await travel(30)
  change(order)
  await becomes('checked')
  expect(result.current.check?.moved.map(({ input }) => input)).toEqual(['time'])
})

test('a refusal has the name of the contract’s error', async () => {
  const { result, change, becomes } = quoting({ ...order, amount: 1n })
  await becomes('refused')
  expect(result.current).toMatchObject({ quote: undefined, refusal: { name: 'NotMultipleOf' }, error: null })
  await kit.personas.guardian.breakwater.pauseSalesSync({ pool: scene.pool, duration: DAY })
  change(order)
  await becomes('refused')
  expect(result.current.refusal).toMatchObject({ name: 'TermsNotForSale' })
})

test('nothing is asked while something is missing', async () => {
  const { result, change } = quoting({ ...order, amount: undefined })
  expect(result.current.status).toBe('idle')
  change({ ...order, pool: undefined })
  expect(result.current).toMatchObject({ status: 'idle', quote: undefined })
  expect([...fetches('quoteCheck'), ...fetches('poolSnapshot')]).toEqual([])
})
