import { type Address, erc20Abi, zeroAddress } from 'viem'
import * as CoveredVaultItems from '../../generated/abi/CoveredVault.js'
import { pinned } from '../../internal/lens.js'
import { type ReadClient, type ReadOptions, readOne, readTogether } from '../../internal/read.js'
import { embedding } from './errors.js'
import { requireCoveredVault } from './known.js'
import { type WhyClosed, whyClosed } from './openings.js'

const vaultAbi = /* @__PURE__ */ embedding([
  CoveredVaultItems.asset,
  CoveredVaultItems.atRisk,
  CoveredVaultItems.coverageOf,
  CoveredVaultItems.decimals,
  CoveredVaultItems.depositsOpen,
  CoveredVaultItems.heldCovers,
  CoveredVaultItems.maxDeposit,
  CoveredVaultItems.name,
  CoveredVaultItems.policy,
  CoveredVaultItems.prepaid,
  CoveredVaultItems.settledFirings,
  CoveredVaultItems.symbol,
  CoveredVaultItems.totalAssets,
  CoveredVaultItems.totalSupply,
  CoveredVaultItems.wrapped,
] as const)
const coverageAbi = /* @__PURE__ */ embedding([
  CoveredVaultItems.balanceOf,
  CoveredVaultItems.coverageOf,
  CoveredVaultItems.unsentSharesOf,
] as const)

/** What a covered vault does, as it was created. Ratios in WAD. */
export interface CoveredVaultPolicy {
  /** The product that covers the wrapped vault. */
  productId: bigint
  /** The share-loss meter of the wrapped vault. */
  meter: Address
  meterId: bigint
  /** The court terms whose incidents are the meter's firings. */
  subject: bigint
  /** Pools that cover is bought from. */
  poolIds: readonly bigint[]
  /** The most that cover may cost a year, of its amount. */
  maxRate: bigint
  /** Cover below this part of what is at risk is made up for. */
  floor: bigint
  /** Up to this part. */
  target: bigint
  /** Largest deductible of the terms that are bought. */
  maxDeductible: bigint
  /** Seconds of a cover and of an extension. */
  duration: number
  /** Whether deposits are refused that the cover in force does not cover. */
  strict: boolean
  /** Who may give covers; `undefined` for nobody. */
  sponsor: Address | undefined
}

/** A covered vault. Asset units, but where it says shares. */
export interface CoveredVault {
  vault: Address
  asset: Address
  /** The ERC-4626 vault that deposits go into. */
  wrapped: Address
  /** Of the share token. */
  name: string
  symbol: string
  decimals: number
  policy: CoveredVaultPolicy
  /** Idle assets, what is in the wrapped vault, and prepaid premium. */
  totalAssets: bigint
  /** Shares of the covered vault. */
  totalSupply: bigint
  /** Payouts, refunds, and what anybody sent: not in the wrapped vault. */
  idle: bigint
  /** What the shares of the wrapped vault are worth, by its own word. */
  wrappedAssets: bigint
  /** Premium paid for time to come. Who leaves, leaves its part of it behind. */
  prepaid: bigint
  /** What cover is measured by: what is in the wrapped vault, at no more than the price that the meter has proven. */
  atRisk: bigint
  /** Cover in force now. */
  cover: bigint
  /** The first second at which that is less; `undefined` without cover. */
  coverUntil: number | undefined
  /** Covers that are held and may still be paid. */
  coverIds: readonly bigint[]
  /** Firings of the meter that are settled. */
  settledFirings: number
  /** The most that one deposit may bring now; 0 while closed, 2^256 - 1 without a limit. */
  maxDeposit: bigint
  /** Whether deposits are taken. */
  isOpen: boolean
  /** Why not, and until when; `undefined` while deposits are taken. */
  closed: WhyClosed | undefined
}

/** Parameters of {@link getCoveredVault}. */
export interface GetCoveredVaultParameters extends ReadOptions {
  vault: Address
}

/**
 * A covered vault: what it holds, what of it is covered, and whether it takes deposits. In up to four requests at one block,
 * and one more for each held cover while a firing is not settled.
 *
 * @throws {@link InvalidParameterError} if the factory has not created it.
 *
 * @example
 * ```ts
 * const { isOpen, closed, cover, atRisk } = await getCoveredVault(client, { vault })
 * if (!isOpen) console.log(closed)
 * ```
 */
