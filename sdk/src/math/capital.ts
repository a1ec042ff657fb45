import { divUp, max, min, mulDivDown, mulDivUp, PPM, toPpm, WAD } from './arithmetic.js'

const DAMPED_DAYS = 64
const MAX_DAMPED = 0xffff_ffff_ffff_ffff_ffff_ffffn
const PPM_SQUARED = PPM * PPM
const MAX_LIMIT = 0xffff_ffffn

/** Figures behind the price of a share. */
export interface ShareState {
  /** The pool's equity, asset units: `totalAssets()`. */
  equity: bigint
  /** Shares in existence: `totalSupply()`. */
  supply: bigint
  /** Shares that belong to nobody; see {@link virtualShares}. */
  virtualShares: bigint
  /** The least unit of the asset that prices count; see {@link assetUnit}. */
  assetUnit: bigint
}

/** Shares that nobody collected: they leave the supply by the second. */
export interface Fading {
  /** Their number at `from`. */
  shares: bigint
  /** Seconds. */
  from: number
  /** Time at which all are gone, seconds. */
  until: number
}

/** Shares as a pool stores them. */
export interface StoredSupply {
  /** Shares in existence when their fading began. */
  supply: bigint
  /** None, by default. */
  fading?: Fading | undefined
}

/** Shares in existence at a time, rounded up: `totalSupply()`. */
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

/**
 * The least unit that a pool's prices count, for an asset of 6 to 18 decimals; the pool keeps what
 * is below one.
 */
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

/** Figures behind damped equity. Amounts in asset units; days count from the Unix epoch, in UTC. */
export interface DampedInputs {
  /** As stored. */
  damped: bigint
  /** Day of its last update. */
  day: number
  today: number
  /**
   * The pool's constant: up to it, capital counts in full from the first midnight at which it is
   * there.
   */
  startEquity: bigint
  /** Equity of the shares that have not asked to leave. */
  freeEquity: bigint
}

/**
 * The equity that sale limits rest on: down at once, up by a tenth a midnight, from no less than
 * the pool's constant. On the day of its last update it does not rise.
 */
export function dampedEquityDown({ damped, day, today, startEquity, freeEquity }: DampedInputs): bigint {
  let grown = today === day ? damped : max(damped, startEquity)
  for (let n = Math.min(today - day, DAMPED_DAYS); n > 0 && grown < freeEquity; n--)
    grown = (grown * 11n) / 10n
  return min(min(grown, freeEquity), MAX_DAMPED)
}

/** Figures behind a product's limit; ratios in WAD. */
export interface LimitInputs {
  /** Asset units. */
  dampedEquity: bigint
  maxRatio: bigint
  /** Part of capital that fails in the same event. */
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
      ? share / (PPM_SQUARED * coverUnit)
      : mulDivDown(share, WAD - auditGap, PPM_SQUARED * WAD * coverUnit)
  return min(limit, MAX_LIMIT)
}

/**
 * Returned shares as they are divided among their holders: the issued ones, rounded down to 52
 * significant bits.
 */
export function dividedDown(issued: bigint): bigint {
  const excess = BigInt(Math.max(issued.toString(2).length - 52, 0))
  return (issued >> excess) << excess
}

/**
 * An account's part of returned shares, rounded down.
 *
 * @param returned - `shares` of the share return, or the result of {@link dividedDown} for the
 * issued ones.
 */
export function returnedDown(held: bigint, returned: bigint, supply: bigint): bigint {
  return supply === 0n ? 0n : mulDivDown(held, returned, supply)
}

const TIP_BASE = 500n
const TIP_RISE = 604_800n
const TIP_MOST = 20n

/** Figures behind the tip for settling the exits of others. */
export interface SettlementTipInputs {
  /** Assets that are settled, asset units. */
  assets: bigint
  /** Seconds since the last of the settled requests may be settled. */
  waited: number
  /** Asset units of one cover unit. */
  coverUnit: bigint
}

/**
 * A keeper's tip for settling the exits of others, out of their assets, rounded down: 0.05 %, at
 * most one cover unit, as soon as they may be settled, rising evenly to twenty times as much after
 * 7 days.
 */
export function settlementTipDown({ assets, waited, coverUnit }: SettlementTipInputs): bigint {
  const base = min((assets * TIP_BASE) / PPM, coverUnit)
  return (base * (TIP_RISE + (TIP_MOST - 1n) * min(BigInt(waited), TIP_RISE))) / TIP_RISE
}
