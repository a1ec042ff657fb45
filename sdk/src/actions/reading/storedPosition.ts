import type { Address } from 'viem'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { callData, type LensResult, resultOf } from '../../internal/lens.js'
import { toAssetsDown } from '../../math/capital.js'
import type { Returns } from '../claims/returns.js'
import type { RedeemRequest } from '../pool/exits.js'

const poolAbi = [
  CoverPool.totalAssets,
  CoverPool.totalSupply,
  CoverPool.balanceOf,
  CoverPool.pendingRedeemRequest,
  CoverPool.maxRedeem,
  CoverPool.maxWithdraw,
  CoverPool.redeemSchedule,
] as const
const poolSnapshotAbi = [CoverPool.poolConstants] as const
const vaultAbi = [ClaimsVault.returnsOf] as const

/** What an underwriter has in a pool. */
export interface Position {
  pool: Address
  /** Asset of the pool. */
  asset: Address
  /** Shares of the account, without queued ones. */
  shares: bigint
  /** Their worth now, asset units, rounded down. */
  assets: bigint
  /** The account's exit: queued and settled shares, and when they can be settled. */
  exit: RedeemRequest
  /** Worth now of the shares that are queued, asset units, rounded down. */
  pendingAssets: bigint
  /** Shares that cases gave back, and that can be collected now. */
  returns: Returns
}

/** Calls about an account, to each pool and to its vault. */
export function positionCalls(account: Address) {
  return {
    pool: [
      callData(poolSnapshotAbi, 'poolConstants'),
      callData(poolAbi, 'totalAssets'),
      callData(poolAbi, 'totalSupply'),
      callData(poolAbi, 'balanceOf', [account]),
      callData(poolAbi, 'pendingRedeemRequest', [0n, account]),
      callData(poolAbi, 'maxRedeem', [account]),
      callData(poolAbi, 'maxWithdraw', [account]),
      callData(poolAbi, 'redeemSchedule', [account]),
    ],
    vault: [callData(vaultAbi, 'returnsOf', [account])],
  }
}

export function toPosition({ pool, replies }: LensResult<'onPools'>[0][number]): Position {
  const { asset, virtualShares, assetUnit } = resultOf(poolSnapshotAbi, 'poolConstants', replies[0])
  const state = {
    ...{ virtualShares, assetUnit },
    equity: resultOf(poolAbi, 'totalAssets', replies[1]),
    supply: resultOf(poolAbi, 'totalSupply', replies[2]),
  }
  const shares = resultOf(poolAbi, 'balanceOf', replies[3])
  const pending = resultOf(poolAbi, 'pendingRedeemRequest', replies[4])
  const [earliest, latest] = resultOf(poolAbi, 'redeemSchedule', replies[7])
  const [returned, returns] = resultOf(vaultAbi, 'returnsOf', replies[8])
  return {
    ...{ pool, asset, shares, assets: toAssetsDown(shares, state) },
    exit: {
      pending,
      claimable: resultOf(poolAbi, 'maxRedeem', replies[5]),
      claimableAssets: resultOf(poolAbi, 'maxWithdraw', replies[6]),
      ...{ earliest: Number(earliest), latest: Number(latest) },
    },
    pendingAssets: toAssetsDown(pending, state),
    returns: { shares: returned, returns: Number(returns) },
  }
}
