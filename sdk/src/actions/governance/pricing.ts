import type { PricingInput } from './types.js'

/** Prices and limits as the contract takes them: a fee that is not named is none. */
export function toPricing({ managerFee = 0n, sponsorFee = 0n, ...pricing }: PricingInput) {
  const { rateFloor, rateAtTarget, rateMax, target, maxRatio } = pricing
  return { rateFloor, rateAtTarget, rateMax, target, maxRatio, managerFee, sponsorFee }
}
