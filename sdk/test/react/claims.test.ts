import { waitFor } from '@testing-library/react'
import type { Hex } from 'viem'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fireMeterSync, type NextAction } from '../../src/index.js'
import {
  useClaim,
  useCoverStatus,
  useNextAction,
  useNextActions,
  usePayout,
  usePortfolio,
  useWriteAction,
} from '../../src/react/index.js'
import { buy } from '../../src/testing/scenarios/cover.js'
import { observeLoss } from '../../src/testing/scenarios/product.js'
import { DAY, kit, putBack, usdc } from '../fixture.js'
import { openPage } from './page.js'

let clean: Hex
beforeEach(async () => {
  clean = await kit.snapshot()
})
afterEach(() => putBack(clean))

const buyer = kit.personas.buyer.account.address
const reporter = kit.personas.reporter.account.address

test('a payable claim of the portfolio is paid, and shown as paid', async () => {
  await kit.scenarios.payableCase()
  const page = await openPage(buyer)
  const { result } = page.renderHook(() => {
    const portfolio = usePortfolio()
    const [cover] = portfolio.data?.covers ?? []
    const incidentIds = cover?.claims[0]?.incidentIds
    return {
      ...{ portfolio, cover, claim: useClaim() },
      status: useCoverStatus({ coverId: cover?.coverId }),
      payout: usePayout({ pool: cover?.pool, coverId: cover?.coverId, incidentIds }),
    }
  })
  await waitFor(() => expect(result.current.payout.data).toBe(usdc('35000')))
  await waitFor(() => expect(result.current.status.data?.status.status).toBe('active'))
  const { cover, claim } = result.current
  if (!cover?.claims[0]) throw new Error('There is no claim.')
  const { pool, coverId } = cover
  const paid = await claim.mutateAsync({ pool, coverId, incidentIds: cover.claims[0].incidentIds })
  expect(paid).toMatchObject({ payout: usdc('35000'), isRegistered: false, outcome: 'done' })
  await waitFor(() => expect(result.current.claim.stage).toEqual({ name: 'done', hash: paid.hash }))
  await waitFor(() => expect(result.current.portfolio.data?.covers[0]?.amount).toBe(usdc('65000')))
  await expect(
    claim.mutateAsync({ pool, coverId, incidentIds: cover.claims[0].incidentIds }),
  ).rejects.toMatchObject({ name: 'AlreadyClaimed', outcome: 'refused' })
})

test('any action is a mutation, and changes what is read of the chain', async () => {
  const cover = await kit.scenarios.activeCover()
  await kit.loseFunds(cover.vault, 4n * 10n ** 17n)
  await observeLoss(kit, cover.meterId)
  const page = await openPage(reporter)
  const { result } = page.renderHook(() => ({
    portfolio: usePortfolio({ owner: buyer }),
    fire: useWriteAction(fireMeterSync),
  }))
  await waitFor(() => expect(result.current.portfolio.data?.covers).toHaveLength(1))
  const { dataUpdatedAt } = result.current.portfolio
  const { number } = await result.current.fire.mutateAsync({ meterId: cover.meterId })
  expect(number).toBeGreaterThan(0n)
  await waitFor(() => expect(result.current.portfolio.dataUpdatedAt).toBeGreaterThan(dataUpdatedAt))
})

test('what can be done about an incident is listed, and done with its bond', async () => {
  const { pool, termsId, subject, ...product } = await kit.scenarios.reportedProduct()
  const { start } = await buy(kit, { pool, termsId })
  await kit.warpTo(start + DAY)
  const { incidentId } = await kit.personas.reporter.breakwater.reportIncidentSync({
    ...{ subject, time: await kit.now() },
  })
  const page = await openPage(reporter)
  const which = { incidentId, cases: [{ pool, termsId }], severity: 5n * 10n ** 17n }
  const { result } = page.renderHook(() => ({ todo: useNextActions(which), next: useNextAction() }))
  const find = (action: string): NextAction | undefined =>
    result.current.todo.data?.find((next) => next.action === action && next.isPossible)
  await waitFor(() => expect(find('openCase')).toBeDefined())
  const opening = find('openCase') as NextAction
  expect(opening.bond).toMatchObject({ asset: product.asset })
  const { path } = await result.current.next.mutateAsync({ next: opening })
  expect(path).toBe('approval')
  await waitFor(() => expect(find('openCase')).toBeUndefined())
  const unsent = { ...opening, call: undefined, needs: 'severity' } as const
  await expect(result.current.next.mutateAsync({ next: unsent })).rejects.toMatchObject({ parameter: 'next' })
})
