// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A loss that was proven and fired.
struct Firing {
    uint40 time; // time of the first look of its proof
    uint40 firedAt;
    uint64 severity; // lost part of what was there before, WAD; a later firing may raise it
}

/// @notice Limits that terms relying on a meter must respect.
struct MeterLimits {
    address asset; // asset of the observed value; zero for none
    uint40 proofAge; // seconds: a loss is at most this old when it is fired
    uint40 raiseWindow; // seconds from a firing in which a further one raises it
    uint64 minLoss; // least loss that it fires, WAD
}

/// @title Meter of losses
/// @notice A meter knows no pools, holds no bonds and decides nothing: a court makes incidents of its firings. Nobody
/// reports to it. It fires for any caller when its measurement proves a loss.
interface IMeter {
    /// @param meterId the meter
    /// @param number number of the firing, from 1; an earlier one is raised
    /// @param severity lost part of what was there before, WAD
    /// @param time time of the first look of the proof
    event Fired(uint96 indexed meterId, uint32 indexed number, uint256 severity, uint40 time);

    /// @notice Looks, and returns the value that can be covered. Purchases call it. Anyone may call it.
    /// @dev Reverts while something is lost, or may be: nothing may be sold then. Errors: `UnknownMeter`, `BelowMark`,
    /// and its own.
    /// @return value least value over the last dwell, in units of the asset; `type(uint128).max` if it does not measure
    /// one
    function observe(uint96 meterId) external returns (uint256 value);

    /// @notice The value that `observe` would return now. Reverts in the same cases.
    function reading(uint96 meterId) external view returns (uint256 value);

    /// @notice Fires on a loss that is proven over the last dwell, and counts from what is left. Within the raise
    /// window of the last firing it raises that firing.
    /// @dev Looks first. Errors: `UnknownMeter`, `ConditionNotMet`, `DwellNotReached(readyAt)`, and its own.
    /// @return number number of the firing, from 1
    function fire(uint96 meterId) external returns (uint32 number);

    /// @notice Errors: `UnknownIncident`.
    function getFiring(uint96 meterId, uint32 number) external view returns (Firing memory);

    /// @notice Firings of a meter so far: they are numbered from 1 to this.
    function firingCount(uint96 meterId) external view returns (uint32);

    /// @notice The account that fired, which wins half of a bond that a false answer loses; zero for a number without a
    /// firing.
    function firedBy(uint96 meterId, uint32 number) external view returns (address);

    /// @notice Errors: `UnknownMeter`.
    function limitsOf(uint96 meterId) external view returns (MeterLimits memory);
}
