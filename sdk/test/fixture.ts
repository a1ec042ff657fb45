import { type Address, erc20Abi, type Hex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { createChainClient } from '../demo/chain.js'
import {
  type Actor,
  attackVault,
  createActors,
  DAY,
  deploy,
  fundActor,
  METER,
  observeMeter,
  openPool,
  POOL,
  PRICING,
  type Scene,
  setScene,
  TERMS,
  usdc,
} from '../demo/stage.js'
import { type CreatePoolParameters, type PricingInput, toIncidentId } from '../src/index.js'

export const url = inject('url')
export const deployment = inject('deployment')
export const chain = createChainClient(url)
export const people = createActors(url, deployment)

const { alice, bob, carol, eve, keeper } = people

/**
 * Puts the chain back. A transaction stays in anvil's pool for a moment after its receipt is there: a chain put back
 * in that moment counts it for the sender's next nonce, and what is sent then waits for ever for the nonce before.
 */
export async function putBack(id: Hex): Promise<void> {
  const began = Date.now()
  for (let busy = true; busy; ) {
    const { pending, queued } = await chain.getTxpoolStatus()
    busy = pending + queued > 0
    // One that waits for a nonce that never comes is given up, or all tests after it would wait, too.
    if (busy && Date.now() - began > 5_000)
      await chain.request({ method: 'anvil_dropAllTransactions' } as never)
  }
  await chain.revert({ id })
}

/** The scene of the file's tests; a live binding, set before the first of them. */
export let scene: Scene

/** Sets the scene before the tests of a file, and puts the chain back after each and after all. */
export function useScene(): void {
  let clean: Hex
  let set: Hex
  beforeAll(async () => {
    clean = await chain.snapshot()
    scene = await setScene(chain, people, deployment)
  })
  beforeEach(async () => {
    set = await chain.snapshot()
  })
  afterEach(async () => {
    await putBack(set)
  })
  afterAll(async () => {
    await putBack(clean)
  })
}

/** Creates a pool that sells the terms. */
export function createPool(
  asset: Address,
  termsId: bigint,
  config: Partial<CreatePoolParameters> = {},
  pricing: PricingInput = PRICING,
) {
  return openPool(people, asset, termsId, config, pricing)
}

/** Mints test USDC and approves the spender for it. */
export function fund(actor: Actor, asset: Address, spender: Address, amount: bigint): Promise<void> {
  return fundActor(keeper, actor, asset, spender, amount)
}

/** Observes the meter four times over its dwell. */
function observe(meterId: bigint): Promise<void> {
  return observeMeter(chain, keeper, meterId)
}

export async function now(): Promise<number> {
  return Number((await chain.getBlock()).timestamp)
}

/** Lets so many seconds pass. */
export async function travel(seconds: number): Promise<void> {
  await travelTo((await now()) + seconds)
}

/** The newest block is of that second from now on. */
export async function travelTo(timestamp: number): Promise<void> {
  await chain.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  await chain.mine({ blocks: 1 })
}

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
  const { address: attacker } = await deploy(eve, 'LeakyVault', 'LeakyVaultAttacker')
  await attackVault(eve, attacker, scene.vault)
  await observe(scene.meterId)
  const { number } = await keeper.breakwater.fireMeterSync({ meterId: scene.meterId })
  return toIncidentId(scene.subject, number)
}

/** That a call is refused with an error's name, and perhaps its arguments. */
export const refused = (call: Promise<unknown>, name: string, args?: object) =>
  expect(call).rejects.toMatchObject(args ? { name, args } : { name })

export { DAY, deploy, METER, POOL, PRICING, TERMS, usdc }
