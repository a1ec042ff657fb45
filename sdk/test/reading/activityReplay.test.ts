import { type Address, erc20Abi, parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Activity,
  getActivity,
  getCase,
  getClaimsVaultAddress,
  getCover,
  getFees,
  getRedeemRequest,
} from '../../src/index.js'
import { balanceOf, chain, DAY, deployment, kit, now, people } from '../fixture.js'
import { actors, attempt, dice, lose, mingle } from './mingle.js'
import { type Replay, replay } from './replay.js'

let clean: `0x${string}`
beforeAll(async () => {
  clean = await kit.snapshot()
})
afterAll(() => kit.restore(clean))

const shares = { abi: erc20Abi } as const

/** Tips for those who settle others' exits: the asset's own transfers tell them, and no event of the pool. */
async function tipsOf(pool: Address, asset: Address, activities: readonly Activity[]): Promise<bigint> {
  const settled = activities.flatMap((one) =>
    one.eventName === 'RedeemRequestsSettled' && one.address === pool
      ? [`${one.transactionHash} ${one.args.sender}`]
      : [],
  )
  const from = { address: asset, eventName: 'Transfer', args: { from: pool }, fromBlock: 0n } as const
  const logs = await chain.getContractEvents({ ...shares, ...from, strict: true })
  return logs
    .filter(({ transactionHash, args }) => settled.includes(`${transactionHash} ${args.to}`))
    .reduce((sum, { args }) => sum + args.value, 0n)
}

/** Compares a replayed pool with what the chain says. */
async function compare(
  pool: Address,
  asset: Address,
  state: Replay,
  activities: readonly Activity[],
): Promise<void> {
  const read = { ...shares, address: pool } as const
  expect(state.supply).toBe(await chain.readContract({ ...read, functionName: 'totalSupply' }))
  for (const [account, amount] of state.shares)
    expect([account, amount]).toEqual([account, await balanceOf(pool, account)])
  const queued = state.queue.reduce((sum, exit) => sum + exit.shares, 0n)
  expect(queued).toBe(state.shares.of(pool))
  let claimableAssets = 0n
  for (const controller of new Set([
    ...state.settled.keys(),
    ...state.queue.map((exit) => exit.controller),
  ])) {
    const request = await getRedeemRequest(chain, { pool, controller })
    const own = state.queue.filter((exit) => exit.controller === controller)
    expect(request.pending).toBe(own.reduce((sum, exit) => sum + exit.shares, 0n))
    expect(request.claimable).toBe(state.settled.of(controller))
    claimableAssets += request.claimableAssets
  }
  // Parts are rounded down: less than a unit for each controller of a settlement stays.
  expect(state.settledAssets - claimableAssets).toBeGreaterThanOrEqual(0n)
  expect(state.settledAssets - claimableAssets).toBeLessThan(BigInt(state.settled.size + 1))
  for (const [coverId, cover] of state.covers)
    expect(await getCover(chain, { coverId, deployment })).toMatchObject(cover)
  expect(await balanceOf(asset, pool)).toBe(state.held - (await tipsOf(pool, asset, activities)))
  expect(await balanceOf(asset, getClaimsVaultAddress(pool))).toBe(state.vaultHeld)
  for (const { incidentId, termsId, bonus: _, status, ...figures } of state.cases.values()) {
    const stored = await getCase(chain, { pool, termsId, incidentId, deployment })
    const { paid, registered, severity, claimsUntil, layerIndex, raises } = figures
    expect(stored).toMatchObject({ paid, registered, severity, claimsUntil, layerIndex, raises, termsId })
    // In a strained settlement events do not tell what a case needs, nor whether it is closed or only counted.
    if (state.short.size === 0)
      expect(stored).toMatchObject({ status, reserve: figures.reserve, need: figures.need })
  }
}

const count = (activities: readonly Activity[], name: Activity['eventName']) =>
  activities.filter(({ eventName }) => eventName === name).length

