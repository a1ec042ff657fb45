// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Incident, IResolver, Verdict} from "../../src/resolution/IResolver.sol";
import {Errors} from "../../src/common/Errors.sol";

/// @notice A resolver that says what a test tells it to say.
contract MockResolver is IResolver {
    /// @notice All that a test has said of an incident.
    struct Scripted {
        Incident incident;
        Verdict verdict;
        uint256 decidedBy; // what an opening is told
        bool refuses; // openings revert
    }

    uint256 public incidentCount;
    mapping(uint256 incidentId => Scripted) internal _incidents;
    mapping(uint96 subject => uint256) internal _readings;
    mapping(uint96 subject => address) internal _denominations;

    /// @notice Adds an incident with a verdict that is as severe; numbers count from 1.
    function addIncident(Incident calldata incident, uint256 payableAt) external returns (uint256 incidentId) {
        incidentId = ++incidentCount;
        _incidents[incidentId].incident = incident;
        _incidents[incidentId].verdict =
            Verdict({payableAt: uint40(payableAt), severity: incident.severity, lossTotal: 0, lossRoot: 0});
    }

    /// @notice Decides an incident.
    function decide(uint256 incidentId, Verdict calldata verdict) external {
        _incidents[incidentId].verdict = verdict;
    }

    /// @notice What openings of an incident are told, or that they are refused.
    function setOpening(uint256 incidentId, uint256 decidedBy, bool refuses) external {
        (_incidents[incidentId].decidedBy, _incidents[incidentId].refuses) = (decidedBy, refuses);
    }

    /// @notice What a purchase on a subject will read, in which asset.
    function setReading(uint96 subject, address asset, uint256 value) external {
        _denominations[subject] = asset;
        _readings[subject] = value;
    }

    /// @inheritdoc IResolver
    function getIncident(uint256 incidentId) public view returns (Incident memory) {
        require(incidentId != 0 && incidentId <= incidentCount, Errors.UnknownIncident());
        return _incidents[incidentId].incident;
    }

    /// @inheritdoc IResolver
    function onClose(uint256, uint256, uint256, uint256) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IResolver
    function getVerdict(uint256 incidentId, uint256, address) external view returns (Verdict memory) {
        return _incidents[incidentId].verdict;
    }

    /// @inheritdoc IResolver
    function onOpen(uint256 incidentId, uint256, address, uint256, uint256) external view returns (uint256) {
        require(!_incidents[incidentId].refuses, Errors.ConditionNotMet());
        return _incidents[incidentId].decidedBy;
    }

    /// @inheritdoc IResolver
    function observe(uint96 subject) external view returns (uint256 value) {
        return _readings[subject];
    }

    /// @inheritdoc IResolver
    function reading(uint96 subject) external view returns (uint256 value) {
        return _readings[subject];
    }

    /// @inheritdoc IResolver
    function checkTerms(Terms calldata t) external view {
        require(!t.observes || _denominations[t.subject] == t.asset, Errors.InvalidTerms("asset"));
    }
}