export async function getCoveredVault(
  client: ReadClient,
  { vault, ...options }: GetCoveredVaultParameters,
): Promise<CoveredVault> {
  const at = await pinned(client, options)
  await requireCoveredVault(client, vault, at)
  const contract = { abi: vaultAbi, address: vault } as const
  const read = await readTogether(
    client,
    [
      { ...contract, functionName: 'asset' },
      { ...contract, functionName: 'wrapped' },
      { ...contract, functionName: 'name' },
      { ...contract, functionName: 'symbol' },
      { ...contract, functionName: 'decimals' },
      { ...contract, functionName: 'policy' },
      { ...contract, functionName: 'totalAssets' },
      { ...contract, functionName: 'totalSupply' },
      { ...contract, functionName: 'prepaid' },
      { ...contract, functionName: 'atRisk' },
      { ...contract, functionName: 'heldCovers' },
      { ...contract, functionName: 'settledFirings' },
      { ...contract, functionName: 'maxDeposit', args: [vault] },
      { ...contract, functionName: 'depositsOpen' },
    ],
    at,
  )
  const [asset, wrapped, name, symbol, decimals, stored, totalAssets, totalSupply, prepaid, atRisk] = read
  const [coverIds, settledFirings, maxDeposit, isOpen] = read.slice(10) as unknown as [
    ...[readonly bigint[], number, bigint, boolean],
  ]
  const policy = { ...stored, duration: Number(stored.duration), sponsor: known(stored.sponsor) }
  const [[idle, [cover, until]], closed] = await Promise.all([
    readTogether(
      client,
      [
        { abi: erc20Abi, address: asset, functionName: 'balanceOf', args: [vault] },
        // All shares, the virtual ones included, have all cover.
        { ...contract, functionName: 'coverageOf', args: [totalSupply + VIRTUAL_SHARES] },
      ],
      at,
    ),
    isOpen ? undefined : whyClosed(client, { ...policy, settledFirings, coverIds }, at),
  ])
  const wrappedAssets = totalAssets - idle - prepaid
  return {
    ...{
      vault,
      asset,
      wrapped,
      name,
      symbol,
      decimals,
      policy,
      totalAssets,
      totalSupply,
      idle,
      wrappedAssets,
    },
    ...{
      prepaid,
      atRisk,
      cover,
      coverUntil: timeOf(until),
      coverIds,
      settledFirings,
      maxDeposit,
      isOpen,
      closed,
    },
  }
}

/** Shares that nobody holds. */
const VIRTUAL_SHARES = 1_000_000n

const known = (address: Address): Address | undefined => (address === zeroAddress ? undefined : address)

const timeOf = (time: bigint): number | undefined => (time === 0n ? undefined : Number(time))

/** Parameters of {@link getCoverage}. */
export interface GetCoverageParameters extends ReadOptions {
  vault: Address
  /** Whose shares. */
  owner: Address
}

/** What of a holder's shares is covered. */
export interface Coverage {
  /** Shares of the holder. */
  shares: bigint
  /** Cover in force now that they have a part in, asset units, rounded down. */
  covered: bigint
  /** The first second at which it is less, if nobody comes or goes; `undefined` if nothing is covered now. */
  until: number | undefined
  /** Shares of the wrapped vault that are kept for the holder: see {@link sendUnsentShares}. */
  unsentShares: bigint
}

/**
 * The cover that a holder of a covered vault has a part in, and until when.
 *
 * @example
 * ```ts
 * const { covered, until } = await getCoverage(client, { vault, owner })
 * ```
 */
export async function getCoverage(
  client: ReadClient,
  { vault, owner, ...options }: GetCoverageParameters,
): Promise<Coverage> {
  const at = await pinned(client, options)
  const contract = { abi: coverageAbi, address: vault } as const
  const [shares, unsentShares] = await readTogether(
    client,
    [
      { ...contract, functionName: 'balanceOf', args: [owner] },
      { ...contract, functionName: 'unsentSharesOf', args: [owner] },
    ],
    at,
  )
  const [covered, until] = await readOne(
    client,
    { ...contract, functionName: 'coverageOf', args: [shares] },
    at,
  )
  return { shares, covered, until: timeOf(until), unsentShares }
}
