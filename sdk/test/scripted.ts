import { type Address, parseEther } from 'viem'
import { beforeEach } from 'vitest'
import type { Actor } from '../demo/stage.js'
import { readMock } from '../src/testing/index.js'
import {
  balanceOf,
  createPool,
  DAY,
  deploy,
  fillPool,
  fund,
  now,
  POOL,
  PRICING,
  people,
  scene,
  TERMS,
  travel,
  travelTo,
  usdc,
} from './fixture.js'

const { alice, bob, carol, dave, keeper, lister, manager } = people

/** Says what a test tells it of incidents; its subjects are the products in their order. */
export let resolver: Address
/** A pool of three million that sells them. */
export let pool: Address
export let products: { productId: bigint; termsId: bigint }[]

/** Products whose incidents a test decides by itself. */
export function useScripted(): void {
  beforeEach(async () => {
    resolver = (await deploy(keeper, 'ScriptedResolver', [scene.asset])).address
    products = []
  })
}

export async function list(deductible: bigint, proofOfLoss = false): Promise<void> {
  const subject = BigInt(products.length)
  const { productId } = await lister.breakwater.listProductSync({
    ...{ clusterId: 20n + subject, name: 'Scripted', sponsor: dave.account.address },
  })
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver, subject, observes: false },
    ...{ deductible, proofOfLoss, pins: scene.pins },
  })
  products.push({ productId, termsId })
}

/** Opens the pool on all products that are listed. */
export async function open(): Promise<void> {
  const [first, ...rest] = products
  const wide = { leverage: parseEther('4'), exitLeverage: parseEther('5') }
  ;({ pool } = await createPool(scene.asset, first?.termsId ?? 0n, wide))
  for (const { termsId } of rest) await manager.breakwater.addTermsSync({ pool, termsId, ...PRICING })
  await fillPool(pool)
}

export const termsOf = (i: number): bigint => products[i]?.termsId ?? 0n

/** Buys a cover for 200 days. */
export async function buyOn(i: number, actor: Actor, amount: bigint) {
  await fund(actor, scene.asset, pool, amount)
  const order = { pool, termsId: termsOf(i), amount, duration: 200 * DAY, maxPremium: amount }
  return actor.breakwater.buyCoverSync({ ...order, deadline: (await now()) + 600 })
}

/** Buys a cover, and waits until a day after its start. */
export async function cover(i: number, actor: Actor = carol, amount = usdc('200000')): Promise<bigint> {
  const { coverId, start } = await buyOn(i, actor, amount)
  await travelTo(start + DAY)
  return coverId
}

async function script(functionName: string, args: unknown[]): Promise<bigint> {
  const { abi } = readMock('ScriptedResolver')
  const { result, request } = await keeper.simulateContract({
    address: resolver,
    abi,
    functionName,
    args,
  } as never)
  await keeper.waitForTransactionReceipt({ hash: await keeper.writeContract(request as never) })
  return result as unknown as bigint
}

/** An incident of now, without a verdict. */
export async function report(i: number, severity: bigint) {
  const incidentId = await script('report', [BigInt(i), BigInt(await now()), 0n, severity])
  return { pool, termsId: termsOf(i), incidentId }
}

export async function openCase(i: number, severity: bigint) {
  const incident = await report(i, severity)
  return { incident, ...(await keeper.breakwater.openCaseSync(incident)) }
}

/** A verdict that is payable now. */
export const decide = async (incidentId: bigint, severity: bigint): Promise<bigint> =>
  script('decide', [incidentId, BigInt(await now()), severity])

/** A verdict by a table of losses, payable now. */
export const publish = async (incidentId: bigint, root: `0x${string}`, total: bigint): Promise<bigint> =>
  script('publish', [incidentId, BigInt(await now()), root, total])

/** Tokens and an allowance for a vault, which is no pool. */
export async function fundVault(actor: Actor, vault: Address, amount: bigint) {
  const { abi } = readMock('MockToken')
  for (const [functionName, args, from] of [
    ['mint', [actor.account.address, amount], keeper],
    ['approve', [vault, amount], actor],
  ] as const) {
    const hash = await from.writeContract({ address: scene.asset, abi, functionName, args } as never)
    await from.waitForTransactionReceipt({ hash })
  }
}

/** Everybody leaves but what the covers in force need at least: the largest of their clusters. */
export async function drain(from = pool): Promise<void> {
  for (const actor of [alice, bob]) {
    const shares = await balanceOf(from, actor.account.address)
    await actor.breakwater.requestRedeemSync({ pool: from, shares })
  }
  await travel(POOL.cooldown + DAY)
  await keeper.breakwater.settleRedeemRequestsSync({ pool: from, controller: bob.account.address })
}
