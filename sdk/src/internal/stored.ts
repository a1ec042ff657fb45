import type { ContractFunctionReturnType } from 'viem'
import type { Report } from '../actions/court.js'
import type { Pocket, ProductStake, Settlement } from '../actions/pockets.js'
import type { optimisticCourtAbi, pocketVaultAbi } from '../generated/contracts.js'

/** Seconds after the last turn within which pools may be carved for a twin. */
export const TWIN_WITHIN = 7 * 86_400

/** Seconds after its report window that a vault waits for a verdict. */
export const VERDICT_WITHIN = 120 * 86_400

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

export function toReport(
  incidentId: bigint,
  { again, rootAt, severity, lossTotal, lossRoot, evidence, ...report }: StoredReport,
): Report {
  return {
    ...report,
    repeats: again === 0 ? 0n : ((incidentId >> 32n) << 32n) | BigInt(again),
    publishedAt: rootAt,
    answer: { severity, lossTotal, lossRoot, evidence },
  }
}
