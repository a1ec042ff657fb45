// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A loss that was proven and fired.
struct Firing {
    uint40 time; // of the first look of those that prove it
    uint40 firedAt;
    uint64 severity; // share of what was there before that was lost, WAD; a later firing may raise it
}

/// @notice What conditions that rely on a meter must respect.
struct MeterLimits {
    address asset; // in which what it observes is counted; zero where that is none
    uint40 proofAge; // seconds: a loss is at most this old when it is fired
    uint40 raiseWindow; // seconds from a firing in which a further one raises it
    uint64 minLoss; // the least loss that it fires, WAD
}

/// @title Meter of losses
/// @notice A meter knows no pools, holds no bonds and decides nothing: a court makes incidents of what it fires. Nobody
/// reports to it. It fires for whoever calls, when its measurement says so.
interface IMeter {
    /// @param meterId the meter
    /// @param number of the firing, from 1; one that was there before is raised
    /// @param severity share of what was there before that was lost, WAD
    /// @param time of the first look of those that prove it
    event Fired(uint96 indexed meterId, uint32 indexed number, uint256 severity, uint40 time);

    /// @notice Looks, and tells what is there to be covered. Purchases call it. Anyone may.
    /// @dev Reverts while something is lost, or may be: then nothing may be sold. Errors: `UnknownMeter`, `BelowMark`,
    /// and its own.
    /// @return value the least that was there over the last dwell, in units of the asset; `type(uint128).max` if it does not
    /// measure that
    function observe(uint96 meterId) external returns (uint256 value);

    /// @notice What `observe` would return now. Reverts in the same cases.
    function reading(uint96 meterId) external view returns (uint256 value);

    /// @notice Fires on a loss that is proven over the last dwell, and counts from what is left. Within the raise window of
    /// the last firing it raises that one.
    /// @dev Looks first. Errors: `UnknownMeter`, `ConditionNotMet`, `DwellNotReached(readyAt)`, and its own.
    /// @return number of the firing, from 1
    function fire(uint96 meterId) external returns (uint32 number);

    /// @notice Errors: `UnknownIncident`.
    function getFiring(uint96 meterId, uint32 number) external view returns (Firing memory);

    /// @notice Who fired, and wins half of a bond that a false answer loses; zero for a number that was not fired.
    function firedBy(uint96 meterId, uint32 number) external view returns (address);

    /// @notice Errors: `UnknownMeter`.
    function limitsOf(uint96 meterId) external view returns (MeterLimits memory);
}
