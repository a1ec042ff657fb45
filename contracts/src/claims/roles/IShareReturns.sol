// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ShareReturn} from "../ClaimWords.sol";

/// @title Returns of capital that cases gave back, as shares
/// @notice Returned shares belong to the holders at the opening of the case.
interface IShareReturns {
    /// @param account holder at the opening of cases
    /// @param receiver receiver of the shares
    /// @param shares the account's part of the issued shares
    /// @param collectedUpTo share returns before this one are collected
    event ReturnsCollected(address indexed account, address indexed receiver, uint256 shares, uint256 collectedUpTo);
    /// @param index the share return
    /// @param shares shares that nobody had collected in time
    event ReturnBurned(uint256 indexed index, uint256 shares);

    /// @notice Collects an account's part of returned shares, oldest first, each rounded down. A return that grows can
    /// be collected again, for what was added.
    /// @dev Only the account and its operators in the pool may call it. Errors: `NotAuthorized`, `NothingToCollect`.
    /// @param receiver receiver of the shares
    /// @param maxReturns the most share returns to collect in this call; the next call continues from there
    /// @return shares pool shares
    function collectReturns(address account, address receiver, uint256 maxReturns) external returns (uint256 shares);

    /// @notice Burns what nobody has collected of a share return within a year of its last addition: it leaves the
    /// pool's supply by the second, over 30 days. Anyone may call it. Errors: `NothingToCollect`.
    /// @return shares pool shares that were left of it
    function burnUncollected(uint256 index) external returns (uint256 shares);

    /// @notice The shares that `collectReturns` would bring now.
    /// @return shares pool shares
    /// @return returns_ share returns that it would go through
    function returnsOf(address account) external view returns (uint256 shares, uint256 returns_);

    /// @notice A share return by its index. Errors: `NothingToCollect` where there is none.
    function getShareReturn(uint256 index) external view returns (ShareReturn memory);

    /// @notice Share returns so far.
    function shareReturnCount() external view returns (uint256);
}
