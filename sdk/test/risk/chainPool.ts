import { type Address, erc4626Abi, type Hex, parseEther } from 'viem'
import { expect } from 'vitest'
import { type PoolSnapshot, shareStateAt } from '../../src/math/index.js'
import { runScenario, type ScenarioState, type ScenarioStep } from '../../src/risk/index.js'
import { readMock } from '../../src/testing/index.js'
import { TERMS } from '../../src/testing/scenarios/figures.js'
import { openPool, reviewCode } from '../../src/testing/scenarios/product.js'
import { balanceOf, chain, DAY, kit, now, PRICING, usdc } from '../fixture.js'

const { buyer, keeper, lister, manager, sponsor, underwriter } = kit.personas
/** Sent as it is: looking ahead would need the second of the block. */
const sent = { gas: 5_000_000n, skipSimulation: true } as const

/** A product of the pool: number of its cluster, covers on it, part that its terms do not pay. */
export interface StressedProduct {
  cluster: number
  /** Amounts, USDC, with durations, days, that end in different periods. */
  covers: readonly (readonly [amount: string, days: number])[]
  deductible: bigint
}

/** A pool on the chain whose covers protect. */
export interface ChainPool {
  pool: Address
  resolver: Address
  products: { termsId: bigint; covers: bigint[] }[]
  /** As it is when the scenario begins. */
  snapshot: PoolSnapshot
}

/** Claims are made within a week, the shortest that terms may have, so that months of incidents fit one after another. */
export const CLAIM_WINDOW = 7 * DAY

/** A pool of three million that has sold these covers, and whose incidents are said by a script. */
export async function poolToStress(products: readonly StressedProduct[]): Promise<ChainPool> {
  const resolver = await kit.deployMock('ScriptedResolver', [kit.usdc])
  const { pins } = await reviewCode(kit, [kit.usdc])
  const listed: bigint[] = []
  for (const [i, { cluster, deductible }] of products.entries()) {
    const { productId } = await lister.breakwater.listProductSync({
      ...{ clusterId: BigInt(100 + cluster), name: `Stressed ${i}`, sponsor: sponsor.account.address },
    })
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, claimWindow: CLAIM_WINDOW, productId, asset: kit.usdc, resolver, subject: BigInt(i) },
      ...{ observes: false, proofOfLoss: false, deductible, pins },
    })
    listed.push(termsId)
  }
  const limits = { leverage: parseEther('4'), exitLeverage: parseEther('5') }
  const { pool } = await openPool(kit, listed, limits, { ...PRICING, maxRatio: parseEther('1') })
  await manager.breakwater.setGuardianSync({ pool, guardian: kit.personas.guardian.account.address })
  for (const persona of [underwriter, buyer])
    await persona.breakwater.approveAssetSync({ asset: kit.usdc, pool, amount: usdc('9000000') })
  await underwriter.breakwater.depositSync({ pool, assets: usdc('3000000') })
  await kit.warpTo((Math.floor((await now()) / DAY) + 1) * DAY + 3600)
  const bought: ChainPool['products'] = []
  let protectedFrom = 0
  for (const [i, { covers }] of products.entries()) {
    const [termsId, ids] = [listed[i] as bigint, [] as bigint[]]
    for (const [amount, days] of covers) {
      const order = { pool, termsId, amount: usdc(amount), duration: days * DAY, maxPremium: usdc('900000') }
      const cover = await buyer.breakwater.buyCoverSync({ ...order, deadline: (await now()) + 600 })
      ids.push(cover.coverId)
      protectedFrom = cover.start
    }
    bought.push({ termsId, covers: ids })
  }
  await kit.warpTo(protectedFrom + DAY)
  const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
  return { pool, resolver, products: bought, snapshot }
}

/** Seconds between two calls: each has a block of its own. */
const APART = 12

/** The steps with time between the calls. */
export const apart = (steps: readonly ScenarioStep[]): ScenarioStep[] =>
  steps.flatMap((step): ScenarioStep[] =>
    step.do === 'wait' ? [step] : [{ do: 'wait', seconds: APART }, step],
  )

/** What a scenario made of the pool on the chain. */
export interface Played {
  states: ScenarioState[]
  /** Number of calls that were made, and compared. */
  calls: number
  /** Number of calls that formulas and pool refused. */
  refused: number
}

/**
 * Takes each step of a scenario by the formulas and on the chain, in a block of the same second, and compares the pool after it:
 * equity, supply, queue, clusters, and what buyers and leavers were paid. What the formulas skip, the pool has to refuse.
 */
