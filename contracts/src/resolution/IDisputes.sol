// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A case at a court: an incident in a pool, by the version of the terms that it was opened with there.
struct CaseRef {
    uint256 incidentId;
    address vault; // the pool's
    uint256 termsId;
}

/// @notice One answer to "what was lost?".
struct Answer {
    uint64 severity; // share destroyed, WAD; 0 says that nothing was
    uint128 lossTotal; // Σ losses of its table, asset units; 0 without one
    bytes32 lossRoot; // Merkle root of its table; zero without one
}

/// @notice A case with several answers, as arbiters see it.
struct Dispute {
    address asset; // bonds are in it
    uint96 subject; // court terms of what is said to have failed
    uint40 time; // when it is said to have failed
    bytes32 evidence; // of the report
    Answer[] answers; // by number: the first is number 1. Number 0 says that nothing was lost
    bool incomplete; // number 1 is none: whoever opened the case has published no table
    uint256 atStake; // the most that any of them asks for, asset units
    address arbiter; // whose turn it is; zero before the first and after the last
    uint40 turnStarted; // when that turn began
    uint40 deadline; // until when it may rule
}

/// @notice A case with several answers, without them: enough to vote.
struct Turn {
    address arbiter; // whose turn it is; zero before the first and after the last
    uint40 startedAt; // when that turn began
    uint40 deadline; // until when it may rule
    address asset; // bonds are in it
    uint40 time; // when something is said to have failed
    uint256 atStake; // the most that any answer asks for, asset units
}

/// @notice How a case was decided.
enum Outcome {
    None, // it is not
    Unopposed, // one answer, or none
    Ruled, // an arbiter chose one
    Silent // none of them did: nothing is paid, and every bond loses half
}

/// @title Cases in dispute, as arbiters see them at a court
interface IDisputes {
    /// @notice Errors: `UnknownIncident`, `CaseNotOpen`.
    function getDispute(CaseRef calldata ref) external view returns (Dispute memory);

    /// @notice Whose turn it is in a case. Errors: `UnknownIncident`, `CaseNotOpen`.
    function turnOf(CaseRef calldata ref) external view returns (Turn memory);

    /// @notice How a case was decided, by which answer's number, and when.
    function outcomeOf(CaseRef calldata ref) external view returns (Outcome outcome, uint256 number, uint256 decidedAt);

    /// @notice Decides a case with several answers. Only the arbiter whose turn it is, before its deadline.
    /// @dev Errors: `UnknownIncident`, `NotArbiter`, `UnknownAnswer` for a number that is none.
    /// @param number of the answer that is right; 0 for nothing
    function arbitrate(CaseRef calldata ref, uint256 number) external;
}
