import { date, type Entries, NOTHING_TO_DO, REPORT } from './entry.js'

/** Errors of panels and of UMA's arbiter. */
export const arbiterErrors = {
  StakeInUse: {
    message: ({ atRisk }) => `Open votes put ${atRisk} of the stake at risk.`,
    hint: 'Settle the votes on decided cases with settleVote first.',
  },
  StakeLocked: {
    message: ({ maturesAt }) => `The stake can be withdrawn from ${date(maturesAt)} on.`,
    hint: 'Wait until then; a new request starts over.',
  },
  NotEligible: {
    message: 'The account had no free stake in the panel before the incident.',
    hint: 'Stake counts in later incidents alone.',
  },
  CommitClosed: {
    message: 'Votes on this case can no longer be committed.',
    hint: 'Call getAssessments for the phase of the case.',
  },
  AlreadyVoted: { message: 'The account has committed a vote in this case.', hint: NOTHING_TO_DO },
  CommitmentMismatch: {
    message: 'The number or the salt is not the committed one, or the vote was revealed.',
    hint: 'Reveal the committed number with its salt, from the same account.',
  },
  RevealNotOpen: {
    message: ({ opensAt }) => `Votes can be revealed from ${date(opensAt)} on.`,
    hint: 'Reveal then: an unrevealed vote loses what it put at risk.',
  },
  RevealClosed: {
    message: 'Votes can no longer be revealed.',
    hint: 'Settle the vote when the case is final.',
  },
  VotingOpen: {
    message: ({ until }) => `The phase before this one lasts until ${date(until)}.`,
    hint: ({ until }) => `Try again at ${date(until)}.`,
  },
  AppealClosed: {
    message: 'The day for appeals is over, or somebody has appealed.',
    hint: 'Call getAssessments for the phase of the case.',
  },
  AlreadyFinal: {
    message: 'The panel no longer rules on this case.',
    hint: 'Settle the votes with settleVote once the court has decided.',
  },
  NoRuling: {
    message: 'The votes give no ruling.',
    hint: 'Leave the case to the next arbiter.',
  },
  NothingToSettle: {
    message: 'The voter has no vote in this case that can be settled now.',
    hint: 'Settle the votes that lost with settleVote first.',
  },
  CheckpointUnorderedInsertion: { message: "The panel's clock went backwards.", hint: REPORT },
  AnswerPending: {
    message: ({ assertionId }) => `The same answer has been asserted: ${assertionId}.`,
    hint: "Settle that assertion, or dispute it at UMA's oracle.",
  },
  AnswerTooLate: {
    message: "The assertion would not be settled before the arbiter's turn is over.",
    hint: 'Leave the case to the next arbiter.',
  },
  UnknownAssertion: {
    message: 'There is no such assertion, or it has been settled.',
    hint: 'Call getAssertions for the open ones.',
  },
} satisfies Entries
