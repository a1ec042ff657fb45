import { divUp, max, min, mulDivUp, subFloored, WAD } from '../math/arithmetic.js'

/** Part of what a carving locks up that its bond is at least. */
const BOND_PART = 50n

/**
 * What a carving's bond is at most, asset units: even, and rounded up. Less than what the pool has to set aside can only be
 * locked up.
 */
export function carvingBondUp({
  minBond,
  exposed,
  deductible,
  proofOfLoss,
  severity,
  lossTotal,
}: {
  minBond: bigint
  exposed: bigint
  deductible: bigint
  proofOfLoss: boolean
  severity: bigint
  lossTotal: bigint
}): bigint {
  const share = min(severity, WAD)
  let need = mulDivUp(exposed, proofOfLoss ? share : subFloored(share, deductible), WAD)
  if (proofOfLoss && lossTotal !== 0n) need = min(need, mulDivUp(lossTotal, WAD - deductible, WAD))
  const bond = max(divUp(need, BOND_PART), minBond)
  return bond + (bond % 2n)
}
