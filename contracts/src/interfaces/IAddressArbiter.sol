// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {IDisputes, Ruling} from "./IDisputes.sol";

/// @title An arbiter that is one address: a Safe, a timelock, or the bridge to an external court
interface IAddressArbiter is IArbiter {
    /// @param severity share destroyed, WAD; 0 unless the ruling is one of its own
    event Ruled(IDisputes indexed resolver, uint256 indexed incidentId, Ruling ruling, uint64 severity);

    /// @notice Who rules. It can never be another.
    function judge() external view returns (address);

    /// @notice Decides a dispute whose turn is this arbiter's. Only the judge.
    /// @dev Errors: `NotAuthorized`, and those of `IDisputes.arbitrate`.
    function rule(IDisputes resolver, uint256 incidentId, Ruling ruling, uint64 severity) external;
}