export async function playOnChain(stressed: ChainPool, steps: readonly ScenarioStep[]): Promise<Played> {
  const { pool, snapshot } = stressed
  const states = runScenario(snapshot, steps)
  const cases: OpenedCase[] = []
  const paidBefore = await balanceOf(kit.usdc, buyer.account.address)
  let [calls, refused] = [0, 0]
  for (const [i, state] of states.entries()) {
    if (state.step.do === 'wait') continue
    const send = await prepared(stressed, cases, state)
    await chain.setNextBlockTimestamp({ timestamp: BigInt(state.timestamp) })
    const where = `step ${i}, ${JSON.stringify(state.step, (_, value) => String(value))}`
    if (state.skipped) {
      await expect(send(), `${where} is refused`).rejects.toThrow()
      if ((await now()) < state.timestamp) await chain.mine({ blocks: 1 })
      refused++
    } else {
      await send()
      calls++
    }
    const found = await keeper.breakwater.getPoolSnapshot({ pool })
    const paid = (await balanceOf(kit.usdc, buyer.account.address)) - paidBefore
    expect({ ...stateOf(found), ...(await readDirectly(pool)), claimed: paid }, where).toEqual({
      ...{ timestamp: state.timestamp, equity: state.equity, supply: state.supply, queued: state.queued },
      ...{ clusters: state.clusters, short: state.short, claimed: state.claimed, exited: state.exited },
      ...{ totalAssets: state.equity, totalSupply: state.supply },
    })
  }
  return { states, calls, refused }
}

function stateOf(snapshot: PoolSnapshot) {
  const { equity, supply } = shareStateAt(snapshot)
  const { timestamp, queued, short } = snapshot
  return { timestamp, equity, supply, queued, short, clusters: snapshot.clusters }
}

/** The same figures as the pool itself says them, without the SDK's formulas. */
async function readDirectly(pool: Address) {
  const read = (functionName: 'totalAssets' | 'totalSupply') =>
    chain.readContract({ address: pool, abi: erc4626Abi, functionName })
  const controller = underwriter.account.address
  const { claimableAssets: exited } = await keeper.breakwater.getRedeemRequest({ pool, controller })
  return { totalAssets: await read('totalAssets'), totalSupply: await read('totalSupply'), exited }
}

interface OpenedCase {
  product: number
  incidentId: bigint
}

/** Says what the step needs to be known before its block, and returns the call. */
async function prepared(
  { pool, resolver, products, snapshot }: ChainPool,
  cases: OpenedCase[],
  { step, timestamp }: ScenarioState,
): Promise<() => Promise<unknown>> {
  if (step.do === 'openCase') {
    const { termsId } = products[step.product] as ChainPool['products'][number]
    const incidentId = BigInt(cases.length + 1)
    await script(resolver, timestamp - 4, 'report', [
      BigInt(step.product),
      BigInt(timestamp),
      0n,
      step.severity,
    ])
    cases.push({ product: step.product, incidentId })
    return () => keeper.breakwater.openCaseSync({ pool, termsId, incidentId, ...sent })
  }
  if (step.do === 'requestExit') {
    const { supply, queued } = await keeper.breakwater.getPoolSnapshot({ pool })
    const shares = ((supply - queued) * step.part) / 10n ** 18n
    return () => underwriter.breakwater.requestRedeemSync({ pool, shares, ...sent })
  }
  if (step.do === 'settleExits') {
    const controller = underwriter.account.address
    return () => underwriter.breakwater.settleRedeemRequestsSync({ pool, controller, ...sent })
  }
  if (step.do === 'deposit')
    return () => underwriter.breakwater.depositSync({ pool, assets: step.assets, ...sent })
  if (step.do === 'wait') throw new Error(`Nothing is sent at ${snapshot.timestamp}.`)
  const { product, incidentId } = cases[step.case] as OpenedCase
  const { termsId, covers } = products[product] as ChainPool['products'][number]
  const incident = { pool, termsId, incidentId, ...sent }
  if (step.do === 'settleCase') return () => keeper.breakwater.settleCaseSync(incident)
  if (step.do === 'decideCase') {
    await script(resolver, timestamp - 4, 'decide', [incidentId, BigInt(timestamp - 4), step.severity])
    return () => keeper.breakwater.applyVerdictSync(incident)
  }
  return () => claimAll(pool, covers, incidentId)
}

/** All covers claim in one block. */
async function claimAll(pool: Address, covers: readonly bigint[], incidentId: bigint): Promise<void> {
  await chain.setAutomine(false)
  const hashes: Hex[] = []
  try {
    for (const coverId of covers)
      hashes.push(await buyer.breakwater.claimPayout({ pool, coverId, incidentId, ...sent }))
    await chain.mine({ blocks: 1 })
  } finally {
    await chain.setAutomine(true)
  }
  const receipts = await Promise.all(hashes.map((hash) => chain.waitForTransactionReceipt({ hash })))
  if (receipts.every(({ status }) => status === 'reverted')) throw new Error('No cover had a claim.')
  expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set(['success']))
}

/** Tells the resolver something, in a block of that second. */
async function script(resolver: Address, at: number, functionName: string, args: bigint[]): Promise<void> {
  const { abi } = readMock('ScriptedResolver')
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const hash = await keeper.writeContract({ address: resolver, abi, functionName, args })
  await keeper.waitForTransactionReceipt({ hash })
}
