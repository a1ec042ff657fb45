// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Quote} from "../PoolTypes.sol";

/// @title Quotes of purchases, extensions and cancellations
/// @notice Amounts that a call would take or return at this state and time, to the unit. They are asset units unless
/// they say shares or cover units.
interface IPoolQuotes {
    /// @notice The premium that `buyCover` would take at this state and time, to the unit, and the amount of cover
    /// available.
    /// @dev Errors: those of `buyCover` that do not depend on the payer. Capacity is reported, not enforced. The
    /// available amount depends on the duration: covers that end on one day have a limit of their own.
    /// @param amount asset units, a multiple of the cover unit
    /// @param duration seconds of protection
    function quoteCover(uint256 termsId, uint256 amount, uint256 duration) external view returns (Quote memory);

    /// @notice The end and the premium of `extendCover` at this state and time. Errors: those of `extendCover`.
    function quoteExtension(uint256 coverId, uint256 added) external view returns (uint40 end, uint256 premium);

    /// @notice The refund of `cancelCover` now; 0 if it would revert.
    function quoteCancellation(uint256 coverId) external view returns (uint256 refund);
}
