import {
  areaUp,
  assetUnit,
  dampedEquityDown,
  dividedDown,
  dueDown,
  grossDown,
  grossUp,
  payableUp,
  productLimitDown,
  provenUp,
  rateUp,
  recoveryDown,
  refundDown,
  roundRateUp,
  settlementTipDown,
  streamUp,
  supplyAt,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
  unearnedUp,
  valueUp,
  virtualShares,
} from '../src/math/index.js'

/** A formula of `/math` as numbers in and one number out: ratios in parts per million, those of claims in WAD. */
export interface Formula {
  /** How many numbers go in. */
  width: number
  evaluate: (...inputs: bigint[]) => bigint
}

const PPM = 10n ** 12n
const formula = <T extends readonly bigint[]>(
  width: T['length'],
  evaluate: (...inputs: T) => bigint,
): Formula => ({ width, evaluate: evaluate as unknown as Formula['evaluate'] })

type One = [bigint]
type Two = [bigint, bigint]
type Three = [bigint, bigint, bigint]
type Four = [bigint, bigint, bigint, bigint]
type Five = [bigint, bigint, bigint, bigint, bigint]
type Seven = [bigint, bigint, bigint, bigint, bigint, bigint, bigint]

/**
 * The formulas that contracts and SDK share, under the names that both sides of the differential tests use
 * (`contracts/test/differential`).
 */
export const FORMULAS: Record<string, Formula> = {
  areaUp: formula<Seven>(7, (floor, atTarget, max, target, limit, from, to) =>
    areaUp(
      { rateFloor: floor * PPM, rateAtTarget: atTarget * PPM, rateMax: max * PPM, target: target * PPM },
      limit,
      from,
      to,
    ),
  ),
  streamUp: formula<Three>(3, (area, charged, fees) => streamUp(area, Number(charged), fees * PPM)),
  roundRateUp: formula<One>(1, roundRateUp),
  rateUp: formula<Two>(2, (stream, left) => rateUp(stream, Number(left))),
  valueUp: formula<Two>(2, valueUp),
  grossUp: formula<Two>(2, (net, fees) => grossUp(net, fees * PPM)),
  refundDown: formula<Seven>(7, (rate, start, end, timestamp, waitingPeriod, minBilled, coverUnit) =>
    refundDown({
      rate,
      start: Number(start),
      end: Number(end),
      timestamp: Number(timestamp),
      waitingPeriod: Number(waitingPeriod),
      minBilled: Number(minBilled),
      coverUnit,
    }),
  ),
  unearnedUp: formula<Four>(4, (rate, end, timestamp, coverUnit) =>
    unearnedUp(rate, Number(end), Number(timestamp), coverUnit),
  ),
  dampedEquityDown: formula<Five>(5, (damped, day, today, startEquity, freeEquity) =>
    dampedEquityDown({ damped, day: Number(day), today: Number(today), startEquity, freeEquity }),
  ),
  productLimitDown: formula<Five>(5, (dampedEquity, maxRatio, haircut, auditGap, coverUnit) =>
    productLimitDown({ dampedEquity, maxRatio: maxRatio * PPM, haircut: haircut * PPM, auditGap, coverUnit }),
  ),
  toSharesDown: formula<Five>(5, (assets, equity, supply, virtualShares, assetUnit) =>
    toSharesDown(assets, { equity, supply, virtualShares, assetUnit }),
  ),
  toAssetsDown: formula<Five>(5, (shares, equity, supply, virtualShares, assetUnit) =>
    toAssetsDown(shares, { equity, supply, virtualShares, assetUnit }),
  ),
  toAssetsUp: formula<Five>(5, (shares, equity, supply, virtualShares, assetUnit) =>
    toAssetsUp(shares, { equity, supply, virtualShares, assetUnit }),
  ),
  virtualShares: formula<One>(1, (decimals) => virtualShares(Number(decimals))),
  assetUnit: formula<One>(1, (decimals) => assetUnit(Number(decimals))),
  payableUp: formula<Three>(3, payableUp),
  provenUp: formula<Three>(3, provenUp),
  grossDown: formula<Three>(3, grossDown),
  dueDown: formula<Three>(3, dueDown),
  recoveryDown: formula<Three>(3, recoveryDown),
  settlementTipDown: formula<Three>(3, (assets, waited, coverUnit) =>
    settlementTipDown({ assets, waited: Number(waited), coverUnit }),
  ),
  supplyAt: formula<Five>(5, (supply, shares, from, until, timestamp) =>
    supplyAt({ supply, fading: { shares, from: Number(from), until: Number(until) } }, Number(timestamp)),
  ),
  dividedDown: formula<One>(1, dividedDown),
}
