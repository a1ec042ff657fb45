export const AccountBalanceOverflow = { type: 'error', name: 'AccountBalanceOverflow', inputs: [] } as const

export const AllowanceOverflow = { type: 'error', name: 'AllowanceOverflow', inputs: [] } as const

export const AllowanceUnderflow = { type: 'error', name: 'AllowanceUnderflow', inputs: [] } as const

export const AlreadyClaimed = { type: 'error', name: 'AlreadyClaimed', inputs: [] } as const

export const AlreadyFinal = { type: 'error', name: 'AlreadyFinal', inputs: [] } as const

export const AlreadyFlagged = { type: 'error', name: 'AlreadyFlagged', inputs: [] } as const

export const AlreadyInitialized = { type: 'error', name: 'AlreadyInitialized', inputs: [] } as const

export const AlreadyListed = { type: 'error', name: 'AlreadyListed', inputs: [] } as const

export const AlreadyReleased = { type: 'error', name: 'AlreadyReleased', inputs: [] } as const

export const AlreadyVoted = { type: 'error', name: 'AlreadyVoted', inputs: [] } as const

export const AmountOutsideMandate = { type: 'error', name: 'AmountOutsideMandate', inputs: [{ name: 'amount', type: 'uint256' }] } as const

export const AmountZero = { type: 'error', name: 'AmountZero', inputs: [] } as const

export const AnswerAboveCase = { type: 'error', name: 'AnswerAboveCase', inputs: [{ name: 'need', type: 'uint256' }] } as const

export const AnswerAlreadyPosted = { type: 'error', name: 'AnswerAlreadyPosted', inputs: [{ name: 'number', type: 'uint256' }] } as const

export const AnswerPending = { type: 'error', name: 'AnswerPending', inputs: [{ name: 'assertionId', type: 'bytes32' }] } as const

export const AnswerTooLate = { type: 'error', name: 'AnswerTooLate', inputs: [] } as const

export const AnswerWindowClosed = { type: 'error', name: 'AnswerWindowClosed', inputs: [{ name: 'closedAt', type: 'uint256' }] } as const

export const AppealClosed = { type: 'error', name: 'AppealClosed', inputs: [] } as const

export const AsyncRedeem = { type: 'error', name: 'AsyncRedeem', inputs: [] } as const

export const AttestationLapsed = { type: 'error', name: 'AttestationLapsed', inputs: [{ name: 'lapsedAt', type: 'uint256' }] } as const

export const AttestationMissing = { type: 'error', name: 'AttestationMissing', inputs: [{ name: 'codeHash', type: 'bytes32' }] } as const

export const AuditorNotListed = { type: 'error', name: 'AuditorNotListed', inputs: [] } as const

export const BalanceQueryForZeroAddress = { type: 'error', name: 'BalanceQueryForZeroAddress', inputs: [] } as const

export const BelowMark = { type: 'error', name: 'BelowMark', inputs: [] } as const

export const BondLocked = { type: 'error', name: 'BondLocked', inputs: [] } as const

export const BondTooSmall = { type: 'error', name: 'BondTooSmall', inputs: [{ name: 'needed', type: 'uint256' }] } as const

export const BondsAlreadySettled = { type: 'error', name: 'BondsAlreadySettled', inputs: [] } as const

export const CapacityExceeded = { type: 'error', name: 'CapacityExceeded', inputs: [{ name: 'available', type: 'uint256' }] } as const

export const CapitalRequired = { type: 'error', name: 'CapitalRequired', inputs: [{ name: 'available', type: 'uint256' }] } as const

export const CaseAlreadyOpen = { type: 'error', name: 'CaseAlreadyOpen', inputs: [{ name: 'caseId', type: 'uint256' }] } as const

export const CaseNotOpen = { type: 'error', name: 'CaseNotOpen', inputs: [] } as const

export const CaseNotRaised = { type: 'error', name: 'CaseNotRaised', inputs: [{ name: 'need', type: 'uint256' }] } as const

export const ChangeExpired = { type: 'error', name: 'ChangeExpired', inputs: [{ name: 'expiredAt', type: 'uint256' }] } as const

