import { type Address, isAddressEqual, parseAbi } from 'viem'
import { permit2Address } from '../../deployments.js'
import { AssetMismatchError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { type AssetPermit, withPermit } from '../../internal/permit.js'
import { readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const assetAbi = [CoverPool.asset] as const
/** Without a result: tokens such as USDT return none. */
const tokenAbi = /* @__PURE__ */ parseAbi([
  'function approve(address spender, uint256 value)',
  'event Approval(address indexed owner, address indexed spender, uint256 value)',
])
const poolAbi = [CoverPool.deposit, CoverPool.mint, CoverPool.Deposit] as const

type Token = typeof tokenAbi
type Pool = typeof poolAbi

/**
 * Parameters of {@link approveAsset}: for a pool, whose asset is checked, or for another spender.
 */
export type ApproveAssetParameters = {
  /** The asset: the pool's, or that of the bonds or stakes. */
  asset: Address
  /** Exact amount that may be taken, asset units. Zero revokes an approval. */
  amount: bigint
} & (
  | {
      /** The pool that may take it; or {@link permit2Address}, which passes on later signatures. */
      pool: Address
      spender?: undefined
    }
  | {
      /** A court, a panel, an arbiter or a pool's vault that may take it. Nothing is checked. */
      spender: Address
      pool?: undefined
    }
)

/**
 * Lets a pool, or a contract that takes bonds or stakes, take an exact amount of an asset from the
 * sender. It takes the place of an earlier approval; where that is not used up, USDT and its like revert, and want one of
 * zero first, which `sendTogether` adds by itself.
 *
 * @throws {@link AssetMismatchError} on another asset than the pool's.
 *
 * @example
 * ```ts
 * await approveAssetSync(client, { asset, pool, amount: maxPremium })
 * await approveAssetSync(client, { asset, spender: deployment.court, amount: parseUnits('500', 6) })
 * ```
 */
export const approveAsset: WriteAction<ApproveAssetParameters, Token, 'approve', 'Approval'> =
  /* @__PURE__ */ defineWriteAction({
    abi: tokenAbi,
    functionName: 'approve',
    eventName: 'Approval',
    async preflight(client, { asset, pool }) {
      if (!pool || isAddressEqual(pool, permit2Address)) return
      const expected = await readOne(client, { abi: assetAbi, address: pool, functionName: 'asset' }, {})
      if (!isAddressEqual(asset, expected)) throw new AssetMismatchError(asset, expected)
    },
    request: ({ asset, pool, spender = pool, amount }) => ({
      address: asset,
      args: [spender as Address, amount],
    }),
  })

/** {@link approveAsset}, waiting for the receipt. */
export const approveAssetSync: SyncAction<ApproveAssetParameters, Token, 'Approval'> =
  /* @__PURE__ */ toSync(approveAsset)

/** Parameters of {@link deposit}. */
export interface DepositParameters {
  pool: Address
  /** Asset units to deposit. */
  assets: bigint
  /** Receiver of the shares. The sender by default. */
  receiver?: Address | undefined
  /**
   * A signed allowance that the same transaction submits, from {@link signAssetPermit}. Not needed
   * after an approval.
   */
  permit?: AssetPermit | undefined
}

/**
 * Deposits assets into a pool for shares, rounded down. The pool needs an approval for the assets,
 * or a `permit`.
 *
 * @throws `AmountZero`, `DepositLimitExceeded`, `PoolShort`, `UnsupportedAsset`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const { shares } = await depositSync(client, { pool, assets: parseUnits('1000', 6) })
 * ```
 */
export const deposit: WriteAction<DepositParameters, Pool, 'deposit', 'Deposit'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'deposit',
    eventName: 'Deposit',
    wrap: withPermit,
    positive: ['assets'],
    request: ({ pool, assets, receiver }, { sender }) => ({
      address: pool,
      args: [assets, receiver ?? sender('receiver')],
    }),
  })

/** {@link deposit}, waiting for the receipt. */
export const depositSync: SyncAction<DepositParameters, Pool, 'Deposit'> = /* @__PURE__ */ toSync(deposit)

/** Parameters of {@link mint}. */
export interface MintParameters {
  pool: Address
  /** Shares to receive. */
  shares: bigint
  /** Receiver of the shares. The sender by default. */
  receiver?: Address | undefined
  /**
   * A signed allowance that the same transaction submits, from {@link signAssetPermit}. Not needed
   * after an approval.
   */
  permit?: AssetPermit | undefined
}

/**
 * Mints an exact number of shares of a pool for assets, rounded up. The pool needs an approval for
 * the assets, or a `permit`.
 *
 * @throws as {@link deposit}
 *
 * @example
 * ```ts
 * const { assets } = await mintSync(client, { pool, shares: parseUnits('1000', 12) })
 * ```
 */
export const mint: WriteAction<MintParameters, Pool, 'mint', 'Deposit'> = /* @__PURE__ */ defineWriteAction({
  abi: poolAbi,
  functionName: 'mint',
  eventName: 'Deposit',
  wrap: withPermit,
  positive: ['shares'],
  request: ({ pool, shares, receiver }, { sender }) => ({
    address: pool,
    args: [shares, receiver ?? sender('receiver')],
  }),
})

/** {@link mint}, waiting for the receipt. */
export const mintSync: SyncAction<MintParameters, Pool, 'Deposit'> = /* @__PURE__ */ toSync(mint)
