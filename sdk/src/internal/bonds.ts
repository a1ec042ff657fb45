import { divUp, max } from '../math/arithmetic.js'
import { needByProofUp, payableUp } from '../math/incident.js'

/** Part of what an opening locks up that its bond is at least. */
const BOND_PART = 50n

/** What an opening's bond is at most, asset units, rounded up to an even amount: of all that could have to be set aside. */
export function openingBondUp({
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
  const need = proofOfLoss
    ? needByProofUp(exposed, severity, lossTotal, deductible)
    : payableUp(exposed, severity, deductible)
  const bond = max(divUp(need, BOND_PART), minBond)
  return bond + (bond % 2n)
}
