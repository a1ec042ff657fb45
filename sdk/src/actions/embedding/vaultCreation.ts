import { type Address, zeroAddress } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoveredVaultFactory from '../../generated/abi/CoveredVaultFactory.js'
import { toSeconds, toShortText } from '../../internal/parameters.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { DAY, WAD, WAD_PER_PPM } from '../../math/arithmetic.js'
import { embedding } from './errors.js'

const factoryAbi = /* @__PURE__ */ embedding([
  CoveredVaultFactory.createCoveredVault,
  CoveredVaultFactory.CoveredVaultCreated,
] as const)

type Factory = typeof factoryAbi

/** Pools that a covered vault buys from. */
const MAX_POOLS = 4

/** Parameters of {@link createCoveredVault}. Ratios are WAD, in whole millionths. */
export interface CreateCoveredVaultParameters {
  /** The factory. The deployment's by default. */
  factory?: Address | undefined
  /** ERC-4626 vault whose depositors are to be covered. Its asset is that of the pools. */
  wrapped: Address
  /** Terms on the wrapped vault's share price. Later versions of their product are bought as well. */
  termsId: bigint
  /** One to four pools that cover is bought from, in any order. */
  poolIds: readonly bigint[]
  /** The most that cover may cost a year, of its amount: from 0.000001 to 1. It is the price to expect. */
  maxRate: bigint
  /** Cover below this part of what is at risk is made up for: from 0.01 to 2, in a strict vault from 1.05. */
  floor: bigint
  /** Up to this part: from 1.05 times the floor to 3. */
  target: bigint
  /** Largest deductible of the terms that are bought: below 1. */
  maxDeductible: bigint
  /** Seconds of a cover and of an extension, from 28 to 340 days. */
  duration: number
  /** Whether deposits are refused that the cover in force does not cover. Not so by default. */
  strict?: boolean | undefined
  /** Address that may give covers. None by default; a strict vault has one. */
  sponsor?: Address | undefined
  /** Of the share token, 1 to 31 bytes. */
  name: string
  /** Of the share token, 1 to 31 bytes. */
  symbol: string
}

/**
 * Creates a covered vault: deposits go into another ERC-4626 vault, and {@link syncCoveredVault} buys cover of them. Anyone
 * may call it. Nobody owns the vault, and nothing of it can change.
 *
 * @throws {@link InvalidParameterError} before any request, with the bounds of what is out of them.
 * @throws `UnsupportedAsset`, `TermsNotTaken`, `UnknownPool`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const { vault } = await createCoveredVaultSync(client, {
 *   ...{ wrapped, termsId, poolIds: [poolId], name: 'Covered USDC', symbol: 'cUSDC' },
 *   ...{ maxRate: parseEther('0.05'), floor: parseEther('0.95'), target: parseEther('1.05') },
 *   ...{ maxDeductible: parseEther('0.1'), duration: 90 * 86_400 },
 * })
 * ```
 */
export const createCoveredVault: WriteAction<
  CreateCoveredVaultParameters,
  Factory,
  'createCoveredVault',
  'CoveredVaultCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: factoryAbi,
  functionName: 'createCoveredVault',
  eventName: 'CoveredVaultCreated',
  mayBeZero: ['sponsor'],
  positive: ['termsId'],
  request({ factory, strict = false, sponsor = zeroAddress, ...c }, { deployment }) {
    checkRatios(c, strict)
    if (strict && sponsor === zeroAddress)
      throw new InvalidParameterError('sponsor', sponsor, 'is missing: a strict vault begins with its gifts')
    const config = {
      ...{ wrapped: c.wrapped, termsId: c.termsId, poolIds: sortedPools(c.poolIds) },
      ...{ maxRate: c.maxRate, floor: c.floor, target: c.target, maxDeductible: c.maxDeductible },
      ...{ duration: toSeconds('duration', c.duration, 28 * DAY, 340 * DAY), strict, sponsor },
      ...{ name: toShortText('name', c.name), symbol: toShortText('symbol', c.symbol) },
    }
    return { address: factory ?? deployment().coveredVaultFactory, args: [config] }
  },
})

/** {@link createCoveredVault}, waiting for the receipt. */
export const createCoveredVaultSync: SyncAction<
  CreateCoveredVaultParameters,
  Factory,
  'CoveredVaultCreated'
> = /* @__PURE__ */ toSync(createCoveredVault)

type Ratios = Pick<CreateCoveredVaultParameters, 'maxRate' | 'floor' | 'target' | 'maxDeductible'>

function checkRatios({ maxRate, floor, target, maxDeductible }: Ratios, strict: boolean): void {
  checkRatio('maxRate', maxRate, WAD_PER_PPM, WAD)
  checkRatio('floor', floor, strict ? WAD + WAD / 20n : WAD / 100n, 2n * WAD)
  checkRatio('target', target, floor + floor / 20n, 3n * WAD)
  checkRatio('maxDeductible', maxDeductible, 0n, WAD - WAD_PER_PPM)
}

function checkRatio(name: string, ratio: bigint, least: bigint, most: bigint): void {
  if (typeof ratio !== 'bigint')
    throw new InvalidParameterError(
      ...([name, ratio, 'must be a bigint'] as const),
      'Write ratios in WAD: parseEther("0.05").',
    )
  if (ratio < least || ratio > most)
    throw new InvalidParameterError(name, ratio, `must be from ${least} to ${most}, in WAD`)
  if (ratio % WAD_PER_PPM !== 0n)
    throw new InvalidParameterError(name, ratio, 'must be a whole number of millionths, in WAD')
}

/** Numbers of pools in the order that the factory wants. */
function sortedPools(poolIds: readonly bigint[]): bigint[] {
  if (!Array.isArray(poolIds) || poolIds.length === 0 || poolIds.length > MAX_POOLS)
    throw new InvalidParameterError('poolIds', poolIds, `must be a list of 1 to ${MAX_POOLS} pools`)
  if (new Set(poolIds).size < poolIds.length)
    throw new InvalidParameterError('poolIds', poolIds, 'names a pool twice')
  return [...poolIds].sort((a, b) => (a < b ? -1 : 1))
}
