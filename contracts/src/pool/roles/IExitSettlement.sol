// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Settlement of the exit queue
/// @notice Amounts are asset units unless they say shares or cover units.
interface IExitSettlement {
    /// @notice Settles the queue in order, up to a controller's request whose cooldown is over, or, for the zero address,
    /// up to the last UTC day whose requests have all had theirs. The last request may be settled in part.
    /// @dev A caller who is neither the controller nor its operator is tipped out of the assets settled: see
    /// `previewSettlement`. While the asset cannot be transferred nothing is settled.
    /// Errors: `CooldownNotOver(readyAt)`, `NothingSettled`, `PoolShort`, `CapitalRequired(available)`, `TransferFailed`.
    /// @return shares shares burnt at this moment's price
    /// @return assets asset units they were worth, tip included
    function settleRedeemRequests(address controller) external returns (uint256 shares, uint256 assets);

    /// @notice What `settleRedeemRequests` would settle at this moment, and what it is worth to somebody who settles for
    /// others. Zeros where it would revert, but for an asset that cannot be transferred.
    /// @return shares shares burnt
    /// @return assets asset units they are worth, tip included
    /// @return tip asset units, rounded down: 0.05 % of the assets, at most one cover unit, when the request that is settled up
    /// to has just had its cooldown; rising evenly to twenty times as much after 7 days, which is 1 % and 20 cover units at most.
    /// For the zero address it counts from when the last of the UTC day's requests may have had theirs.
    function previewSettlement(address controller) external view returns (uint256 shares, uint256 assets, uint256 tip);

    /// @notice When the exit that is settled next was asked for: everybody who asked before that moment has been settled.
    /// The largest number when nothing is queued.
    /// @dev Errors: `NotNextInQueue`.
    /// @param controller whose request it is; anybody when nothing is queued
    function nextExit(address controller) external view returns (uint256 askedAt);
}
