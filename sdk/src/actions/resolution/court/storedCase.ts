import { type Address, isAddressEqual, zeroAddress } from 'viem'
import * as Court from '../../../generated/abi/Court.js'
import { answerKind } from './answerContent.js'
import { toCaseRef } from './caseRefs.js'
import type { Answer, CourtCase, CourtCaseId, Outcome } from './types.js'

const courtAbi = [Court.getCase, Court.getDispute, Court.outcomeOf] as const

/** In the order of the contract's numbers. */
const OUTCOMES: readonly Outcome[] = ['none', 'unopposed', 'ruled', 'silent']

/** Calls to a court about one case. */
export const courtCaseCalls = (court: Address, which: CourtCaseId) => {
  const contract = { abi: courtAbi, address: court, args: [toCaseRef(which)] } as const
  return [
    { ...contract, functionName: 'getCase' },
    { ...contract, functionName: 'getDispute' },
    { ...contract, functionName: 'outcomeOf' },
  ] as const
}

/** The court's results: the case, its dispute, and its outcome. */
export type StoredCourtCase = readonly [
  stored: {
    opener: Address
    openedAt: number
    severity: bigint
    openingBond: bigint
    endsAt: number
    atStake: bigint
    answers: readonly { by: Address; bond: bigint; answer: Answer }[]
  },
  dispute: {
    subject: bigint
    incomplete: boolean
    arbiter: Address
    turnStarted: number
    deadline: number
  },
  outcome: readonly [outcome: number, number: bigint, decidedAt: bigint],
]

export function toCourtCase(
  court: Address,
  { pool, termsId, incidentId }: CourtCaseId,
  [{ opener: openedBy, answers, ...stored }, dispute, [outcome, chosen, decidedAt]]: StoredCourtCase,
): CourtCase {
  const none = (address: Address) => (isAddressEqual(address, zeroAddress) ? undefined : address)
  const opener = none(openedBy)
  const numbered = answers.map(({ by, bond, answer }, i) => ({
    number: BigInt(i + 1),
    says: answerKind(answer),
    ...(i === 0 ? { by: opener, bond: stored.openingBond } : { by, bond }),
    ...answer,
  }))
  return {
    ...{ court, pool, termsId, incidentId, opener, ...stored, chosen },
    subject: dispute.subject,
    answers: dispute.incomplete ? numbered.slice(1) : numbered,
    arbiter: none(dispute.arbiter),
    turnStarted: dispute.turnStarted,
    deadline: dispute.deadline,
    outcome: OUTCOMES[outcome] ?? 'none',
    decidedAt: Number(decidedAt),
  }
}
