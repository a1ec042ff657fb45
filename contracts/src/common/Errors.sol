// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Errors of the protocol
/// @dev Used as `require(condition, Errors.X())`, so that each error appears in the ABI of every contract that can
/// revert with it. Errors have arguments only if a caller can act on them.
library Errors {
    // Calls
    error AmountZero();
    error NotMultipleOf(uint256 coverUnit);
    error ZeroAddress(bytes32 field);
    error DeadlinePassed();
    error NotAuthorized();
    error InvalidSignature();
    error NonceUsed();
    error WrongChain();
    error ValueOutOfRange(bytes32 field);
    error SegmentMissing(address segment); // it has to be deployed first

    // Deposits and exits
    error DepositLimitExceeded(uint256 max);
    error PoolShort();
    error DepositsPaused(uint256 until);
    error InsufficientShares(uint256 available);
    error RequestPending();
    error CooldownNotOver(uint256 readyAt);
    error CapitalRequired(uint256 available);
    error NothingSettled();
    error NotNextInQueue();
    error AsyncRedeem();
    error UnsupportedAsset(bytes32 reason);

    // Cover
    error CapacityExceeded(uint256 available);
    error PremiumAboveMax(uint256 premium);
    error StartTooLate(uint256 start);
    error IntegratorFeeTooHigh(uint256 max);
    error DurationOutOfRange();
    error TermsNotForSale(bytes32 reason);
    error InsuredNotApproved();
    error CoverDoesNotExist();
    error CoverEnded(uint256 endedAt);
    error NotRefundable();
    error SalesStopped(uint256 id); // of the product: a case of it that stops sales is open

    // Incidents, cases and claims
    error UnknownIncident();
    error IncidentOutsideWindow(uint256 time, uint256 until); // of the event, not later than now; last second
    error SeverityZero();
    error CaseAlreadyOpen(uint256 caseId); // for good: an incident has one case in a pool
    error CaseNotOpen();
    error CaseNotRaised(uint256 need); // present need, asset units: no more is asked for
    error VerdictPending();
    error VerdictAlreadyApplied();
    error NotCovered();
    error AlreadyClaimed();
    error ClaimWindowOpen(uint256 until);
    error ClaimWindowClosed(uint256 closedAt);
    error NothingToCollect();
    error AlreadyReleased(); // the case is closed
    error ClaimTogether(uint256 cases); // number of the product's cases to name in one call
    error NotInOrder(); // of the events; also a case named twice, or of another settlement
    error SettlementOpen(uint256 cases); // number of the settlement's cases that are not counted yet
    error RecoveryTooSmall(uint256 min);
    error InvalidProof();
    error FirstLossLocked(uint256 maturesAt);

    // Meters
    error ConditionNotMet();
    error DwellNotReached(uint256 readyAt);
    error BelowMark();
    error UnknownMeter();
    error FeedStale();
    error SequencerDown();
    error GasTooLow(uint256 needed);

    // Answers
    error InvalidDisputeRules(bytes32 field);
    error NotArbiter();
    error AnswerWindowClosed(uint256 closedAt);
    error InvalidAnswer();
    error AnswerAlreadyPosted(uint256 number);
    error AnswerAboveCase(uint256 need); // need that the case was opened for
    error OutcomeNotTaken(); // of another incident, not ruled, less at stake, or fewer answers
    error BondTooSmall(uint256 needed);
    error BondLocked();
    error BondsAlreadySettled();

    // Reports
    error UnknownCourtTerms();
    error InvalidCourtTerms(bytes32 field);
    error LossesAlreadyPublished();
    error RootWindowClosed(uint256 closedAt);

    // Arbiters
    error StakeInUse(uint256 atRisk);
    error StakeLocked(uint256 maturesAt);
    error NotEligible();
    error CommitClosed();
    error AlreadyVoted();
    error CommitmentMismatch();
    error RevealNotOpen(uint256 opensAt);
    error RevealClosed();
    error VotingOpen(uint256 until);
    error AppealClosed();
    error AlreadyFinal();
    error NoRuling();
    error NothingToSettle();
    error AnswerPending(bytes32 assertionId);
    error AnswerTooLate();
    error UnknownAnswer();
    error UnknownAssertion();

    // Listing
    error InvalidTerms(bytes32 field);
    error DiffersFromProduct(bytes32 field);
    error InvalidMeter(bytes32 field);
    error AlreadyListed();
    error UnknownTerms();
    error SharesExist();

    // Sales of pools
    error ChangeWidens(bytes32 field);
    error UnknownChange();
    error TimelockActive(uint256 until);
    error ExitsPending();
    error ExitsNotHeldUp();
    error ChangeExpired(uint256 expiredAt);
    error PauseTooLong(uint256 max);
    error PauseCoolingDown(uint256 until);

    // Attestations and proofs of code
    error AuditorNotListed();
    error InvalidAttestation(bytes32 field);
    error UnknownAttestation();
    error AttestationLapsed(uint256 lapsedAt);
    error CodeFullyAttested();
    error InvalidStorageProof();
    error InvalidPin(uint256 index, bytes32 field);
    error AttestationMissing(bytes32 codeHash);
    error UnknownPin();
    error CodeUnchanged();
    error AlreadyFlagged();
    error ProofTooOld(uint256 asOf);
    error TermsLapsed(uint256 lapsedAt);
    error TermsInForce();
    error GraceNotOver(uint256 until);

    // Purchases over several pools
    error UnknownPool(uint256 poolId);
    error SharesBelowMin(uint256 shares); // of the pool, that the deposit would issue
}
