// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAddressArbiter} from "./IAddressArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";
import {Errors} from "../../common/Errors.sol";

/// @title Arbiter that passes on the choice of one address: a Safe, a timelock, or the bridge to an external court
contract AddressArbiter is IAddressArbiter {
    address public immutable judge;
    uint256 public immutable latency;
    bool public immutable isExternal;

    /// @param external_ whether the judge decides outside this protocol; those who name the arbiter check that
    constructor(address judge_, uint256 latency_, bool external_) {
        require(judge_ != address(0), Errors.ZeroAddress("judge"));
        (judge, latency, isExternal) = (judge_, latency_, external_);
    }

    /// @inheritdoc IAddressArbiter
    function rule(IDisputes court, CaseRef calldata ref, uint256 number) external {
        require(msg.sender == judge, Errors.NotAuthorized());
        emit Ruled(court, ref, number);
        court.arbitrate(ref, number);
    }
}
