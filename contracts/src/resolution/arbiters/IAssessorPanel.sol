// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";

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
}

/// @notice A case before the panel. Votes weigh what they put at risk, asset units.
struct PanelCase {
    uint40 turnStarted;
    uint8 answers; // how many there are
    uint8 nothingAt; // number of the answer that nothing was lost; a vote for it is one for 0
    bool incomplete; // number 1 is no answer
    bool appealed; // the next arbiter decides
    bool decided; // how votes are settled
    uint8 winner; // then: number of the answer, 0 for nothing; 255 for none
    uint96 quorum; // what must have committed
    uint96 committed;
    uint96 revealed;
}

/// @notice A vote that is not settled.
struct Vote {
    bytes32 commitment; // cleared when revealed
    uint96 risk; // what it weighs, and what it loses on the wrong side or unrevealed
    uint8 number; // of the answer, once revealed
}

/// @notice Where a case stands.
enum Phase {
    None, // nobody has committed
    Commit,
    Reveal,
    Appeal,
    Tally,
    Undecided, // the panel has not ruled: votes can be settled as soon as the court has decided
    Final // votes can be settled
}

/// @title Panel of staked assessors who decide cases by commit and reveal, for one asset
/// @notice A vote is for one of the answers, or for nothing. The median wins: answers in the order of what they pay, weighed
/// by what their votes put at risk, so that answers that hardly differ split no majority. A vote puts a fixed share of the stake
/// at risk, and all votes together no more than is at stake in the case; it weighs what it puts at risk: splitting a stake
/// gains nothing. Only stake from before the incident counts.
/// Times of a case, counted from the beginning of the panel's turn: commits, reveals, a day for appeals, a day to tally.
/// Votes are settled as the court decided in the end, by the panel's ruling or another's: else a majority that is too small
/// to rule would take from the rest, and nobody could appeal. Whoever has voted for another answer, or does not reveal,
/// loses what was at risk to the winners. If the court chose none, or one that nobody voted for, only non-revealers lose, to
/// those who revealed. That holds too if it has not decided 120 days after the turn began, or nobody has settled a vote until then and the panel
/// has not ruled.
interface IAssessorPanel is IArbiter {
    /// @param assets asset units
    event StakeDeposited(address indexed account, uint256 assets);
    /// @param assets all that is asked back now; an earlier request is replaced
    event StakeWithdrawalRequested(address indexed account, uint256 assets, uint256 maturesAt);
    event StakeWithdrawn(address indexed account, address indexed receiver, uint256 assets);
    /// @param quorum risk that must be committed, asset units
    event CaseOpened(uint256 indexed caseId, IDisputes indexed court, CaseRef ref, uint256 quorum);
    /// @param risk what the vote weighs, asset units
    event VoteCommitted(uint256 indexed caseId, address indexed voter, bytes32 commitment, uint256 risk);
    event VoteRevealed(uint256 indexed caseId, address indexed voter, uint256 number, uint256 risk);
    /// @param fee burned, asset units
    event RulingAppealed(uint256 indexed caseId, address indexed appellant, uint256 fee);
    /// @notice From here on it is known how votes are settled.
    /// @param winner number of the answer, 0 for nothing; 255 for none
    event CaseDecided(uint256 indexed caseId, uint256 winner);
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
    /// @dev Errors: `AmountZero`, `StakeLocked(maturesAt)`, `StakeInUse(atRisk)`: settle votes first.
    function withdrawStake(address receiver) external returns (uint256 assets);

    /// @notice Votes, without telling how. `commitmentOf` says what a commitment must be.
    /// @dev Errors: `NotArbiter`, `UnsupportedAsset("dispute")`, `CommitClosed`, `ValueOutOfRange("commitment")` for zero,
    /// `AlreadyVoted`, `NotEligible`.
    function commitVote(IDisputes court, CaseRef calldata ref, bytes32 commitment) external;

    /// @notice Tells how the caller has voted.
    /// @param number of the answer; 0 for nothing
    /// @dev Errors: `RevealNotOpen(opensAt)`, `RevealClosed`, `CommitmentMismatch`, also if there is none or it was revealed,
    /// `UnknownAnswer`.
    function revealVote(IDisputes court, CaseRef calldata ref, uint256 number, bytes32 salt) external;

    /// @notice Takes the case from the panel to the next arbiter, for a hundredth of what is at stake, which is burned.
    /// Anyone may, for a day after the reveals. Votes are settled as the court decides then.
    /// @dev Errors: `VotingOpen(until)`, `AppealClosed`, `NotArbiter`, `NoRuling`.
    function appealRuling(IDisputes court, CaseRef calldata ref) external;

    /// @notice Counts the votes and rules. Anyone may.
    /// @dev Errors: `VotingOpen(until)`, `AlreadyFinal`, also after an appeal or if nobody has committed, `NotArbiter`,
    /// `NoRuling`, and those of `IDisputes.arbitrate`.
    /// @return winner number of the answer, 0 for nothing
    function tally(IDisputes court, CaseRef calldata ref) external returns (uint256 winner);

    /// @notice Books what a vote won or lost. Anyone may.
    /// @dev Errors: `NothingToSettle`, `VotingOpen(until)`: until then at the latest the court decides.
    function settleVote(IDisputes court, CaseRef calldata ref, address voter) external;

    /// @notice The number of a case here; 0 before the first commit.
    function caseIdOf(IDisputes court, bytes32 caseKey) external view returns (uint256);

    function getCase(uint256 caseId) external view returns (PanelCase memory);

    /// @notice What was revealed for an answer, asset units at risk.
    function revealedFor(uint256 caseId, uint256 number) external view returns (uint256);

    function getVote(uint256 caseId, address voter) external view returns (Vote memory);

    function getStake(address account) external view returns (Stake memory);

    /// @notice Where a case stands, and until when; one whose turn is the panel's is open for commits.
    /// `until` is the end of the phase, of `Undecided` at the latest; 0 for `None` and `Final`.
    function phaseOf(IDisputes court, CaseRef calldata ref) external view returns (Phase, uint256 until);

    /// @notice What `tally` would rule by the votes that have been revealed: number of the answer, 0 for nothing; 255 for no
    /// ruling, without a quorum or with less than a tenth of what is at stake at risk for the median.
    function rulingOf(IDisputes court, CaseRef calldata ref) external view returns (uint256 number);

    /// @notice What an account's vote would put at risk if it committed now, asset units; 0 if it is not eligible.
    function riskOf(IDisputes court, CaseRef calldata ref, address account) external view returns (uint256);

    /// @notice What settling a vote would add to its voter's stake if this answer won and no more votes were revealed.
    /// @param winner number of the answer; 255 for none
    function changeOf(uint256 caseId, address voter, uint256 winner) external view returns (int256);

    /// @notice Stake that counts in incidents after `time`, asset units, of an account.
    function weightAt(address account, uint256 time) external view returns (uint256);

    /// @notice The same of all accounts.
    function totalWeightAt(uint256 time) external view returns (uint256);

    /// @notice `keccak256(abi.encode(chainId, panel, court, ref, number, salt, voter))`: nobody can copy one.
    function commitmentOf(IDisputes court, CaseRef calldata ref, uint256 number, bytes32 salt, address voter)
        external
        view
        returns (bytes32);
}
