// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Incident, IResolver, Verdict} from "../interfaces/IResolver.sol";
import {Firing, ITrigger} from "../interfaces/ITrigger.sol";
import {Errors} from "../libraries/Errors.sol";

/// @title What all triggers have in common: their incidents, and how verdicts on them are given
abstract contract Trigger is ITrigger {
    uint256 internal constant WAD = 1e18;

    uint96 public meterCount;
    mapping(uint256 incidentId => Firing) internal _firings;

    /// @inheritdoc IResolver
    function getIncident(uint256 incidentId) external view returns (Incident memory) {
        Firing memory firing = _firingOf(incidentId);
        return Incident({
            subject: uint96(incidentId >> 32), time: firing.time, severity: firing.severity, lossTotal: 0, until: 0
        });
    }

    /// @inheritdoc IResolver
    function getVerdict(uint256 incidentId, uint256, address) external view returns (Verdict memory) {
        Firing memory firing = _firingOf(incidentId);
        return Verdict({payableAt: firing.payableAt, severity: firing.severity, lossTotal: 0, lossRoot: 0});
    }

    /// @inheritdoc IResolver
    function onCarve(uint256 incidentId, uint256, address, uint256) external view returns (uint256 decidedBy) {
        return _firingOf(incidentId).payableAt;
    }

    /// @inheritdoc IResolver
    function onRelease(uint256, uint256, uint256, uint256) external pure returns (uint256 reward) {
        return 0;
    }

    /// @dev Numbers a new meter whose periods are within bounds.
    function _newMeter(uint256 dwell, uint256 payableDelay) internal returns (uint96 meterId) {
        require(dwell >= 1 hours && dwell <= 3 days, Errors.InvalidMeter("dwell"));
        require(payableDelay >= 1 days && payableDelay <= 7 days, Errors.InvalidMeter("payableDelay"));
        return ++meterCount;
    }

    /// @dev A meter's loss becomes an incident.
    function _record(uint96 meterId, uint32 number, uint40 time, uint256 severity, uint256 payableDelay)
        internal
        returns (uint256 incidentId)
    {
        incidentId = uint256(meterId) << 32 | number;
        uint40 payableAt = uint40(block.timestamp + payableDelay);
        _firings[incidentId] = Firing({time: time, payableAt: payableAt, severity: uint64(severity)});
        emit TriggerFired(incidentId, meterId, severity, time, payableAt);
    }

    function _firingOf(uint256 incidentId) internal view returns (Firing memory firing) {
        firing = _firings[incidentId];
        require(firing.payableAt != 0, Errors.UnknownIncident());
    }
}
