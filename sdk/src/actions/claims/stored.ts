import type { ContractFunctionReturnType } from 'viem'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import type { Case, CaseStatus, ProductStake, Settlement } from './types.js'

const vaultAbi = [ClaimsVault.getCase, ClaimsVault.getSettlement, ClaimsVault.stakeOf] as const

/** In the order of the contract's numbers. */
const CASE_STATUS: readonly CaseStatus[] = ['none', 'open', 'payable', 'denied', 'counted', 'closed']

type VaultView<name extends 'getCase' | 'getSettlement' | 'stakeOf'> = ContractFunctionReturnType<
  typeof vaultAbi,
  'view',
  name
>

/** A case, its settlement and its product's part in that, as the vault returns them. */
export type StoredCase = VaultView<'getCase'>
export type StoredSettlement = VaultView<'getSettlement'>
export type StoredStake = VaultView<'stakeOf'>

export function toCase(
  caseId: bigint,
  { status, eventTime, claimsUntil, raises, ...figures }: StoredCase,
): Case {
  return {
    caseId,
    status: CASE_STATUS[status] ?? 'none',
    eventTime: Number(eventTime),
    claimsUntil: Number(claimsUntil),
    raises: Number(raises),
    ...figures,
  }
}

export function toSettlement([
  { open, counted, joint, strainedAt, ...sums },
  short,
  over,
  forClaims,
]: StoredSettlement): Settlement {
  return {
    ...sums,
    ...{ short, over, forClaims },
    open: Number(open),
    counted: Number(counted),
    joint: Number(joint),
    strainedAt: Number(strainedAt),
  }
}

export function toProductStake({ payable_, stopping, ...sums }: StoredStake): ProductStake {
  return { ...sums, payable: Number(payable_), stopping: Number(stopping) }
}
