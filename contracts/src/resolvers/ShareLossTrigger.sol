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
import {Lows} from "../libraries/Lows.sol";
import {Runs} from "../libraries/Runs.sol";
import {Disputes} from "./Disputes.sol";
import {Trigger} from "./Trigger.sol";

/// @title An objective trigger: an ERC-4626 vault whose shares lost value against their own high-water mark
contract ShareLossTrigger is Trigger, IShareLossTrigger {
    using FixedPointMathLib for uint256;
    using Lows for uint128[4];
    using Runs for Run;

    /// @dev One look at a vault, and the state it leads to.
    struct Look {
        ShareLossState s;
        uint256 price;
        bool seen; // not where there are too few shares, or the price is beyond the width
        bool raised;
        bool lost;
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
        require(s.direction == -1, Errors.ConditionNotMet());
        s.run.requireProof(m.dwell);
        uint256 left = s.run.proven(false);
        uint256 severity = WAD - left.fullMulDivUp(WAD, s.mark);
        incidentId = _fire(meterId, ++s.incidents, s.run.first(), severity, m.payableDelay);
        (s.mark, s.direction) = (uint128(left), 0);
        _store(meterId, s);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function reading(uint96 meterId) external view returns (uint256 value) {
        ShareLossMeter memory m = _meterOf(meterId);
        return _valueOf(m, _look(meterId, m));
    }

    /// @inheritdoc IShareLossTrigger
    function getMeter(uint96 meterId) external view returns (ShareLossMeter memory, ShareLossState memory) {
        return (_meterOf(meterId), _load(meterId));
    }

    /// @inheritdoc IShareLossTrigger
    function priceOf(uint96 meterId) external view returns (uint256 price) {
        Look memory x = _look(meterId, _meterOf(meterId));
        if (x.seen) price = x.price;
    }

    // ------------------------------------------------------------- internals

    /// @dev What the state is after looking at the vault now: a read and an observation see the same. A new meter's first
    /// mark is proven like a higher one. A vault that is too small has none: its next price is of another kind.
    function _look(uint96 meterId, ShareLossMeter memory m) private view returns (Look memory x) {
        ShareLossState memory s = _load(meterId);
        x.s = s;
        (uint256 supply, uint256 assets) = (ERC4626(m.vault).totalSupply(), ERC4626(m.vault).totalAssets());
        s.opened = s.held.add(s.opened, assets.min(type(uint128).max), m.dwell);
        if (supply < m.minSupply) {
            x.lost = s.mark != 0;
            (s.mark, s.direction) = (0, 0);
            return x;
        }
        x.price = assets.fullMulDiv(RAY, supply);
        // A price beyond the width is not believed.
        x.seen = x.price <= type(uint128).max;
        if (!x.seen) return x;
        int8 direction = x.price > s.mark ? int8(1) : _inLoss(x.price, s.mark, m.minLoss) ? -1 : int8(0);
        if (direction != s.direction) {
            Run memory none;
            (s.direction, s.run) = (direction, none);
        }
        if (direction == 0) return x;
        bool above = direction == 1;
        // A mark may be proven at leisure; the looks that prove a loss must be of one time.
        s.run.add(block.timestamp, x.price, above, m.dwell, above ? 0 : block.timestamp - 2 * m.dwell);
        if (above && s.run.count() == Runs.PROOF) {
            (s.mark, s.direction, x.raised) = (uint128(s.run.proven(true)), 0, true);
        }
    }

    function _write(uint96 meterId, Look memory x) private {
        ShareLossState memory s = x.s;
        _store(meterId, s);
        if (x.lost) emit MarkLost(meterId);
        if (x.seen) emit Observed(meterId, x.price, s.direction, s.direction == 0 ? 0 : uint8(s.run.count()));
        if (x.raised) emit MarkRaised(meterId, s.mark);
    }

    /// @dev The run is read and written only while there is one: a purchase is no look at a loss.
    function _load(uint96 meterId) private view returns (ShareLossState memory s) {
        ShareLossState storage stored = _states[meterId];
        (s.mark, s.opened, s.incidents, s.direction) = (stored.mark, stored.opened, stored.incidents, stored.direction);
        s.held = stored.held;
        if (s.direction != 0) s.run = stored.run;
    }

    function _store(uint96 meterId, ShareLossState memory s) private {
        ShareLossState storage stored = _states[meterId];
        // A part that begins, or becomes less, is the last one: mostly nothing changes.
        if (s.opened != stored.opened || s.held[3] != stored.held[3]) stored.held = s.held;
        (stored.mark, stored.opened, stored.incidents, stored.direction) = (s.mark, s.opened, s.incidents, s.direction);
        if (s.direction != 0) stored.run = s.run;
    }

    /// @dev The least that the vault held over the last dwell, unless it is below its mark by more than fees explain, or
    /// has no mark.
    function _valueOf(ShareLossMeter memory m, Look memory x) private pure returns (uint256) {
        require(x.seen && x.s.mark != 0, Errors.ConditionNotMet());
        require(!_inLoss(x.price, x.s.mark, m.feeAllowance), Errors.BelowMark());
        return x.s.held.least();
    }

    function _inLoss(uint256 price, uint256 mark, uint256 allowed) private pure returns (bool) {
        return price < mark.fullMulDiv(WAD - allowed, WAD);
    }

    /// @inheritdoc Trigger
    function _limitsOf(uint96 meterId) internal view override returns (uint256, uint256) {
        return (_meters[meterId].dwell, _meters[meterId].minLoss);
    }

    function _meterOf(uint96 meterId) private view returns (ShareLossMeter memory m) {
        m = _meters[meterId];
        require(m.vault != address(0), Errors.UnknownMeter());
    }
}
