// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What cases do to sales, deposits and shares
/// @notice Only the claims vault.
interface IPoolCaseEffects {
    /// @notice Whether a settlement holds less than it owes: while one does, the pool sells and extends nothing, takes no
    /// deposit and settles no exit. Only the claims vault, where that changes.
    function setShort(bool short) external;

    /// @notice Burns shares of the vault that nobody collected: they leave the supply by the second, over 30 days, together
    /// with those that are leaving already. Only the claims vault.
    function fadeShares(uint256 shares) external;

    /// @notice Covers on a product's cluster start no earlier than `until`, 30 days from now at most. Only the claims vault.
    function deferStarts(uint256 productId, uint256 until) external;
}
