// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WAD} from "../../src/common/Constants.sol";
import {MeterLimits} from "../../src/resolution/meters/IMeter.sol";
import {Meter} from "../../src/resolution/meters/Meter.sol";

/// @notice A meter that measures what a test tells it to: a share of what is left.
contract ScriptedMeter is Meter {
    uint40 internal immutable _raiseWindow;
    uint256 internal _severity;

    constructor(uint40 raiseWindow) {
        _raiseWindow = raiseWindow;
    }

    function measure(uint256 severity) external {
        _severity = severity;
    }

    function fire(uint96 meterId) external returns (uint32 number) {
        uint256 left = _leftNow(meterId) * (WAD - _severity) / WAD;
        return _fire(meterId, uint40(block.timestamp), WAD, left, _raiseWindow);
    }

    function observe(uint96 meterId) external view returns (uint256) {
        return reading(meterId);
    }

    function reading(uint96 meterId) public view returns (uint256) {
        _requireNoOpenFiring(meterId);
        return type(uint128).max;
    }

    function limitsOf(uint96) external view returns (MeterLimits memory) {
        return MeterLimits(address(0), 0, _raiseWindow, uint64(WAD));
    }
}
