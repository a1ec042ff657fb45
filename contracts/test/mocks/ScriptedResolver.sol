// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IResolver, Incident} from "../../src/interfaces/IResolver.sol";
import {Errors} from "../../src/libraries/Errors.sol";

/// @notice A resolver that says what a test tells it to.
contract ScriptedResolver is IResolver {
    address internal immutable _asset;
    uint256 internal _count;
    uint256 internal _value;
    bool internal _refuses;
    mapping(uint256 incidentId => Incident) internal _incidents;

    constructor(address asset) {
        _asset = asset;
        _value = type(uint128).max;
    }

    /// @notice An incident found at `time`, payable from `payableAt` on; 0 for not yet.
    function report(uint96 subject, uint256 time, uint256 payableAt, uint256 severity) external returns (uint256 id) {
        id = ++_count;
        _incidents[id] =
            Incident({subject: subject, time: uint40(time), payableAt: uint40(payableAt), severity: uint64(severity)});
    }

    function decide(uint256 id, uint256 payableAt, uint256 severity) external {
        (_incidents[id].payableAt, _incidents[id].severity) = (uint40(payableAt), uint64(severity));
    }

    function setValue(uint256 value, bool refuses) external {
        (_value, _refuses) = (value, refuses);
    }

    function getIncident(uint256 id) external view returns (Incident memory) {
        require(id != 0 && id <= _count, Errors.UnknownIncident());
        return _incidents[id];
    }

    function observe(uint96 subject) external view returns (uint256) {
        return reading(subject);
    }

    function reading(uint96) public view returns (uint256) {
        require(!_refuses, Errors.BelowMark());
        return _value;
    }

    function denomination(uint96) external view returns (address) {
        return _asset;
    }
}
