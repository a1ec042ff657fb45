// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {PPM} from "../common/Constants.sol";

/// @title Tip for settling the exits of others
library SettlementTip {
    using FixedPointMathLib for uint256;

    /// @dev The tip as soon as exits may be settled: this part of their assets, ppm, at most one cover unit.
    uint256 internal constant BASE = 500;
    /// @dev Time over which the tip rises evenly ...
    uint256 internal constant RISE = 7 days;
    /// @dev ... to this multiple.
    uint256 internal constant MOST = 20;

    /// @notice The tip for settling `assets`, asset units, rounded down: at most a hundredth of them and 20 cover
    /// units.
    /// @param waited seconds since the exits may be settled
    function tipDown(uint256 assets, uint256 waited, uint256 coverUnit) internal pure returns (uint256) {
        // Assets have 112 bits, a cover unit 80, times 41.
        unchecked {
            return (assets * BASE / PPM).min(coverUnit) * (RISE + (MOST - 1) * waited.min(RISE)) / RISE;
        }
    }
}
