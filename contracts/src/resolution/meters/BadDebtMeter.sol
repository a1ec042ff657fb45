// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD} from "../../common/Constants.sol";
import {BadDebtConfig, BadDebtState, IBadDebtMeter} from "./IBadDebtMeter.sol";
import {ILendingMarket} from "./ILendingMarket.sol";
import {IMeter, MeterLimits} from "./IMeter.sol";
import {Errors} from "../../common/Errors.sol";
import {Lows} from "./Lows.sol";
import {Run, Runs} from "./Runs.sol";
import {Meter} from "./Meter.sol";

/// @title Meter of a lending market that reports a deficit
contract BadDebtMeter is Meter, IBadDebtMeter {
    using FixedPointMathLib for uint256;
    using Lows for uint128[4];
    using Runs for Run;

    /// @dev One look at a market, and the state it leads to.
    struct Look {
        BadDebtState s;
        uint256 deficit;
        uint256 supplied;
    }

    mapping(uint96 meterId => BadDebtConfig) internal _meters;
    mapping(uint96 meterId => BadDebtState) internal _states;

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IBadDebtMeter
    function createMeter(BadDebtConfig calldata m) external returns (uint96 meterId) {
        require(m.market.code.length != 0, Errors.InvalidMeter("market"));
        require(m.minLoss < WAD && m.minLoss >= uint256(m.allowance) + 0.02e18, Errors.InvalidMeter("minLoss"));
        (uint256 deficit, uint256 supplied) = _read(m.market);
        require(deficit < supplied, Errors.InvalidMeter("market"));
        meterId = _newMeter(m.dwell, m.raiseWindow);
        _meters[meterId] = m;
        BadDebtState memory s;
        // forge-lint: disable-start(unsafe-typecast) -- 128 bits, or `_read` has reverted
        (s.counted, s.opened) = (uint128(deficit), uint40(block.timestamp));
        s.supplies.fill(uint128(supplied));
        // forge-lint: disable-end(unsafe-typecast)
        _store(meterId, s);
        emit MeterCreated(meterId, m);
    }

    /// @inheritdoc IBadDebtMeter
    function poke(uint96 meterId) external {
        _write(meterId, _look(meterId, _meterOf(meterId)));
    }

    /// @inheritdoc IMeter
    function observe(uint96 meterId) external returns (uint256 value) {
        BadDebtConfig memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        value = _valueOf(meterId, m, x);
        _write(meterId, x);
    }

    /// @inheritdoc IMeter
    function fire(uint96 meterId) external returns (uint32 number) {
        BadDebtConfig memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        _write(meterId, x);
        BadDebtState memory s = x.s;
        require(s.direction == -1, Errors.ConditionNotMet());
        s.run.requireProof(m.dwell);
        uint256 left = _leftNow(meterId).fullMulDivUp(WAD - _severityOf(s), WAD);
        number = _fire(meterId, s.run.first(), WAD, left, m.raiseWindow);
        s.counted += uint128(s.run.proven(true));
        s.direction = 0;
        _store(meterId, s);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IMeter
    function reading(uint96 meterId) external view returns (uint256 value) {
        BadDebtConfig memory m = _meterOf(meterId);
        return _valueOf(meterId, m, _look(meterId, m));
    }

    /// @inheritdoc IMeter
    function limitsOf(uint96 meterId) external view returns (MeterLimits memory) {
        BadDebtConfig memory m = _meterOf(meterId);
        return MeterLimits(ILendingMarket(m.market).asset(), 2 * m.dwell, m.raiseWindow, m.minLoss);
    }

    /// @inheritdoc IBadDebtMeter
    function getMeter(uint96 meterId) external view returns (BadDebtConfig memory, BadDebtState memory) {
        return (_meterOf(meterId), _load(meterId));
    }

    // ------------------------------------------------------------- internals

    /// @dev Looks at the market now and returns the state after that look, for reads and observations alike. A loss is
    /// compared with recorded supply, which a loss does not change, and with the smallest one seen: a deposit for a
    /// block moves neither.
    function _look(uint96 meterId, BadDebtConfig memory m) private view returns (Look memory x) {
        BadDebtState memory s = _load(meterId);
        x.s = s;
        (x.deficit, x.supplied) = _read(m.market);
        if (x.deficit < s.counted) s.counted = uint128(x.deficit);
        uint256 lost = x.deficit - s.counted;
        if (!_exceeds(lost, s, m.minLoss)) {
            s.direction = 0;
            s.opened = s.supplies.add(s.opened, x.supplied, m.dwell);
            return x;
        }
        // Looks of an older run, and its supply, belong to no proof of now.
        if (s.direction == 0 || s.run.times[3] + 2 * m.dwell < block.timestamp) {
            Run memory none;
            (s.direction, s.run, s.low) = (-1, none, uint128(x.supplied));
        }
        if (x.supplied < s.low) s.low = uint128(x.supplied);
        s.run.add(block.timestamp, lost, true, m.dwell, block.timestamp - 2 * m.dwell);
        // Too little for a loss: the market has grown unseen. That supply counts from now on; otherwise the loss would
        // never end.
        if (s.run.count() == Runs.PROOF && _severityOf(s) < m.minLoss) {
            (s.direction, s.opened) = (0, uint40(block.timestamp));
            s.supplies.fill(s.low);
        }
    }

    function _write(uint96 meterId, Look memory x) private {
        BadDebtState memory s = x.s;
        _store(meterId, s);
        emit Observed(meterId, x.deficit, x.supplied, s.direction, s.direction == 0 ? 0 : uint8(s.run.count()));
    }

    /// @dev Reads the run only while there is one, because a purchase is no look at a loss.
    function _load(uint96 meterId) private view returns (BadDebtState memory s) {
        BadDebtState storage stored = _states[meterId];
        (s.counted, s.opened, s.direction) = (stored.counted, stored.opened, stored.direction);
        s.supplies = stored.supplies;
        if (s.direction != 0) (s.low, s.run) = (stored.low, stored.run);
    }

    function _store(uint96 meterId, BadDebtState memory s) private {
        BadDebtState storage stored = _states[meterId];
        // The last entry shows whether a part has begun or become less; mostly nothing changes.
        if (s.counted < stored.counted) _endFiring(meterId);
        if (s.opened != stored.opened || s.supplies[3] != stored.supplies[3]) stored.supplies = s.supplies;
        (stored.counted, stored.opened, stored.direction) = (s.counted, s.opened, s.direction);
        if (s.direction != 0) (stored.low, stored.run) = (s.low, s.run);
    }

    /// @dev The least that suppliers were owed over the last dwell, now included; reverts while there is a loss.
    function _valueOf(uint96 meterId, BadDebtConfig memory m, Look memory x) private view returns (uint256) {
        _requireNoOpenFiring(meterId);
        require(!_exceeds(x.deficit - x.s.counted, x.s, m.allowance), Errors.BelowMark());
        return x.supplied.min(x.s.supplies.least());
    }

    function _exceeds(uint256 lost, BadDebtState memory s, uint256 allowed) private pure returns (bool) {
        return lost > s.supplies.least().fullMulDiv(allowed, WAD);
    }

    /// @dev The proven loss, as a part of what had not been lost before, rounded down. All of it if less is supplied
    /// than was lost before.
    function _severityOf(BadDebtState memory s) private pure returns (uint256) {
        uint256 lost = s.run.proven(true);
        uint256 whole = s.supplies.least().max(s.low).zeroFloorSub(s.counted);
        return lost >= whole ? WAD : lost.fullMulDiv(WAD, whole);
    }

    /// @dev Figures beyond the widths are not believed.
    function _read(address market) private view returns (uint256 deficit, uint256 supplied) {
        (deficit, supplied) = (ILendingMarket(market).deficit(), ILendingMarket(market).supplied());
        require(deficit <= type(uint128).max && supplied <= type(uint128).max, Errors.ValueOutOfRange("market"));
    }

    function _meterOf(uint96 meterId) private view returns (BadDebtConfig memory m) {
        m = _meters[meterId];
        require(m.market != address(0), Errors.UnknownMeter());
    }
}
