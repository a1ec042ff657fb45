// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Errors} from "../../common/Errors.sol";

/// @notice The last four looks of a run that counted, oldest first. Three slots.
struct Run {
    uint40[4] times; // times of the looks; 0 where there are fewer
    uint128[4] seen; // proven at least by each of them and by those after it, until the next
}

/// @title Runs of looks that agree: four, each at least a third of the dwell after the one before
library Runs {
    /// @dev Looks that must agree.
    uint256 internal constant PROOF = 4;

    /// @dev Adds a value, at a time not before that of the last one: to the last look that counted, or as the next look
    /// that counts. Keeps only the last four, and only those at or after `from`.
    /// @param least whether the smallest value is proven, or the largest
    function add(Run memory r, uint256 time, uint256 value, bool least, uint256 dwell, uint256 from) internal pure {
        if (time >= r.times[PROOF - 1] + step(dwell)) {
            for (uint256 i = 1; i < PROOF; ++i) {
                (r.times[i - 1], r.seen[i - 1]) = (r.times[i], r.seen[i]);
            }
            // forge-lint: disable-next-line(unsafe-typecast) -- a time; no caller gives a value of more than 128 bits
            (r.times[PROOF - 1], r.seen[PROOF - 1]) = (uint40(time), uint128(value));
        } else if (least ? value < r.seen[PROOF - 1] : value > r.seen[PROOF - 1]) {
            // forge-lint: disable-next-line(unsafe-typecast) -- no caller gives a value of more than 128 bits
            r.seen[PROOF - 1] = uint128(value);
        }
        for (uint256 i; i < PROOF; ++i) {
            if (r.times[i] < from) (r.times[i], r.seen[i]) = (0, 0);
        }
    }

    /// @dev Drops looks that are not needed, because later ones span the dwell up to a time.
    function shorten(Run memory r, uint256 time, uint256 dwell) internal pure {
        for (uint256 i = 1; i < PROOF; ++i) {
            if (r.times[i] != 0 && time >= r.times[i] + dwell) (r.times[i - 1], r.seen[i - 1]) = (0, 0);
        }
    }

    /// @dev The number of looks.
    function count(Run memory r) internal pure returns (uint256 n) {
        while (n < PROOF && r.times[PROOF - 1 - n] != 0) ++n;
    }

    /// @dev Time of the first look; 0 if there is none.
    function first(Run memory r) internal pure returns (uint40) {
        uint256 n = count(r);
        return n == 0 ? 0 : r.times[PROOF - n];
    }

    /// @dev The smallest, or largest, value of the run; 0 if there is none.
    function proven(Run memory r, bool least) internal pure returns (uint256 value) {
        uint256 n = count(r);
        for (uint256 i = PROOF - n; i < PROOF; ++i) {
            uint256 x = r.seen[i];
            if (i == PROOF - n || (least ? x < value : x > value)) value = x;
        }
    }

    /// @dev Requires four looks.
    function requireProof(Run memory r, uint256 dwell) internal pure {
        uint256 n = count(r);
        require(n != 0, Errors.ConditionNotMet());
        require(n == PROOF, Errors.DwellNotReached(r.times[PROOF - 1] + (PROOF - n) * step(dwell)));
    }

    function step(uint256 dwell) internal pure returns (uint256) {
        return (dwell + PROOF - 2) / (PROOF - 1);
    }
}
