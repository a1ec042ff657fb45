// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Effects of cases on sales, deposits and shares
/// @notice Only the claims vault may call it.
interface IPoolCaseEffects {
    /// @notice Sets whether a settlement holds less than it owes. While one does, the pool sells and extends nothing,
    /// takes no deposit and settles no exit. The claims vault calls it when that changes.
    function setShort(bool short) external;

    /// @notice Burns shares of the vault that nobody collected. They leave the supply by the second, over 30 days,
    /// together with those that are leaving already.
    function fadeShares(uint256 shares) external;

    /// @notice Defers covers on a product's cluster: they start no earlier than `until`, at most 30 days from now.
    function deferStarts(uint256 productId, uint256 until) external;
}
