import { divUp, max, min, mulDivDown, mulDivUp, PPM, toPpm, WAD } from './arithmetic.js'

const DAMPED_DAYS = 64
const MAX_DAMPED = 0xffff_ffff_ffff_ffff_ffff_ffffn
const MAX_LIMIT = 0xffff_ffffn

/** Figures that the worth of a share depends on. */
export interface ShareState {
  /** The pool's equity, asset units: `totalAssets()`. */
  equity: bigint
  /** Shares in existence: `totalSupply()`. */
  supply: bigint
  /** Shares that belong to nobody; see {@link virtualShares}. */
  virtualShares: bigint
  /** The least amount of the asset that shares tell apart; see {@link assetUnit}. */
  assetUnit: bigint
}

/** Shares that nobody collected: they leave the supply by the second. */
export interface Fading {
  /** What was left of them at `from`. */
  shares: bigint
  /** Seconds. */
  from: number
  /** When all are gone, seconds. */
  until: number
}

/** Shares as a pool keeps them. */
export interface StoredSupply {
  /** Shares in existence at the begin of their fading. */
  supply: bigint
  /** None, by default. */
  fading?: Fading | undefined
}

/** Shares in existence at a moment, rounded up: `totalSupply()`. */
export function supplyAt({ supply, fading }: StoredSupply, timestamp: number): bigint {
  if (!fading) return supply
  const { shares, from, until } = fading
  return supply - mulDivDown(shares, BigInt(Math.min(timestamp, until) - from), BigInt(until - from))
}

/** Decimals of every pool's shares, whatever its asset's. */
export const SHARE_DECIMALS = 12

/** Virtual shares of a pool over an asset of 6 to 18 decimals: the initial share price is {@link assetUnit} ÷ this. */
export function virtualShares(assetDecimals: number): bigint {
  return 10n ** BigInt(virtualDecimals(assetDecimals))
}

/** The least amount that a pool's shares tell apart, of an asset of 6 to 18 decimals: what is below one is the pool's. */
export function assetUnit(assetDecimals: number): bigint {
  return 10n ** BigInt(assetDecimals + virtualDecimals(assetDecimals) - SHARE_DECIMALS)
}

const virtualDecimals = (assetDecimals: number) => Math.max(3, SHARE_DECIMALS - assetDecimals)

/** Shares for assets, rounded down. */
export function toSharesDown(
  assets: bigint,
  { equity, supply, virtualShares, assetUnit }: ShareState,
): bigint {
  return mulDivDown(assets / assetUnit, supply + virtualShares, equity / assetUnit + 1n)
}

/** Shares for assets, rounded up. */
export function toSharesUp(assets: bigint, { equity, supply, virtualShares, assetUnit }: ShareState): bigint {
  return mulDivUp(divUp(assets, assetUnit), supply + virtualShares, equity / assetUnit + 1n)
}

/** Assets for shares, rounded down. */
export function toAssetsDown(
  shares: bigint,
  { equity, supply, virtualShares, assetUnit }: ShareState,
): bigint {
  return mulDivDown(shares, equity / assetUnit + 1n, supply + virtualShares) * assetUnit
}

/** Assets for shares, rounded up. */
export function toAssetsUp(shares: bigint, { equity, supply, virtualShares, assetUnit }: ShareState): bigint {
  return mulDivUp(shares, equity / assetUnit + 1n, supply + virtualShares) * assetUnit
}

/** Figures that damped equity depends on. Amounts in asset units; days count from the Unix epoch, in UTC. */
export interface DampedInputs {
  /** As stored. */
  damped: bigint
  /** Day of its last update. */
  day: number
  today: number
  /** The pool's constant: below it, capital counts in full from the first midnight that it is there. */
  startEquity: bigint
  /** Equity of the shares that have not asked to leave. */
  freeEquity: bigint
}

/**
 * The equity that sale limits rest on: down at once, up by a tenth a midnight, from the pool's constant at least. On the day
 * of its last update it does not rise.
 */
export function dampedEquityDown({ damped, day, today, startEquity, freeEquity }: DampedInputs): bigint {
  let grown = today === day ? damped : max(damped, startEquity)
  for (let n = Math.min(today - day, DAMPED_DAYS); n > 0 && grown < freeEquity; n--)
    grown = (grown * 11n) / 10n
  return min(min(grown, freeEquity), MAX_DAMPED)
}

/** Figures that a product's limit depends on; ratios in WAD. */
export interface LimitInputs {
  /** Asset units. */
  dampedEquity: bigint
  maxRatio: bigint
  /** Capital that fails in the same event. */
  haircut: bigint
  /** Unattested part of the covered code. */
  auditGap: bigint
  /** Asset units of one cover unit. */
  coverUnit: bigint
}

/** Committed cover of a product at utilisation 1, cover units, rounded down. */
export function productLimitDown({
  dampedEquity,
  maxRatio,
  haircut,
  auditGap,
  coverUnit,
}: LimitInputs): bigint {
  const share = dampedEquity * toPpm(maxRatio) * (PPM - toPpm(haircut))
  const limit =
    auditGap === 0n
      ? share / (PPM * PPM * coverUnit)
      : mulDivDown(share, WAD - auditGap, PPM * PPM * WAD * coverUnit)
  return min(limit, MAX_LIMIT)
}

/**
 * Shares that a case came back as, as they are divided among its holders: those that were issued, rounded down to 52
 * significant bits.
 */
export function dividedDown(issued: bigint): bigint {
  const excess = BigInt(Math.max(issued.toString(2).length - 52, 0))
  return (issued >> excess) << excess
}

/**
 * An account's part of the shares that a case came back as, rounded down.
 *
 * @param returned - `shares` of the share return, or what {@link dividedDown} makes of those issued.
 */
export function returnedDown(held: bigint, returned: bigint, supply: bigint): bigint {
  return supply === 0n ? 0n : mulDivDown(held, returned, supply)
}

const TIP_BASE = 500n
const TIP_RISE = 604_800n
const TIP_MOST = 20n

/** Figures that the tip for settling others' exits depends on. */
export interface SettlementTipInputs {
  /** What is settled, asset units. */
  assets: bigint
  /** Seconds since the last request of those that are settled may be settled. */
  waited: number
  /** Asset units of one cover unit. */
  coverUnit: bigint
}

/**
 * What a keeper is paid, out of them, for settling others' exits, rounded down: 0.05 %, at most one cover unit, as soon as they
 * may be settled, and evenly more until it is twenty times as much after 7 days.
 */
export function settlementTipDown({ assets, waited, coverUnit }: SettlementTipInputs): bigint {
  const base = min((assets * TIP_BASE) / PPM, coverUnit)
  return (base * (TIP_RISE + (TIP_MOST - 1n) * min(BigInt(waited), TIP_RISE))) / TIP_RISE
}
