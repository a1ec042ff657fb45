import type { Address } from 'viem'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import { type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { getClaimsVaultAddress } from './ids.js'
import { toProductStake, toSettlement } from './stored.js'
import type { ProductStake, Settlement } from './types.js'

const vaultAbi = [
  ClaimsVault.getSettlement,
  ClaimsVault.presentSettlement,
  ClaimsVault.stakeOf,
  ClaimsVault.undecided,
] as const

/** Parameters of {@link getPresentSettlement}. */
export interface GetPresentSettlementParameters extends ReadOptions {
  pool: Address
}

/** The settlement that new cases join. */
export interface PresentSettlement {
  /** Its number. */
  settlement: bigint
  /**
   * Number of the pool's settlements that hold less than they owe: while there is one, exits and
   * sales wait.
   */
  short: number
}

/**
 * The settlement that the next case of a pool joins, unless it is over, and the number of short
 * ones.
 *
 * @example
 * ```ts
 * const { settlement, short } = await getPresentSettlement(client, { pool })
 * ```
 */
export async function getPresentSettlement(
  client: ReadClient,
  { pool, ...options }: GetPresentSettlementParameters,
): Promise<PresentSettlement> {
  const [settlement, short] = await readOne(
    client,
    { abi: vaultAbi, address: getClaimsVaultAddress(pool), functionName: 'presentSettlement' },
    options,
  )
  return { settlement, short: Number(short) }
}

/** Parameters of {@link getUndecided}. */
export interface GetUndecidedParameters extends ReadOptions {
  pool: Address
}

/**
 * Asset units that cases of a pool without a verdict have set aside; `previewRecovery` of `/math`
 * uses them.
 *
 * @example
 * ```ts
 * const undecided = await getUndecided(client, { pool })
 * ```
 */
export async function getUndecided(
  client: ReadClient,
  { pool, ...options }: GetUndecidedParameters,
): Promise<bigint> {
  return readOne(
    client,
    { abi: vaultAbi, address: getClaimsVaultAddress(pool), functionName: 'undecided' },
    options,
  )
}

/** Parameters of {@link getSettlement}. */
export interface GetSettlementParameters extends ReadOptions {
  pool: Address
  /** Number of the settlement, from {@link getCase} or {@link getPresentSettlement}. */
  settlement: bigint
}

/**
 * A settlement of a pool. While it is short, claims on it are registered. They are paid in full as
 * soon as it is not short, or alike once it is over, `forClaims / registered` of each.
 *
 * @example
 * ```ts
 * const { short, over, forClaims, registered } = await getSettlement(client, { pool, settlement })
 * ```
 */
export async function getSettlement(
  client: ReadClient,
  { pool, settlement, ...options }: GetSettlementParameters,
): Promise<Settlement> {
  const found = await readOne(
    client,
    {
      abi: vaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'getSettlement',
      args: [settlement],
    },
    options,
  )
  return toSettlement(found)
}

/** Parameters of {@link getProductStake}. */
export interface GetProductStakeParameters extends GetSettlementParameters {
  productId: bigint
}

/**
 * A product's part in a settlement of a pool.
 *
 * @example
 * ```ts
 * const { payable } = await getProductStake(client, { pool, settlement, productId })
 * ```
 */
export async function getProductStake(
  client: ReadClient,
  { pool, settlement, productId, ...options }: GetProductStakeParameters,
): Promise<ProductStake> {
  const found = await readOne(
    client,
    {
      abi: vaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'stakeOf',
      args: [settlement, productId],
    },
    options,
  )
  return toProductStake(found)
}
