import { date, type Entries, NOTHING_TO_DO } from './entry.js'

/** Errors of incidents, cases and claims. */
export const claimsErrors = {
  UnknownIncident: {
    message: 'There is no such incident.',
    hint: 'Check the id and the resolver of the terms.',
  },
  IncidentOutsideWindow: {
    message: ({ time, until }) =>
      `An event of ${date(time)} can be reported, and a case opened for it, until ${date(until)}.`,
    hint: 'Nothing to do: the event is in the future, or its report window is over.',
  },
  SeverityZero: {
    message: 'The loss does not exceed the deductible.',
    hint: 'Open the case of a report with a severity.',
  },
  CaseAlreadyOpen: {
    message: ({ caseId }) => `The pool has a case for this incident already, ${caseId}.`,
    hint: NOTHING_TO_DO,
  },
  CaseNotOpen: {
    message: 'The pool has no case for this incident on these terms.',
    hint: 'Open one with openCase, or name the terms that it was opened with; getCase returns them.',
  },
  CaseNotRaised: {
    message: ({ need }) => `The case needs ${need} asset units already, which is no less.`,
    hint: NOTHING_TO_DO,
  },
  VerdictPending: {
    message: 'The verdict is not payable yet.',
    hint: 'Wait until payableAt, which getIncident returns.',
  },
  VerdictAlreadyApplied: { message: 'The verdict has been applied in this pool.', hint: NOTHING_TO_DO },
  NotCovered: {
    message: 'The cover does not cover this incident, or nothing of it is left.',
    hint: "Check that the incident lies within the cover's time and terms.",
  },
  AlreadyClaimed: {
    message: 'This cover has been paid for this incident, or has nothing left to claim now.',
    hint: NOTHING_TO_DO,
  },
  ClaimWindowOpen: {
    message: ({ until }) => `Claims can be made until ${date(until)}; the rest goes back after that.`,
    hint: ({ until }) => `Call settleCase after ${date(until)}.`,
  },
  ClaimWindowClosed: {
    message: ({ closedAt }) => `The claim window closed at ${date(closedAt)}.`,
    hint: 'Nothing to do: claims are over.',
  },
  NothingToCollect: {
    message: 'This account has no returned shares to collect, or nothing of that return can be burned yet.',
    hint: 'Collect after a case is settled, from the account that held shares when it was opened.',
  },
  RecoveryTooSmall: {
    message: ({ min }) => `A recovery is at least ${min} asset units.`,
    hint: 'Collect more, and add it in one call.',
  },
  AlreadyReleased: {
    message: 'The case is closed.',
    hint: NOTHING_TO_DO,
  },
  ClaimTogether: {
    message: ({ cases }) => `The product has ${cases} cases that claims can be made on now.`,
    hint: 'Claim for all of them by claimPayouts, in the order of sortIncidents.',
  },
  NotInOrder: {
    message: 'The incidents are out of order, named twice, or of different settlements.',
    hint: 'Sort them with sortIncidents; claim of another settlement in another call.',
  },
  SettlementOpen: {
    message: ({ cases }) => `The settlement waits for ${cases} cases whose claims are not counted yet.`,
    hint: 'Call settleCase for those first, each after its claim window.',
  },
  InvalidProof: {
    message: "The proof does not lead to the incident's loss table, or the terms have another kind of proof.",
    hint: "Use the insured's line of the verdict's table; parametric covers claim without one.",
  },
  FirstLossLocked: {
    message: ({ maturesAt }) => `First loss can be withdrawn for two days from ${date(maturesAt)} on.`,
    hint: 'Announce the withdrawal first.',
  },
} satisfies Entries
