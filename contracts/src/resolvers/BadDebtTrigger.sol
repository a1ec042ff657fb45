// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {BadDebtMeter, BadDebtState, IBadDebtTrigger} from "../interfaces/IBadDebtTrigger.sol";
import {ILendingMarketMeter} from "../interfaces/ILendingMarketMeter.sol";
import {DisputeRules} from "../interfaces/IBonds.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {IResolver} from "../interfaces/IResolver.sol";
import {ITrigger, Run} from "../interfaces/ITrigger.sol";
import {Errors} from "../libraries/Errors.sol";
import {Runs} from "../libraries/Runs.sol";
import {Disputes} from "./Disputes.sol";
import {Trigger} from "./Trigger.sol";

/// @title An objective trigger: a lending market that reports a deficit
contract BadDebtTrigger is Trigger, IBadDebtTrigger {
    using FixedPointMathLib for uint256;
    using Runs for Run;

    /// @dev One look at a market, and the state it leads to.
    struct Look {
        BadDebtState s;
        uint256 deficit;
        uint256 supplied;
    }

    mapping(uint96 meterId => BadDebtMeter) internal _meters;
    mapping(uint96 meterId => BadDebtState) internal _states;

    constructor(ILossLedger ledger) Disputes(ledger) {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IBadDebtTrigger
    function createMeter(BadDebtMeter calldata m, DisputeRules calldata rules) external returns (uint96 meterId) {
        require(m.market.code.length != 0, Errors.InvalidMeter("market"));
        require(m.minLoss < WAD && m.minLoss >= uint256(m.allowance) + 0.02e18, Errors.InvalidMeter("minLoss"));
        (uint256 deficit, uint256 supplied) = _read(m.market);
        require(deficit < supplied, Errors.InvalidMeter("market"));
        meterId = _newMeter(m.dwell, m.payableDelay, ILendingMarketMeter(m.market).asset(), rules);
        _meters[meterId] = m;
        BadDebtState memory s;
        (s.counted, s.supply, s.low) = (uint128(deficit), uint128(supplied), uint128(supplied));
        s.opened = uint40(block.timestamp);
        _states[meterId] = s;
        emit MeterCreated(meterId, m);
    }

    /// @inheritdoc IBadDebtTrigger
    function poke(uint96 meterId) external {
        _write(meterId, _look(meterId, _meterOf(meterId)));
    }

    /// @inheritdoc IResolver
    function observe(uint96 meterId) external returns (uint256 value) {
        BadDebtMeter memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        value = _valueOf(m, x);
        _write(meterId, x);
    }

    /// @inheritdoc ITrigger
    function fire(uint96 meterId) external returns (uint256 incidentId) {
        BadDebtMeter memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        _write(meterId, x);
        BadDebtState memory s = x.s;
        s.run.requireLoss(m.dwell);
        uint256 severity = _severityOf(s);
        require(severity >= m.minLoss, Errors.ConditionNotMet());
        incidentId = _fire(meterId, ++s.incidents, s.run.since, severity, m.payableDelay);
        s.counted += s.run.proven;
        s.run.reset();
        _states[meterId] = s;
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function reading(uint96 meterId) external view returns (uint256 value) {
        BadDebtMeter memory m = _meterOf(meterId);
        return _valueOf(m, _look(meterId, m));
    }

    /// @inheritdoc IBadDebtTrigger
    function getMeter(uint96 meterId) external view returns (BadDebtMeter memory, BadDebtState memory) {
        return (_meterOf(meterId), _states[meterId]);
    }

    // ------------------------------------------------------------- internals

    /// @dev What the state is after looking at the market now: a read and an observation see the same. Whether there is a
    /// loss is asked of recorded supply, and the smallest one seen is used: a deposit for a block moves neither.
    function _look(uint96 meterId, BadDebtMeter memory m) private view returns (Look memory x) {
        BadDebtState memory s = _states[meterId];
        x.s = s;
        (x.deficit, x.supplied) = _read(m.market);
        if (x.deficit < s.counted) s.counted = uint128(x.deficit);
        uint256 lost = x.deficit - s.counted;
        // What turned out to be too little must not keep what came later from counting.
        if (s.run.count == Runs.PROOF && _severityOf(s) < m.minLoss) s.run.reset();
        int8 direction = _exceeds(lost, s, m.minLoss) ? -1 : int8(0);
        bool changed = direction != s.run.direction;
        s.run.add(direction, lost, true, m.dwell);
        bool over = direction == 0 && !changed && block.timestamp >= uint256(s.opened) + m.dwell;
        if (over) s.supply = s.low;
        if (over || changed) (s.low, s.opened) = (uint128(x.supplied), uint40(block.timestamp));
        else if (x.supplied < s.low) s.low = uint128(x.supplied);
    }

    function _write(uint96 meterId, Look memory x) private {
        _states[meterId] = x.s;
        emit Observed(meterId, x.deficit, x.supplied, x.s.run.direction, x.s.run.count);
    }

    /// @dev What suppliers are owed, as far as it has been for longer than a block; nothing while there is a loss.
    function _valueOf(BadDebtMeter memory m, Look memory x) private pure returns (uint256) {
        require(!_exceeds(x.deficit - x.s.counted, x.s, m.allowance), Errors.BelowMark());
        return x.supplied.min(x.s.supply);
    }

    function _exceeds(uint256 lost, BadDebtState memory s, uint256 allowed) private pure returns (bool) {
        return lost > uint256(s.supply).fullMulDiv(allowed, WAD);
    }

    /// @dev The loss that is proven, as a share of what had not been lost before; rounded down.
    function _severityOf(BadDebtState memory s) private pure returns (uint256) {
        uint256 whole = uint256(s.supply).max(s.low).zeroFloorSub(s.counted);
        return s.run.proven >= whole ? WAD : uint256(s.run.proven).fullMulDiv(WAD, whole);
    }

    /// @dev Beyond the widths nothing is believed.
    function _read(address market) private view returns (uint256 deficit, uint256 supplied) {
        (deficit, supplied) = (ILendingMarketMeter(market).deficit(), ILendingMarketMeter(market).supplied());
        require(deficit <= type(uint128).max && supplied <= type(uint128).max, Errors.ValueOutOfRange("market"));
    }

    function _meterOf(uint96 meterId) private view returns (BadDebtMeter memory m) {
        m = _meters[meterId];
        require(m.market != address(0), Errors.UnknownMeter());
    }
}
