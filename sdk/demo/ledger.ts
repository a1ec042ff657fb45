import {
  assetUnit,
  dampedEquityDown,
  grossDown,
  type Price,
  payableUp,
  priceCover,
  productLimitDown,
  remainingDown,
  toAssetsDown,
  toSharesDown,
  valueDown,
  valueUp,
  virtualShares,
} from '../src/math/index.js'
import { DECIMALS, POOL, PRICING, TERMS } from './stage.js'

interface Position {
  amount: bigint
  rate: bigint
  start: number
  end: number
}

/**
 * A pool kept by hand: what the rules say it holds, from nothing but what people did and when. It never asks the chain, so
 * that what the chain says can be held against it.
 */
export class Ledger {
  /** Equity and unearned premium together. */
  #net = 0n
  #queued = 0n
  #damped = 0n
  #dampedDay = 0
  readonly #virtual = { virtualShares: virtualShares(DECIMALS), assetUnit: assetUnit(DECIMALS) }
  readonly #covers = new Map<bigint, Position>()
  readonly #shares = new Map<string, bigint>()
  supply = 0n

  /** What all shares are worth together. */
  equity(timestamp: number): bigint {
    let unearned = 0n
    for (const { rate, end } of this.#covers.values()) unearned += rate * BigInt(Math.max(end - timestamp, 0))
    return this.#net - valueUp(unearned, POOL.coverUnit)
  }

  sharesOf(who: string): bigint {
    return this.#shares.get(who) ?? 0n
  }

  deposit(who: string, assets: bigint, timestamp: number): bigint {
    const shares = toSharesDown(assets, this.#state(timestamp))
    this.#refreshDamped(timestamp)
    if (this.supply === 0n) this.#damped = assets < POOL.startEquity ? assets : POOL.startEquity
    this.#net += assets
    this.issue(who, shares)
    return shares
  }

  /** Gives shares to somebody. */
  issue(who: string, shares: bigint): void {
    this.supply += shares
    this.#shares.set(who, this.sharesOf(who) + shares)
  }

  /** Hands shares on. */
  transfer(from: string, to: string, shares: bigint): void {
    this.#shares.set(from, this.sharesOf(from) - shares)
    this.#shares.set(to, this.sharesOf(to) + shares)
  }

  quote(amount: bigint, duration: number, timestamp: number): Price {
    const dampedEquity = this.#dampedAt(timestamp)
    const { maxRatio, managerFee, sponsorFee, ...curve } = PRICING
    const limit = productLimitDown({
      dampedEquity,
      maxRatio,
      haircut: 0n,
      auditGap: 0n,
      coverUnit: POOL.coverUnit,
    })
    const { coverUnit } = POOL
    const { waitingPeriod, minBilled } = TERMS
    const committed = this.committed() / coverUnit
    return priceCover(
      { curve, fees: managerFee + sponsorFee, limit, committed, coverUnit, waitingPeriod, minBilled },
      { amount, duration, timestamp },
    )
  }

  /** Cover that weighs on capital. */
  committed(): bigint {
    let sum = 0n
    for (const { amount } of this.#covers.values()) sum += amount
    return sum
  }

  sell(coverId: bigint, amount: bigint, price: Price, timestamp: number): void {
    const { premium, fees, rate, start, end } = price
    this.#refreshDamped(timestamp)
    this.#net += premium - fees
    this.#covers.set(coverId, { amount, rate, start, end })
  }

  /** Takes what an incident may need out of the equity. */
  openCase(severity: bigint): bigint {
    const reserve = payableUp(this.committed(), severity, TERMS.deductible)
    this.#net -= reserve
    return reserve
  }

  /** Takes what an incident at a court sets aside out of the equity. */
  take(reserve: bigint): void {
    this.#net -= reserve
  }

  /** What a cover is paid for an incident. */
  claim(coverId: bigint, severity: bigint, eventTime: number): bigint {
    const cover = this.#covers.get(coverId)
    if (!cover || eventTime < cover.start || eventTime >= cover.end) return 0n
    const payout = grossDown(cover.amount, severity, TERMS.deductible)
    cover.amount = remainingDown(cover.amount, payout, POOL.coverUnit)
    return payout
  }

  /** Puts assets back, as shares for whom they were taken from. */
  putBack(assets: bigint, holder: string, timestamp: number): bigint {
    const shares = toSharesDown(assets, this.#state(timestamp))
    this.#refreshDamped(timestamp)
    this.#net += assets
    this.issue(holder, shares)
    return shares
  }

  /** Returns all that is unearned of a cover. */
  lapse(coverId: bigint, timestamp: number): bigint {
    const cover = this.#covers.get(coverId)
    if (!cover) return 0n
    const refund = valueDown(cover.rate * BigInt(cover.end - timestamp), POOL.coverUnit)
    this.#covers.delete(coverId)
    this.#net -= refund
    return refund
  }

  request(who: string): bigint {
    const shares = this.sharesOf(who)
    this.#shares.set(who, 0n)
    this.#queued += shares
    return shares
  }

  settle(shares: bigint, timestamp: number): bigint {
    const assets = toAssetsDown(shares, this.#state(timestamp))
    this.#net -= assets
    this.supply -= shares
    this.#queued -= shares
    return assets
  }

  /** The equity that prices rest on. */
  #dampedAt(timestamp: number): bigint {
    return dampedEquityDown({
      damped: this.#damped,
      day: this.#dampedDay,
      today: Math.floor(timestamp / 86_400),
      startEquity: POOL.startEquity,
      freeEquity: toAssetsDown(this.supply - this.#queued, this.#state(timestamp)),
    })
  }

  #refreshDamped(timestamp: number): void {
    this.#damped = this.#dampedAt(timestamp)
    this.#dampedDay = Math.floor(timestamp / 86_400)
  }

  #state(timestamp: number) {
    return { equity: this.equity(timestamp), supply: this.supply, ...this.#virtual }
  }
}
