// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";

/// @notice Configuration of a panel; immutable.
struct PanelConfig {
    address asset; // asset of stakes, and of the disputes that it takes
    uint40 commitPeriod; // seconds from the beginning of its turn
    uint40 revealPeriod; // seconds from the end of commits
    uint40 withdrawalDelay; // seconds from request to withdrawal
    uint64 quorum; // part of the eligible stake that must commit, WAD
    uint64 slashShare; // part of a stake that one vote puts at risk, WAD
}

/// @notice An assessor's stake in the panel, asset units.
struct Stake {
    uint96 held; // with slashes and rewards of settled votes
    uint96 atRisk; // Σ risk of its open votes
    uint96 leaving; // its withdrawal is requested: no weight in later incidents
    uint40 maturesAt; // first time of the withdrawal
}

/// @notice A case before the panel. Votes weigh what they put at risk, asset units.
struct PanelCase {
    // slot 0: all that a later commit, or a reveal, needs
    uint40 turnStarted;
    uint8 answers; // number of answers
    uint8 nothingAt; // number of the answer that nothing was lost; a vote for it counts as a vote for 0
    bool incomplete; // number 1 is no answer
    uint96 committed;
    uint96 revealed;
    // slot 1
    bool appealed; // the next arbiter decides
    bool decided; // the way in which votes are settled is fixed
    uint8 winner; // then: number of the answer, 0 for nothing; 255 for none
    uint96 quorum; // risk that must have been committed
    uint96 lost; // risk of losing votes that are settled: what winners can gain so far
}

/// @notice A vote that is not settled.
struct Vote {
    bytes32 commitment; // cleared when revealed
    uint96 risk; // weight of the vote, and its loss if it is wrong or unrevealed
    uint8 number; // of the answer, once revealed
    uint96 taken; // part of its gain that is booked
    bool freed; // it has won: its risk is free again, and the rest of its gain is to come
}

/// @notice Stages of a case before the panel.
enum Phase {
    None, // nobody has committed
    Commit,
    Reveal,
    Appeal,
    Tally,
    Undecided, // the panel has not ruled: votes can be settled once the court has decided
    Final // votes can be settled
}

/// @title Panel of staked assessors, for one asset: votes by commit and reveal
/// @notice A vote is for one of the answers, or for nothing. The median wins: answers in the order of what they pay,
/// weighed by the risk of their votes, so that answers that hardly differ split no majority. A vote puts a fixed part
/// of the stake at risk, and all votes together no more than is at stake in the case. Its weight is its risk, so
/// splitting a stake gains nothing. Only stake from before the incident counts. From the beginning of the panel's turn
/// there are commits, reveals, a day for appeals, and a day to tally. Votes are settled by the court's final decision,
/// by the panel's ruling or another's: otherwise a majority that is too small to rule would take from the rest, and
/// nobody could appeal. Votes for another answer, and unrevealed votes, lose their risk to the winners. If the court
/// chose none, or one that nobody voted for, only unrevealed votes lose, to the revealed ones. The same holds if the
/// court has not decided 120 days after the turn began, or if nobody has settled a vote until then and the panel has
/// not ruled. Winners gain what losers whose votes are settled have lost, so no stake weighs in two accounts, whatever
/// contract poses as a court.
interface IAssessorPanel is IArbiter {
    /// @param assets asset units
    event StakeDeposited(address indexed account, uint256 assets);
    /// @param assets requested withdrawal in all; an earlier request is replaced
    event StakeWithdrawalRequested(address indexed account, uint256 assets, uint256 maturesAt);
    event StakeWithdrawn(address indexed account, address indexed receiver, uint256 assets);
    /// @param quorum risk that must be committed, asset units
    event CaseOpened(uint256 indexed caseId, IDisputes indexed court, CaseRef ref, uint256 quorum);
    /// @param risk weight of the vote, asset units
    event VoteCommitted(uint256 indexed caseId, address indexed voter, bytes32 commitment, uint256 risk);
    event VoteRevealed(uint256 indexed caseId, address indexed voter, uint256 number, uint256 risk);
    /// @param fee burned, asset units
    event RulingAppealed(uint256 indexed caseId, address indexed appellant, uint256 fee);
    /// @notice From this event on the way in which votes are settled is known.
    /// @param winner number of the answer, 0 for nothing; 255 for none
    event CaseDecided(uint256 indexed caseId, uint256 winner);
    /// @notice A vote that wins may have several of these events.
    /// @param change of the voter's stake by this call, asset units
    event VoteSettled(uint256 indexed caseId, address indexed voter, int256 change);

    /// @notice Adds to the caller's stake. It counts in later incidents.
    /// @dev Errors: `AmountZero`, `UnsupportedAsset("transfer fee")`, `ValueOutOfRange("stake")`.
    function depositStake(uint256 assets) external;

