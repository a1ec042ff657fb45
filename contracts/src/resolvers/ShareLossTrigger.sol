// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ERC4626} from "solady/tokens/ERC4626.sol";

import {DisputeRules} from "../interfaces/IBonds.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {IResolver} from "../interfaces/IResolver.sol";
import {IShareLossTrigger, ShareLossMeter, ShareLossState} from "../interfaces/IShareLossTrigger.sol";
import {ITrigger, Run} from "../interfaces/ITrigger.sol";
import {Errors} from "../libraries/Errors.sol";
import {Runs} from "../libraries/Runs.sol";
import {Disputes} from "./Disputes.sol";
import {Trigger} from "./Trigger.sol";

/// @title An objective trigger: an ERC-4626 vault whose shares lost value against their own high-water mark
contract ShareLossTrigger is Trigger, IShareLossTrigger {
    using FixedPointMathLib for uint256;
    using Runs for Run;

    /// @dev One look at a vault, and the state it leads to.
    struct Look {
        ShareLossState s;
        uint256 price;
        bool seen;
        bool raised;
    }

    uint256 internal constant RAY = 1e27;

    mapping(uint96 meterId => ShareLossMeter) internal _meters;
    mapping(uint96 meterId => ShareLossState) internal _states;

    constructor(ILossLedger ledger) Disputes(ledger) {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IShareLossTrigger
    function createMeter(ShareLossMeter calldata m, DisputeRules calldata rules) external returns (uint96 meterId) {
        require(m.vault.code.length != 0, Errors.InvalidMeter("vault"));
        require(m.minSupply != 0, Errors.InvalidMeter("minSupply"));
        require(
            m.feeAllowance < 1e18 && m.minLoss < 1e18 && m.minLoss >= uint256(m.feeAllowance) + 0.02e18,
            Errors.InvalidMeter("minLoss")
        );
        meterId = _newMeter(m.dwell, m.payableDelay, ERC4626(m.vault).asset(), rules);
        _meters[meterId] = m;
        emit MeterCreated(meterId, m);
    }

    /// @inheritdoc IShareLossTrigger
    function poke(uint96 meterId) external {
        _write(meterId, _look(meterId, _meterOf(meterId)));
    }

    /// @inheritdoc IResolver
    function observe(uint96 meterId) external returns (uint256 value) {
        ShareLossMeter memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        value = _valueOf(m, x);
        _write(meterId, x);
    }

    /// @inheritdoc ITrigger
    function fire(uint96 meterId) external returns (uint256 incidentId) {
        ShareLossMeter memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        _write(meterId, x);
        ShareLossState memory s = x.s;
        s.run.requireLoss(m.dwell);
        uint256 severity = WAD - uint256(s.run.proven).fullMulDivUp(WAD, s.mark);
        incidentId = _fire(meterId, ++s.incidents, s.run.since, severity, m.payableDelay);
        s.mark = s.run.proven;
        s.run.reset();
        _states[meterId] = s;
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function reading(uint96 meterId) external view returns (uint256 value) {
        ShareLossMeter memory m = _meterOf(meterId);
        return _valueOf(m, _look(meterId, m));
    }

    /// @inheritdoc IShareLossTrigger
    function getMeter(uint96 meterId) external view returns (ShareLossMeter memory, ShareLossState memory) {
        return (_meterOf(meterId), _states[meterId]);
    }

    /// @inheritdoc IShareLossTrigger
    function priceOf(uint96 meterId) external view returns (uint256 price) {
        (, price) = _priceOf(_meterOf(meterId));
    }

    // ------------------------------------------------------------- internals

    /// @dev What the state is after looking at the vault now: a read and an observation see the same. A new meter's first
    /// mark is proven like a higher one.
    function _look(uint96 meterId, ShareLossMeter memory m) private view returns (Look memory x) {
        ShareLossState memory s = _states[meterId];
        x.s = s;
        (x.seen, x.price) = _priceOf(m);
        if (!x.seen) return x;
        int8 direction = x.price > s.mark ? int8(1) : _inLoss(x.price, s.mark, m.minLoss) ? -1 : int8(0);
        s.run.add(direction, x.price, direction == 1, m.dwell);
        if (direction == 1 && s.run.count == Runs.PROOF) {
            s.mark = s.run.proven;
            x.raised = true;
            s.run.reset();
        }
    }

    function _write(uint96 meterId, Look memory x) private {
        _states[meterId] = x.s;
        if (x.seen) emit Observed(meterId, x.price, x.s.run.direction, x.s.run.count);
        if (x.raised) emit MarkRaised(meterId, x.s.mark);
    }

    /// @dev What the vault holds, unless it is below its mark by more than fees explain, or has no mark.
    function _valueOf(ShareLossMeter memory m, Look memory x) private view returns (uint256) {
        require(x.seen && x.s.mark != 0, Errors.ConditionNotMet());
        require(!_inLoss(x.price, x.s.mark, m.feeAllowance), Errors.BelowMark());
        return ERC4626(m.vault).totalAssets();
    }

    function _inLoss(uint256 price, uint256 mark, uint256 allowed) private pure returns (bool) {
        return price < mark.fullMulDiv(WAD - allowed, WAD);
    }

    function _priceOf(ShareLossMeter memory m) private view returns (bool seen, uint256 price) {
        uint256 supply = ERC4626(m.vault).totalSupply();
        if (supply < m.minSupply) return (false, 0);
        price = ERC4626(m.vault).totalAssets().fullMulDiv(RAY, supply);
        // A price beyond the width is not believed.
        return price <= type(uint128).max ? (true, price) : (false, 0);
    }

    function _meterOf(uint96 meterId) private view returns (ShareLossMeter memory m) {
        m = _meters[meterId];
        require(m.vault != address(0), Errors.UnknownMeter());
    }
}
