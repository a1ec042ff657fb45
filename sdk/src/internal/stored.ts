import type { ContractFunctionReturnType } from 'viem'
import type { Report } from '../actions/court.js'
import type { Pocket, ProductStake, Settlement } from '../actions/pockets.js'
import type { optimisticCourtAbi, pocketVaultAbi } from '../generated/contracts.js'

export const CASE_STATUS = ['none', 'open', 'payable', 'denied', 'counted', 'closed'] as const

type VaultView<name extends 'getPocket' | 'settlementOf' | 'stakeOf'> = ContractFunctionReturnType<
  typeof pocketVaultAbi,
  'view',
  name
>

/** A case, its settlement and its product's part in that, as its vault tells them. */
export type StoredPocket = VaultView<'getPocket'>
export type StoredSettlement = VaultView<'settlementOf'>
export type StoredStake = VaultView<'stakeOf'>

export function toPocket(
  caseId: bigint,
  { status, eventTime, claimsUntil, ...pocket }: StoredPocket,
): Pocket {
  return {
    caseId,
    status: CASE_STATUS[status] ?? 'none',
    eventTime: Number(eventTime),
    claimsUntil: Number(claimsUntil),
    ...pocket,
  }
}

export function toSettlement([
  { open, counted, strainedAt, ...sums },
  short,
  over,
  forClaims,
]: StoredSettlement): Settlement {
  return {
    ...sums,
    ...{ short, over, forClaims },
    open: Number(open),
    counted: Number(counted),
    strainedAt: Number(strainedAt),
  }
}

export function toProductStake({ payable_, stopping, ...sums }: StoredStake): ProductStake {
  return { ...sums, payable: Number(payable_), stopping: Number(stopping) }
}

/** A report as its court tells it. */
type StoredReport = ContractFunctionReturnType<typeof optimisticCourtAbi, 'view', 'getReport'>

export function toReport({
  rootAt,
  severity,
  lossTotal,
  lossRoot,
  evidence,
  ...report
}: StoredReport): Report {
  return { ...report, publishedAt: rootAt, answer: { severity, lossTotal, lossRoot, evidence } }
}
