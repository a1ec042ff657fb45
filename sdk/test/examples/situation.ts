import { type Address, zeroHash } from 'viem'
import { lossTable, parseLosses } from '../../src/index.js'
import type { Persona, Testkit } from '../../src/testing/index.js'
import { openPool } from '../../src/testing/scenarios/product.js'
import { DAY, usdc } from '../fixture.js'
import type { Given } from './given.js'

/** What examples are run in: those about the named exports, and those below the named headings. */
export interface Situation {
  examples: readonly string[]
  /** Brings a new chain to the base of this situation, and of those after it that have the same. */
  from(kit: Testkit): Promise<unknown>
  /** Goes on from there, and returns what the examples take. */
  setUp(kit: Testkit, base: unknown): Promise<Partial<Given>>
}

/** A situation, on a base that is set up once for those that share it. */
export function situation<base>(
  from: (kit: Testkit) => Promise<base>,
  setUp: (kit: Testkit, base: base) => Promise<Partial<Given>>,
  examples: readonly string[],
): Situation {
  return { from, setUp: setUp as Situation['setUp'], examples }
}

const LOSSES = 'insured,loss\n0x1111111111111111111111111111111111111111,1250.5'

/** What is there in each situation, with somebody's client. */
export async function of(kit: Testkit, client: Persona, more: Partial<Given> = {}): Promise<Partial<Given>> {
  const { address } = client.account
  const { assessor, auditor, keeper, manager, challenger, sponsor } = kit.personas
  const now = await kit.now()
  const pool = more.pool ?? kit.usdc
  const order = { pool, termsId: more.termsId ?? 0n, amount: usdc('50000'), duration: 90 * 86_400 }
  const bounds = { maxPremium: usdc('5000'), deadline: now + 600 }
  return {
    ...{ kit, deployment: kit.deployment, asset: kit.usdc, chainId: kit.chain.id },
    ...{ other: challenger, anyone: keeper, assessor, auditor, keeper, manager, relayer: keeper },
    ...{ sponsor, to: challenger.account.address, spender: challenger.account.address },
    ...{ operator: keeper.account.address, buyer: keeper.account.address },
    ...{ safe: challenger.account.address, guardian: keeper.account.address, newManager: address },
    ...{
      now,
      time: now,
      timestamp: now,
      fromBlock: 0n,
      budget: usdc('5000'),
      assets: usdc('1000'),
      cost: 0n,
    },
    ...{ ...bounds, amount: order.amount, duration: order.duration, order: { ...order, ...bounds } },
    ...{ uri: 'ipfs://evidence', transaction: zeroHash, salt: zeroHash, court: kit.deployment.court },
    ...{ text: LOSSES, csv: LOSSES, table: lossTable(parseLosses(LOSSES, { decimals: 6 })) },
    ...more,
    ...{ client, walletClient: client, account: address, owner: address, controller: address },
    ...{ receiver: address, insured: address, payee: address, voter: address },
  }
}

/** Lets somebody's contracts take the asset. */
export async function approve(client: Persona, asset: Address, ...spenders: Address[]): Promise<void> {
  for (const spender of spenders)
    await client.breakwater.approveAssetSync({ asset, spender, amount: usdc('1000000') })
}

/** Another pool that sells the terms, with capital that counts. */
export async function fundedPool(kit: Testkit, termsId: bigint): Promise<Address> {
  const { underwriter } = kit.personas
  const { pool } = await openPool(kit, [termsId])
  await approve(underwriter, kit.usdc, pool)
  await underwriter.breakwater.depositSync({ pool, assets: usdc('1000000') })
  await kit.warpTo((Math.floor((await kit.now()) / DAY) + 1) * DAY + 3600)
  return pool
}

// Bases of several situations: a scenario's name alone would not be the same function each time.
export const productForSale = (kit: Testkit) => kit.scenarios.productForSale()
export const activeCover = (kit: Testkit) => kit.scenarios.activeCover()
export const openCase = (kit: Testkit) => kit.scenarios.openCase()
