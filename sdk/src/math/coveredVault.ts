import { max, min, mulDivDown, mulDivUp, subFloored } from './arithmetic.js'

/** Shares that nobody holds: a covered vault counts with them, so that a donation to an empty one costs its giver more. */
const VIRTUAL_SHARES = 1_000_000n

/**
 * Figures of a covered vault at one moment, from `getCoveredVaultSnapshot`. Its wrapped vault has a linear price: any number of
 * its shares is worth `assets ÷ shares` of `price` each, deposits and exits are free.
 */
export interface CoveredVaultSnapshot {
  /** Shares of the covered vault. */
  totalSupply: bigint
  /** Assets that are not in the wrapped vault, asset units. */
  idle: bigint
  /** Shares of the wrapped vault that belong to the holders. */
  wrappedShares: bigint
  /** What shares of the wrapped vault are worth: so many asset units for so many shares, virtual ones included. */
  price: { assets: bigint; shares: bigint }
  /** Premium paid for time to come, asset units. It falls by the second. */
  prepaid: bigint
  /** Whether a firing was settled since the vault was created: before, there were no payouts, and what is idle was donated. */
  hasSettled: boolean
  /** Time of the figures, seconds. */
  timestamp: number
}

/** Shares that a deposit of so many asset units gets, as `previewDeposit` of the covered vault tells. */
export function previewCoveredDeposit(snapshot: CoveredVaultSnapshot, assets: bigint): bigint {
  const { price, idle } = snapshot
  const idlePart = idlePartUp(snapshot, assets)
  const rest = assets - idlePart
  const added = mulDivDown(rest, price.shares, price.assets)
  const value = idlePart + min(worthDown(snapshot, added), rest)
  return mulDivDown(value, supplyOf(snapshot), idle + worthOf(snapshot) + snapshot.prepaid + 1n)
}

/** Asset units that so many shares cost, as `previewMint` of the covered vault tells. */
export function previewCoveredMint(snapshot: CoveredVaultSnapshot, shares: bigint): bigint {
  const { price, idle } = snapshot
  const total = idle + worthOf(snapshot) + snapshot.prepaid + 1n
  const value = mulDivUp(shares, total, supplyOf(snapshot))
  const idlePart = idlePartUp(snapshot, value)
  const rest = value - idlePart
  const enough = mulDivDown(rest, price.shares, price.assets)
  const added = worthDown(snapshot, enough) < rest ? enough + 1n : enough
  return idlePart + max(mulDivUp(added, price.assets, price.shares), rest)
}

/** Asset units that so many shares get, as `previewRedeem` of the covered vault tells. Prepaid premium stays behind. */
export function previewCoveredRedemption(snapshot: CoveredVaultSnapshot, shares: bigint): bigint {
  const { idle } = snapshot
  const supply = supplyOf(snapshot)
  const part = mulDivDown(idle + worthOf(snapshot), shares, supply)
  // A part of the idle assets is paid in any case.
  return max(subFloored(part, leftBehind(snapshot)), mulDivDown(idle, shares, supply))
}

/** Shares that an exit with so many asset units burns, as `previewWithdraw` of the covered vault tells. */
export function previewCoveredWithdrawal(snapshot: CoveredVaultSnapshot, assets: bigint): bigint {
  const { idle } = snapshot
  if (assets === 0n) return 0n
  const supply = supplyOf(snapshot)
  const shares = mulDivUp(assets + leftBehind(snapshot), supply, max(idle + worthOf(snapshot), 1n))
  return idle === 0n ? shares : min(shares, mulDivUp(assets, supply, idle))
}

const supplyOf = ({ totalSupply }: CoveredVaultSnapshot): bigint => totalSupply + VIRTUAL_SHARES

/** What shares of the wrapped vault are worth. */
const worthDown = ({ price }: CoveredVaultSnapshot, shares: bigint): bigint =>
  mulDivDown(shares, price.assets, price.shares)

/** What is in the wrapped vault. */
const worthOf = (snapshot: CoveredVaultSnapshot): bigint => worthDown(snapshot, snapshot.wrappedShares)

/** The part of a deposit that stays idle: the proportion in which idle assets are here, once payouts may be among them. */
function idlePartUp(snapshot: CoveredVaultSnapshot, assets: bigint): bigint {
  const { idle, hasSettled, totalSupply } = snapshot
  if (idle === 0n || !hasSettled || totalSupply === 0n) return 0n
  return mulDivUp(assets, idle, idle + worthOf(snapshot))
}

/** What a leaver leaves for the rounding of the wrapped vault: a share of it, and three units. */
const leftBehind = (snapshot: CoveredVaultSnapshot): bigint =>
  worthOf(snapshot) === 0n ? 0n : worthDown(snapshot, 1n) + 3n
