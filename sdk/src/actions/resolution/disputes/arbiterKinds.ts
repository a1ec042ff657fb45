import type { Address, ContractFunctionParameters } from 'viem'
import * as AddressArbiter from '../../../generated/abi/AddressArbiter.js'
import * as AssessorPanel from '../../../generated/abi/AssessorPanel.js'
import * as UmaArbiter from '../../../generated/abi/UmaArbiter.js'
import type { ArbiterInfo } from './types.js'

const addressArbiterAbi = [AddressArbiter.judge] as const
const assessorPanelAbi = [AssessorPanel.commitPeriod, AssessorPanel.revealPeriod] as const
const umaArbiterAbi = [UmaArbiter.currency, UmaArbiter.liveness, UmaArbiter.requiredBond] as const

/** Calls by whose results the kinds of arbiters differ. */
export const kindCalls = (address: Address): ContractFunctionParameters[] => [
  { abi: addressArbiterAbi, address, functionName: 'judge' },
  { abi: assessorPanelAbi, address, functionName: 'commitPeriod' },
  { abi: assessorPanelAbi, address, functionName: 'revealPeriod' },
  { abi: umaArbiterAbi, address, functionName: 'liveness' },
  { abi: umaArbiterAbi, address, functionName: 'currency' },
  { abi: umaArbiterAbi, address, functionName: 'requiredBond' },
]

export function toArbiter(address: Address, time: number, answers: readonly unknown[]): ArbiterInfo {
  const [judge, commitPeriod, revealPeriod, liveness, currency, bond] = answers
  if (judge !== undefined) return { address, time, kind: 'address', judge: judge as Address }
  if (commitPeriod !== undefined && revealPeriod !== undefined) {
    return {
      address,
      time,
      kind: 'panel',
      commitPeriod: Number(commitPeriod),
      revealPeriod: Number(revealPeriod),
    }
  }
  if (liveness !== undefined && bond !== undefined) {
    return {
      address,
      time,
      kind: 'uma',
      currency: currency as Address,
      bond: bond as bigint,
      liveness: Number(liveness),
    }
  }
  return { address, time, kind: 'other' }
}
