// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Runs} from "./Runs.sol";

/// @title Lows: the least value over the last whole dwell
/// @dev Four parts, oldest first. Each begins at the first look that is at least a third of the dwell after the
/// beginning of the part before, and keeps the smallest value until the next. So they reach back a dwell and more; a
/// value that was seen only once in that time cannot raise their least.
library Lows {
    /// @param opened beginning of the last part; 0 if there is none
    /// @return beginning of the last part now
    function add(uint128[4] memory lows, uint40 opened, uint256 value, uint256 dwell) internal view returns (uint40) {
        if (block.timestamp < opened + Runs.step(dwell)) {
            // forge-lint: disable-next-line(unsafe-typecast) -- less than a value of 128 bits
            if (value < lows[3]) lows[3] = uint128(value);
            return opened;
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- no caller gives more than 128 bits
        (lows[0], lows[1], lows[2], lows[3]) = (lows[1], lows[2], lows[3], uint128(value));
        return uint40(block.timestamp);
    }

    /// @dev Sets all four parts to one value.
    function fill(uint128[4] memory lows, uint128 value) internal pure {
        (lows[0], lows[1], lows[2], lows[3]) = (value, value, value, value);
    }

    /// @dev The least of the four parts; 0 while there are fewer than four.
    function least(uint128[4] memory lows) internal pure returns (uint256 value) {
        value = lows[0];
        for (uint256 i = 1; i < 4; ++i) {
            if (lows[i] < value) value = lows[i];
        }
    }
}
