// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {IDisputes, Ruling} from "./IDisputes.sol";

/// @notice What a panel is made with; immutable.
struct PanelConfig {
    address asset; // stakes are in it, and so are the disputes it takes
    uint40 commitPeriod; // seconds from the beginning of its turn
    uint40 revealPeriod; // seconds from the end of commits
    uint40 withdrawalDelay; // seconds from request to withdrawal
    uint64 quorum; // share of the eligible stake that must commit, WAD
    uint64 slashShare; // share of a stake that one vote puts at risk, WAD
}

/// @notice What an assessor has in the panel, asset units.
struct Stake {
    uint96 held; // slashes and rewards of settled votes included
    uint96 atRisk; // Σ risk of its open votes
    uint96 leaving; // asked back: no weight in later incidents
    uint40 maturesAt; // when it may be withdrawn
    uint120 openVotes; // 4 × 30 bits: cases of votes that are not settled
}

/// @notice A dispute before the panel. Votes weigh what they put at risk, asset units.
struct Case {
    IDisputes resolver;
    uint40 turnStarted;
    bool counterDenies; // the counter-answer is that nothing was lost: a denial is a vote for it
    bool appealed; // the next arbiter decides
    bool tallied;
    Ruling winner; // None: no ruling
    uint256 incidentId;
    uint96 quorum; // what must have committed
    uint96 committed;
    uint96[4] revealed; // by ruling; none for `None`
}

/// @notice A vote that is not settled.
struct Vote {
    bytes32 commitment;
    uint96 risk; // what it weighs, and what it loses on the wrong side or unrevealed
    Ruling ruling; // None: not revealed
}

/// @notice Where a case stands.
enum Phase {
    None, // nobody has committed
    Commit,
    Reveal,
    Appeal,
    Tally,
    Final // votes can be settled
}

/// @title Staked assessors who decide disputes by commit and reveal: one panel per asset
/// @notice A vote is for the report, the counter-answer or a denial. It puts a fixed share of the stake at risk, and weighs
/// what it puts at risk: splitting a stake gains nothing. Only stake from before the incident counts. Whoever is on
/// the losing side, or does not reveal, loses what was at risk to the winners. Without a ruling only non-revealers
/// lose, to those who revealed.
/// Times of a case, counted from the beginning of the panel's turn: commits, reveals, a day for appeals, a day to tally.
/// Votes are final when tallied, or when that last day is over: no stake waits for anybody's call.
interface IAssessorPanel is IArbiter {
    /// @param assets asset units
    event StakeDeposited(address indexed account, uint256 assets);
    /// @param assets all that is asked back now; an earlier request is replaced
    event StakeWithdrawalRequested(address indexed account, uint256 assets, uint256 maturesAt);
    event StakeWithdrawn(address indexed account, address indexed receiver, uint256 assets);
    /// @param quorum risk that must be committed, asset units
    event CaseOpened(uint256 indexed caseId, IDisputes indexed resolver, uint256 indexed incidentId, uint256 quorum);
    /// @param risk what the vote weighs, asset units
    event VoteCommitted(uint256 indexed caseId, address indexed voter, bytes32 commitment, uint256 risk);
    event VoteRevealed(uint256 indexed caseId, address indexed voter, Ruling ruling, uint256 risk);
    /// @param fee burned, asset units
    event RulingAppealed(uint256 indexed caseId, address indexed appellant, uint256 fee);
    /// @param winner `None` for no ruling
    event VotesTallied(uint256 indexed caseId, Ruling winner);
    /// @param change of the voter's stake, asset units
    event VoteSettled(uint256 indexed caseId, address indexed voter, int256 change);

    /// @notice Adds to the caller's stake. It counts in incidents that happen later.
    /// @dev Errors: `AmountZero`, `UnsupportedAsset("transfer fee")`, `ValueOutOfRange("stake")`.
    function depositStake(uint256 assets) external;

