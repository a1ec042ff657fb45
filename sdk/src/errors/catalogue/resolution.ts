import { date, type Entries, NOTHING_TO_DO, REPORT } from './entry.js'

/** Errors of meters, the court and arbiters. */
export const resolutionErrors = {
  // Meters
  ConditionNotMet: {
    message: 'The meter sees no loss that counts, or cannot be read.',
    hint: 'Read the meter: the loss must exceed its minimum, and a share-loss meter needs a proven mark.',
  },
  DwellNotReached: {
    message: ({ readyAt }) =>
      `The loss has not lasted long enough yet: the meter can fire from ${date(readyAt)} on.`,
    hint: 'Let the meter look again, spread over its dwell, and fire then.',
  },
  BelowMark: {
    message: 'The covered subject has lost value: no cover is sold on a loss that has begun.',
    hint: 'Wait until it has recovered or the incident is settled.',
  },
  UnknownMeter: { message: 'There is no such meter.', hint: 'Check the id, or create the meter.' },
  FeedStale: {
    message: 'The price feed has no answer that is recent and valid.',
    hint: 'Wait for its next round.',
  },
  SequencerDown: {
    message: 'The sequencer of this chain is down, or has been up for less than an hour.',
    hint: 'Wait for an hour after it has come up.',
  },
  GasTooLow: {
    message: ({ needed }) => `Too little gas: ${needed} is needed.`,
    hint: 'Send more gas. What is not used is not paid for.',
  },

  // Answers
  InvalidDisputeRules: {
    message: ({ field }) => `The rules of disputes are not valid: "${field}".`,
    hint: ({ field }) =>
      `Correct "${field}": each arbiter needs more time than its latency, and the fallback must be external.`,
  },
  NotArbiter: {
    message: "It is not this account's turn to decide.",
    hint: 'Only the arbiter whose turn it is chooses: see getCourtCase.',
  },
  AnswerWindowClosed: {
    message: ({ closedAt }) => `The answer window closed at ${date(closedAt)}.`,
    hint: 'Nothing to do: the answers that stand are final.',
  },
  InvalidAnswer: {
    message: "The answer is not of the court terms' kind.",
    hint: 'Answer with a severity; with a loss table if claims need a proof; with less than the firing; or with nothing.',
  },
  AnswerAlreadyPosted: {
    message: ({ number }) => `Answer ${number} of the case says the same.`,
    hint: NOTHING_TO_DO,
  },
  AnswerAboveCase: {
    message: ({ need }) => `The loss table asks for more than the ${need} that the case was opened for.`,
    hint: 'Use postAnswer, with a bond of its own.',
  },
  OutcomeNotTaken: {
    message: 'The outcome of that case cannot be adopted.',
    hint: 'Name a case of the same incident that the fallback ruled, with as much at stake and all answers of this one.',
  },
  BondTooSmall: {
    message: ({ needed }) => `The answer needs a bond of ${needed} asset units.`,
    hint: 'Ask getAnswerBond again.',
  },
  BondLocked: {
    message: 'Nothing of this bond can be moved now.',
    hint: 'Wait until the case is decided; a bond that was lost does not come back.',
  },
  BondsAlreadySettled: { message: 'The bonds of this case have been settled.', hint: NOTHING_TO_DO },

  // Reports
  UnknownCourtTerms: {
    message: 'There are no such court terms.',
    hint: 'Check the id, or create court terms.',
  },
  InvalidCourtTerms: {
    message: ({ field }) => `The court terms are not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}".`,
  },
  LossesAlreadyPublished: {
    message: 'The loss table of this case has been published.',
    hint: NOTHING_TO_DO,
  },
  RootWindowClosed: {
    message: ({ closedAt }) => `The loss table could be published until ${date(closedAt)}.`,
    hint: 'Use postAnswer, with a bond of its own.',
  },

  // Arbiters
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
  UnknownAnswer: {
    message: 'The case has no answer of this number.',
    hint: 'Call getCourtCase for the answers that stand; 0 is for nothing.',
  },
  UnknownAssertion: {
    message: 'There is no such assertion, or it has been settled.',
    hint: 'Call getAssertions for the open ones.',
  },
} satisfies Entries
