/** What the story of an exploit found out, for programs. Amounts in asset units, ratios in WAD. */
export interface Findings {
  quotedPremium: bigint
  paidPremium: bigint
  staleQuote: bigint
  coverAmount: bigint
  lossSeverity: bigint
  deductible: bigint
  committedCover: bigint
  equityBefore: bigint
  equityAfter: bigint
  caseReserve: bigint
  payout: bigint
  returnedCapital: bigint
  exitAssets: bigint
}

/** What the story of a case with three answers found out, for programs. Asset units. */
export interface CourtFindings {
  caseReserve: bigint
  freedCapital: bigint
  openingBond: bigint
  answerBond: bigint
  claimedTotal: bigint
  provenTotal: bigint
  payoutTotal: bigint
  bonusTotal: bigint
  answererGain: bigint
  assessorGain: bigint
  returnedCapital: bigint
}

/** What the story of an upgrade found out, for programs. Asset units, seconds. */
export interface UpgradeFindings {
  grace: number
  refundCarol: bigint
  refundDave: bigint
  equityAfterLapse: bigint
}

/** What the story of a covered vault found out, for programs. Asset units. */
export interface VaultFindings {
  premium: bigint
  leftEarly: bigint
  payout: bigint
  keptCarol: bigint
  keptDave: bigint
  /** What somebody left who came and went after the payout. */
  leftBehind: bigint
  leftInVault: bigint
}