export const ChangeWidens = { type: 'error', name: 'ChangeWidens', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const CheckpointUnorderedInsertion = { type: 'error', name: 'CheckpointUnorderedInsertion', inputs: [] } as const

export const ClaimTogether = { type: 'error', name: 'ClaimTogether', inputs: [{ name: 'cases', type: 'uint256' }] } as const

export const ClaimWindowClosed = { type: 'error', name: 'ClaimWindowClosed', inputs: [{ name: 'closedAt', type: 'uint256' }] } as const

export const ClaimWindowOpen = { type: 'error', name: 'ClaimWindowOpen', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const ClaimsNotOpen = { type: 'error', name: 'ClaimsNotOpen', inputs: [{ name: 'opensAt', type: 'uint256' }] } as const

export const CodeFullyAttested = { type: 'error', name: 'CodeFullyAttested', inputs: [] } as const

export const CodeUnchanged = { type: 'error', name: 'CodeUnchanged', inputs: [] } as const

export const CommitClosed = { type: 'error', name: 'CommitClosed', inputs: [] } as const

export const CommitmentMismatch = { type: 'error', name: 'CommitmentMismatch', inputs: [] } as const

export const ConditionNotMet = { type: 'error', name: 'ConditionNotMet', inputs: [] } as const

export const CooldownNotOver = { type: 'error', name: 'CooldownNotOver', inputs: [{ name: 'readyAt', type: 'uint256' }] } as const

export const CoverDoesNotExist = { type: 'error', name: 'CoverDoesNotExist', inputs: [] } as const

export const CoverEnded = { type: 'error', name: 'CoverEnded', inputs: [{ name: 'endedAt', type: 'uint256' }] } as const

export const CoverNotTaken = { type: 'error', name: 'CoverNotTaken', inputs: [] } as const

export const DeadlinePassed = { type: 'error', name: 'DeadlinePassed', inputs: [] } as const

export const DepositAboveMax = { type: 'error', name: 'DepositAboveMax', inputs: [{ name: 'max', type: 'uint256' }] } as const

export const DepositLimitExceeded = { type: 'error', name: 'DepositLimitExceeded', inputs: [{ name: 'max', type: 'uint256' }] } as const

export const DepositMoreThanMax = { type: 'error', name: 'DepositMoreThanMax', inputs: [] } as const

export const DepositsClosed = { type: 'error', name: 'DepositsClosed', inputs: [] } as const

export const DepositsPaused = { type: 'error', name: 'DepositsPaused', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const DiffersFromProduct = { type: 'error', name: 'DiffersFromProduct', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const DivFailed = { type: 'error', name: 'DivFailed', inputs: [] } as const

export const DurationOutOfRange = { type: 'error', name: 'DurationOutOfRange', inputs: [] } as const

export const DwellNotReached = { type: 'error', name: 'DwellNotReached', inputs: [{ name: 'readyAt', type: 'uint256' }] } as const

export const ExitsNotHeldUp = { type: 'error', name: 'ExitsNotHeldUp', inputs: [] } as const

export const ExitsPending = { type: 'error', name: 'ExitsPending', inputs: [] } as const

export const FailedDeployment = { type: 'error', name: 'FailedDeployment', inputs: [] } as const

export const FeedStale = { type: 'error', name: 'FeedStale', inputs: [] } as const

export const FieldNotPresentInBlockHeader = { type: 'error', name: 'FieldNotPresentInBlockHeader', inputs: [{ name: '', type: 'uint8' }] } as const

export const FirstLossLocked = { type: 'error', name: 'FirstLossLocked', inputs: [{ name: 'maturesAt', type: 'uint256' }] } as const

export const FullMulDivFailed = { type: 'error', name: 'FullMulDivFailed', inputs: [] } as const

export const GasTooLow = { type: 'error', name: 'GasTooLow', inputs: [{ name: 'needed', type: 'uint256' }] } as const

export const GraceNotOver = { type: 'error', name: 'GraceNotOver', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const IncidentOutsideWindow = {
  type: 'error',
  name: 'IncidentOutsideWindow',
  inputs: [{ name: 'time', type: 'uint256' }, { name: 'until', type: 'uint256' }],
} as const

export const InsufficientAllowance = { type: 'error', name: 'InsufficientAllowance', inputs: [] } as const

export const InsufficientBalance = { type: 'error', name: 'InsufficientBalance', inputs: [] } as const

export const InsufficientShares = { type: 'error', name: 'InsufficientShares', inputs: [{ name: 'available', type: 'uint256' }] } as const

export const InsuredNotApproved = { type: 'error', name: 'InsuredNotApproved', inputs: [] } as const

export const IntegratorFeeTooHigh = { type: 'error', name: 'IntegratorFeeTooHigh', inputs: [{ name: 'max', type: 'uint256' }] } as const

export const InvalidAnswer = { type: 'error', name: 'InvalidAnswer', inputs: [] } as const

export const InvalidAttestation = { type: 'error', name: 'InvalidAttestation', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const InvalidCourtTerms = { type: 'error', name: 'InvalidCourtTerms', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const InvalidDisputeRules = { type: 'error', name: 'InvalidDisputeRules', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const InvalidMeter = { type: 'error', name: 'InvalidMeter', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const InvalidPermit = { type: 'error', name: 'InvalidPermit', inputs: [] } as const

export const InvalidPin = {
  type: 'error',
  name: 'InvalidPin',
  inputs: [{ name: 'index', type: 'uint256' }, { name: 'field', type: 'bytes32' }],
} as const

export const InvalidProof = { type: 'error', name: 'InvalidProof', inputs: [] } as const

export const InvalidSignature = { type: 'error', name: 'InvalidSignature', inputs: [] } as const

export const InvalidStorageProof = { type: 'error', name: 'InvalidStorageProof', inputs: [] } as const

export const InvalidTerms = { type: 'error', name: 'InvalidTerms', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const LossesAlreadyPublished = { type: 'error', name: 'LossesAlreadyPublished', inputs: [] } as const

export const LossesExceedTotal = { type: 'error', name: 'LossesExceedTotal', inputs: [{ name: 'left', type: 'uint256' }] } as const

export const MandateOver = { type: 'error', name: 'MandateOver', inputs: [{ name: 'lastEnd', type: 'uint256' }] } as const

export const MandateVoid = { type: 'error', name: 'MandateVoid', inputs: [] } as const

export const MintMoreThanMax = { type: 'error', name: 'MintMoreThanMax', inputs: [] } as const

export const NewOwnerIsZeroAddress = { type: 'error', name: 'NewOwnerIsZeroAddress', inputs: [] } as const

export const NoHandoverRequest = { type: 'error', name: 'NoHandoverRequest', inputs: [] } as const

export const NoRuling = { type: 'error', name: 'NoRuling', inputs: [] } as const

export const NonceUsed = { type: 'error', name: 'NonceUsed', inputs: [] } as const

export const NotArbiter = { type: 'error', name: 'NotArbiter', inputs: [] } as const

export const NotAuthorized = { type: 'error', name: 'NotAuthorized', inputs: [] } as const

export const NotCoverOwner = { type: 'error', name: 'NotCoverOwner', inputs: [] } as const

export const NotCovered = { type: 'error', name: 'NotCovered', inputs: [] } as const

export const NotEligible = { type: 'error', name: 'NotEligible', inputs: [] } as const

export const NotInOrder = { type: 'error', name: 'NotInOrder', inputs: [] } as const

export const NotMultipleOf = { type: 'error', name: 'NotMultipleOf', inputs: [{ name: 'coverUnit', type: 'uint256' }] } as const

export const NotNextInQueue = { type: 'error', name: 'NotNextInQueue', inputs: [] } as const

export const NotOwnerNorApproved = { type: 'error', name: 'NotOwnerNorApproved', inputs: [] } as const

export const NotRefundable = { type: 'error', name: 'NotRefundable', inputs: [] } as const

export const NothingSettled = { type: 'error', name: 'NothingSettled', inputs: [] } as const

export const NothingToCollect = { type: 'error', name: 'NothingToCollect', inputs: [] } as const

export const NothingToSettle = { type: 'error', name: 'NothingToSettle', inputs: [] } as const

export const OutcomeNotTaken = { type: 'error', name: 'OutcomeNotTaken', inputs: [] } as const

export const PauseCoolingDown = { type: 'error', name: 'PauseCoolingDown', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const PauseTooLong = { type: 'error', name: 'PauseTooLong', inputs: [{ name: 'max', type: 'uint256' }] } as const

export const PayoutTooSmall = { type: 'error', name: 'PayoutTooSmall', inputs: [{ name: 'available', type: 'uint256' }] } as const

export const Permit2AllowanceIsFixedAtInfinity = { type: 'error', name: 'Permit2AllowanceIsFixedAtInfinity', inputs: [] } as const

export const PermitExpired = { type: 'error', name: 'PermitExpired', inputs: [] } as const

export const PoolShort = { type: 'error', name: 'PoolShort', inputs: [] } as const

export const PremiumAboveMax = { type: 'error', name: 'PremiumAboveMax', inputs: [{ name: 'premium', type: 'uint256' }] } as const

export const ProofTooOld = { type: 'error', name: 'ProofTooOld', inputs: [{ name: 'asOf', type: 'uint256' }] } as const

export const PublisherHasTime = { type: 'error', name: 'PublisherHasTime', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const RLPInvalidEncoding = { type: 'error', name: 'RLPInvalidEncoding', inputs: [] } as const

export const RecoveryTooSmall = { type: 'error', name: 'RecoveryTooSmall', inputs: [{ name: 'min', type: 'uint256' }] } as const

export const RedeemMoreThanMax = { type: 'error', name: 'RedeemMoreThanMax', inputs: [] } as const

export const Reentrancy = { type: 'error', name: 'Reentrancy', inputs: [] } as const

export const RefundedToAnother = { type: 'error', name: 'RefundedToAnother', inputs: [{ name: 'refundTo', type: 'address' }] } as const

export const RenewalTooEarly = { type: 'error', name: 'RenewalTooEarly', inputs: [{ name: 'from', type: 'uint256' }] } as const

export const RequestPending = { type: 'error', name: 'RequestPending', inputs: [] } as const

export const RevealClosed = { type: 'error', name: 'RevealClosed', inputs: [] } as const

export const RevealNotOpen = { type: 'error', name: 'RevealNotOpen', inputs: [{ name: 'opensAt', type: 'uint256' }] } as const

export const RootWindowClosed = { type: 'error', name: 'RootWindowClosed', inputs: [{ name: 'closedAt', type: 'uint256' }] } as const

export const SalesStopped = { type: 'error', name: 'SalesStopped', inputs: [{ name: 'id', type: 'uint256' }] } as const

export const SegmentMissing = { type: 'error', name: 'SegmentMissing', inputs: [{ name: 'segment', type: 'address' }] } as const

export const SequencerDown = { type: 'error', name: 'SequencerDown', inputs: [] } as const

export const SettlementOpen = { type: 'error', name: 'SettlementOpen', inputs: [{ name: 'cases', type: 'uint256' }] } as const

export const SeverityZero = { type: 'error', name: 'SeverityZero', inputs: [] } as const

export const SharesBelowMin = { type: 'error', name: 'SharesBelowMin', inputs: [{ name: 'shares', type: 'uint256' }] } as const

export const SharesExist = { type: 'error', name: 'SharesExist', inputs: [] } as const

export const StakeInUse = { type: 'error', name: 'StakeInUse', inputs: [{ name: 'atRisk', type: 'uint256' }] } as const

export const StakeLocked = { type: 'error', name: 'StakeLocked', inputs: [{ name: 'maturesAt', type: 'uint256' }] } as const

export const StartTooLate = { type: 'error', name: 'StartTooLate', inputs: [{ name: 'start', type: 'uint256' }] } as const

export const TermsInForce = { type: 'error', name: 'TermsInForce', inputs: [] } as const

export const TermsLapsed = { type: 'error', name: 'TermsLapsed', inputs: [{ name: 'lapsedAt', type: 'uint256' }] } as const

export const TermsNotForSale = { type: 'error', name: 'TermsNotForSale', inputs: [{ name: 'reason', type: 'bytes32' }] } as const

export const TermsNotTaken = { type: 'error', name: 'TermsNotTaken', inputs: [{ name: 'termsId', type: 'uint256' }] } as const

export const TimelockActive = { type: 'error', name: 'TimelockActive', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const TokenAlreadyExists = { type: 'error', name: 'TokenAlreadyExists', inputs: [] } as const

export const TokenDoesNotExist = { type: 'error', name: 'TokenDoesNotExist', inputs: [] } as const

export const TotalSupplyOverflow = { type: 'error', name: 'TotalSupplyOverflow', inputs: [] } as const

export const TransferFailed = { type: 'error', name: 'TransferFailed', inputs: [] } as const

export const TransferFromFailed = { type: 'error', name: 'TransferFromFailed', inputs: [] } as const

export const TransferFromIncorrectOwner = { type: 'error', name: 'TransferFromIncorrectOwner', inputs: [] } as const

export const TransferToNonERC721ReceiverImplementer = { type: 'error', name: 'TransferToNonERC721ReceiverImplementer', inputs: [] } as const

export const TransferToZeroAddress = { type: 'error', name: 'TransferToZeroAddress', inputs: [] } as const

export const Unauthorized = { type: 'error', name: 'Unauthorized', inputs: [] } as const

export const UnknownAnswer = { type: 'error', name: 'UnknownAnswer', inputs: [] } as const

export const UnknownAssertion = { type: 'error', name: 'UnknownAssertion', inputs: [] } as const

export const UnknownAttestation = { type: 'error', name: 'UnknownAttestation', inputs: [] } as const

export const UnknownChange = { type: 'error', name: 'UnknownChange', inputs: [] } as const

export const UnknownCourtTerms = { type: 'error', name: 'UnknownCourtTerms', inputs: [] } as const

export const UnknownDistribution = { type: 'error', name: 'UnknownDistribution', inputs: [] } as const

export const UnknownIncident = { type: 'error', name: 'UnknownIncident', inputs: [] } as const

export const UnknownMeter = { type: 'error', name: 'UnknownMeter', inputs: [] } as const

export const UnknownPin = { type: 'error', name: 'UnknownPin', inputs: [] } as const

export const UnknownPool = { type: 'error', name: 'UnknownPool', inputs: [{ name: 'poolId', type: 'uint256' }] } as const

export const UnknownTerms = { type: 'error', name: 'UnknownTerms', inputs: [] } as const

export const UnsupportedAsset = { type: 'error', name: 'UnsupportedAsset', inputs: [{ name: 'reason', type: 'bytes32' }] } as const

export const ValueOutOfRange = { type: 'error', name: 'ValueOutOfRange', inputs: [{ name: 'field', type: 'bytes32' }] } as const

export const VerdictAlreadyApplied = { type: 'error', name: 'VerdictAlreadyApplied', inputs: [] } as const

export const VerdictPending = { type: 'error', name: 'VerdictPending', inputs: [] } as const

export const VotingOpen = { type: 'error', name: 'VotingOpen', inputs: [{ name: 'until', type: 'uint256' }] } as const

export const WithdrawMoreThanMax = { type: 'error', name: 'WithdrawMoreThanMax', inputs: [] } as const

export const WithdrawalAboveMax = { type: 'error', name: 'WithdrawalAboveMax', inputs: [{ name: 'max', type: 'uint256' }] } as const

export const WrappedVaultDeviates = { type: 'error', name: 'WrappedVaultDeviates', inputs: [] } as const

export const WrongChain = { type: 'error', name: 'WrongChain', inputs: [] } as const

export const ZeroAddress = { type: 'error', name: 'ZeroAddress', inputs: [{ name: 'field', type: 'bytes32' }] } as const
