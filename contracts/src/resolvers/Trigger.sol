// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeRules, Outcome} from "../interfaces/IBonds.sol";
import {Answer} from "../interfaces/IDisputes.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {Terms} from "../interfaces/IProductRegistry.sol";
import {IResolver} from "../interfaces/IResolver.sol";
import {Firing, ITrigger} from "../interfaces/ITrigger.sol";
import {Errors} from "../libraries/Errors.sol";
import {DisputeState} from "./DisputeState.sol";
import {Disputes} from "./Disputes.sol";

/// @title What all triggers have in common: what was fired is an incident, payable after a delay unless it is challenged
abstract contract Trigger is ITrigger, Disputes {
    /// @dev Both arbiters' turns, within what a vault waits for a verdict.
    uint256 internal constant DECIDED_WITHIN = 56 days;

    uint96 public meterCount; // slot 8
    mapping(uint256 incidentId => Firing) internal _firings; // slot 9

    /// @dev A measurement needs no bond, so that nothing is kept of an opening: it costs 100,000 gas less. What a
    /// challenge costs is the meter's minimum, whatever its cases need.
    /// @inheritdoc IResolver
    function onOpen(uint256 incidentId, uint256, address, uint256)
        external
        view
        override(IResolver, Disputes)
        returns (uint256 decidedBy)
    {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        (Outcome outcome,) = _outcomeOf(incidentId, r);
        require(outcome == Outcome.None || c.severity != 0, Errors.IncidentDecided());
        bool challenged = c.challengedAt != 0;
        return challenged ? _deadline(incidentId, r, c) : _windowEnd(r, block.timestamp);
    }

    /// @inheritdoc IResolver
    function checkTerms(Terms calldata t) external view {
        // What a meter measures is counted in the asset of its bonds.
        address asset = _rules[t.subject].asset;
        require(asset != address(0), Errors.UnknownMeter());
        require(t.asset == asset, Errors.InvalidTerms("asset"));
        require(!t.proofOfLoss, Errors.InvalidTerms("proofOfLoss"));
        require(t.observes, Errors.InvalidTerms("observes"));
        (uint256 dwell, uint256 minLoss) = _limitsOf(t.subject);
        // A proof may be twice as old as the dwell when it fires: a case can still be opened for a day.
        require(t.reportWindow >= 2 * dwell + 1 days, Errors.InvalidTerms("reportWindow"));
        // Or a loss that is fired in parts would be paid for none of them.
        require(t.deductible <= minLoss, Errors.InvalidTerms("deductible"));
    }

    /// @inheritdoc ITrigger
    function getFiring(uint256 incidentId) public view returns (Firing memory firing) {
        firing = _firings[incidentId];
        require(firing.payableAt != 0, Errors.UnknownIncident());
    }

    // ------------------------------------------------------------- internals

    /// @dev What terms on a meter must respect.
    /// @return dwell seconds; a proof is at most twice as old when it fires
    /// @return minLoss the least loss it fires on, WAD
    function _limitsOf(uint96 meterId) internal view virtual returns (uint256 dwell, uint256 minLoss);

    /// @dev Numbers a new meter whose periods are within bounds.
    /// @param asset in which the subject's value is counted: bonds are in it, too
    function _newMeter(uint256 dwell, uint256 payableDelay, address asset, DisputeRules calldata rules)
        internal
        returns (uint96 meterId)
    {
        require(dwell >= 1 hours && dwell <= 3 days, Errors.InvalidMeter("dwell"));
        require(payableDelay >= 1 days && payableDelay <= 7 days, Errors.InvalidMeter("payableDelay"));
        require(rules.asset == asset, Errors.InvalidDisputeRules("asset"));
        require(uint256(rules.arbiterTime) + rules.fallbackTime <= DECIDED_WITHIN, Errors.InvalidDisputeRules("route"));
        meterId = ++meterCount;
        _setRules(meterId, rules);
    }

    /// @dev A meter's loss becomes an incident.
    function _fire(uint96 meterId, uint32 number, uint40 time, uint256 severity, uint256 payableDelay)
        internal
        returns (uint256 incidentId)
    {
        incidentId = uint256(meterId) << 32 | number;
        uint40 payableAt = uint40(block.timestamp + payableDelay);
        _firings[incidentId] = Firing({
            time: time,
            firedAt: uint40(block.timestamp),
            payableAt: payableAt,
            severity: uint64(severity),
            firedBy: msg.sender
        });
        emit TriggerFired(incidentId, meterId, severity, time, payableAt);
    }

    /// @dev What was measured is the answer, complete from the start. Of two words only the first is read.
    function _reportOf(uint256 incidentId) internal view override returns (Report memory r) {
        Firing storage firing = _firings[incidentId];
        (uint40 firedAt, uint40 payableAt) = (firing.firedAt, firing.payableAt);
        require(payableAt != 0, Errors.UnknownIncident());
        (r.time, r.bound) = (firing.time, firing.severity);
        (r.completeAt, r.window) = (firedAt, payableAt - firedAt);
    }

    /// @inheritdoc DisputeState
    function _answerOf(uint256 incidentId) internal view override returns (Answer memory answer) {
        answer.severity = _firings[incidentId].severity;
    }

    /// @dev Whoever fired has the other side of a challenge.
    /// @inheritdoc DisputeState
    function _firedBy(uint256 incidentId) internal view override returns (address) {
        return _firings[incidentId].firedBy;
    }
}
