import { type Address, parseEther } from 'viem'
import type { Stage } from '../stage.js'
import { DAY, usdc } from './figures.js'
import { productForSale, type VaultProduct } from './product.js'

const HOUR = 3600

/** What scenarios' covered vaults buy: not strict, so that they begin without a gift. */
export const SAVINGS = {
  maxRate: parseEther('0.05'),
  floor: parseEther('0.95'),
  target: parseEther('1.05'),
  maxDeductible: parseEther('0.1'),
  duration: 90 * DAY,
  name: 'Covered USDC',
  symbol: 'cUSDC',
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
  { assets = usdc('100000') }: CoveredVaultOptions = {},
): Promise<CoveredVaultScenario> {
  const product = await productForSale(stage)
  const { poolId, termsId, asset } = product
  const { buyer, keeper, manager } = stage.personas
  const { vault } = await manager.breakwater.createCoveredVaultSync({
    ...{ ...SAVINGS, wrapped: product.vault, termsId, poolIds: [poolId] },
  })
  await stage.mint(buyer.account.address, assets)
  await buyer.breakwater.approveAssetSync({ asset, spender: vault, amount: assets })
  await buyer.breakwater.depositToCoveredVaultSync({ vault, assets })
  // Cover is bought for what has stayed for an hour.
  await keeper.breakwater.syncCoveredVaultSync({ vault, termsId })
  await stage.warp(HOUR)
  await keeper.breakwater.syncCoveredVaultSync({ vault, termsId })
  return { ...product, coveredVault: vault }
}
