import {
  type Address,
  parseEther,
  parseEventLogs,
  stringToHex,
  type TransactionReceipt,
  zeroAddress,
} from 'viem'
import { coveredVaultAbi, coveredVaultFactoryAbi } from '../../abis.js'
import type { Persona } from '../personas.js'
import type { Stage } from '../stage.js'
import { DAY, usdc } from './figures.js'
import { type ProductForSale, productForSale, type VaultProduct } from './product.js'

const HOUR = 3600

/** What scenarios' covered vaults buy: not strict, so that they begin without a gift. Ratios in WAD. */
export const SAVINGS = {
  maxRate: parseEther('0.05'),
  floor: parseEther('0.95'),
  target: parseEther('1.05'),
  maxDeductible: parseEther('0.1'),
  duration: 90 * DAY,
  ...{ strict: false, sponsor: zeroAddress },
  name: stringToHex('Covered USDC', { size: 32 }),
  symbol: stringToHex('cUSDC', { size: 32 }),
}

/** A vault whose depositors are covered. */
export interface CoveredVaultScenario extends VaultProduct {
  /** The covered vault; `vault` is the one that it wraps. */
  coveredVault: Address
}

/** What a scenario's covered vault may differ in. */
export interface CoveredVaultOptions {
  /** What the buyer deposits, asset units; 100,000 USDC by default. */
  assets?: bigint | undefined
}

/** A covered vault with a deposit of the buyer. It has bought cover, which protects after the waiting period. */
export async function coveredVault(
  stage: Stage,
  options?: CoveredVaultOptions,
): Promise<CoveredVaultScenario> {
  const product = await productForSale(stage)
  const { poolId, termsId } = product
  const { vault: address } = await createSavings(stage.personas.manager, stage, product.vault, {
    poolId,
    termsId,
  })
  await save(stage, address, options?.assets ?? usdc('100000'))
  // Cover is bought for what has stayed for an hour.
  await sync(stage, address, termsId)
  await stage.warp(HOUR)
  await sync(stage, address, termsId)
  return { ...product, coveredVault: address }
}

/** Creates a covered vault around a vault. */
export async function createSavings(
  creator: Persona,
  { deployment }: Pick<Stage, 'deployment'>,
  wrapped: Address,
  { poolId, termsId }: Pick<ProductForSale, 'poolId' | 'termsId'>,
): Promise<{ vault: Address; receipt: TransactionReceipt }> {
  const hash = await creator.writeContract({
    ...{ address: deployment.coveredVaultFactory, abi: coveredVaultFactoryAbi },
    functionName: 'createCoveredVault',
    args: [{ ...SAVINGS, wrapped, termsId, poolIds: [poolId], duration: BigInt(SAVINGS.duration) }],
  })
  const receipt = await creator.waitForTransactionReceipt({ hash })
  const { logs } = receipt
  const [created] = parseEventLogs({ abi: coveredVaultFactoryAbi, logs, eventName: 'CoveredVaultCreated' })
  if (!created) throw new Error('No covered vault was created.')
  return { vault: created.args.vault, receipt }
}

async function save(stage: Stage, address: Address, assets: bigint): Promise<void> {
  const { buyer } = stage.personas
  await stage.mint(buyer.account.address, assets)
  await buyer.breakwater.approveAssetSync({ asset: stage.usdc, spender: address, amount: assets })
  const args = [assets, buyer.account.address] as const
  const hash = await buyer.writeContract({ address, abi: coveredVaultAbi, functionName: 'deposit', args })
  await buyer.waitForTransactionReceipt({ hash })
}

async function sync({ personas: { keeper } }: Stage, address: Address, termsId: bigint): Promise<void> {
  const args = [termsId] as const
  const hash = await keeper.writeContract({
    address,
    abi: coveredVaultAbi,
    functionName: 'sync',
    args,
  })
  await keeper.waitForTransactionReceipt({ hash })
}