test.each([11, 12, 13])(
  'replaying the logs of a pool gives its state: %i',
  async (seed) => {
    await kit.restore(clean)
    const random = dice(seed)
    const product = await kit.scenarios.productForSale()
    const { pool, asset } = product
    await mingle(product, random, 60)
    const first = await lose(product, random, parseEther('0.3'))
    await attempt(() => kit.personas.underwriter.breakwater.collectReturnsSync({ pool }))
    await mingle(product, random, 30)
    await kit.warp(61 * DAY)
    await people.keeper.breakwater.settleCaseSync(first)
    for (const actor of actors) await attempt(() => actor.breakwater.collectReturnsSync({ pool }))
    await mingle(product, random, 15)

    const { activities } = await getActivity(chain, { deployment })
    const state = replay(pool, activities)
    await compare(pool, asset, state, activities)
    for (const payee of [kit.personas.manager, kit.personas.sponsor]) {
      const withdrawn = activities.flatMap((one) =>
        one.eventName === 'FeesWithdrawn' && one.args.payee === payee.account.address
          ? [one.args.amount]
          : [],
      )
      const credit =
        state.credits.of(payee.account.address) - withdrawn.reduce((sum, amount) => sum + amount, 0n)
      expect(await getFees(chain, { asset, payee: payee.account.address, deployment })).toBe(credit)
    }
    expect([...state.credits.values()].reduce((sum, credit) => sum + credit, 0n)).toBe(state.fees)
    // The story had something of everything.
    for (const name of [
      'CoverBought',
      'RedeemRequest',
      'RedeemRequestsSettled',
      'PayoutClaimed',
      'CapitalReleased',
      'BonusPaid',
    ] as const)
      expect([name, count(activities, name)]).not.toEqual([name, 0])
    for (const pair of state.operators) {
      const [controller, operator] = pair.split(' ') as [Address, Address]
      const args = [controller, operator] as const
      expect(
        await chain.readContract({ address: pool, abi: OPERATORS, functionName: 'isOperator', args }),
      ).toBe(true)
    }
  },
  240_000,
)

const OPERATORS = [
  {
    ...{ type: 'function', name: 'isOperator', stateMutability: 'view', outputs: [{ type: 'bool' }] },
    inputs: [
      { name: 'controller', type: 'address' },
      { name: 'operator', type: 'address' },
    ],
  },
] as const

test('every scenario of the test kit is replayed', async () => {
  await kit.restore(clean)
  const { scenarios } = kit
  const { buyer, keeper } = kit.personas
  const payable = await scenarios.payableCase()
  await buyer.breakwater.claimPayoutSync(payable)
  const lapsed = await scenarios.lapsedTerms()
  await buyer.breakwater.lapseCoverSync(lapsed)
  const short = await scenarios.shortPool()
  for (const { termsId, incidentId, coverId } of short.products) {
    const verdict = [incidentId, BigInt(await now()), parseEther('0.5')]
    await kit.callMock('ScriptedResolver', short.resolver, 'decide', verdict)
    await keeper.breakwater.applyVerdictSync({ pool: short.pool, termsId, incidentId })
    await attempt(() => buyer.breakwater.claimPayoutSync({ pool: short.pool, coverId, incidentId }))
  }
  const others = [
    await scenarios.deniedCase(),
    await scenarios.disputedCase(),
    await scenarios.caseAtUma(),
    await scenarios.nearCapacity(),
  ]
  await keeper.breakwater.settleCaseSync(payable)
  await keeper.breakwater.processExpiriesSync(payable)
  const pools = [payable, lapsed, short, ...others]
  const { activities } = await getActivity(chain, { deployment })
  for (const { pool } of pools) await compare(pool, kit.usdc, replay(pool, activities), activities)
  expect(count(activities, 'CoverLapsed')).toBe(1)
  expect(count(activities, 'ShortageChanged')).toBeGreaterThan(0)
  // Arbiters that published terms name are followed.
  expect(count(activities, 'Ruled')).toBe(1)
}, 240_000)
