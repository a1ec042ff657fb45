import { type Address, erc20Abi, erc4626Abi, hexToBigInt, numberToHex } from 'viem'
import { getBlock, getStorageAt } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../../errors/decode.js'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoveredVault from '../../generated/abi/CoveredVault.js'
import { pinned } from '../../internal/lens.js'
import { type ReadClient, type ReadOptions, readTogether } from '../../internal/read.js'
import { mulDivDown, mulDivUp, subFloored } from '../../math/arithmetic.js'
import type { CoveredVaultSnapshot } from '../../math/coveredVault.js'
import { embedding } from './errors.js'
import { requireCoveredVault } from './known.js'

const vaultAbi = /* @__PURE__ */ embedding([
  CoveredVault.asset,
  CoveredVault.prepaid,
  CoveredVault.totalSupply,
  CoveredVault.wrapped,
] as const)

// As contracts/test/layout/coveredVault.json pins them.
/** Slot whose lowest 32 bits are the number of firings that were settled since the vault was created. */
const STATE_SLOT = 0
/** Slot of the shares that are kept for who has left in kind, of all accounts together. */
const UNSENT_SLOT = 17

/** Parameters of {@link getCoveredVaultSnapshot}. */
export interface GetCoveredVaultSnapshotParameters extends ReadOptions {
  vault: Address
}

/**
 * The figures of a covered vault at one block, for `previewCoveredDeposit`, `previewCoveredMint`, `previewCoveredRedemption` and
 * `previewCoveredWithdrawal` of `/math`. They are the contract's to the unit at the time of the snapshot: with `timestamp`, of a
 * block mined then.
 *
 * @throws {@link InvalidParameterError} if the factory has not created the vault, or what it wraps has no linear price: it takes
 * fees, for instance.
 *
 * @example
 * ```ts
 * import { previewCoveredDeposit } from '@breakwater/sdk/math'
 *
 * const snapshot = await getCoveredVaultSnapshot(client, { vault })
 * const shares = previewCoveredDeposit(snapshot, parseUnits('1000', 6))
 * ```
 */
export async function getCoveredVaultSnapshot(
  client: ReadClient,
  { vault, ...options }: GetCoveredVaultSnapshotParameters,
): Promise<CoveredVaultSnapshot> {
  const at = await pinned(client, options)
  await requireCoveredVault(client, vault, at)
  const contract = { abi: vaultAbi, address: vault } as const
  const [[asset, wrapped, totalSupply, prepaid], unsent, state, time] = await Promise.all([
    readTogether(
      client,
      [
        { ...contract, functionName: 'asset' },
        { ...contract, functionName: 'wrapped' },
        { ...contract, functionName: 'totalSupply' },
        { ...contract, functionName: 'prepaid' },
      ],
      at,
    ),
    wordAt(client, vault, UNSENT_SLOT, at),
    wordAt(client, vault, STATE_SLOT, at),
    timeOf(client, at),
  ])
  const token = { abi: erc20Abi, functionName: 'balanceOf', args: [vault] } as const
  const [idle, balance, assets, shares] = await readTogether(
    client,
    [
      { ...token, address: asset },
      { ...token, address: wrapped },
      { abi: erc4626Abi, address: wrapped, functionName: 'totalAssets' },
      { abi: erc4626Abi, address: wrapped, functionName: 'totalSupply' },
    ],
    at,
  )
  const wrappedShares = subFloored(balance, unsent)
  const price = await linearPrice(client, { wrapped, assets, shares, held: wrappedShares }, at)
  const hasSettled = (state & 0xffff_ffffn) > 0n
  return { totalSupply, idle, wrappedShares, price, prepaid, hasSettled, timestamp: time }
}

const blockOf = ({ blockNumber, blockTag }: ReadOptions) =>
  blockNumber === undefined ? { blockTag } : { blockNumber }

/** A word that the vault keeps to itself. */
function wordAt(client: ReadClient, address: Address, slot: number, options: ReadOptions): Promise<bigint> {
  return withTypedErrors(async () => {
    const read = getAction(client, getStorageAt, 'getStorageAt')
    const word = await read({ address, slot: numberToHex(slot), ...blockOf(options) } as never)
    return hexToBigInt(word ?? '0x0')
  })
}

async function timeOf(client: ReadClient, options: ReadOptions): Promise<number> {
  if (options.timestamp !== undefined) return options.timestamp
  return withTypedErrors(async () => {
    const { timestamp } = await getAction(client, getBlock, 'getBlock')(blockOf(options) as never)
    return Number(timestamp)
  })
}

type Price = CoveredVaultSnapshot['price']

/** Virtual assets and shares that vaults add to their own: none, or one and a power of ten. */
function candidates(assets: bigint, shares: bigint): Price[] {
  const virtual = Array.from({ length: 19 }, (_, i) => ({
    assets: assets + 1n,
    shares: shares + 10n ** BigInt(i),
  }))
  return assets > 0n && shares > 0n ? [...virtual, { assets, shares }] : virtual
}

/** A number of shares or assets so large that no two candidates agree on it. */
const LARGE = 2n ** 112n

/** The price that gives all answers of the wrapped vault. */
async function linearPrice(
  client: ReadClient,
  { wrapped, assets, shares, held }: { wrapped: Address; assets: bigint; shares: bigint; held: bigint },
  options: ReadOptions,
): Promise<Price> {
  const vault = { abi: erc4626Abi, address: wrapped } as const
  const answers = await readTogether(
    client,
    [
      { ...vault, functionName: 'convertToAssets', args: [LARGE] },
      { ...vault, functionName: 'convertToShares', args: [LARGE] },
      { ...vault, functionName: 'previewDeposit', args: [LARGE] },
      { ...vault, functionName: 'previewMint', args: [LARGE] },
      { ...vault, functionName: 'previewRedeem', args: [held] },
    ],
    options,
  )
  const found = candidates(assets, shares).find((price) => {
    const inShares = mulDivDown(LARGE, price.shares, price.assets)
    const expected = [
      ...[mulDivDown(LARGE, price.assets, price.shares), inShares, inShares],
      ...[mulDivUp(LARGE, price.assets, price.shares), mulDivDown(held, price.assets, price.shares)],
    ]
    return expected.every((value, i) => value === answers[i])
  })
  if (found) return found
  const hint = 'Ask the covered vault itself: previewDeposit, previewMint, previewRedeem and previewWithdraw.'
  throw new InvalidParameterError('vault', wrapped, 'wraps a vault that has no linear price', hint)
}
