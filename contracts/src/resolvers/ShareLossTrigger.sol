// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ERC4626} from "solady/tokens/ERC4626.sol";

import {Incident, IResolver, Verdict} from "../interfaces/IResolver.sol";
import {Firing, IShareLossTrigger, ShareLossMeter, ShareLossState} from "../interfaces/IShareLossTrigger.sol";
import {Errors} from "../libraries/Errors.sol";

/// @title An objective trigger: an ERC-4626 vault whose shares lost value against their own high-water mark
contract ShareLossTrigger is IShareLossTrigger {
    using FixedPointMathLib for uint256;

    /// @dev One look at a vault, and the state it leads to.
    struct Look {
        ShareLossState s;
        uint256 price;
        bool seen;
        bool raised;
    }

    uint256 internal constant RAY = 1e27;
    /// @dev Observations that must agree.
    uint256 internal constant PROOF = 4;

    uint96 public meterCount;
    mapping(uint96 meterId => ShareLossMeter) internal _meters;
    mapping(uint96 meterId => ShareLossState) internal _states;
    mapping(uint256 incidentId => Firing) internal _firings;

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IShareLossTrigger
    function createMeter(ShareLossMeter calldata m) external returns (uint96 meterId) {
        require(m.vault.code.length != 0, Errors.InvalidMeter("vault"));
        require(m.dwell >= 1 hours && m.dwell <= 3 days, Errors.InvalidMeter("dwell"));
        require(m.payableDelay >= 1 days && m.payableDelay <= 7 days, Errors.InvalidMeter("payableDelay"));
        require(m.minSupply != 0, Errors.InvalidMeter("minSupply"));
        require(
            m.feeAllowance < 1e18 && m.minLoss < 1e18 && m.minLoss >= uint256(m.feeAllowance) + 0.02e18,
            Errors.InvalidMeter("minLoss")
        );
        meterId = ++meterCount;
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

    /// @inheritdoc IShareLossTrigger
    function fire(uint96 meterId) external returns (uint256 incidentId) {
        ShareLossMeter memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        _write(meterId, x);
        ShareLossState memory s = x.s;
        require(s.direction == -1, Errors.ConditionNotMet());
        require(s.count >= PROOF, Errors.DwellNotReached(s.counted + (PROOF - s.count) * _step(m)));
        uint256 severity = 1e18 - uint256(s.proven).fullMulDivUp(1e18, s.mark);
        incidentId = uint256(meterId) << 32 | ++s.incidents;
        Firing memory firing =
            Firing({time: s.since, payableAt: uint40(block.timestamp + m.payableDelay), severity: uint64(severity)});
        _firings[incidentId] = firing;
        s.mark = s.proven;
        _reset(s);
        _states[meterId] = s;
        emit TriggerFired(incidentId, meterId, severity, firing.time, firing.payableAt);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function reading(uint96 meterId) external view returns (uint256 value) {
        ShareLossMeter memory m = _meterOf(meterId);
        return _valueOf(m, _look(meterId, m));
    }

    /// @inheritdoc IResolver
    function denomination(uint96 meterId) external view returns (address) {
        return ERC4626(_meterOf(meterId).vault).asset();
    }

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
        if (direction != s.direction) _reset(s);
        if (direction == 0) return x;
        bool first = s.count == 0;
        if (first) (s.direction, s.since) = (direction, uint40(block.timestamp));
        bool nearer = direction == 1 ? x.price < s.proven : x.price > s.proven;
        if (first || nearer) s.proven = uint128(x.price);
        if (s.count < PROOF && (first || block.timestamp >= s.counted + _step(m))) {
            ++s.count;
            s.counted = uint40(block.timestamp);
        }
        if (direction == 1 && s.count == PROOF) {
            s.mark = s.proven;
            x.raised = true;
            _reset(s);
        }
    }

    function _write(uint96 meterId, Look memory x) private {
        _states[meterId] = x.s;
        if (x.seen) emit Observed(meterId, x.price, x.s.direction, x.s.count);
        if (x.raised) emit MarkRaised(meterId, x.s.mark);
    }

    /// @dev What the vault holds, unless it is below its mark by more than fees explain, or has no mark.
    function _valueOf(ShareLossMeter memory m, Look memory x) private view returns (uint256) {
        require(x.seen && x.s.mark != 0, Errors.ConditionNotMet());
        require(!_inLoss(x.price, x.s.mark, m.feeAllowance), Errors.BelowMark());
        return ERC4626(m.vault).totalAssets();
    }

    function _inLoss(uint256 price, uint256 mark, uint256 allowed) private pure returns (bool) {
        return price < mark.fullMulDiv(1e18 - allowed, 1e18);
    }

    function _priceOf(ShareLossMeter memory m) private view returns (bool seen, uint256 price) {
        uint256 supply = ERC4626(m.vault).totalSupply();
        if (supply < m.minSupply) return (false, 0);
        price = ERC4626(m.vault).totalAssets().fullMulDiv(RAY, supply);
        // A price beyond the width is not believed.
        return price <= type(uint128).max ? (true, price) : (false, 0);
    }

    function _firingOf(uint256 incidentId) private view returns (Firing memory firing) {
        firing = _firings[incidentId];
        require(firing.payableAt != 0, Errors.UnknownIncident());
    }

    function _meterOf(uint96 meterId) private view returns (ShareLossMeter memory m) {
        m = _meters[meterId];
        require(m.vault != address(0), Errors.UnknownMeter());
    }

    function _step(ShareLossMeter memory m) private pure returns (uint256) {
        return (uint256(m.dwell) + PROOF - 2) / (PROOF - 1);
    }

    function _reset(ShareLossState memory s) private pure {
        (s.direction, s.since, s.counted, s.count, s.proven) = (0, 0, 0, 0, 0);
    }
}
