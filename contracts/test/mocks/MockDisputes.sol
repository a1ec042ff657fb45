// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Dispute, IDisputes, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Errors} from "../../src/libraries/Errors.sol";

/// @notice A resolver with disputes that a test tells it of. It takes rulings as a court does.
contract MockDisputes is IDisputes {
    struct Taken {
        Ruling ruling;
        uint64 severity;
        address arbiter;
    }

    uint256 public disputeCount;
    mapping(uint256 incidentId => Dispute) internal _disputes;
    mapping(uint256 incidentId => Taken) internal _taken;

    function open(Dispute calldata d) external returns (uint256 incidentId) {
        incidentId = ++disputeCount;
        _disputes[incidentId] = d;
    }

    /// @notice Replaces a dispute: the next arbiter's turn, or more at stake.
    function change(uint256 incidentId, Dispute calldata d) external {
        _disputes[incidentId] = d;
    }

    function taken(uint256 incidentId) external view returns (Taken memory) {
        return _taken[incidentId];
    }

    /// @inheritdoc IDisputes
    function getDispute(uint256 incidentId) public view virtual returns (Dispute memory) {
        require(incidentId != 0 && incidentId <= disputeCount, Errors.UnknownIncident());
        return _disputes[incidentId];
    }

    /// @inheritdoc IDisputes
    function arbitrate(uint256 incidentId, Ruling ruling, uint64 severity) external virtual {
        Dispute storage d = _disputes[incidentId];
        require(msg.sender == d.arbiter && !d.decided && block.timestamp <= d.deadline, Errors.NotArbiter());
        uint256 max = d.report.severity > d.counter.severity ? d.report.severity : d.counter.severity;
        require(severity <= max, Errors.SeverityTooHigh(max));
        d.decided = true;
        _taken[incidentId] = Taken(ruling, severity, msg.sender);
    }
}