    /// @notice Asks for part of the stake back, in place of any earlier request; 0 takes it back. From now on it does not
    /// count in later incidents; in earlier ones it still does.
    /// @dev Errors: `ValueOutOfRange("assets")` above the stake.
    function requestStakeWithdrawal(uint256 assets) external;

    /// @notice Withdraws what was asked for, or what slashes left of it.
    /// @dev Errors: `AmountZero`, `StakeLocked(maturesAt)`, `StakeInUse(caseId)`: settle that vote first.
    function withdrawStake(address receiver) external returns (uint256 assets);

    /// @notice Votes, without telling how. `commitmentOf` says what a commitment must be.
    /// @dev Errors: `NotArbiter`, `CommitClosed`, `AlreadyVoted`, `UnsupportedAsset("dispute")`, `NotEligible`,
    /// `StakeInUse(caseId)` with four open votes.
    function commitVote(IDisputes resolver, uint256 incidentId, bytes32 commitment) external;

    /// @notice Tells how the caller has voted.
    /// @param ruling `Severity` denies
    /// @dev Errors: `RevealNotOpen(opensAt)`, `RevealClosed`, `CommitmentMismatch`, also if there is none or it was revealed.
    function revealVote(IDisputes resolver, uint256 incidentId, Ruling ruling, bytes32 salt) external;

    /// @notice Takes the incident from the panel to the next arbiter, for a hundredth of what is at stake, which is burned.
    /// Anyone may, for a day after the reveals. Among the assessors the vote stands: losers cannot buy themselves out.
    /// @dev Errors: `VotingOpen(until)`, `AppealClosed`, also without a ruling, and `NotArbiter`.
    function appealRuling(IDisputes resolver, uint256 incidentId) external;

    /// @notice Counts the votes and rules, if there is a ruling. Anyone may.
    /// @dev Errors: `VotingOpen(until)`, `AlreadyFinal`, also if nobody has committed, `NotArbiter`, and those of `IDisputes.arbitrate`.
    function tally(IDisputes resolver, uint256 incidentId) external returns (Ruling winner);

    /// @notice Books what a vote won or lost. Anyone may.
    /// @dev Errors: `VotingOpen(until)`, `NothingToSettle`.
    function settleVote(uint256 caseId, address voter) external;

    /// @notice The number of a dispute's case; 0 before the first commit.
    function caseIdOf(IDisputes resolver, uint256 incidentId) external view returns (uint256);

    function getCase(uint256 caseId) external view returns (Case memory);

    function getVote(uint256 caseId, address voter) external view returns (Vote memory);

    function getStake(address account) external view returns (Stake memory);

    /// @notice Where a dispute stands, and until when; a dispute whose turn is the panel's is open for commits.
    /// `until` is the end of the phase; 0 for `None` and `Final`.
    function phaseOf(IDisputes resolver, uint256 incidentId) external view returns (Phase, uint256 until);

    /// @notice What an account's vote would put at risk if it committed now, asset units; 0 if it is not eligible.
    function riskOf(IDisputes resolver, uint256 incidentId, address account) external view returns (uint256);

    /// @notice What settling a vote would add to its voter's stake if the panel ruled so and no more votes were revealed.
    /// @param winner `None` for no ruling
    function changeOf(uint256 caseId, address voter, Ruling winner) external view returns (int256);

    /// @notice Stake that counts in incidents after `time`, asset units, of an account.
    function weightAt(address account, uint256 time) external view returns (uint256);

    /// @notice The same of all accounts.
    function totalWeightAt(uint256 time) external view returns (uint256);

    /// @notice `keccak256(abi.encode(chainId, panel, resolver, incidentId, ruling, salt, voter))`: nobody can copy one.
    function commitmentOf(IDisputes resolver, uint256 incidentId, Ruling ruling, bytes32 salt, address voter)
        external
        view
        returns (bytes32);
}
