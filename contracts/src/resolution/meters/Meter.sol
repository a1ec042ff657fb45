// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD} from "../../common/Constants.sol";
import {Firing, IMeter} from "./IMeter.sol";
import {Errors} from "../../common/Errors.sol";

/// @title Meter with firings: the common part of all meters
/// @notice A meter that inherits this numbers its meters by `_newMeter`, gives a proven loss to `_fire`, and lets
/// nothing be sold while `_requireNoOpenFiring` reverts.
abstract contract Meter is IMeter {
    using FixedPointMathLib for uint256;

    /// @dev Firings of a meter so far. One slot.
    struct Progress {
        uint32 count;
        uint40 openUntil; // last second in which the last firing can be raised
        uint128 before; // value before that firing, in the meter's own units
    }

    uint96 public meterCount; // slot 0
    mapping(uint96 meterId => Progress) internal _progress; // slot 1
    mapping(uint96 meterId => mapping(uint32 number => Firing)) internal _firings; // slot 2
    /// @inheritdoc IMeter
    mapping(uint96 meterId => mapping(uint32 number => address)) public firedBy; // slot 3

    /// @inheritdoc IMeter
    function firingCount(uint96 meterId) external view returns (uint32) {
        return _progress[meterId].count;
    }

    /// @inheritdoc IMeter
    function getFiring(uint96 meterId, uint32 number) external view returns (Firing memory firing) {
        firing = _firings[meterId][number];
        require(firing.firedAt != 0, Errors.UnknownIncident());
    }

    /// @dev Numbers a new meter whose periods are within bounds.
    function _newMeter(uint256 dwell, uint256 raiseWindow) internal returns (uint96 meterId) {
        require(dwell >= 1 hours && dwell <= 3 days, Errors.InvalidMeter("dwell"));
        require(raiseWindow >= 1 days && raiseWindow <= 7 days, Errors.InvalidMeter("raiseWindow"));
        return ++meterCount;
    }

    /// @dev Stores a proven loss: as a firing of its own, or, while the last one can be raised, as more of that. The
    /// time of that firing stays; its severity becomes the lost part of what was there before both, and never falls.
    /// @param before value before this loss, in any unit: only the proportion counts
    /// @param left value that is left
    function _fire(uint96 meterId, uint40 time, uint256 before, uint256 left, uint256 raiseWindow)
        internal
        returns (uint32 number)
    {
        Progress storage p = _progress[meterId];
        number = p.count;
        if (!_isOpen(p)) {
            // forge-lint: disable-next-line(unsafe-typecast) -- a time; WAD, or a mark of 128 bits
            (p.count, p.openUntil, p.before) = (++number, uint40(block.timestamp + raiseWindow), uint128(before));
            _firings[meterId][number] = Firing(time, uint40(block.timestamp), 0);
            firedBy[meterId][number] = msg.sender;
        }
        Firing storage x = _firings[meterId][number];
        uint256 severity = WAD - left.fullMulDivUp(WAD, p.before).min(WAD - x.severity);
        // forge-lint: disable-next-line(unsafe-typecast) -- at most WAD
        x.severity = uint64(severity);
        emit Fired(meterId, number, severity, x.time);
    }

    /// @dev Ends the last firing: later losses are not added to it. The loss was made good, or its measure is lost.
    function _endFiring(uint96 meterId) internal {
        _progress[meterId].openUntil = 0;
    }

    /// @dev The part that the last firing left, while it can be raised, WAD.
    function _leftNow(uint96 meterId) internal view returns (uint256) {
        Progress storage p = _progress[meterId];
        return _isOpen(p) ? WAD - _firings[meterId][p.count].severity : WAD;
    }

    /// @dev Nothing is sold while a further loss may be added to the last firing: later covers have no part in that.
    function _requireNoOpenFiring(uint96 meterId) internal view {
        require(!_isOpen(_progress[meterId]), Errors.BelowMark());
    }

    function _isOpen(Progress storage p) internal view returns (bool) {
        return block.timestamp <= p.openUntil;
    }
}
