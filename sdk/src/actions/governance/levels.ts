import type { ProductLevels } from './types.js'

/** Prices and limits as the contract takes them: a cut that is not named is none. */
export function toLevels({ managerCut = 0n, sponsorCut = 0n, ...levels }: ProductLevels) {
  const { rateFloor, rateAtTarget, rateMax, target, maxShare } = levels
  return { rateFloor, rateAtTarget, rateMax, target, maxShare, managerCut, sponsorCut }
}
