// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IVaultRaises} from "../../src/claims/roles/IVaultRaises.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Incident, IResolver, Verdict} from "../../src/resolution/IResolver.sol";
import {Errors} from "../../src/common/Errors.sol";

/// @notice A resolver of one asset's incidents that says what a test tells it to.
contract ScriptedResolver is IResolver {
    address internal immutable _asset;
    uint256 internal _count;
    uint256 internal _value;
    bool internal _refuses;
    mapping(uint256 incidentId => Incident) internal _incidents;
    mapping(uint256 incidentId => Verdict) internal _verdicts;
    uint256 internal _decidedBy;
    uint256 internal _reward;

    constructor(address asset) {
        _asset = asset;
        _value = type(uint128).max;
    }

    /// @notice An incident found at `time`, payable from `payableAt` on; 0 for not yet.
    function report(uint96 subject, uint256 time, uint256 payableAt, uint256 severity) external returns (uint256 id) {
        id = ++_count;
        _incidents[id] = Incident({subject: subject, time: uint40(time), severity: uint64(severity), lossTotal: 0});
        decide(id, payableAt, severity);
    }

    function decide(uint256 id, uint256 payableAt, uint256 severity) public {
        _verdicts[id] = Verdict({payableAt: uint40(payableAt), severity: uint64(severity), lossTotal: 0, lossRoot: 0});
    }

    /// @notice A table of losses, with the verdict that it stands.
    function publish(uint256 id, uint256 payableAt, bytes32 root, uint256 total) external {
        _incidents[id].lossTotal = uint128(total);
        _verdicts[id] =
            Verdict({payableAt: uint40(payableAt), severity: 1e18, lossTotal: uint128(total), lossRoot: root});
    }

    /// @notice A higher answer.
    function raise(IVaultRaises vault, uint256 termsId, uint256 id, uint256 severity, uint256 lossTotal)
        external
        returns (uint256)
    {
        return vault.raiseCase(termsId, id, severity, lossTotal, _decidedBy);
    }

    /// @notice When the window of the next openings ends.
    function setDecidedBy(uint256 decidedBy) external {
        _decidedBy = decidedBy;
    }

    function setValue(uint256 value, bool refuses) external {
        (_value, _refuses) = (value, refuses);
    }

    function getIncident(uint256 id) external view returns (Incident memory) {
        require(id != 0 && id <= _count, Errors.UnknownIncident());
        return _incidents[id];
    }

    function getVerdict(uint256 id, uint256, address) external view returns (Verdict memory) {
        return _verdicts[id];
    }

    function onOpen(uint256, uint256, address, uint256, uint256) external view returns (uint256) {
        require(!_refuses, Errors.ConditionNotMet());
        return _decidedBy;
    }

    function setReward(uint256 reward) external {
        _reward = reward;
    }

    function onClose(uint256, uint256, uint256, uint256) external view returns (uint256) {
        require(_reward != type(uint256).max, Errors.ConditionNotMet());
        return _reward;
    }

    function observe(uint96 subject) external view returns (uint256) {
        return reading(subject);
    }

    function reading(uint96) public view returns (uint256) {
        require(!_refuses, Errors.BelowMark());
        return _value;
    }

    function checkTerms(Terms calldata t) external view {
        require(!t.observes || t.asset == _asset, Errors.InvalidTerms("asset"));
    }
}
