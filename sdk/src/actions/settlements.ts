import type { Address } from 'viem'
import { claimsVaultAbi } from '../generated/contracts.js'
import { getClaimsVaultAddress } from '../ids.js'
import { type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import { toProductStake, toSettlement } from '../internal/stored.js'

/** Parameters of {@link getPresentSettlement}. */
export interface GetPresentSettlementParameters extends ReadOptions {
  pool: Address
}

/** Which settlement new cases join. */
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

/** Cases that may have to pay for each other. Asset units. */
export interface Settlement {
  /** What its open cases have set aside, paid claims included; 0 once it is over. */
  held: bigint
  /** What can be claimed of them at most, paid claims included; 0 once it is over. */
  owed: bigint
  /** It holds less than can be claimed of it: claims register. */
  short: boolean
  /** All claims on it are known. */
  over: boolean
  /** Cases that are not closed; once it is over, those that were not when the last was counted. */
  open: number
  /** Cases whose claims are counted, in a strained settlement. */
  counted: number
  /** When it was over there was less than claims that wait came to: bonuses make these whole, and are paid with none. */
  cut: boolean
  /** It was strained and is no more: new cases belong to the next one. */
  relaxed: boolean
  /** Products with several cases that claims can be made on: those are claimed together, see {@link claimPayouts}. */
  joint: number
  /** Since when a case lacks something, seconds; 0 while none does. */
  strainedAt: number
  /** Σ over its cases of what can be claimed beyond what they set aside. */
  lacking: bigint
  /** Paid by counted cases. */
  paid: bigint
  /** Claims on counted cases that were not paid at once. */
  registered: bigint
  /** What these share, once it is over: see `dueDown` of `/math`. */
  forClaims: bigint
  /** Σ over counted cases of what claims have left of what they set aside. */
  left: bigint
  /** What of that goes back in fact, once it is over; less what has. */
  rest: bigint
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
      functionName: 'settlementOf',
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

/** A product's part in a settlement. Asset units. */
export interface ProductStake {
  /** Claims on its cases can be no more together: its cover when the first of the open ones was opened. */
  bound: bigint
  /** Σ over its open cases of what can be claimed. */
  needs: bigint
  /** Cases that claims can be made on: those of one cover are claimed together, see {@link claimPayouts}. */
  payable: number
  /** Open cases about a tenth of its cover or more, which stop its sales. */
  stopping: number
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
