import type { Address } from 'viem'
import { assessorPanelAbi } from '../../../generated/contracts.js'
import { accountOf } from '../../../internal/account.js'
import { type ReadClient, type ReadOptions, readOne } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import type { PanelParameters } from './types.js'

type Panel = typeof assessorPanelAbi

/** Parameters of {@link depositStake} and {@link requestStakeWithdrawal}. */
export interface StakeAmountParameters extends PanelParameters {
  /** Asset units. */
  assets: bigint
}

/**
 * Adds to the sender's stake in a panel, which needs an allowance. It counts in incidents that happen later.
 *
 * @throws `AmountZero`, `UnsupportedAsset`, `ValueOutOfRange`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, { asset, spender: panel, amount: assets })
 * await depositStakeSync(client, { panel, assets })
 * ```
 */
export const depositStake: WriteAction<StakeAmountParameters, Panel, 'depositStake', 'StakeDeposited'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'depositStake',
    eventName: 'StakeDeposited',
    positive: ['assets'],
    request: ({ panel, assets }) => ({ address: panel, args: [assets] }),
  })

/** {@link depositStake}, waiting for the receipt. */
export const depositStakeSync: SyncAction<StakeAmountParameters, Panel, 'StakeDeposited'> =
  /* @__PURE__ */ toSync(depositStake)

/**
 * Asks for part of the stake back, in place of any earlier request; 0 takes the request back. From now on it does not count
 * in later incidents; in earlier ones it still does.
 *
 * @throws `ValueOutOfRange` above the stake
 *
 * @example
 * ```ts
 * const { maturesAt } = await requestStakeWithdrawalSync(client, { panel, assets })
 * ```
 */
export const requestStakeWithdrawal: WriteAction<
  StakeAmountParameters,
  Panel,
  'requestStakeWithdrawal',
  'StakeWithdrawalRequested'
> = /* @__PURE__ */ defineWriteAction({
  abi: assessorPanelAbi,
  functionName: 'requestStakeWithdrawal',
  eventName: 'StakeWithdrawalRequested',
  request: ({ panel, assets }) => ({ address: panel, args: [assets] }),
})

/** {@link requestStakeWithdrawal}, waiting for the receipt. */
export const requestStakeWithdrawalSync: SyncAction<
  StakeAmountParameters,
  Panel,
  'StakeWithdrawalRequested'
> = /* @__PURE__ */ toSync(requestStakeWithdrawal)

/** Parameters of {@link withdrawStake}. */
export interface WithdrawStakeParameters extends PanelParameters {
  /** Who is paid. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Withdraws what was asked for, or what slashes left of it.
 *
 * @throws `AmountZero`, `StakeLocked`, `StakeInUse`
 *
 * @example
 * ```ts
 * const { assets } = await withdrawStakeSync(client, { panel })
 * ```
 */
export const withdrawStake: WriteAction<WithdrawStakeParameters, Panel, 'withdrawStake', 'StakeWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'withdrawStake',
    eventName: 'StakeWithdrawn',
    request: ({ panel, receiver }, { sender }) => ({
      address: panel,
      args: [receiver ?? sender('receiver')],
    }),
  })

/** {@link withdrawStake}, waiting for the receipt. */
export const withdrawStakeSync: SyncAction<WithdrawStakeParameters, Panel, 'StakeWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawStake)

/** Parameters of {@link getStake}. */
export interface GetStakeParameters extends ReadOptions, PanelParameters {
  /** Whose stake. The client's account by default. */
  account?: Address | undefined
}

/** An assessor's stake in a panel, asset units. */
export interface Stake {
  /** Slashes and rewards of settled votes included. */
  held: bigint
  /** Σ risk of its open votes. */
  atRisk: bigint
  /** Asked back: without weight in later incidents. */
  leaving: bigint
  /** When that may be withdrawn, seconds; 0 if nothing was ever asked back. */
  maturesAt: number
}

/**
 * An assessor's stake in a panel.
 *
 * @example
 * ```ts
 * const { held, atRisk } = await getStake(client, { panel })
 * ```
 */
export async function getStake(
  client: ReadClient,
  { panel, account, ...options }: GetStakeParameters,
): Promise<Stake> {
  const args = [accountOf(client, account)] as const
  return readOne(client, { abi: assessorPanelAbi, address: panel, functionName: 'getStake', args }, options)
}
