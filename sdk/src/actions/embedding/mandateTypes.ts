import type { Address, Hex } from 'viem'

/** What the owner of a cover signs, once, so that others may renew it. Plain data. */
export interface Mandate {
  /** Owner of the cover, who pays for each renewal. */
  owner: Address
  coverId: bigint
  /** The most that a renewal may cost, tip apart: premium of a year per covered amount, WAD. */
  maxRate: bigint
  /** The cover is renewed only while at least so much of it is left, asset units. */
  minAmount: bigint
  /** And at most so much, asset units. */
  maxAmount: bigint
  /** The cover's end is never moved beyond this second. */
  lastEnd: number
  /** Seconds that each renewal adds, up to the next 00:00 UTC; at most 365 days. */
  period: number
  /** A renewal comes no earlier than so many seconds before the cover's end; at most the period. */
  window: number
  /** To whoever renews, for each renewal; asset units. */
  tip: bigint
  /** Of the owner's mandates: revoking all begins the next series. */
  series: bigint
  /** By which it is revoked. */
  nonce: bigint
}

/** A mandate with its signature, which anybody uses by {@link renewCover}. Plain data. */
export interface SignedMandate extends Mandate {
  signature: Hex
}

/** The contract's form of a mandate. */
export function toMandate(mandate: Mandate): Mandate {
  const { owner, coverId, maxRate, minAmount, maxAmount, lastEnd, period, window, tip, series, nonce } =
    mandate
  return { owner, coverId, maxRate, minAmount, maxAmount, lastEnd, period, window, tip, series, nonce }
}
