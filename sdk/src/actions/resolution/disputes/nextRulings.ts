import { isAddressEqual } from 'viem'
import type { ReadClient } from '../../../internal/read.js'
import { ruleDispute } from '../arbiters/addressArbiter.js'
import type { Assessment } from '../arbiters/assessments.js'
import { type Assertions, assertAnswer, creditBond, settleAnswer, withdrawCredit } from '../arbiters/uma.js'
import { appealRuling, settleVote, tallyVotes } from '../arbiters/votes.js'
import type { CourtCase, CourtCaseId } from '../court/types.js'
import type { Draft } from './drafts.js'
import { choicesOf, decisionOf, isContested, isSame, type Turn, turnsOf } from './foresight.js'
import type { ArbiterInfo, Dispute, DisputeCase, NextActionsParameters } from './types.js'

const NOBODY = {} as ReadClient

/** Whether an object belongs to a case. */
const isAbout = (told: CourtCaseId, { pool, termsId, incidentId }: CourtCaseId): boolean =>
  told.incidentId === incidentId && told.termsId === termsId && isAddressEqual(told.pool, pool)

/** Next actions of arbiters, and of their callers. */
export function* aboutTurns(
  dispute: Dispute,
  { hearing }: DisputeCase,
  parameters: NextActionsParameters,
): Generator<Draft> {
  if (hearing === undefined || !isContested(hearing)) return
  const turns = turnsOf(hearing, dispute.courtTerms)
  for (const [i, arbiter] of dispute.arbiters.entries()) {
    yield* aboutTurn(hearing, arbiter, turns[i] as Turn, parameters)
  }
}

function* aboutTurn(
  hearing: CourtCase,
  arbiter: ArbiterInfo,
  turn: Turn,
  { account, assessments, assertions, uri }: NextActionsParameters,
): Generator<Draft> {
  const { address } = arbiter
  const { court, pool, termsId, incidentId } = hearing
  const which = { pool, termsId, incidentId }
  if (arbiter.kind === 'address') {
    const isYours = isSame(account, arbiter.judge)
    for (const number of choicesOf(hearing)) {
      const call = ruleDispute.call(NOBODY, { arbiter: address, court, ...which, number })
      yield { action: 'ruleDispute', ...which, who: 'arbiter', isYours, ...turn, number, call }
    }
  } else if (arbiter.kind === 'panel') {
    const told = assessments?.find((found) => isAbout(found, which) && isAddressEqual(found.panel, address))
    if (told && (told.isTurn || told.caseId !== 0n)) return
    const reveals = turn.from + arbiter.commitPeriod
    const vote = { ...which, who: 'assessor', needs: 'vote' } as const
    yield { ...vote, action: 'commitVote', from: turn.from, until: reveals }
    yield { ...vote, action: 'revealVote', from: reveals, until: reveals + arbiter.revealPeriod }
  } else if (arbiter.kind === 'uma') {
    const told = assertions?.find((found) => isAbout(found, which) && isAddressEqual(found.arbiter, address))
    for (const number of choicesOf(hearing)) {
      const assertion = told?.open.find((open) => open.number === number)
      if (assertion) {
        if (!assertion.isSettleable) continue
        const call = settleAnswer.call(NOBODY, { arbiter: address, assertionId: assertion.assertionId })
        yield { action: 'settleAnswer', ...which, ...turn, number, call }
        continue
      }
      yield {
        ...{ action: 'assertAnswer', ...which, from: turn.from, number },
        // The assertion must be settled before the turn is over.
        until: turn.until - arbiter.liveness,
        bond: { asset: arbiter.currency, spender: address, amount: arbiter.bond },
        call: assertAnswer.call(NOBODY, { arbiter: address, court, ...which, number, uri }),
      }
    }
  }
}

