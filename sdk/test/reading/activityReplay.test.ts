import { type Address, BaseError, erc20Abi, parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Activity,
  getActivity,
  getCase,
  getClaimsVaultAddress,
  getCover,
  getFees,
  getNextExit,
  getRedeemRequest,
  isBreakwaterError,
  toIncidentId,
} from '../../src/index.js'
import { observeLoss } from '../../src/testing/scenarios/product.js'
import { balanceOf, chain, DAY, deployment, fund, kit, now, people, usdc } from '../fixture.js'
import { type Replay, replay } from './replay.js'

type Actor = (typeof people)['alice']

let clean: `0x${string}`
beforeAll(async () => {
  clean = await kit.snapshot()
})
afterAll(() => kit.restore(clean))

/** Numbers that look random, and are the same each time. */
function dice(seed: number) {
  let state = seed
  const below = (count: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % count
  }
  return { below, pick: <value>(list: readonly value[]) => list[below(list.length)] as value }
}

/** Does something that the contracts may refuse: then nothing happens. */
async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (!isBreakwaterError(error) && !(error instanceof BaseError)) throw error
  }
}

type Product = Awaited<ReturnType<typeof kit.scenarios.productForSale>>

const actors: Actor[] = [people.alice, people.bob, people.carol, people.dave]

/** Deposits, exits, purchases, extensions, cancellations and transfers, in any order. */
async function mingle(
  { pool, termsId, productId, asset }: Product,
  { below, pick }: ReturnType<typeof dice>,
  steps: number,
) {
  const covers: { coverId: bigint; owner: Actor }[] = []
  const token = { address: pool, abi: erc20Abi } as const
  const part = async (actor: Actor) =>
    ((await balanceOf(pool, actor.account.address)) * BigInt(1 + below(60))) / 100n
  const actions: (() => Promise<unknown>)[] = [
    async () => {
      const [actor, assets] = [pick(actors), usdc(`${1 + below(90_000)}`) + BigInt(below(1_000_000))]
      await fund(actor, asset, pool, assets)
      await actor.breakwater.depositSync({ pool, assets })
    },
    async () => {
      const actor = pick(actors)
      const controller = below(4) ? actor : pick(actors)
      await attempt(async () =>
        controller.breakwater.setOperatorSync({ pool, operator: actor.account.address, approved: true }),
      )
      await actor.breakwater.requestRedeemSync({
        pool,
        shares: await part(actor),
        controller: controller.account.address,
      })
    },
    async () => {
      const next = await getNextExit(chain, { pool, deployment })
      const controller = next?.controller ?? pool
      await (below(2) ? people.keeper : pick(actors)).breakwater.settleRedeemRequestsSync({
        pool,
        controller,
      })
    },
    async () => {
      const actor = pick(actors)
      const { claimable, claimableAssets } = await getRedeemRequest(chain, {
        pool,
        controller: actor.account.address,
      })
      if (below(2)) await actor.breakwater.redeemSync({ pool, shares: below(2) ? claimable : claimable / 3n })
      else await actor.breakwater.withdrawSync({ pool, assets: claimableAssets / 2n })
    },
    async () => {
      const [actor, amount, duration] = [
        pick(actors),
        usdc(`${1000 + below(40_000)}`),
        (20 + below(300)) * DAY,
      ]
      await fund(actor, asset, pool, amount)
      const order = { pool, termsId, amount, duration, maxPremium: amount, deadline: (await now()) + 600 }
      const fee = below(2) ? { integrator: people.dave.account.address, integratorFee: 7n } : {}
      const { coverId } = await actor.breakwater.buyCoverSync({ ...order, ...fee })
      covers.push({ coverId, owner: actor })
    },
    async () => {
      const { coverId, owner } = pick(covers)
      const maxPremium = usdc('40000')
      await fund(owner, asset, pool, maxPremium)
      const added = (1 + below(60)) * DAY
      await owner.breakwater.extendCoverSync({
        pool,
        coverId,
        added,
        maxPremium,
        deadline: (await now()) + 600,
      })
    },
    async () => {
      const { coverId, owner } = pick(covers)
      if (below(3) === 0) await owner.breakwater.cancelCoverSync({ pool, coverId })
    },
    async () => {
      const [cover, to] = [pick(covers), pick(actors)]
      const hash = await cover.owner.writeContract({
        ...{ address: deployment.coverToken, abi: TOKEN, functionName: 'transferFrom' },
        args: [cover.owner.account.address, to.account.address, cover.coverId],
      } as const)
      await chain.waitForTransactionReceipt({ hash })
      cover.owner = to
    },
    async () => {
      const [from, to] = [pick(actors), pick(actors)]
      const args = [to.account.address, await part(from)] as const
      await chain.waitForTransactionReceipt({
        hash: await from.writeContract({ ...token, functionName: 'transfer', args }),
      })
    },
    async () => people.keeper.breakwater.collectFeesSync({ pool, productId }),
    async () => kit.personas.manager.breakwater.withdrawFeesSync({ asset }),
    () => kit.warp((2 + below(9)) * DAY),
  ]
  for (let step = 0; step < steps; step++) {
    const action = pick(covers.length ? actions : actions.slice(0, 5))
    await attempt(action)
  }
}

const TOKEN = [
  {
    ...{ type: 'function', name: 'transferFrom', stateMutability: 'payable', outputs: [] },
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'id', type: 'uint256' },
    ],
  },
] as const

/** A loss of the product's vault, its case, claims of it, and what comes after. */
async function lose(product: Product, { below }: ReturnType<typeof dice>, part: bigint) {
  const { pool, termsId, asset } = product
  const { keeper, stranger } = kit.personas
  await kit.loseFunds(product.vault, part)
  await observeLoss(kit, product.meterId)
  const { number } = await keeper.breakwater.fireMeterSync({ meterId: product.meterId })
  const which = { pool, termsId, incidentId: toIncidentId(product.subject, number) }
  await keeper.breakwater.openCaseSync(which)
  const vault = getClaimsVaultAddress(pool)
  await fund(stranger as Actor, asset, vault, usdc('900'))
  await stranger.breakwater.addBonusSync({ ...which, assets: usdc('300') })
  await mingle(product, dice(below(1000) + 1), 6)
  const { endsAt } = await keeper.breakwater.getCourtCase(which)
  await kit.warpTo(Math.max(endsAt, await now()) + DAY)
  await keeper.breakwater.applyVerdictSync(which)
  const found = await getActivity(chain, { deployment, pool, eventNames: ['CoverBought'] })
  for (const { about } of found.activities)
    if (below(5))
      await attempt(() => keeper.breakwater.claimPayoutSync({ ...which, coverId: about.coverId as bigint }))
  await attempt(() => stranger.breakwater.addRecoverySync({ ...which, assets: usdc('600') }))
  return which
}

const shares = { abi: erc20Abi } as const

/** Tips for those who settle others' exits: the asset's own transfers tell them, and no event of the pool. */
async function tipsOf(pool: Address, asset: Address, activities: readonly Activity[]): Promise<bigint> {
  const settled = activities.filter(
    ({ eventName, address }) => eventName === 'RedeemRequestsSettled' && address === pool,
  )
  let sum = 0n
  for (const { transactionHash, args } of settled) {
    const { sender } = args as { sender: Address }
    const logs = await chain.getContractEvents({
      ...{
        ...shares,
        address: asset,
        eventName: 'Transfer',
        args: { from: pool, to: sender },
        fromBlock: 0n,
      },
    } as const)
    for (const log of logs) if (log.transactionHash === transactionHash) sum += log.args.value ?? 0n
  }
  return sum
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
