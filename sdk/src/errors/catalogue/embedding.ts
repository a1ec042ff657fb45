import { date, type Entries } from './entry.js'

/** Errors of covered vaults, payout distributors and mandates. */
export const embeddingErrors = {
  DepositsClosed: {
    message:
      'The covered vault takes no deposits: the wrapped vault is in a loss, or a loss has not been paid yet.',
    hint: 'Deposit after the payout; settleFirings brings it about.',
  },
  DepositAboveMax: {
    message: ({ max }) => `The covered vault takes at most ${max} now.`,
    hint: 'Deposit less. A strict vault takes only what its cover in force covers.',
  },
  WithdrawalAboveMax: {
    message: ({ max }) => `At most ${max} can leave now.`,
    hint: 'Withdraw less, or leave in kind with redeemInKind.',
  },
  WrappedVaultDeviates: {
    message: 'The wrapped vault gave or took other amounts than it had said.',
    hint: 'Leave in kind with redeemInKind, which asks it for nothing.',
  },
  TermsNotTaken: {
    message: ({ termsId }) =>
      `Terms ${termsId} do not cover the wrapped vault by a meter of its share price, or have too large a deductible.`,
    hint: "Use the newest terms of the vault's product.",
  },
  CoverNotTaken: {
    message:
      'The covered vault takes only covers of its product and pools, from its sponsor, and four gifts at most.',
    hint: 'Send a cover from the sponsor that has not started before the last settled firing.',
  },
  UnknownDistribution: { message: 'There is no distribution of that number.', hint: 'Check the number.' },
  ClaimsNotOpen: {
    message: ({ opensAt }) => `The table can be claimed on from ${date(opensAt)}.`,
    hint: 'Claim then: until then a wrong table can be withdrawn.',
  },
  LossesExceedTotal: {
    message: ({ left }) =>
      `The lines of the table add up to more than its total; only ${left} are left of that.`,
    hint: 'Ask the publisher: the table is wrong.',
  },
  PayoutTooSmall: {
    message: ({ available }) => `Only ${available} wait for a table.`,
    hint: 'Claim the payout first, or expect less.',
  },
  PublisherHasTime: {
    message: ({ until }) => `Until ${date(until)} only the publisher opens a distribution.`,
    hint: 'Note the arrival of the payout with noteArrival, and come back then.',
  },
  MandateVoid: { message: 'The mandate was revoked.', hint: 'Have the owner sign a new one.' },
  NotCoverOwner: {
    message: 'The cover belongs to somebody else than the mandate says.',
    hint: "Have the cover's owner sign a mandate.",
  },
  RefundedToAnother: {
    message: ({ refundTo }) => `Refunds of the cover go to ${refundTo}, not to its owner.`,
    hint: 'Buy a cover of your own: a lapse would pay the price of a renewal to that address.',
  },
  AmountOutsideMandate: {
    message: ({ amount }) => `The cover has ${amount} left, which is outside the mandate.`,
    hint: 'Have the owner sign a mandate for that amount.',
  },
  RenewalTooEarly: {
    message: ({ from }) => `The cover can be renewed from ${date(from)}.`,
    hint: 'Renew it then.',
  },
  MandateOver: {
    message: ({ lastEnd }) => `The mandate allows no end after ${date(lastEnd)}.`,
    hint: 'Have the owner sign a new one.',
  },
  // Solady's ERC-4626
  DepositMoreThanMax: { message: 'More than can be deposited.', hint: 'Deposit fewer assets.' },
  MintMoreThanMax: { message: 'More than can be minted.', hint: 'Mint fewer shares.' },
  WithdrawMoreThanMax: { message: 'More than can be withdrawn.', hint: 'Withdraw fewer assets.' },
  RedeemMoreThanMax: { message: 'More than can be redeemed.', hint: 'Redeem fewer shares.' },
} satisfies Entries
