// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ERC4626} from "solady/tokens/ERC4626.sol";

import {WAD} from "../../common/Constants.sol";
import {IShareLossMeter, ShareLossConfig, ShareLossState} from "./IShareLossMeter.sol";
import {IMeter, MeterLimits} from "./IMeter.sol";
import {Errors} from "../../common/Errors.sol";
import {Lows} from "./Lows.sol";
import {Run, Runs} from "./Runs.sol";
import {Meter} from "./Meter.sol";

/// @title Meter of an ERC-4626 vault whose shares lose value against their high-water mark
contract ShareLossMeter is Meter, IShareLossMeter {
    using FixedPointMathLib for uint256;
    using Lows for uint128[4];
    using Runs for Run;

    /// @dev One look at a vault, and the state it leads to.
    struct Look {
        ShareLossState s;
        uint256 price;
        bool seen; // false if there are too few shares, or the price is beyond the width
        bool raised;
        bool lost;
    }

    uint256 internal constant RAY = 1e27;

    mapping(uint96 meterId => ShareLossConfig) internal _meters;
    mapping(uint96 meterId => ShareLossState) internal _states;

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IShareLossMeter
    function createMeter(ShareLossConfig calldata m) external returns (uint96 meterId) {
        require(m.vault.code.length != 0, Errors.InvalidMeter("vault"));
        require(m.minSupply != 0, Errors.InvalidMeter("minSupply"));
        require(
            m.feeAllowance < WAD && m.minLoss < WAD && m.minLoss >= uint256(m.feeAllowance) + 0.02e18,
            Errors.InvalidMeter("minLoss")
        );
        meterId = _newMeter(m.dwell, m.raiseWindow);
        _meters[meterId] = m;
        emit MeterCreated(meterId, m);
    }

    /// @inheritdoc IShareLossMeter
    function poke(uint96 meterId) external {
        _write(meterId, _look(meterId, _meterOf(meterId)));
    }

    /// @inheritdoc IMeter
    function observe(uint96 meterId) external returns (uint256 value) {
        ShareLossConfig memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        value = _valueOf(meterId, m, x);
        _write(meterId, x);
    }

    /// @inheritdoc IMeter
    function fire(uint96 meterId) external returns (uint32 number) {
        ShareLossConfig memory m = _meterOf(meterId);
        Look memory x = _look(meterId, m);
        _write(meterId, x);
        ShareLossState memory s = x.s;
        require(s.direction == -1, Errors.ConditionNotMet());
        s.run.requireProof(m.dwell);
        uint256 left = s.run.proven(false);
        number = _fire(meterId, s.run.first(), s.mark, left, m.raiseWindow);
        // forge-lint: disable-next-line(unsafe-typecast) -- the highest of prices of 128 bits
        (s.mark, s.direction) = (uint128(left), 0);
        _store(meterId, s);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IMeter
    function reading(uint96 meterId) external view returns (uint256 value) {
        ShareLossConfig memory m = _meterOf(meterId);
        return _valueOf(meterId, m, _look(meterId, m));
    }

    /// @inheritdoc IMeter
    function limitsOf(uint96 meterId) external view returns (MeterLimits memory) {
        ShareLossConfig memory m = _meterOf(meterId);
        return MeterLimits(ERC4626(m.vault).asset(), 2 * m.dwell, m.raiseWindow, m.minLoss);
    }

    /// @inheritdoc IShareLossMeter
    function getMeter(uint96 meterId) external view returns (ShareLossConfig memory, ShareLossState memory) {
        return (_meterOf(meterId), _load(meterId));
    }

    /// @inheritdoc IShareLossMeter
    function statusOf(uint96 meterId) external view returns (uint32 firings, bool refused) {
        ShareLossConfig storage m = _meters[meterId];
        address vault = m.vault;
        require(vault != address(0), Errors.UnknownMeter());
        Progress storage p = _progress[meterId];
        uint256 mark = _states[meterId].mark;
        (uint256 price, bool seen) = _price(ERC4626(vault).totalSupply(), ERC4626(vault).totalAssets(), m.minSupply);
        return (p.count, _isOpen(p) || !seen || mark == 0 || _inLoss(price, mark, m.feeAllowance));
    }

    /// @inheritdoc IShareLossMeter
    function priceOf(uint96 meterId) external view returns (uint256 price) {
        Look memory x = _look(meterId, _meterOf(meterId));
        if (x.seen) price = x.price;
    }

    // ------------------------------------------------------------- internals

    /// @dev Looks at the vault now and returns the state after that look, for reads and observations alike. A new
    /// meter's first mark is proven like a higher one. A vault that is too small loses its mark, because its next price
    /// cannot be compared with it.
    function _look(uint96 meterId, ShareLossConfig memory m) private view returns (Look memory x) {
        ShareLossState memory s = _load(meterId);
        x.s = s;
        (uint256 supply, uint256 assets) = (ERC4626(m.vault).totalSupply(), ERC4626(m.vault).totalAssets());
        s.opened = s.held.add(s.opened, assets.min(type(uint128).max), m.dwell);
        if (supply < m.minSupply) {
            x.lost = s.mark != 0;
            (s.mark, s.direction) = (0, 0);
            return x;
        }
        (x.price, x.seen) = _price(supply, assets, m.minSupply);
        if (!x.seen) return x;
        int8 direction = x.price > s.mark ? int8(1) : _inLoss(x.price, s.mark, m.minLoss) ? -1 : int8(0);
        if (direction != s.direction) {
            Run memory none;
            (s.direction, s.run) = (direction, none);
        }
        if (direction == 0) return x;
        bool above = direction == 1;
        // A mark may be proven over any time; the looks that prove a loss must be close together.
        s.run.add(block.timestamp, x.price, above, m.dwell, above ? 0 : block.timestamp - 2 * m.dwell);
        if (above && s.run.count() == Runs.PROOF) {
            (s.mark, s.direction, x.raised) = (uint128(s.run.proven(true)), 0, true);
        }
    }

    function _write(uint96 meterId, Look memory x) private {
        ShareLossState memory s = x.s;
        _store(meterId, s);
        if (x.lost) {
            // The next price cannot be compared with the old one: it says nothing of the fired loss.
            _endFiring(meterId);
            emit MarkLost(meterId);
        }
        if (x.seen) emit Observed(meterId, x.price, s.direction, s.direction == 0 ? 0 : uint8(s.run.count()));
        if (x.raised) emit MarkRaised(meterId, s.mark);
    }

    /// @dev Reads the run only while there is one, because a purchase is no look at a loss.
    function _load(uint96 meterId) private view returns (ShareLossState memory s) {
        ShareLossState storage stored = _states[meterId];
        (s.mark, s.opened, s.direction) = (stored.mark, stored.opened, stored.direction);
        s.held = stored.held;
        if (s.direction != 0) s.run = stored.run;
    }

    function _store(uint96 meterId, ShareLossState memory s) private {
        ShareLossState storage stored = _states[meterId];
        // The last entry shows whether a part has begun or become less; mostly nothing changes.
        if (s.opened != stored.opened || s.held[3] != stored.held[3]) stored.held = s.held;
        (stored.mark, stored.opened, stored.direction) = (s.mark, s.opened, s.direction);
        if (s.direction != 0) stored.run = s.run;
    }

    /// @dev The least that the vault held over the last dwell; reverts if its price is below the mark by more than fees
    /// explain, or without a mark.
    function _valueOf(uint96 meterId, ShareLossConfig memory m, Look memory x) private view returns (uint256) {
        _requireNoOpenFiring(meterId);
        require(x.seen && x.s.mark != 0, Errors.ConditionNotMet());
        require(!_inLoss(x.price, x.s.mark, m.feeAllowance), Errors.BelowMark());
        return x.s.held.least();
    }

    /// @return price vault assets per share × 1e27
    /// @return seen whether the vault is large enough, and its price within the width: beyond it is not believed
    function _price(uint256 supply, uint256 assets, uint256 minSupply) private pure returns (uint256 price, bool seen) {
        if (supply < minSupply) return (0, false);
        price = assets.fullMulDiv(RAY, supply);
        seen = price <= type(uint128).max;
    }

    function _inLoss(uint256 price, uint256 mark, uint256 allowed) private pure returns (bool) {
        return price < mark.fullMulDiv(WAD - allowed, WAD);
    }

    function _meterOf(uint96 meterId) private view returns (ShareLossConfig memory m) {
        m = _meters[meterId];
        require(m.vault != address(0), Errors.UnknownMeter());
    }
}
