// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeRules} from "../../src/interfaces/IBonds.sol";
import {ILossLedger} from "../../src/interfaces/ILossLedger.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {Disputes} from "../../src/resolvers/Disputes.sol";

/// @notice A trigger that measures what a test tells it to: carvings need no bond, and whoever fires reports.
contract MeasuredResolver is Disputes {
    mapping(uint256 incidentId => Report) internal _reports;
    uint32 internal _count;

    constructor(ILossLedger ledger, DisputeRules memory rules) Disputes(ledger) {
        _setRules(1, rules);
    }

    function fire(uint64 severity, uint40 payableDelay) external returns (uint256 incidentId) {
        incidentId = 1 << 32 | ++_count;
        Report memory r;
        (r.answer.severity, r.bound, r.reporter, r.window) = (severity, severity, msg.sender, payableDelay);
        (r.time, r.completeAt) = (uint40(block.timestamp), uint40(block.timestamp));
        _reports[incidentId] = r;
    }

    function observe(uint96) external pure returns (uint256) {
        return type(uint128).max;
    }

    function reading(uint96) external pure returns (uint256) {
        return type(uint128).max;
    }

    function denomination(uint96 subject) external view returns (address) {
        return _rules[subject].asset;
    }

    function _reportOf(uint256 incidentId) internal view override returns (Report memory r) {
        r = _reports[incidentId];
        require(r.completeAt != 0, Errors.UnknownIncident());
    }
}
