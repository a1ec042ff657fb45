import { date, type Entries, NOTHING_TO_DO } from './entry.js'

/** Errors of incidents, cases and claims. */
export const claimsErrors = {
  UnknownIncident: {
    message: 'There is no such incident.',
    hint: 'Check the id and the resolver of the terms.',
  },
  IncidentOutsideWindow: {
    message: ({ time, until }) =>
      `An event of ${date(time)} is reported, and a case opened for it, from then on until ${date(until)}.`,
    hint: 'Nothing to do: the event lies ahead, or its report window is over.',
  },
  SeverityZero: {
    message: 'The loss does not exceed the deductible.',
    hint: 'Nothing to do if it does not; the case of a report is opened with a severity.',
  },
  CaseAlreadyOpen: {
    message: ({ caseId }) => `The pool has a case for this incident already, ${caseId}.`,
    hint: NOTHING_TO_DO,
  },
  CaseNotOpen: {
    message: 'The pool has no case for this incident on these terms.',
    hint: 'Open one with openCase, or name the terms that it was opened with: getCase tells.',
  },
  CaseNotRaised: {
    message: ({ need }) =>
      `The case has as much set aside for it already: ${need} can be claimed of it at most.`,
    hint: NOTHING_TO_DO,
  },
  VerdictPending: {
    message: 'The verdict is not payable yet.',
    hint: 'Wait until the time that getIncident gives as payableAt.',
  },
  VerdictAlreadyApplied: { message: 'The verdict has been applied in this pool.', hint: NOTHING_TO_DO },
  NotCovered: {
    message: 'The cover does not cover this incident, or nothing of it is left.',
    hint: 'Check that the incident lies between the start and the end of the cover and is one of its terms.',
  },
  AlreadyClaimed: {
    message: 'This cover has been paid for this incident, or all that is there for it now.',
    hint: NOTHING_TO_DO,
  },
  ClaimWindowOpen: {
    message: ({ until }) =>
      `Claims can be made until ${date(until)}; the rest of the layer goes back after that.`,
    hint: ({ until }) => `Call settleCase after ${date(until)}.`,
  },
  ClaimWindowClosed: {
    message: ({ closedAt }) => `The claim window closed at ${date(closedAt)}.`,
    hint: 'Nothing to do: claims are paid within the claim window only.',
  },
  NothingToCollect: {
    message: 'No case came back to this account as shares, or nothing of that return is left to burn yet.',
    hint: 'Collect when a case is settled, from the account that held shares when it was opened; getReturns tells how much.',
  },
  RecoveryTooSmall: {
    message: ({ min }) => `A recovery is at least ${min} of the asset’s smallest units.`,
    hint: 'Collect more, and bring it back at once.',
  },
  AlreadyReleased: {
    message: 'The case is closed, and what it did not pay has gone back.',
    hint: NOTHING_TO_DO,
  },
  ClaimTogether: {
    message: ({ cases }) =>
      `The product has ${cases} incidents that claims can be made on now: a cover claims for all of them at once.`,
    hint: 'Name all of them to claimPayouts, in the order that sortIncidents gives.',
  },
  NotInOrder: {
    message:
      'The incidents are not in the order of their events, or one is named twice, or two are not settled together.',
    hint: 'Bring them into order with sortIncidents; claim apart for those of another settlement.',
  },
  SettlementOpen: {
    message: ({ cases }) =>
      `The settlement waits for ${cases} of its cases, whose claims are not all known yet.`,
    hint: 'Call settleCase for those first, each after its claim window: getSettlement tells how many are counted.',
  },
  InvalidProof: {
    message: 'The proof does not lead to the loss table of this incident, or the terms are not of that kind.',
    hint: "Use the line of the cover's insured, from the table that the verdict names; parametric covers claim without one.",
  },
  FirstLossLocked: {
    message: ({ maturesAt }) =>
      maturesAt === 0
        ? 'No withdrawal of first loss is announced.'
        : `It can be withdrawn for two days from ${date(maturesAt)}.`,
    hint: 'Announce the withdrawal, then withdraw within two days of its maturity.',
  },
} satisfies Entries
