// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IResolver} from "./IResolver.sol";

/// @notice A loss that was proven and fired.
struct Firing {
    uint40 time; // of the first look of those that prove it
    uint40 firedAt;
    uint40 payableAt; // claims are paid from then on, unless it was challenged before
    uint64 severity; // share of what was there before that was lost, WAD
    address firedBy; // wins half of a bond that a challenge loses
}

/// @notice Looks that agree, the last four of them that counted, oldest first. Three slots.
struct Run {
    uint40[4] times; // when they were made; 0 where there are fewer
    uint128[4] seen; // what each of them and those after it, until the next, prove at least
}

/// @title A resolver that measures
/// @notice Nobody reports to it: it fires when its measurement says so, for whoever calls. Until the verdict is payable anyone
/// may challenge it for the meter's bond, with a lower severity: "the meter moved without a loss". The meter's arbiters decide.
interface ITrigger is IResolver {
    /// @param incidentId the incident
    /// @param severity share of what was there before that was lost, WAD
    /// @param time of the first look of those that prove it
    /// @param payableAt when the verdict can be applied
    event TriggerFired(
        uint256 indexed incidentId, uint96 indexed meterId, uint256 severity, uint40 time, uint40 payableAt
    );

    /// @notice Fires on a loss that is proven over the last dwell, and counts from what is left.
    /// @dev Looks first. Errors: `UnknownMeter`, `ConditionNotMet`, `DwellNotReached(readyAt)`.
    /// @return incidentId `meterId << 32 | number`
    function fire(uint96 meterId) external returns (uint256 incidentId);

    /// @notice Errors: `UnknownIncident`.
    function getFiring(uint256 incidentId) external view returns (Firing memory);
}
