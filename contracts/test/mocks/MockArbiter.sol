// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbiter} from "../../src/resolution/arbiters/IArbiter.sol";
import {CaseRef, IDisputes} from "../../src/resolution/IDisputes.sol";

/// @notice An arbiter that rules what a test tells it to.
contract MockArbiter is IArbiter {
    uint256 public latency;
    bool public isExternal;

    constructor(uint256 latency_, bool external_) {
        (latency, isExternal) = (latency_, external_);
    }

    function rule(IDisputes disputes, CaseRef calldata ref, uint256 number) external {
        disputes.arbitrate(ref, number);
    }
}
