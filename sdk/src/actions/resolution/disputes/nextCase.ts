import { type Address, type Hex, isAddressEqual } from 'viem'
import type { ReadClient } from '../../../internal/read.js'
import { subFloored } from '../../../math/arithmetic.js'
import { applyVerdict, openCase, settleCase } from '../../claims/cases.js'
import { toAnswer } from '../court/answerContent.js'
import { adoptOutcome, postAnswer, publishLosses, raiseCase } from '../court/answers.js'
import { getAnswerKey } from '../court/bondPots.js'
import { settleBonds, withdrawBond } from '../court/bonds.js'
import { isMetered } from '../court/metered.js'
import type { CourtCase } from '../court/types.js'
import type { Draft } from './drafts.js'
import {
  decisionOf,
  furtherAnswers,
  hasBondsToSettle,
  isAdoptable,
  isContested,
  isSame,
  payableFrom,
  turnsOf,
} from './foresight.js'
import type { Dispute, DisputeCase, NextActionsParameters } from './types.js'

const NOBODY = {} as ReadClient

/** Next actions on a case, before and after its opening. */
export function* aboutCase(
  dispute: Dispute,
  found: DisputeCase,
  parameters: NextActionsParameters,
): Generator<Draft> {
  const { hearing } = found
  if (hearing === undefined) {
    yield* aboutOpening(dispute, found)
    return
  }
  if (hearing.outcome === 'none') {
    yield* aboutAnswers(dispute, found, hearing, parameters)
    yield* aboutOutcomes(dispute, hearing)
  }
  yield* aboutSettling(dispute, found, hearing)
  yield* aboutClaims(dispute, found, hearing)
}

/** The part of a bond that needs an approval; the account's pledges need none. */
function toApprove(
  { courtTerms, court, bonds }: Dispute,
  { pool, termsId }: DisputeCase,
  { key, bond, account }: { key: Hex; bond: bigint; account: Address | undefined },
) {
  const pledged = bonds.find(
    (pot) =>
      pot.key === key &&
      isAddressEqual(pot.pool, pool) &&
      pot.termsId === termsId &&
      isSame(account, pot.contributor),
  )
  return approval({ courtTerms, court }, subFloored(bond, pledged?.assets ?? 0n))
}

const approval = ({ courtTerms, court }: Pick<Dispute, 'courtTerms' | 'court'>, amount: bigint) =>
  amount === 0n ? undefined : { asset: courtTerms.rules.asset, spender: court, amount }

function* aboutOpening(dispute: Dispute, found: DisputeCase): Generator<Draft> {
  if (found.notOpenable !== undefined) return
  const { pool, termsId, severity } = found
  const which = { pool, termsId, incidentId: dispute.incidentId }
  const isFired = isMetered(dispute.courtTerms)
  yield {
    ...{ action: 'openCase', ...which, from: dispute.timestamp, until: found.openableUntil + 1 },
    bond: approval(dispute, found.openingBond),
    ...(isFired || severity !== undefined
      ? { call: openCase.call(NOBODY, { ...which, severity: isFired ? undefined : severity }) }
      : { needs: 'severity' }),
  }
}

function* aboutAnswers(
  dispute: Dispute,
  found: DisputeCase,
  hearing: CourtCase,
  { account, table, uri }: NextActionsParameters,
): Generator<Draft> {
  const { court, incidentId, courtTerms, timestamp } = dispute
  const { pool, termsId, answer, answerBond } = found
  const which = { pool, termsId, incidentId }
  if (courtTerms.proofOfLoss && hearing.answers[0]?.number !== 1n) {
    yield {
      ...{ action: 'publishLosses', ...which, who: 'opener', isYours: isSame(account, hearing.opener) },
      ...{ from: hearing.openedAt, until: hearing.openedAt + courtTerms.rootWindow + 1 },
      ...(table ? { call: publishLosses.call(NOBODY, { court, ...which, table, uri }) } : { needs: 'table' }),
    }
  }
  if (found.notAnswerable === undefined) {
    const key = getAnswerKey(answer ?? toAnswer('nothing'))
    yield {
      ...{ action: 'postAnswer', ...which, from: timestamp, until: found.answerableUntil + 1 },
      bond: toApprove(dispute, found, { key, bond: answerBond, account }),
      ...(answer
        ? { call: postAnswer.call(NOBODY, { court, ...which, answer, bond: answerBond, uri }) }
        : { needs: 'answer' }),
    }
  }
  if (found.notRaisable === undefined) {
    yield {
      ...{ action: 'raiseCase', ...which, from: timestamp, until: found.raisableUntil + 1 },
      call: raiseCase.call(NOBODY, { court, ...which }),
    }
  }
}

