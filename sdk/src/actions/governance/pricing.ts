import type { PricingInput } from './types.js'

/** Prices and limits in the contract's form; an unnamed fee is 0. */
export function toPricing({ managerFee = 0n, sponsorFee = 0n, ...pricing }: PricingInput) {
  const { rateFloor, rateAtTarget, rateMax, target, maxRatio } = pricing
  return { rateFloor, rateAtTarget, rateMax, target, maxRatio, managerFee, sponsorFee }
}
