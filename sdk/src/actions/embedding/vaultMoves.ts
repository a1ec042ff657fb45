import type { Address } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoveredVault from '../../generated/abi/CoveredVault.js'
import { readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { embedding } from './errors.js'
import { requireCoveredVault } from './known.js'

const enterAbi = /* @__PURE__ */ embedding([
  CoveredVault.deposit,
  CoveredVault.mint,
  CoveredVault.Deposit,
] as const)
const exitAbi = /* @__PURE__ */ embedding([
  CoveredVault.withdraw,
  CoveredVault.redeem,
  CoveredVault.Withdraw,
] as const)
const inKindAbi = /* @__PURE__ */ embedding([CoveredVault.redeemInKind, CoveredVault.RedeemedInKind] as const)
const unsentAbi = /* @__PURE__ */ embedding([CoveredVault.sendUnsentShares, CoveredVault.Transfer] as const)
const wrappedAbi = /* @__PURE__ */ embedding([CoveredVault.wrapped] as const)

type Enter = typeof enterAbi
type Exit = typeof exitAbi

/** Parameters of {@link depositToCoveredVault}. */
export interface DepositToCoveredVaultParameters {
  vault: Address
  /** Asset units to deposit. */
  assets: bigint
  /** Receiver of the shares. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Deposits assets into a covered vault for shares, rounded down. The vault needs an approval for the assets: by {@link
 * approveAsset} with the vault as `spender`, or by {@link signAssetPermit} and {@link submitPermit}.
 *
 * @throws {@link InvalidParameterError} if the factory has not created the vault.
 * @throws `DepositsClosed`, `DepositAboveMax`, `WrappedVaultDeviates`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, { asset, spender: vault, amount: assets })
 * const { shares } = await depositToCoveredVaultSync(client, { vault, assets })
 * ```
 */
export const depositToCoveredVault: WriteAction<
  DepositToCoveredVaultParameters,
  Enter,
  'deposit',
  'Deposit'
> = /* @__PURE__ */ defineWriteAction({
  abi: enterAbi,
  functionName: 'deposit',
  eventName: 'Deposit',
  positive: ['assets'],
  preflight: (client, { vault, deployment }) => requireCoveredVault(client, vault, { deployment }),
  request: ({ vault, assets, receiver }, { sender }) => ({
    address: vault,
    args: [assets, receiver ?? sender('receiver')],
  }),
})

/** {@link depositToCoveredVault}, waiting for the receipt. */
export const depositToCoveredVaultSync: SyncAction<DepositToCoveredVaultParameters, Enter, 'Deposit'> =
  /* @__PURE__ */ toSync(depositToCoveredVault)

/** Parameters of {@link mintFromCoveredVault}. */
export interface MintFromCoveredVaultParameters {
  vault: Address
  /** Shares to receive. */
  shares: bigint
  /** Receiver of the shares. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Mints an exact number of shares of a covered vault for assets, rounded up. It needs an approval as {@link
 * depositToCoveredVault} does.
 *
 * @throws as {@link depositToCoveredVault}
 *
 * @example
 * ```ts
 * import { previewCoveredMint } from '@breakwater/sdk/math'
 *
 * const assets = previewCoveredMint(await getCoveredVaultSnapshot(client, { vault }), shares)
 * await approveAssetSync(client, { asset, spender: vault, amount: assets + assets / 1000n })
 * await mintFromCoveredVaultSync(client, { vault, shares })
 * ```
 */
export const mintFromCoveredVault: WriteAction<MintFromCoveredVaultParameters, Enter, 'mint', 'Deposit'> =
  /* @__PURE__ */ defineWriteAction({
    abi: enterAbi,
    functionName: 'mint',
    eventName: 'Deposit',
    positive: ['shares'],
    preflight: (client, { vault, deployment }) => requireCoveredVault(client, vault, { deployment }),
    request: ({ vault, shares, receiver }, { sender }) => ({
      address: vault,
      args: [shares, receiver ?? sender('receiver')],
    }),
  })

/** {@link mintFromCoveredVault}, waiting for the receipt. */
export const mintFromCoveredVaultSync: SyncAction<MintFromCoveredVaultParameters, Enter, 'Deposit'> =
  /* @__PURE__ */ toSync(mintFromCoveredVault)

interface Exiting {
  vault: Address
  /** Receiver of what leaves. The sender by default. */
  receiver?: Address | undefined
  /** Owner of the shares. The sender by default; of others an allowance of shares is used up. */
  owner?: Address | undefined
}

/** Parameters of {@link withdrawFromCoveredVault}. */
export interface WithdrawFromCoveredVaultParameters extends Exiting {
  /** Asset units to receive. */
  assets: bigint
}

/**
 * Burns shares of a covered vault for an exact amount: their part of the idle assets, and the rest from the wrapped vault.
 * Their part of prepaid premium stays behind. If the wrapped vault pays nothing out, {@link redeemInKind} works.
 *
 * @throws `WithdrawalAboveMax`, `WrappedVaultDeviates`, `InsufficientAllowance`
 *
 * @example
 * ```ts
 * const { shares } = await withdrawFromCoveredVaultSync(client, { vault, assets: parseUnits('100', 6) })
 * ```
 */
export const withdrawFromCoveredVault: WriteAction<
  WithdrawFromCoveredVaultParameters,
  Exit,
  'withdraw',
  'Withdraw'
> = /* @__PURE__ */ defineWriteAction({
  abi: exitAbi,
  functionName: 'withdraw',
  eventName: 'Withdraw',
  positive: ['assets'],
  request: ({ vault, assets, receiver, owner }, { sender }) => ({
    address: vault,
    args: [assets, receiver ?? sender('receiver'), owner ?? sender('owner')],
  }),
})

/** {@link withdrawFromCoveredVault}, waiting for the receipt. */
export const withdrawFromCoveredVaultSync: SyncAction<WithdrawFromCoveredVaultParameters, Exit, 'Withdraw'> =
  /* @__PURE__ */ toSync(withdrawFromCoveredVault)

/** Parameters of {@link redeemFromCoveredVault} and {@link redeemInKind}. */
export interface RedeemFromCoveredVaultParameters extends Exiting {
  /** Shares to burn. */
  shares: bigint
}

/**
 * Burns shares of a covered vault for assets, rounded down, as {@link withdrawFromCoveredVault} does for an exact amount.
 *
 * @throws as {@link withdrawFromCoveredVault}
 *
 * @example
 * ```ts
 * const { assets } = await redeemFromCoveredVaultSync(client, { vault, shares })
 * ```
 */
export const redeemFromCoveredVault: WriteAction<
  RedeemFromCoveredVaultParameters,
  Exit,
  'redeem',
  'Withdraw'
> = /* @__PURE__ */ defineWriteAction({
  abi: exitAbi,
  functionName: 'redeem',
  eventName: 'Withdraw',
  positive: ['shares'],
  request: ({ vault, shares, receiver, owner }, { sender }) => ({
    address: vault,
    args: [shares, receiver ?? sender('receiver'), owner ?? sender('owner')],
  }),
})

/** {@link redeemFromCoveredVault}, waiting for the receipt. */
export const redeemFromCoveredVaultSync: SyncAction<RedeemFromCoveredVaultParameters, Exit, 'Withdraw'> =
  /* @__PURE__ */ toSync(redeemFromCoveredVault)

/**
 * Burns shares of a covered vault for their part of the idle assets and of the wrapped vault's shares, whatever the wrapped
 * vault can pay out. Shares that it holds back are kept: see {@link sendUnsentShares}.
 *
 * @throws `AmountZero`, `InsufficientBalance`, `InsufficientAllowance`
 *
 * @example
 * ```ts
 * const { assets, wrappedShares } = await redeemInKindSync(client, { vault, shares })
 * ```
 */
export const redeemInKind: WriteAction<
  RedeemFromCoveredVaultParameters,
  typeof inKindAbi,
  'redeemInKind',
  'RedeemedInKind'
> = /* @__PURE__ */ defineWriteAction({
  abi: inKindAbi,
  functionName: 'redeemInKind',
  eventName: 'RedeemedInKind',
  positive: ['shares'],
  request: ({ vault, shares, receiver, owner }, { sender }) => ({
    address: vault,
    args: [shares, receiver ?? sender('receiver'), owner ?? sender('owner')],
  }),
})

/** {@link redeemInKind}, waiting for the receipt. */
export const redeemInKindSync: SyncAction<
  RedeemFromCoveredVaultParameters,
  typeof inKindAbi,
  'RedeemedInKind'
> = /* @__PURE__ */ toSync(redeemInKind)

/** Parameters of {@link sendUnsentShares}. */
export interface SendUnsentSharesParameters {
  vault: Address
  /** Who has left in kind. The sender by default. */
  owner?: Address | undefined
}

/** What {@link sendUnsentShares} asks the vault for. */
type WithWrapped = SendUnsentSharesParameters & { wrapped?: Address | undefined }

/**
 * Sends an account the shares of the wrapped vault that could not be sent when it left by {@link redeemInKind}. Anyone may
 * call it. The fields of the result are those of the wrapped vault's `Transfer`.
 *
 * @throws `AmountZero` if none are kept for the account, and what the wrapped vault refuses with.
 *
 * @example
 * ```ts
 * const { amount } = await sendUnsentSharesSync(client, { vault, owner })
 * ```
 */
export const sendUnsentShares: WriteAction<
  SendUnsentSharesParameters,
  typeof unsentAbi,
  'sendUnsentShares',
  'Transfer'
> = /* @__PURE__ */ defineWriteAction({
  abi: unsentAbi,
  functionName: 'sendUnsentShares',
  eventName: 'Transfer',
  async complete(client, parameters) {
    sendUnsentShares.call(client, parameters)
    const contract = { abi: wrappedAbi, address: parameters.vault, functionName: 'wrapped' } as const
    return { ...parameters, wrapped: await readOne(client, contract, {}) }
  },
  emitter: (parameters) => {
    const { wrapped } = parameters as WithWrapped
    if (wrapped) return wrapped
    throw new InvalidParameterError('wrapped', wrapped, 'is not known')
  },
  request: ({ vault, owner }, { sender }) => ({
    address: vault,
    args: [owner ?? sender('owner')],
  }),
})

/** {@link sendUnsentShares}, waiting for the receipt. */
export const sendUnsentSharesSync: SyncAction<SendUnsentSharesParameters, typeof unsentAbi, 'Transfer'> =
  /* @__PURE__ */ toSync(sendUnsentShares)
