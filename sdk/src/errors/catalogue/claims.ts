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
    hint: 'Open the case of a report with a severity. Otherwise there is nothing to do.',
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
    message: ({ need }) => `The case needs ${need} asset units already, which is no less than was asked for.`,
    hint: NOTHING_TO_DO,
  },
  VerdictPending: {
    message: 'The verdict is not payable yet.',
    hint: 'Wait until payableAt, which getIncident returns.',
  },
  VerdictAlreadyApplied: { message: 'The verdict has been applied in this pool.', hint: NOTHING_TO_DO },
  NotCovered: {
    message: 'The cover does not cover this incident, or nothing of it is left.',
    hint: 'Check that the incident lies between the start and the end of the cover, and that its terms cover it.',
  },
  AlreadyClaimed: {
    message: 'This cover has been paid for this incident, or has nothing left to claim now.',
    hint: NOTHING_TO_DO,
  },
  ClaimWindowOpen: {
    message: ({ until }) =>
      `Claims can be made until ${date(until)}; what is left of the layer goes back after that.`,
    hint: ({ until }) => `Call settleCase after ${date(until)}.`,
  },
  ClaimWindowClosed: {
    message: ({ closedAt }) => `The claim window closed at ${date(closedAt)}.`,
    hint: 'Nothing to do: claims are paid within the claim window only.',
  },
  NothingToCollect: {
    message: 'This account has no returned shares to collect, or nothing of that return can be burned yet.',
    hint: 'Collect after a case is settled, from the account that held shares when it was opened.',
  },
  RecoveryTooSmall: {
    message: ({ min }) => `A recovery is at least ${min} of the asset’s smallest units.`,
    hint: 'Collect more, and add it in one call.',
  },
  AlreadyReleased: {
    message: 'The case is closed, and what it did not pay has gone back.',
    hint: NOTHING_TO_DO,
  },
  ClaimTogether: {
    message: ({ cases }) => `The product has ${cases} cases that claims can be made on now.`,
    hint: 'Claim for all of them in one call, claimPayouts, in the order that sortIncidents returns.',
  },
  NotInOrder: {
    message:
      'The incidents are not in the order of their events, one is named twice, or two are of different settlements.',
    hint: 'Sort them with sortIncidents; claim in another call for those of another settlement.',
  },
  SettlementOpen: {
    message: ({ cases }) =>
      `The settlement waits for ${cases} of its cases, whose claims are not counted yet.`,
    hint: 'Call settleCase for those first, each after its claim window.',
  },
  InvalidProof: {
    message:
      'The proof does not lead to the loss table of this incident, or the terms have another kind of proof.',
    hint: "Use the line of the cover's insured, from the table that the verdict names; parametric covers claim without one.",
  },
  FirstLossLocked: {
    message: ({ maturesAt }) =>
      `First loss can be withdrawn for two days from its maturity: ${date(maturesAt)}.`,
    hint: 'Announce the withdrawal, then withdraw within two days of its maturity.',
  },
} satisfies Entries
