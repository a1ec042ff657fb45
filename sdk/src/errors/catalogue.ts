import type { ContractErrorArgs, ContractErrorName } from './errors.js'

/** What to tell a person about a custom error, and what that person can do. */
export interface Entry<name extends ContractErrorName> {
  message: string | ((args: ContractErrorArgs<name>) => string)
  hint: string | ((args: ContractErrorArgs<name>) => string)
}

const date = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

const NOTHING_TO_DO = 'Nothing to do: this has happened already.'
const REPORT = 'This should not happen; please report it with the transaction.'

/** One entry for each error in the ABIs: one that is missing, or one too many, does not compile. */
export const catalogue = {
  // Calls
  AmountZero: { message: 'The amount is zero.', hint: 'Pass an amount above zero.' },
  NotMultipleOf: {
    message: ({ quantum }) => `The amount of cover is not a multiple of ${quantum}.`,
    hint: ({ quantum }) => `Round the amount to a multiple of ${quantum} asset units.`,
  },
  ZeroAddress: {
    message: ({ field }) => `The address "${field}" is zero, or the pool itself.`,
    hint: 'Pass the address of an account.',
  },
  DeadlinePassed: {
    message: 'The deadline passed before the purchase was mined.',
    hint: 'Quote again and buy with a later deadline.',
  },
  NotAuthorized: {
    message: 'The caller is not allowed to do this for that account.',
    hint: 'Call from the account itself or from an operator it has set.',
  },
  WrongChain: {
    message: 'The pool was deployed on another chain: it neither sells cover nor opens cases here.',
    hint: 'Use the pool on the chain it was deployed on.',
  },
  ValueOutOfRange: {
    message: ({ field }) => `The value of "${field}" is out of range.`,
    hint: ({ field }) => `Look up the limits of "${field}" and choose a value within.`,
  },

  InvalidSignature: {
    message: 'The signature is not that of the account it speaks for.',
    hint: 'Sign again, on this chain and for this pool.',
  },
  NonceUsed: { message: 'This signature has been used before.', hint: 'Sign again with another nonce.' },

  // Deposits and exits
  DepositLimitExceeded: {
    message: ({ max }) => `The pool takes at most ${max} asset units now.`,
    hint: 'Deposit less, or use another pool if the limit is zero.',
  },
  PoolShort: {
    message:
      'A settlement of the pool holds less than can be claimed of it: no sales, deposits and exits, and registered claims wait.',
    hint: 'Wait until its verdicts or the last of its claims are known: getSettlement tells; or use another pool.',
  },
  DepositsPaused: {
    message: ({ until }) => `The pool's guardian has paused deposits until ${date(until)}.`,
    hint: ({ until }) => `Deposit at or after ${date(until)}; exits go on.`,
  },
  InsufficientShares: {
    message: ({ available }) => `Only ${available} settled shares can be withdrawn.`,
    hint: 'Withdraw less, or wait until more of the request is settled.',
  },
  RequestPending: {
    message: 'This controller has a redeem request that is not settled yet.',
    hint: 'A controller has one request at a time. Settle this one first, with `settleRedeemRequests`, once its cooldown is over.',
  },
  CooldownNotOver: {
    message: ({ readyAt }) => `The cooldown of the request ends at ${date(readyAt)}.`,
    hint: ({ readyAt }) => `Settle at or after ${date(readyAt)}.`,
  },
  CapitalRequired: {
    message: 'The cover in force needs the capital that the request would take out.',
    hint: 'Settle after some of the cover has expired; getRedeemRequest tells the latest time.',
  },
  NothingSettled: {
    message: 'Nothing is settled, or there is nothing to settle.',
    hint: 'Look at getRedeemRequest: request first, settle after the cooldown, then withdraw.',
  },
  NotNextInQueue: {
    message: 'This controller’s request is not the next one in the exit queue.',
    hint: 'Ask getNextExit whose it is.',
  },
  AsyncRedeem: {
    message: 'Exits are asynchronous, so they cannot be previewed (ERC-7540).',
    hint: 'Use getRedeemRequest instead.',
  },
  UnsupportedAsset: {
    message: ({ reason }) => `The asset cannot be used in a pool: ${reason}.`,
    hint: 'Use a plain ERC-20 with 6 to 18 decimals that takes no fee on transfers.',
  },

  // Cover
  CapacityExceeded: {
    message: ({ available }) => `The pool has capacity for ${available} asset units of this cover, not more.`,
    hint: 'Buy less, wait for capacity to come back, or use another pool.',
  },
  PremiumAboveMax: {
    message: ({ premium }) => `The purchase costs ${premium} asset units now, more than the maximum given.`,
    hint: 'Quote again: somebody bought in between, or time has passed.',
  },
  StartTooLate: {
    message: ({ start }) => `Protection would start at ${date(start)}, later than the order takes.`,
    hint: 'Quote again: an incident on the cluster has put starts off. Raise maxStart to take the later start.',
  },
  IntegratorFeeTooHigh: {
    message: ({ max }) => `The integrator's fee is above ${max} asset units, a fifth of the premium.`,
    hint: 'Lower the fee.',
  },
  DurationOutOfRange: {
    message: 'The duration is below one day or above 365 days.',
    hint: 'Choose a duration from 1 to 365 days.',
  },
  TermsNotForSale: {
    message: ({ reason }) => `These terms are not for sale: ${reason}.`,
    hint: 'Buy on the current terms of the product, or in another pool.',
  },
  InsuredNotApproved: {
    message: 'On terms with proof of loss, cover is bought by the insured or its operator only.',
    hint: 'Buy from the insured account, or have it set the buyer as operator.',
  },
  CoverDoesNotExist: {
    message: 'There is no such cover in this pool.',
    hint: 'Check the id, and that the pool is the one that sold it.',
  },
  CoverEnded: {
    message: ({ endedAt }) => `The cover ended at ${date(endedAt)}.`,
    hint: 'Buy another cover.',
  },
  NotRefundable: {
    message: 'Nothing of this premium can be refunded.',
    hint: 'Keep the cover: its minimum billing covers all that is left.',
  },
  IncidentOpen: {
    message: ({ id }) => `Product ${id} has an open case in this pool: it is neither sold nor extended.`,
    hint: 'Wait until its cases are closed, or use another pool.',
  },

  // Incidents, cases and claims
  UnknownIncident: {
    message: 'There is no such incident.',
    hint: 'Check the id and the resolver of the terms.',
  },
  ReportNotFired: {
    message: 'The incident has not been reported or fired yet.',
    hint: 'Report it, or fire its meter, first.',
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

  // Meters
  ConditionNotMet: {
    message: 'The meter sees no loss that counts, or cannot be read.',
    hint: 'Look at the meter: the loss must exceed its minimum, and a share-loss meter needs a proven mark.',
  },
  DwellNotReached: {
    message: ({ readyAt }) =>
      `The loss has not been observed for long enough; it can fire at ${date(readyAt)} at the earliest.`,
    hint: 'Let the meter observe again, spread over its dwell, and fire then.',
  },
  BelowMark: {
    message: 'What is covered has lost value already: no cover is sold on a loss that has begun.',
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
    message: ({ needed }) => `Too little gas is left to ask a price feed: ${needed} are needed each time.`,
    hint: 'Send more gas, or prove fewer rounds in one call.',
  },

  // Answers
  InvalidDisputeRules: {
    message: ({ field }) => `The rules of disputes are not valid: "${field}".`,
    hint: ({ field }) =>
      `Correct "${field}": each arbiter needs more time than its latency, and the fallback has to be external.`,
  },
  NotArbiter: {
    message: 'It is not this account’s turn to decide.',
    hint: 'Only the arbiter whose turn it is chooses, until its deadline: getCourtCase tells both.',
  },
  AnswerWindowClosed: {
    message: ({ closedAt }) => `The answer window closed at ${date(closedAt)}.`,
    hint: 'Nothing to do: what stands is decided.',
  },
  InvalidAnswer: {
    message: 'The answer is not of the docket’s kind.',
    hint: 'Answer with a severity, a loss table where claims need a proof, less than was fired, or nothing.',
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
    message: 'The outcome of that case cannot be taken over.',
    hint: 'Name a ruled case of the incident with as much at stake and all answers of this one.',
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
  UnknownDocket: { message: 'There is no such docket.', hint: 'Check the id, or create the docket.' },
  InvalidDocket: {
    message: ({ field }) => `The docket is not valid: "${field}".`,
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
    message: 'The account had no stake in the panel before the incident, or all of it is at risk.',
    hint: 'Stake counts in incidents that happen after it was deposited.',
  },
  CommitClosed: {
    message: 'Votes on this case can no longer be committed.',
    hint: 'Look at getAssessments for the phase of the case.',
  },
  AlreadyVoted: { message: 'The account has committed a vote in this case.', hint: NOTHING_TO_DO },
  CommitmentMismatch: {
    message: 'The number and the salt are not those that were committed, or the vote was revealed.',
    hint: 'Reveal the number that was committed with the salt of that vote, from the same account.',
  },
  RevealNotOpen: {
    message: ({ opensAt }) => `Votes can be revealed from ${date(opensAt)} on.`,
    hint: 'Reveal then: a vote that is not revealed loses what it put at risk.',
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
    hint: 'Look at getAssessments for the phase of the case.',
  },
  AlreadyFinal: {
    message: 'The panel rules no more on this case.',
    hint: 'Settle the votes with settleVote once the court has decided.',
  },
  NoRuling: {
    message: 'The votes come to no ruling.',
    hint: 'Leave the case to the next arbiter.',
  },
  NothingToSettle: { message: 'The voter has no open vote in this case.', hint: NOTHING_TO_DO },
  CheckpointUnorderedInsertion: { message: 'The panel’s clock went backwards.', hint: REPORT },
  AnswerPending: {
    message: ({ assertionId }) => `The same answer has been asserted: ${assertionId}.`,
    hint: 'Settle that assertion, or dispute it at UMA’s oracle.',
  },
  AnswerTooLate: {
    message: 'The assertion would not be settled before the arbiter’s turn is over.',
    hint: 'Leave the case to the next arbiter.',
  },
  UnknownAnswer: {
    message: 'The case has no answer of this number.',
    hint: 'Look at getCourtCase for those that stand; 0 is for nothing.',
  },
  AssertionUnknown: {
    message: 'There is no such assertion, or it has been settled.',
    hint: 'Look at getAssertions for those that are open.',
  },

  // Attestations and proofs of code
  AuditorNotListed: {
    message: 'This auditor is not listed, or not any more.',
    hint: 'Only the owner of the audit registry lists auditors.',
  },
  InvalidAttestation: {
    message: ({ field }) => `The attestation is not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}" and sign again.`,
  },
  AttestationUnknown: { message: 'There is no such attestation.', hint: 'Check the number.' },
  AttestationLapsed: {
    message: ({ lapsedAt }) => `The attestation has been over since ${date(lapsedAt)}.`,
    hint: NOTHING_TO_DO,
  },
  CodeFullyAttested: {
    message: 'Sixteen auditors have attested this code.',
    hint: 'One of them has to attest it again.',
  },
  InvalidPin: {
    message: ({ index, field }) => `Pin ${index} is not what the contract runs: "${field}".`,
    hint: 'Read the pins anew.',
  },
  AttestationMissing: {
    message: ({ codeHash }) => `No auditor attests the code ${codeHash}.`,
    hint: 'Have the code reviewed, and the attestation submitted.',
  },
  PinUnknown: { message: 'The terms have no such pin.', hint: 'Count the pins of the terms from 0.' },
  CodeUnchanged: {
    message: 'The contract runs reviewed code.',
    hint: 'There is nothing to flag.',
  },
  AlreadyFlagged: { message: 'This change has been shown already.', hint: NOTHING_TO_DO },
  ProofTooOld: {
    message: ({ asOf }) => `The proof is of ${date(asOf)}, and a newer one has been seen.`,
    hint: 'Make a proof of a recent block.',
  },
  TermsLapsed: {
    message: ({ lapsedAt }) =>
      `These terms lapsed on ${date(lapsedAt)}: their code was changed and not reviewed.`,
    hint: 'Incidents of before are covered. What is unearned is returned.',
  },
  TermsInForce: {
    message: 'Nothing ends cover on these terms.',
    hint: 'Cancel the cover instead.',
  },
  GraceNotOver: {
    message: ({ until }) => `Cover on these terms goes on until ${date(until)}.`,
    hint: 'What is unearned is returned then, unless the code is reviewed.',
  },
  FieldNotPresentInBlockHeader: {
    message: 'The header is not one of a block.',
    hint: 'Make a new proof, of a recent block of this chain.',
  },
  RLPInvalidEncoding: {
    message: 'The proof is not RLP.',
    hint: 'Make a new proof, of a recent block of this chain.',
  },
  InvalidStorageProof: {
    message: 'The proof is not of a block that the chain still knows.',
    hint: 'Make a new proof, of a recent block of this chain.',
  },

  // Listing
  InvalidTerms: {
    message: ({ field }) => `The terms are not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}".`,
  },
  DiffersFromProduct: {
    message: ({ field }) => `All versions of a product have the same "${field}".`,
    hint: ({ field }) => `Keep "${field}" as it was published, or list another product.`,
  },
  InvalidMeter: {
    message: ({ field }) => `The meter is not valid: "${field}".`,
    hint: ({ field }) => `Correct "${field}".`,
  },
  AlreadyListed: { message: 'The pool sells these terms already.', hint: NOTHING_TO_DO },
  TermsUnknown: { message: 'There are no such terms.', hint: 'Check the id.' },
  SharesExist: {
    message: 'Terms are added at once only while the pool has no shares.',
    hint: 'Announce them with submitChange, or create another pool with these terms.',
  },

  // What pools sell
  ChangeWidens: {
    message: ({ field }) => `The new "${field}" would widen what the pool sells, or lower its price.`,
    hint: 'Announce it with submitChange.',
  },
  ChangeUnknown: {
    message: 'No such change is announced.',
    hint: 'Pass the terms and levels as they were submitted.',
  },
  TimelockActive: {
    message: ({ until }) => `The change can be made from ${date(until)} on.`,
    hint: ({ until }) => `Apply it at or after ${date(until)}.`,
  },
  ExitsPending: {
    message: 'Underwriters who asked to leave before the change was ripe are still waiting.',
    hint: 'Settle their requests, or prolongChange while cover in force holds them up.',
  },
  ExitsNotHeldUp: {
    message: 'The change waits for no exit that the cover in force holds up.',
    hint: 'Settle the exit queue, and apply the change.',
  },
  ChangeExpired: {
    message: ({ expiredAt }) => `The announcement expired at ${date(expiredAt)}.`,
    hint: 'Submit the change again: it waits anew.',
  },
  PauseTooLong: {
    message: ({ max }) => `A pause lasts at most ${max} seconds.`,
    hint: 'Choose a shorter one.',
  },
  PauseCoolingDown: {
    message: ({ until }) =>
      `The last pause of this kind is too recent: the next may begin at ${date(until)}.`,
    hint: ({ until }) => `Pause at or after ${date(until)}.`,
  },

  // Solady's ERC-20, ERC-721, ownership and guards
  InsufficientBalance: {
    message: 'The balance is too small.',
    hint: 'Use at most the balance of the account.',
  },
  InsufficientAllowance: {
    message: 'The share allowance is too small.',
    hint: 'Have the owner approve the caller, or set it as operator.',
  },
  TotalSupplyOverflow: { message: 'The supply would overflow.', hint: 'Use a smaller amount.' },
  AllowanceOverflow: { message: 'The allowance would overflow.', hint: 'Use a smaller allowance.' },
  AllowanceUnderflow: { message: 'The allowance would fall below zero.', hint: 'Use a smaller amount.' },
  PermitExpired: { message: 'The permit has expired.', hint: 'Sign a permit with a later deadline.' },
  InvalidPermit: {
    message: 'The permit is not signed by the owner, or was used before.',
    hint: 'Sign a new permit with the current nonce.',
  },
  Permit2AllowanceIsFixedAtInfinity: {
    message: 'The allowance of Permit2 cannot be changed.',
    hint: 'Leave it as it is.',
  },
  AccountBalanceOverflow: { message: 'The account holds too many covers.', hint: 'Use another account.' },
  BalanceQueryForZeroAddress: { message: 'The zero address owns no covers.', hint: 'Ask for an account.' },
  NotOwnerNorApproved: {
    message: 'The caller neither owns the cover nor is approved for it.',
    hint: 'Call from the owner, or have it approve the caller.',
  },
  TokenAlreadyExists: { message: 'The cover exists already.', hint: REPORT },
  TokenDoesNotExist: { message: 'There is no such cover.', hint: 'Check the id.' },
  TransferFromIncorrectOwner: {
    message: 'The cover belongs to somebody else.',
    hint: 'Transfer it from its owner.',
  },
  TransferToNonERC721ReceiverImplementer: {
    message: 'The receiver is a contract that does not accept covers.',
    hint: 'Send it to an account or to a contract that accepts ERC-721 tokens.',
  },
  TransferToZeroAddress: {
    message: 'The receiver is the zero address.',
    hint: 'Pass the address of an account.',
  },
  Unauthorized: {
    message: 'Only the owner of the registry may do this.',
    hint: 'Call from the account that owner() of the registry names.',
  },
  NewOwnerIsZeroAddress: {
    message: 'The new owner is the zero address.',
    hint: 'Pass the address of an account.',
  },
  NoHandoverRequest: {
    message: 'The pending owner has not asked for the handover, or its request has expired.',
    hint: 'Have the new owner request the handover first.',
  },
  AlreadyInitialized: { message: 'The owner has been set already.', hint: NOTHING_TO_DO },
  Reentrancy: {
    message: 'The pool was called from within its own call.',
    hint: 'Call it from a transaction of its own.',
  },

  // Solady's transfers and arithmetic
  TransferFailed: {
    message: 'The asset refused the transfer.',
    hint: 'Check that the asset allows transfers to the receiver.',
  },
  TransferFromFailed: {
    message: 'The asset refused the payment: the balance or the allowance of the payer is too small.',
    hint: 'Approve the pool for the amount with approveAsset, and check the balance.',
  },
  FullMulDivFailed: { message: 'A number is too large for the pool.', hint: 'Use a smaller amount.' },
  DivFailed: { message: 'A division by zero in the pool.', hint: REPORT },
} satisfies { [name in ContractErrorName]: Entry<name> }
