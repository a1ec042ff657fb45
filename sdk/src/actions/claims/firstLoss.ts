import type { Address } from 'viem'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import { type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { getClaimsVaultAddress } from './ids.js'

const vaultAbi = [
  ClaimsVault.firstLossOf,
  ClaimsVault.postFirstLoss,
  ClaimsVault.requestFirstLossWithdrawal,
  ClaimsVault.withdrawFirstLoss,
  ClaimsVault.FirstLossPosted,
  ClaimsVault.FirstLossWithdrawalRequested,
  ClaimsVault.FirstLossWithdrawn,
] as const

type Vault = typeof vaultAbi

/** A product's first loss in a pool. */
export interface FirstLossParameters {
  pool: Address
  productId: bigint
}

/** Parameters of {@link postFirstLoss} and {@link requestFirstLossWithdrawal}. */
export interface FirstLossAmountParameters extends FirstLossParameters {
  /** Asset units. */
  assets: bigint
}

/**
 * Posts capital that pays a product's incidents in a pool before the pool does. Only the product's
 * sponsor may call it; the vault needs an allowance.
 *
 * @throws `NotAuthorized`, `AmountZero`
 *
 * @example
 * ```ts
 * await postFirstLossSync(client, { pool, productId, assets })
 * ```
 */
export const postFirstLoss: WriteAction<
  FirstLossAmountParameters,
  Vault,
  'postFirstLoss',
  'FirstLossPosted'
> = /* @__PURE__ */ defineWriteAction({
  abi: vaultAbi,
  functionName: 'postFirstLoss',
  eventName: 'FirstLossPosted',
  positive: ['assets'],
  request: ({ pool, productId, assets }) => ({
    address: getClaimsVaultAddress(pool),
    args: [productId, assets],
  }),
})

/** {@link postFirstLoss}, waiting for the receipt. */
export const postFirstLossSync: SyncAction<FirstLossAmountParameters, Vault, 'FirstLossPosted'> =
  /* @__PURE__ */ toSync(postFirstLoss)

/**
 * Announces a withdrawal of first loss. It matures a day after the pool's cooldown and lapses two
 * days later. A new one replaces it. Only the sponsor may call it.
 *
 * @throws `NotAuthorized`
 *
 * @example
 * ```ts
 * const { maturesAt } = await requestFirstLossWithdrawalSync(client, { pool, productId, assets })
 * ```
 */
export const requestFirstLossWithdrawal: WriteAction<
  FirstLossAmountParameters,
  Vault,
  'requestFirstLossWithdrawal',
  'FirstLossWithdrawalRequested'
> = /* @__PURE__ */ defineWriteAction({
  abi: vaultAbi,
  functionName: 'requestFirstLossWithdrawal',
  eventName: 'FirstLossWithdrawalRequested',
  request: ({ pool, productId, assets }) => ({
    address: getClaimsVaultAddress(pool),
    args: [productId, assets],
  }),
})

/** {@link requestFirstLossWithdrawal}, waiting for the receipt. */
export const requestFirstLossWithdrawalSync: SyncAction<
  FirstLossAmountParameters,
  Vault,
  'FirstLossWithdrawalRequested'
> = /* @__PURE__ */ toSync(requestFirstLossWithdrawal)

/** Parameters of {@link withdrawFirstLoss}. */
export interface WithdrawFirstLossParameters extends FirstLossParameters {
  /** Receiver of the assets. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Withdraws the announced amount, or the part of it that is promised to no case, whatever is open.
 * Only the sponsor may call it.
 *
 * @throws `NotAuthorized`, `FirstLossLocked`, `AmountZero`
 *
 * @example
 * ```ts
 * const { assets } = await withdrawFirstLossSync(client, { pool, productId })
 * ```
 */
export const withdrawFirstLoss: WriteAction<
  WithdrawFirstLossParameters,
  Vault,
  'withdrawFirstLoss',
  'FirstLossWithdrawn'
> = /* @__PURE__ */ defineWriteAction({
  abi: vaultAbi,
  functionName: 'withdrawFirstLoss',
  eventName: 'FirstLossWithdrawn',
  request: ({ pool, productId, receiver }, { sender }) => ({
    address: getClaimsVaultAddress(pool),
    args: [productId, receiver ?? sender('receiver')],
  }),
})

/** {@link withdrawFirstLoss}, waiting for the receipt. */
export const withdrawFirstLossSync: SyncAction<WithdrawFirstLossParameters, Vault, 'FirstLossWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawFirstLoss)

/** First loss of a product in a pool. */
export interface FirstLoss {
  /** Posted, and promised to no case; asset units. */
  free: bigint
  /** Promised to open cases, whose claims take what they need; asset units. */
  promised: bigint
  /** Announced withdrawal, asset units. */
  withdrawal: bigint
  /** Time at which it matures, seconds; 0 for none. */
  maturesAt: number
  /** Last second to withdraw in; 0 for none. */
  lapsesAt: number
}

/**
 * A product's first loss in a pool.
 *
 * @example
 * ```ts
 * const { free } = await getFirstLoss(client, { pool, productId })
 * ```
 */
export async function getFirstLoss(
  client: ReadClient,
  { pool, productId, ...options }: FirstLossParameters & ReadOptions,
): Promise<FirstLoss> {
  const [free, promised, withdrawal, maturesAt, lapsesAt] = await readOne(
    client,
    {
      abi: vaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'firstLossOf',
      args: [productId],
    },
    options,
  )
  return { free, promised, withdrawal, maturesAt: Number(maturesAt), lapsesAt: Number(lapsesAt) }
}
