import { date, type Entries, NOTHING_TO_DO } from './entry.js'

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
  UnknownAnswer: {
    message: 'The case has no answer of this number.',
    hint: 'Call getCourtCase for the answers that stand; 0 is for nothing.',
  },
} satisfies Entries
