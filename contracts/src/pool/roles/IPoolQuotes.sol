// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Quote} from "../PoolTypes.sol";

/// @title Quotes of purchases, extensions and cancellations
/// @notice What a call would take or return at this state and time, to the unit. Amounts are asset units unless they say shares or cover units.
interface IPoolQuotes {
    /// @notice What `buyCover` would take at this state and time, to the unit, and how much cover is available.
    /// @dev Errors: those of `buyCover` that do not depend on the payer; capacity is told, not enforced. What is available
    /// depends on the duration: covers that end on one day have a limit of their own.
    /// @param amount asset units, a multiple of the cover unit
    /// @param duration seconds of protection
    function quoteCover(uint256 termsId, uint256 amount, uint256 duration) external view returns (Quote memory);

    /// @notice What `extendCover` would do at this state and time. Errors: those of `extendCover`.
    function quoteExtension(uint256 coverId, uint256 added) external view returns (uint40 end, uint256 premium);

    /// @notice What `cancelCover` would return now; 0 where it would revert.
    function quoteCancellation(uint256 coverId) external view returns (uint256 refund);
}
