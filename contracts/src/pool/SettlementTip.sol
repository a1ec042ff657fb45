// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {PPM} from "../common/Constants.sol";

/// @title Tip for settling others' exits
library SettlementTip {
    using FixedPointMathLib for uint256;

    /// @dev As soon as exits may be settled: this part of their assets, ppm, at most one cover unit.
    uint256 internal constant BASE = 500;
    /// @dev Where nobody settles them it rises evenly over this time ...
    uint256 internal constant RISE = 7 days;
    /// @dev ... to so many times as much.
    uint256 internal constant MOST = 20;

    /// @notice The tip for settling `assets`, asset units, rounded down: a hundredth of them and 20 cover units at most.
    /// @param waited seconds since they may be settled
    function tipDown(uint256 assets, uint256 waited, uint256 coverUnit) internal pure returns (uint256) {
        // Assets have 112 bits, a cover unit 80, times 41.
        unchecked {
            return (assets * BASE / PPM).min(coverUnit) * (RISE + (MOST - 1) * waited.min(RISE)) / RISE;
        }
    }
}
