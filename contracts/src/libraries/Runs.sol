// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Run} from "../interfaces/ITrigger.sol";
import {Errors} from "./Errors.sol";

/// @title Four observations that agree, each at least a third of the dwell after the one before, prove what they see
library Runs {
    /// @dev Observations that must agree.
    uint256 internal constant PROOF = 4;

    /// @dev Adds what is seen now. An observation that does not agree with the run starts over.
    /// @param value what is observed
    /// @param least whether the smallest value is the least that is proven, or the largest
    function add(Run memory r, int8 direction, uint256 value, bool least, uint256 dwell) internal view {
        if (direction != r.direction) reset(r);
        if (direction == 0) return;
        bool first = r.count == 0;
        if (first) (r.direction, r.since) = (direction, uint40(block.timestamp));
        if (first || (least ? value < r.proven : value > r.proven)) r.proven = uint128(value);
        if (r.count < PROOF && (first || block.timestamp >= r.counted + step(dwell))) {
            ++r.count;
            r.counted = uint40(block.timestamp);
        }
    }

    /// @dev Requires a loss that is proven.
    function requireLoss(Run memory r, uint256 dwell) internal pure {
        require(r.direction == -1, Errors.ConditionNotMet());
        require(r.count >= PROOF, Errors.DwellNotReached(r.counted + (PROOF - r.count) * step(dwell)));
    }

    function reset(Run memory r) internal pure {
        (r.since, r.counted, r.count, r.direction, r.proven) = (0, 0, 0, 0, 0);
    }

    function step(uint256 dwell) internal pure returns (uint256) {
        return (dwell + PROOF - 2) / (PROOF - 1);
    }
}
