import { type Address, erc20Abi, type Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { type Actor, attackVault, castOf, deploy } from '../demo/stage.js'
import { type CreatePoolParameters, type PricingInput, toIncidentId } from '../src/index.js'
import { putBack as putBackTo } from '../src/testing/chain.js'
import { createTestkit } from '../src/testing/index.js'
import { DAY, METER, POOL, PRICING, TERMS, usdc } from '../src/testing/scenarios/figures.js'
import { observeLoss, openPool, type VaultProduct } from '../src/testing/scenarios/product.js'

/** The chain of this worker of vitest, which ends with it. */
export const kit = await createTestkit()
export const { url, deployment, client: chain, now } = kit
/** The kit's personas, by the names they have in the tests. */
export const people = castOf(kit.personas)

const { alice, bob, carol, eve, keeper } = people

/** Puts the chain back to a snapshot of its client. */
export const putBack = (id: Hex): Promise<void> => putBackTo(chain, id)

/** What the tests of a file begin with: a vault with a bug, and a pool that sells cover on it and has no capital. */
export type Scene = VaultProduct
/** The scene of the file's tests; a live binding, set before the first of them. */
export let scene: Scene

/** Sets the scene before the tests of a file, and puts the chain back to it before each and to its beginning after all. */
export function useScene(): void {
  let clean: Hex
  let set: Hex
  beforeAll(async () => {
    clean = await kit.snapshot()
    scene = await kit.scenarios.productForSale({ capital: 0n })
    set = await kit.snapshot()
  })
  beforeEach(() => kit.restore(set))
  afterAll(() => kit.restore(clean))
}

/** Creates a pool that sells the terms. */
export function createPool(
  asset: Address,
  termsId: bigint,
  config: Partial<CreatePoolParameters> = {},
  pricing: PricingInput = PRICING,
) {
  return openPool(kit, [termsId], { asset, ...config }, pricing)
}

/** Mints a test token. */
export function mint(token: Address, to: Address, amount: bigint): Promise<void> {
  return kit.callMock('MockToken', token, 'mint', [to, amount])
}

/** Mints test USDC and approves the spender for it. */
export async function fund(actor: Actor, asset: Address, spender: Address, amount: bigint): Promise<void> {
  await mint(asset, actor.account.address, amount)
  await actor.breakwater.approveAssetSync({ asset, pool: spender, amount })
}

/** Lets so many seconds pass. */
export const travel = (seconds: number): Promise<void> => kit.warp(seconds)

/** The newest block is of that second from now on. */
export const travelTo = (timestamp: number): Promise<void> => kit.warpTo(timestamp)

export function balanceOf(token: Address, account: Address): Promise<bigint> {
  return chain.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
}

/** Alice and Bob put three million into the pool. All of it counts from the midnight after that; it is an hour later. */
export async function fillPool(pool = scene.pool): Promise<void> {
  for (const [actor, assets] of [
    [alice, usdc('2000000')],
    [bob, usdc('1000000')],
  ] as const) {
    await fund(actor, scene.asset, pool, assets)
    await actor.breakwater.depositSync({ pool, assets })
  }
  await travelTo((Math.floor((await now()) / DAY) + 1) * DAY + 3600)
}

/** Buys a cover with plenty of allowance and a generous maximum. */
export async function buy(
  actor: Actor = carol,
  amount = usdc('100000'),
  duration = 90 * DAY,
  pool = scene.pool,
) {
  const maxPremium = amount
  await fund(actor, scene.asset, pool, maxPremium)
  const deadline = (await now()) + 600
  return actor.breakwater.buyCoverSync({
    pool,
    termsId: scene.termsId,
    amount,
    duration,
    maxPremium,
    deadline,
  })
}

/** Eve drains the vault, the loss is observed and the meter fires. */
export async function exploitAndFire(): Promise<bigint> {
  const { address: attacker } = await deploy(eve, 'LeakyVaultAttacker')
  await attackVault(eve, attacker, scene.vault)
  await observeLoss(kit, scene.meterId)
  const { number } = await keeper.breakwater.fireMeterSync({ meterId: scene.meterId })
  return toIncidentId(scene.subject, number)
}

/** That a call is refused with an error's name, and perhaps its arguments. */
export const refused = (call: Promise<unknown>, name: string, args?: object) =>
  expect(call).rejects.toMatchObject(args ? { name, args } : { name })

export { DAY, deploy, METER, POOL, PRICING, TERMS, usdc }
