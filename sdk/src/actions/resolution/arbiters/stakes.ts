import type { Address } from 'viem'
import * as AssessorPanel from '../../../generated/abi/AssessorPanel.js'
import { accountOf } from '../../../internal/account.js'
import { type ReadClient, type ReadOptions, readOne } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { arbiters } from './errors.js'
import type { PanelParameters } from './types.js'

const assessorPanelAbi = /* @__PURE__ */ arbiters([
  AssessorPanel.depositStake,
  AssessorPanel.getStake,
  AssessorPanel.requestStakeWithdrawal,
  AssessorPanel.withdrawStake,
  AssessorPanel.StakeDeposited,
  AssessorPanel.StakeWithdrawalRequested,
  AssessorPanel.StakeWithdrawn,
] as const)

type Panel = typeof assessorPanelAbi

/** Parameters of {@link depositStake} and {@link requestStakeWithdrawal}. */
export interface StakeAmountParameters extends PanelParameters {
  /** Asset units. */
  assets: bigint
}

/**
 * Adds to the sender's stake in a panel, which needs an allowance. It counts in later incidents.
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
 * Requests a withdrawal of a part of the stake, in place of any earlier request; 0 cancels the
 * request. From now on that part does not count in later incidents; in earlier ones it still does.
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
  /** Receiver of the assets. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Withdraws the requested part, or what slashes left of it.
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
  /** The assessor. The client's account by default. */
  account?: Address | undefined
}

/** An assessor's stake in a panel, asset units. */
export interface Stake {
  /** Stake with slashes and rewards of settled votes. */
  held: bigint
  /** Σ risk of its open votes. */
  atRisk: bigint
  /** Part whose withdrawal is requested: without weight in later incidents. */
  leaving: bigint
  /** First time of that withdrawal, seconds; 0 if none was ever requested. */
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
