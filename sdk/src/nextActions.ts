import { type Address, isAddressEqual } from 'viem'
import type { Assessment } from './actions/assessors.js'
import { appealRuling, settleVote, tallyVotes } from './actions/assessors.js'
import { applyVerdict, openCase, settleCase } from './actions/cases.js'
import {
  type Bond,
  challengeReport,
  publishLosses,
  raiseCase,
  ruleDispute,
  settleBonds,
  withdrawBond,
} from './actions/court.js'
import type { ArbiterInfo, Dispute, OpeningState } from './actions/disputes.js'
import { type Assertions, assertAnswer, settleAnswer } from './actions/uma.js'
import type { AnswerInput, Ruling } from './answers.js'
import { isMetered } from './internal/docket.js'
import type { ReadClient } from './internal/read.js'
import type { ContractCall } from './internal/write.js'
import type { LossTable } from './losses.js'

/** What can be done about an incident at a court: each is the name of an action of this package. */
export type NextActionName =
  | 'appealRuling'
  | 'applyVerdict'
  | 'assertAnswer'
  | 'openCase'
  | 'challengeReport'
  | 'claimLoss'
  | 'claimPayout'
  | 'claimPayouts'
  | 'commitVote'
  | 'publishLosses'
  | 'raiseCase'
  | 'settleCase'
  | 'revealVote'
  | 'ruleDispute'
  | 'settleAnswer'
  | 'settleBonds'
  | 'settleVote'
  | 'tallyVotes'
  | 'withdrawBond'

/** Something that can be done, now or later on. Times in seconds. */
export interface NextAction {
  action: NextActionName
  /** Who may do it. */
  who: 'anyone' | 'reporter' | 'arbiter' | 'assessor' | 'insured' | 'contributor'
  /** Whether the account asked for is one of them; `undefined` if none was, or if it cannot be told. */
  isYours: boolean | undefined
  /** Whether it can be done now. */
  isPossible: boolean
  /** First second at which it can be done, if nobody does anything before. */
  from: number
  /** First second at which it no longer can; `undefined` if it always can from then on. */
  until: number | undefined
  /** What the sender has to approve before, at most; `undefined` for nothing. */
  bond: Bond | undefined
  /** The call, ready to be sent; `undefined` where it needs something that only the sender knows: see `needs`. */
  call:
    | (Pick<ContractCall, 'address' | 'to' | 'data' | 'abi' | 'functionName'> & { args: readonly unknown[] })
    | undefined
  /** What is missing for a call; `undefined` if nothing is. */
  needs: 'table' | 'vote' | 'uris' | 'cover' | 'contributor' | undefined
  /** Of which incident. */
  incidentId: bigint
  /** In which pool, where it is about one. */
  pool: Address | undefined
  /** On which terms, likewise. */
  termsId: bigint | undefined
  /** Which ruling, where it is about one. */
  ruling: Ruling | undefined
}

/** Parameters of {@link nextActions}. */
export interface NextActionsParameters {
  /** The chain's time: that of the newest block, or of a block to come, seconds. Never the local clock. */
  now: number
  /** For whom `isYours` is told. */
  account?: Address | undefined
  /** The counter-answer to challenge with. By default that nothing was lost. */
  counter?: AnswerInput | undefined
  /** The losses to publish. */
  table?: LossTable | undefined
  /** Of panels among the arbiters, from {@link getAssessments}; without them only commits and reveals are told. */
  assessments?: readonly Assessment[] | undefined
  /** Of UMA among the arbiters, from {@link getAssertions}. */
  assertions?: readonly Assertions[] | undefined
  /** Where the evidence of both sides is, for assertions to UMA. */
  uris?: { report: string; counter: string } | undefined
}

/** Calls are made of parameters alone: there is nothing to ask. */
const NOBODY = {} as ReadClient

/**
 * What can be done about an incident, now and later on, by whom, until when and under which bond. It asks nobody: all it knows
 * is a dispute as it was read, and the time. What somebody does in between is not foreseen, so read again after each step;
 * of time alone, deadlines that pass between reading and `now` included, it makes no mistake.
 *
 * @returns In the order of their beginning. What is over is left out.
 *
 * @example
 * ```ts
 * const dispute = await getDispute(client, { incidentId, openings: [{ pool, termsId }] })
 * const [first] = nextActions(dispute, { now: dispute.timestamp, account }).filter(({ isPossible, call }) => isPossible && call)
 * if (first?.bond) await approveAssetSync(client, first.bond)
 * if (first?.call) await client.sendTransaction(first.call)
 * ```
 */
