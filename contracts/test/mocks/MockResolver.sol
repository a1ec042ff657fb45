// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IResolver, Incident} from "../../src/interfaces/IResolver.sol";
import {Errors} from "../../src/libraries/Errors.sol";

/// @notice A resolver that says what a test tells it to say.
contract MockResolver is IResolver {
    uint256 public incidentCount;
    mapping(uint256 incidentId => Incident) internal _incidents;
    mapping(uint96 subject => uint256) internal _readings;
    mapping(uint96 subject => address) internal _denominations;

    /// @notice Adds an incident; numbers count from 1.
    function addIncident(Incident calldata incident) external returns (uint256 incidentId) {
        incidentId = ++incidentCount;
        _incidents[incidentId] = incident;
    }

    /// @notice Changes an incident: a verdict, a later date.
    function setIncident(uint256 incidentId, Incident calldata incident) external {
        _incidents[incidentId] = incident;
    }

    /// @notice What a purchase on a subject will read, in which asset.
    function setReading(uint96 subject, address asset, uint256 value) external {
        _denominations[subject] = asset;
        _readings[subject] = value;
    }

    /// @inheritdoc IResolver
    function getIncident(uint256 incidentId) external view returns (Incident memory) {
        require(_incidents[incidentId].time != 0, Errors.UnknownIncident());
        return _incidents[incidentId];
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
    function denomination(uint96 subject) external view returns (address asset) {
        return _denominations[subject];
    }
}
