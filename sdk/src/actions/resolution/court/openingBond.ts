import { divUp, max } from '../../../math/arithmetic.js'
import { needByProofUp, payableUp } from '../../../math/incident.js'

/** Divisor of what a bond asks for, or locks up: the bond is at least this part. */
const BOND_DIVISOR = 50n

/** Bond of an opening, asset units, rounded up: a part of all that may have to be set aside. */
export function openingBondUp({
  minBond,
  exposed,
  deductible,
  proofOfLoss,
  severity,
}: {
  minBond: bigint
  exposed: bigint
  deductible: bigint
  proofOfLoss: boolean
  severity: bigint
}): bigint {
  const need = proofOfLoss
    ? needByProofUp(exposed, severity, 0n, deductible)
    : payableUp(exposed, severity, deductible)
  return max(divUp(need, BOND_DIVISOR), minBond)
}