    /// @notice Requests a withdrawal of a part of the stake, in place of any earlier request; 0 cancels the request.
    /// From now on that part does not count in later incidents; in earlier ones it still does.
    /// @dev Errors: `ValueOutOfRange("assets")` above the stake.
    function requestStakeWithdrawal(uint256 assets) external;

    /// @notice Withdraws the requested part, or what slashes left of it.
    /// @dev Errors: `AmountZero`, `StakeLocked(maturesAt)`, `StakeInUse(atRisk)`: settle votes first.
    function withdrawStake(address receiver) external returns (uint256 assets);

    /// @notice Commits a vote without revealing it; see `commitmentOf`.
    /// @dev Errors: `NotArbiter`, `UnsupportedAsset("dispute")`, `CommitClosed`, `ValueOutOfRange("commitment")` for zero,
    /// `AlreadyVoted`, `NotEligible`.
    function commitVote(IDisputes court, CaseRef calldata ref, bytes32 commitment) external;

    /// @notice Reveals the caller's vote.
    /// @param number number of the answer; 0 for nothing
    /// @dev Errors: `RevealNotOpen(opensAt)`, `RevealClosed`, `CommitmentMismatch`, also if there is no commitment or
    /// it was revealed, `UnknownAnswer`.
    function revealVote(IDisputes court, CaseRef calldata ref, uint256 number, bytes32 salt) external;

    /// @notice Takes the case from the panel to the next arbiter, for a hundredth of what is at stake, which is burned.
    /// Anyone may call it, for a day after the reveals. Votes are then settled by the court's decision.
    /// @dev Errors: `VotingOpen(until)`, `AppealClosed`, `NotArbiter`, `NoRuling`.
    function appealRuling(IDisputes court, CaseRef calldata ref) external;

    /// @notice Counts the votes and rules. Anyone may call it.
    /// @dev Errors: `VotingOpen(until)`, `AlreadyFinal`, also after an appeal or if nobody has committed, `NotArbiter`,
    /// `NoRuling`, and those of `IDisputes.arbitrate`.
    /// @return winner number of the answer, 0 for nothing
    function tally(IDisputes court, CaseRef calldata ref) external returns (uint256 winner);

    /// @notice Books the loss of a vote, or its part of what settled votes have lost so far. Anyone may call it, for a
    /// vote that wins again whenever further losing votes are settled. In any order each vote gets the same in the end.
    /// Settle losing votes first, in one `multicall`, and each vote is settled by one call.
    /// @dev Errors: `NothingToSettle`, also for a winning vote while no further losing vote is settled, and
    /// `VotingOpen(until)`: the court decides by then at the latest.
    function settleVote(IDisputes court, CaseRef calldata ref, address voter) external;

    /// @notice The number of a case here; 0 before the first commit.
    function caseIdOf(IDisputes court, bytes32 caseKey) external view returns (uint256);

    function getCase(uint256 caseId) external view returns (PanelCase memory);

    /// @notice The revealed risk for an answer, asset units.
    function revealedFor(uint256 caseId, uint256 number) external view returns (uint256);

    function getVote(uint256 caseId, address voter) external view returns (Vote memory);

    function getStake(address account) external view returns (Stake memory);

    /// @notice The stage of a case, and its end. A case whose turn is the panel's is open for commits. `until` is the
    /// end of the phase, of `Undecided` at the latest; 0 for `None` and `Final`.
    function phaseOf(IDisputes court, CaseRef calldata ref) external view returns (Phase, uint256 until);

    /// @notice The ruling that `tally` would make by the revealed votes: number of the answer, 0 for nothing; 255 for
    /// no ruling, without a quorum or with less than a tenth of what is at stake at risk for the median.
    function rulingOf(IDisputes court, CaseRef calldata ref) external view returns (uint256 number);

    /// @notice The risk of an account's vote if it committed now, asset units; 0 if it is not eligible.
    function riskOf(IDisputes court, CaseRef calldata ref, address account) external view returns (uint256);

    /// @notice The change of a voter's stake by its vote once all are settled, if this answer won and no more votes were
    /// revealed; what is booked of it included. 0 for a vote that is done.
    /// @param winner number of the answer; 255 for none
    function changeOf(uint256 caseId, address voter, uint256 winner) external view returns (int256);

    /// @notice The change of a voter's stake that `settleVote` would book now; 0 before the case is decided.
    function dueOf(uint256 caseId, address voter) external view returns (int256);

    /// @notice An account's stake that counts in incidents after `time`, asset units.
    function weightAt(address account, uint256 time) external view returns (uint256);

    /// @notice The same of all accounts.
    function totalWeightAt(uint256 time) external view returns (uint256);

    /// @notice `keccak256(abi.encode(chainId, panel, court, ref, number, salt, voter))`: nobody can copy another's.
    function commitmentOf(IDisputes court, CaseRef calldata ref, uint256 number, bytes32 salt, address voter)
        external
        view
        returns (bytes32);
}
