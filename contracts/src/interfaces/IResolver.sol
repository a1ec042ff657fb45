// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice What a resolver knows of an incident.
struct Incident {
    uint96 subject; // what failed; terms are hit if they name this resolver and subject
    uint40 time; // when it failed: covers protected then are payable
    uint40 payableAt; // the verdict may be applied from then on; 0 while there is none
    uint64 severity; // share destroyed, WAD: a bound until the verdict, then the verdict itself
}

/// @title Whoever decides incidents: the only thing a pool asks
interface IResolver {
    /// @notice Errors: `UnknownIncident`.
    function getIncident(uint256 incidentId) external view returns (Incident memory);

    /// @notice Called at each purchase on terms that say so. Reverts if the subject is in a loss already.
    /// @return value what the subject holds, in its own units; capacity is at most a part of it
    function observe(uint96 subject) external returns (uint256 value);

    /// @notice What `observe` would return now. Reverts in the same cases.
    function reading(uint96 subject) external view returns (uint256 value);

    /// @notice The asset in which a subject's value is counted. Errors: `UnknownMeter`.
    function denomination(uint96 subject) external view returns (address asset);
}
