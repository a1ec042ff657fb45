// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";

/// @title Arbiter that is one address: a Safe, a timelock, or the bridge to an external court
interface IAddressArbiter is IArbiter {
    /// @param number of the answer that is right; 0 for nothing
    event Ruled(IDisputes indexed court, CaseRef ref, uint256 number);

    /// @notice Who rules. It can never be another.
    function judge() external view returns (address);

    /// @notice Decides a case whose turn is this arbiter's. Only the judge.
    /// @dev Errors: `NotAuthorized`, and those of `IDisputes.arbitrate`.
    function rule(IDisputes court, CaseRef calldata ref, uint256 number) external;
}