export function nextActions(dispute: Dispute, parameters: NextActionsParameters): NextAction[] {
  const { now } = parameters
  const drafts = [
    ...aboutTheReport(dispute, parameters),
    ...aboutRulings(dispute, parameters),
    ...dispute.openings.flatMap((opening) => [...aboutOpening(dispute, opening)]),
    ...aboutBonds(dispute),
  ]
  return drafts
    .map((draft) => finish(draft, dispute, parameters))
    .filter(({ from, until }) => until === undefined || (now < until && from < until))
    .sort((a, b) => a.from - b.from)
}

/** What an action is, before what all of them have is filled in. */
type Draft = Pick<NextAction, 'action' | 'from'> & Partial<NextAction>

function finish(draft: Draft, { incidentId }: Dispute, { now, account }: NextActionsParameters): NextAction {
  const { who = 'anyone', from, until } = draft
  const isOpen = account === undefined ? undefined : true
  return {
    ...{ bond: undefined, call: undefined, needs: undefined, pool: undefined, termsId: undefined },
    ...{ ruling: undefined, until: undefined, incidentId, who },
    isYours: who === 'anyone' ? isOpen : undefined,
    ...draft,
    isPossible: from <= now && (until === undefined || now < until),
  }
}

const isSame = (account: Address | undefined, other: Address): boolean | undefined =>
  account === undefined ? undefined : isAddressEqual(account, other)

/** Last second but one of a report without losses; 0 where there is none to wait for. */
function lapsesAt({ docket, report }: Dispute): number {
  return docket.proofOfLoss && report.publishedAt === 0 ? report.reportedAt + docket.rootWindow : 0
}

/** When both turns are over; 0 while that is not known. */
function turnsUntil({ docket: { rules }, turnsFrom }: Dispute): number {
  return turnsFrom === 0 ? 0 : turnsFrom + rules.arbiterTime + rules.fallbackTime
}

/**
 * When an incident is denied as a whole if nobody does anything, which is all that time alone decides; 0 where nothing is
 * going to be decided so, or has been.
 */
function denialAt(dispute: Dispute): number {
  if (dispute.outcome !== 'none') return 0
  return lapsesAt(dispute) || (dispute.counter ? turnsUntil(dispute) : 0)
}

function* aboutTheReport(
  dispute: Dispute,
  { account, counter, table }: NextActionsParameters,
): Generator<Draft> {
  const { court, incidentId, report, docket, challengeBond, openings } = dispute
  const { asset } = docket.rules
  const lapses = lapsesAt(dispute)
  if (lapses !== 0) {
    yield {
      action: 'publishLosses',
      who: 'reporter',
      isYours: isSame(account, report.reporter),
      from: report.reportedAt,
      until: lapses,
      ...(table ? { call: publishLosses.call(NOBODY, { court, incidentId, table }) } : { needs: 'table' }),
    }
  }
  if (challengeBond !== 0n) {
    // Those of cases that are open; a firing has one for all.
    const windows = openings.flatMap(({ case: { status }, verdict }) =>
      status === 'none' ? [] : [verdict.payableAt],
    )
    const closesAt = isMetered(docket)
      ? report.reportedAt + docket.challengeWindow
      : lapses || Math.max(0, ...windows)
    yield {
      action: 'challengeReport',
      from: dispute.timestamp,
      // One that was not read of is open.
      until: closesAt > dispute.timestamp ? closesAt : undefined,
      bond: { asset, spender: court, amount: challengeBond },
      call: challengeReport.call(NOBODY, {
        ...{ court, incidentId, counter: counter ?? { severity: 0n }, maxBond: challengeBond },
      }),
    }
  }
}

function* aboutRulings(dispute: Dispute, parameters: NextActionsParameters): Generator<Draft> {
  const { counter, outcome, arbiters, turnsFrom } = dispute
  for (const assessment of parameters.assessments ?? []) {
    if (assessment.incidentId === dispute.incidentId) yield* aboutAssessment(dispute, assessment, parameters)
  }
  // Before the losses are published there is nothing to decide.
  if (!counter || outcome !== 'none' || turnsFrom === 0) return
  let from = turnsFrom
  for (const arbiter of arbiters) {
    yield* aboutTurn(dispute, arbiter, { from, until: from + arbiter.time }, parameters)
    from += arbiter.time
  }
}

const ANSWERS = ['report', 'counter', 'denial'] as const