/** Outcomes of other pools' cases of a firing that can be adopted. */
function* aboutOutcomes({ court, courtTerms, cases }: Dispute, hearing: CourtCase): Generator<Draft> {
  if (!isContested(hearing) || !isMetered(courtTerms)) return
  const { pool, termsId, incidentId } = hearing
  const which = { pool, termsId, incidentId }
  const [first, last] = turnsOf(hearing, courtTerms)
  for (const { hearing: other } of cases) {
    if (other === undefined || other === hearing || !isAdoptable(hearing, other, courtTerms)) continue
    const call = adoptOutcome.call(NOBODY, { court, ...which, otherPool: other.pool })
    yield { action: 'adoptOutcome', ...which, from: first.from, until: last.until, call }
    // All of them are of one incident, and one is enough.
    return
  }
}

function* aboutSettling(dispute: Dispute, found: DisputeCase, hearing: CourtCase): Generator<Draft> {
  const { court, courtTerms, timestamp } = dispute
  const { pool, termsId, incidentId } = hearing
  const which = { pool, termsId, incidentId }
  const { at, pays } = decisionOf(hearing, courtTerms)
  const isOpen = hearing.outcome === 'none'
  if (hasBondsToSettle(hearing, courtTerms)) {
    const call = settleBonds.call(NOBODY, { court, ...which })
    // The holders' part waits while the settlement is strained.
    const waits = !pays && found.settlement !== undefined && found.settlement.strainedAt !== 0
    const isTold = isOpen ? !waits : found.bondsNotSettleable === undefined
    if (isTold) yield { action: 'settleBonds', ...which, from: isOpen ? at : timestamp, call }
  }
  // The amount and the contributors are known once it can be withdrawn.
  const isBonded = !isMetered(courtTerms) || furtherAnswers(hearing).length > 0
  if (isOpen && isBonded) {
    yield { action: 'withdrawBond', who: 'contributor', ...which, from: at, needs: 'contributor' }
  }
}

/** Next actions of keepers and insured on a case with a verdict, now or to come. */
function* aboutClaims(dispute: Dispute, found: DisputeCase, hearing: CourtCase): Generator<Draft> {
  const { courtTerms, incidentId, timestamp } = dispute
  const { pool, termsId, verdict, settlement, stake, notSettleable } = found
  const { status, registered, claimsUntil } = found.case
  const which = { pool, termsId, incidentId }
  const settle = { action: 'settleCase', ...which, call: settleCase.call(NOBODY, which) } as const
  const claim = { who: 'insured', ...which, needs: 'cover' } as const
  const isOpen = status === 'open'
  // A cover is settled at once for all cases that claims can be made on, this one included.
  const isOneOfSeveral = (stake?.payable ?? 0) + (isOpen ? 1 : 0) > 1
  const byNumber = isOneOfSeveral ? 'claimPayouts' : 'claimPayout'
  const newClaim = courtTerms.proofOfLoss ? 'claimLoss' : byNumber

  if (isOpen) {
    const payableAt = verdict.payableAt || payableFrom(hearing, courtTerms)
    const { pays } = decisionOf(hearing, courtTerms)
    yield { action: 'applyVerdict', ...which, from: payableAt, call: applyVerdict.call(NOBODY, which) }
    yield pays ? { ...claim, action: newClaim, from: payableAt } : { ...settle, from: payableAt }
    return
  }

  // Registered claims, paid in full or in part.
  const isFetchable = settlement !== undefined && (settlement.over || !settlement.short)
  const hasFetchable = registered !== 0n && isFetchable
  if (hasFetchable) yield { ...claim, action: 'claimPayout', from: timestamp }
  if (status === 'payable') {
    const until = claimsUntil + 1
    const isTold = hasFetchable && newClaim === 'claimPayout'
    if (!isTold) yield { ...claim, action: newClaim, from: timestamp, until }
    // Before the end of the window only the part that claims cannot need.
    const hasSurplus = notSettleable === undefined && timestamp < until
    yield { ...settle, from: hasSurplus ? timestamp : until }
  } else if (notSettleable === undefined) yield { ...settle, from: timestamp }
}

/** Bonds of the given account. */
export function* aboutBonds({ court, incidentId, timestamp, bonds }: Dispute): Generator<Draft> {
  for (const { pool, termsId, key, contributor, assets } of bonds) {
    if (assets === 0n) continue
    const which = { pool, termsId, incidentId }
    const call = withdrawBond.call(NOBODY, { court, ...which, pot: key, contributor })
    yield { action: 'withdrawBond', ...which, from: timestamp, call }
  }
}
