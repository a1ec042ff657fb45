// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeRules} from "../../src/interfaces/IBonds.sol";
import {ILossLedger} from "../../src/interfaces/ILossLedger.sol";
import {Disputes} from "../../src/resolvers/Disputes.sol";
import {Trigger} from "../../src/resolvers/Trigger.sol";

/// @notice A trigger that measures what a test tells it to.
contract MeasuredResolver is Trigger {
    uint40 internal immutable _payableDelay;
    uint64 internal _severity;
    uint32 internal _count;

    constructor(ILossLedger ledger, DisputeRules memory rules, uint40 payableDelay) Disputes(ledger) {
        _setRules(1, rules);
        _payableDelay = payableDelay;
    }

    function measure(uint64 severity) external {
        _severity = severity;
    }

    function fire(uint96 meterId) external returns (uint256 incidentId) {
        return _fire(meterId, ++_count, uint40(block.timestamp), _severity, _payableDelay);
    }

    function observe(uint96) external pure returns (uint256) {
        return type(uint128).max;
    }

    function reading(uint96) external pure returns (uint256) {
        return type(uint128).max;
    }

    function _limitsOf(uint96) internal pure override returns (uint256, uint256) {
        return (0, 1e18);
    }
}