function* aboutTurn(
  { court, incidentId }: Dispute,
  arbiter: ArbiterInfo,
  turn: { from: number; until: number },
  { account, assessments, assertions, uris }: NextActionsParameters,
): Generator<Draft> {
  const { address } = arbiter
  if (arbiter.kind === 'address') {
    for (const ruling of ANSWERS) {
      const call = ruleDispute.call(NOBODY, { arbiter: address, court, incidentId, ruling })
      yield {
        action: 'ruleDispute',
        who: 'arbiter',
        isYours: isSame(account, arbiter.judge),
        ...turn,
        ruling,
        call,
      }
    }
  } else if (arbiter.kind === 'panel') {
    const told = assessments?.find(
      (found) => found.incidentId === incidentId && isAddressEqual(found.panel, address),
    )
    if (told && (told.isTurn || told.caseId !== 0n)) return
    const reveals = turn.from + arbiter.commitPeriod
    yield { action: 'commitVote', who: 'assessor', from: turn.from, until: reveals, needs: 'vote' }
    yield {
      ...{ action: 'revealVote', who: 'assessor', from: reveals, until: reveals + arbiter.revealPeriod },
      needs: 'vote',
    }
  } else if (arbiter.kind === 'uma') {
    const told = assertions?.find(
      (found) => found.incidentId === incidentId && isAddressEqual(found.arbiter, address),
    )
    for (const ruling of ANSWERS) {
      const assertion = told?.open[ruling]
      if (assertion) {
        if (!assertion.isSettleable) continue
        const call = settleAnswer.call(NOBODY, { arbiter: address, assertionId: assertion.assertionId })
        yield { action: 'settleAnswer', ...turn, ruling, call }
        continue
      }
      const named = uris && { arbiter: address, resolver: court, incidentId, ruling }
      yield {
        action: 'assertAnswer',
        from: turn.from,
        // A settled answer must come before the turn is over.
        until: turn.until - arbiter.liveness,
        bond: { asset: arbiter.currency, spender: address, amount: arbiter.bond },
        ruling,
        ...(named
          ? {
              call: assertAnswer.call(NOBODY, { ...named, reportUri: uris.report, counterUri: uris.counter }),
            }
          : { needs: 'uris' }),
      }
    }
  }
}

function* aboutAssessment(
  { outcome, docket, timestamp }: Dispute,
  assessment: Assessment,
  { account }: NextActionsParameters,
): Generator<Draft> {
  const { panel, resolver, incidentId, ends, caseId, assessor, phase } = assessment
  const isYours = isSame(account, assessor)
  const which = { panel, resolver, incidentId }
  if (assessment.committedVote) {
    // Reveals do not ask whose turn it is.
    yield {
      ...{ action: 'revealVote', who: 'assessor', isYours, from: ends.commit, until: ends.reveal },
      needs: 'vote',
    }
  }
  if (outcome === 'none' && assessment.isTurn) {
    if (assessment.risk === 0n && assessment.eligible !== 0n && phase === 'commit') {
      const from = timestamp
      yield { action: 'commitVote', who: 'assessor', isYours, from, until: ends.commit, needs: 'vote' }
    }
    // How the votes stand is known when the last of them is revealed.
    if (phase === 'appeal' && !assessment.appealed && assessment.leading !== 'none') {
      yield {
        action: 'appealRuling',
        from: ends.reveal,
        until: ends.appeal,
        bond: { asset: docket.rules.asset, spender: panel, amount: assessment.appealFee },
        call: appealRuling.call(NOBODY, which),
      }
    }
    if (caseId !== 0n && !assessment.tallied) {
      yield {
        action: 'tallyVotes',
        from: ends.appeal,
        until: ends.tally,
        call: tallyVotes.call(NOBODY, which),
      }
    }
  }
  if (assessment.risk !== 0n) {
    const from = assessment.tallied ? timestamp : ends.tally
    yield { action: 'settleVote', from, call: settleVote.call(NOBODY, { panel, caseId, voter: assessor }) }
  }
}

