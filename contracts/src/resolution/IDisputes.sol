// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A case at a court: an incident in a pool, by the version of the terms that it was opened with there.
struct CaseRef {
    uint256 incidentId;
    address vault; // claims vault of the pool
    uint256 termsId;
}

/// @notice One answer to the question what was lost.
struct Answer {
    uint64 severity; // part destroyed, WAD; 0 says that nothing was lost
    uint128 lossTotal; // Σ losses of its table, asset units; 0 without one
    bytes32 lossRoot; // Merkle root of its table; zero without one
}

/// @notice A case with several answers, as arbiters see it.
struct Dispute {
    address asset; // asset of the bonds
    uint96 subject; // court terms of what is said to have failed
    uint40 time; // time at which it is said to have failed
    bytes32 evidence; // of the report
    Answer[] answers; // by number, from number 1. Number 0 says that nothing was lost
    bool incomplete; // number 1 is no answer: the opener of the case has published no table
    uint256 atStake; // the most that any answer asks for, asset units
    address arbiter; // arbiter that has the turn; zero before the first turn and after the last
    uint40 turnStarted; // beginning of that turn
    uint40 deadline; // end of that turn: it may rule before
}

/// @notice A case with several answers, without the answers: enough to vote.
struct Turn {
    address arbiter; // arbiter that has the turn; zero before the first turn and after the last
    uint40 startedAt; // beginning of that turn
    uint40 deadline; // end of that turn: it may rule before
    address asset; // asset of the bonds
    uint40 time; // time at which something is said to have failed
    uint256 atStake; // the most that any answer asks for, asset units
}

/// @notice Ways in which a case was decided.
enum Outcome {
    None, // not decided
    Unopposed, // one answer, or none
    Ruled, // an arbiter chose one
    Silent // no arbiter ruled: nothing is paid, and every bond loses half
}

/// @title Cases in dispute, as arbiters see them at a court
interface IDisputes {
    /// @notice Errors: `UnknownIncident`, `CaseNotOpen`.
    function getDispute(CaseRef calldata ref) external view returns (Dispute memory);

    /// @notice The turn in a case. Errors: `UnknownIncident`, `CaseNotOpen`.
    function turnOf(CaseRef calldata ref) external view returns (Turn memory);

    /// @notice The way in which a case was decided, the number of the answer that holds, and the time.
    function outcomeOf(CaseRef calldata ref) external view returns (Outcome outcome, uint256 number, uint256 decidedAt);

    /// @notice Decides a case with several answers. Only the arbiter that has the turn may call it, before its
    /// deadline.
    /// @dev Errors: `UnknownIncident`, `NotArbiter`, `UnknownAnswer` for a number without an answer.
    /// @param number number of the right answer; 0 for nothing
    function arbitrate(CaseRef calldata ref, uint256 number) external;
}