/** Credits of asserters, whatever happened to the case. */
export function* aboutAssertions(
  dispute: Dispute,
  { hearing }: DisputeCase,
  { account, assertions = [] }: NextActionsParameters,
): Generator<Draft> {
  if (hearing === undefined) return
  for (const told of assertions) {
    if (!isAbout(told, hearing)) continue
    const { pool, termsId, incidentId } = told
    const which = { pool, termsId, incidentId }
    yield* aboutCredits(dispute, hearing, told)
    if (told.credit === 0n) continue
    const call = withdrawCredit.call(NOBODY, { arbiter: told.arbiter, account: told.account })
    const isYours = isSame(account, told.account)
    yield { action: 'withdrawCredit', ...which, who: 'asserter', isYours, from: dispute.timestamp, call }
  }
}

function* aboutCredits(
  { arbiters, courtTerms, timestamp }: Dispute,
  hearing: CourtCase,
  { arbiter, open, pool, termsId, incidentId }: Assertions,
): Generator<Draft> {
  const turn = turnsOf(hearing, courtTerms)[isAddressEqual(arbiters[0].address, arbiter) ? 0 : 1]
  for (const { assertionId, number, isCreditable, isSettleable } of open) {
    if (!isCreditable) continue
    const call = creditBond.call(NOBODY, { arbiter, assertionId })
    // Settling credits it, too, while it can rule.
    const from = isSettleable ? turn.until : timestamp
    yield { action: 'creditBond', pool, termsId, incidentId, from, number, call }
  }
}

/** Next actions of assessors on the case. */
export function* aboutAssessments(
  dispute: Dispute,
  { hearing }: DisputeCase,
  { account, assessments = [] }: NextActionsParameters,
): Generator<Draft> {
  if (hearing === undefined) return
  for (const told of assessments) {
    if (isAbout(told, hearing)) yield* aboutAssessment(dispute, hearing, told, isSame(account, told.assessor))
  }
}

function* aboutAssessment(
  { courtTerms, timestamp }: Dispute,
  hearing: CourtCase,
  assessment: Assessment,
  isYours: boolean | undefined,
): Generator<Draft> {
  const { panel, court, pool, termsId, incidentId, ends, caseId, phase, ruling } = assessment
  const which = { pool, termsId, incidentId }
  const call = { panel, court, ...which }
  const vote = { ...which, who: 'assessor', isYours, needs: 'vote' } as const
  if (assessment.committedVote) {
    // Reveals do not depend on the turn.
    yield { ...vote, action: 'revealVote', from: ends.commit, until: ends.reveal }
  }
  if (isContested(hearing) && assessment.isTurn && !assessment.appealed && !assessment.decided) {
    if (assessment.risk === 0n && assessment.eligible !== 0n && phase === 'commit') {
      yield { ...vote, action: 'commitVote', from: timestamp, until: ends.commit }
    }
    // The result is known when the last vote is revealed.
    if (phase === 'appeal' && ruling !== undefined) {
      yield {
        ...{ action: 'appealRuling', ...which, from: ends.reveal, until: ends.appeal },
        bond: { asset: courtTerms.rules.asset, spender: panel, amount: assessment.appealFee },
        call: appealRuling.call(NOBODY, call),
      }
    }
    const isForeseen = phase === 'commit' || phase === 'reveal'
    if (caseId !== 0n && (isForeseen || ruling !== undefined)) {
      yield {
        ...{ action: 'tallyVotes', ...which, from: ends.appeal, until: ends.tally, number: ruling },
        call: tallyVotes.call(NOBODY, call),
      }
    }
  }
  // A winner whose risk is free waits until further losing votes are settled.
  if (assessment.risk !== 0n && (!assessment.freed || assessment.due !== 0n)) {
    const { at } = decisionOf(hearing, courtTerms)
    // By the court's decision, once all is revealed; in the end whatever the court does.
    const settles = Math.min(Math.max(at, ends.reveal), ends.undecided)
    const from = assessment.decided ? timestamp : settles
    const settle = settleVote.call(NOBODY, { ...call, voter: assessment.assessor })
    yield { action: 'settleVote', ...which, from, call: settle }
  }
}
