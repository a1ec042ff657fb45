import type { Address } from 'viem'
import { claimsVaultAbi } from '../../generated/contracts.js'
import { type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { getClaimsVaultAddress } from './ids.js'
import { toProductStake, toSettlement } from './stored.js'
import type { ProductStake, Settlement } from './types.js'

/** Parameters of {@link getPresentSettlement}. */
export interface GetPresentSettlementParameters extends ReadOptions {
  pool: Address
}

/** The settlement that new cases join. */
export interface PresentSettlement {
  /** Its number. */
  settlement: bigint
  /** How many settlements of the pool hold less than can be claimed of them: while there is one, exits and sales wait. */
  short: number
}

/**
 * The settlement that the next case of a pool joins, unless that is over, and how many are short.
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
    { abi: claimsVaultAbi, address: getClaimsVaultAddress(pool), functionName: 'presentSettlement' },
    options,
  )
  return { settlement, short: Number(short) }
}

/** Parameters of {@link getUndecided}. */
export interface GetUndecidedParameters extends ReadOptions {
  pool: Address
}

/**
 * What cases of a pool without a verdict have set aside, asset units: `previewRecovery` of `/math` reckons with it.
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
    { abi: claimsVaultAbi, address: getClaimsVaultAddress(pool), functionName: 'undecided' },
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
 * A settlement of a pool. While it is short, claims on it register; they are paid in full as soon as it no longer is, or
 * alike once it is over, `forClaims / registered` of each.
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
      abi: claimsVaultAbi,
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
      abi: claimsVaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'stakeOf',
      args: [settlement, productId],
    },
    options,
  )
  return toProductStake(found)
}
