// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";

/// @title Arbiter that passes on the choice of one address: a Safe, a timelock, or the bridge to an external court
interface IAddressArbiter is IArbiter {
    /// @param number number of the right answer; 0 for nothing
    event Ruled(IDisputes indexed court, CaseRef ref, uint256 number);

    /// @notice The address that rules. It never changes.
    function judge() external view returns (address);

    /// @notice Decides a case in this arbiter's turn. Only the judge may call it.
    /// @dev Errors: `NotAuthorized`, and those of `IDisputes.arbitrate`.
    function rule(IDisputes court, CaseRef calldata ref, uint256 number) external;
}