function* aboutOpening(dispute: Dispute, opening: OpeningState): Generator<Draft> {
  const { court, docket, outcome, incidentId } = dispute
  const {
    pool,
    termsId,
    case: { status },
    verdict,
  } = opening
  const which = { pool, termsId, incidentId }
  const deniedAt = denialAt(dispute)

  if (status === 'none') {
    if (opening.notOpenable !== undefined) return
    const until = opening.openableUntil + 1
    yield {
      ...{ action: 'openCase', ...which, from: dispute.timestamp },
      until: deniedAt === 0 ? until : Math.min(until, deniedAt),
      bond:
        opening.bond === 0n ? undefined : { asset: docket.rules.asset, spender: court, amount: opening.bond },
      call: openCase.call(NOBODY, which),
    }
    return
  }

  // What is denied sets nothing aside any more.
  if (opening.notRaisable === undefined && (outcome === 'none' || dispute.severity !== 0n)) {
    const until = opening.raisableUntil + 1
    yield {
      ...{ action: 'raiseCase', ...which, from: dispute.timestamp },
      until: deniedAt === 0 ? until : Math.min(until, deniedAt),
      call: raiseCase.call(NOBODY, { court, ...which }),
    }
  }

  // Its own window has decided an opening for which a time is known before the whole is decided.
  const isOwn = outcome === 'none' && verdict.payableAt !== 0
  const settleableAt = settleableFrom(dispute, opening, isOwn)
  if (settleableAt !== undefined) {
    const call = settleBonds.call(NOBODY, { court, ...which })
    yield { action: 'settleBonds', ...which, from: settleableAt, call }
  }

  yield* aboutCase(dispute, opening)
}

/** What keepers can do about a case that is open, and those whose cover it hits. */
function* aboutCase(dispute: Dispute, opening: OpeningState): Generator<Draft> {
  const { docket, incidentId, outcome, timestamp } = dispute
  const {
    pool,
    termsId,
    case: { status, registered, claimsUntil },
    verdict,
    settlement,
    stake,
    notSettleable,
  } = opening
  const which = { pool, termsId, incidentId }
  const settle = { action: 'settleCase', ...which, call: settleCase.call(NOBODY, which) } as const
  const claim = { who: 'insured', ...which, needs: 'cover' } as const
  const isOpen = status === 'open'
  // Cover is settled for all cases at once that claims can be made on, this one included.
  const isOneOfSeveral = (stake?.payable ?? 0) + (isOpen ? 1 : 0) > 1
  const byNumber = isOneOfSeveral ? 'claimPayouts' : 'claimPayout'
  const newClaim = docket.proofOfLoss ? 'claimLoss' : byNumber

  if (isOpen) {
    // All that time alone decides is a denial.
    const payableAt = verdict.payableAt || denialAt(dispute)
    if (payableAt === 0) return
    yield { action: 'applyVerdict', ...which, from: payableAt, call: applyVerdict.call(NOBODY, which) }
    const isPaid = verdict.payableAt !== 0 && verdict.severity !== 0n
    yield isPaid ? { ...claim, action: newClaim, from: payableAt } : { ...settle, from: payableAt }
    // Whose it is, and how much, is told once it can be withdrawn. A firing has a bond only where it is challenged.
    const isBonded = !isMetered(docket) || dispute.counter !== undefined
    if (payableAt > timestamp && outcome === 'none' && isBonded) {
      yield { action: 'withdrawBond', who: 'contributor', ...which, from: payableAt, needs: 'contributor' }
    }
    return
  }

  // Claims that were registered while the settlement was short, in full or their part.
  const isFetchable = settlement !== undefined && (settlement.over || !settlement.short)
  const hasFetchable = registered !== 0n && isFetchable
  if (hasFetchable) yield { ...claim, action: 'claimPayout', from: timestamp }
  if (status === 'payable') {
    const until = claimsUntil + 1
    const isTold = hasFetchable && newClaim === 'claimPayout'
    if (!isTold) yield { ...claim, action: newClaim, from: timestamp, until }
    // Before the end of the window only what claims cannot need.
    const hasSurplus = notSettleable === undefined && timestamp < until
    yield { ...settle, from: hasSurplus ? timestamp : until }
  } else if (notSettleable === undefined) yield { ...settle, from: timestamp }
}

/** When an opening's bonds can be settled; `undefined` if that is done, not due, or not foreseen. */
function settleableFrom(dispute: Dispute, opening: OpeningState, isOwn: boolean): number | undefined {
  // To open a case for a firing takes no bond.
  if (isMetered(dispute.docket)) return undefined
  if (dispute.outcome !== 'none')
    return opening.bondsNotSettleable === undefined ? dispute.timestamp : undefined
  return isOwn ? undefined : denialAt(dispute) || undefined
}

function* aboutBonds(dispute: Dispute): Generator<Draft> {
  const { court, incidentId, timestamp } = dispute
  for (const { key, contributor, assets } of dispute.bonds) {
    if (assets === 0n) continue
    const call = withdrawBond.call(NOBODY, { court, incidentId, key, contributor })
    yield { action: 'withdrawBond', from: timestamp, call }
  }
}
