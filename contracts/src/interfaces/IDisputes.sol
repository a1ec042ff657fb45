// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice One side's answer to "what was lost?".
struct Answer {
    uint64 severity; // share destroyed, WAD; 0 says that nothing was
    uint128 lossTotal; // Σ losses of its table, asset units; 0 without one
    bytes32 lossRoot; // root of its table
    bytes32 evidence; // hash of what speaks for it; where to find it is in the event
}

/// @notice What an arbiter chooses.
enum Ruling {
    None,
    Report, // the report, or what the meter fired
    Counter, // the challenge's counter-answer
    Severity // a severity of its own, at most the higher of the two; 0 denies
}

/// @notice A challenged incident, as arbiters see it.
struct Dispute {
    address asset; // bonds are in it
    uint96 subject; // what is said to have failed
    uint40 time; // when it is said to have failed
    Answer report;
    Answer counter;
    uint256 atStake; // Σ of what can be claimed of the cases it suspends at most, asset units
    address arbiter; // whose turn it is; zero before the first and after the last
    uint40 turnStarted; // when that turn began
    uint40 deadline; // until when it may rule
    bool decided;
}

/// @title Challenges, and what comes of them: what arbiters know
interface IDisputes {
    /// @notice Errors: `UnknownIncident`. All zero where nobody challenged.
    function getDispute(uint256 incidentId) external view returns (Dispute memory);

    /// @notice Decides a dispute. Only the arbiter whose turn it is, before its deadline.
    /// @dev Errors: `UnknownIncident`, `NotArbiter`, `SeverityTooHigh(max)`, `ValueOutOfRange` for no ruling.
    /// @param severity only with `Ruling.Severity`; where claims need a proof, only 0
    function arbitrate(uint256 incidentId, Ruling ruling, uint64 severity) external;
}
