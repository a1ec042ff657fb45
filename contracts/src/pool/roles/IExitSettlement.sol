// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Settlement of the exit queue
/// @notice Amounts are asset units unless they say shares or cover units.
interface IExitSettlement {
    /// @notice Settles the queue in order, up to a controller's request whose cooldown is over, or, for the zero
    /// address, up to the last UTC day whose requests have all had their cooldown. The last request may be settled in
    /// part.
    /// @dev A caller who is neither the controller nor its operator gets a tip out of the settled assets: see
    /// `previewSettlement`. While the asset cannot be transferred nothing is settled. Errors:
    /// `CooldownNotOver(readyAt)`, `NothingSettled`, `PoolShort`, `CapitalRequired(available)`, `TransferFailed`.
    /// @return shares shares burnt at the present price
    /// @return assets asset units that they were worth, tip included
    function settleRedeemRequests(address controller) external returns (uint256 shares, uint256 assets);

    /// @notice The shares that `settleRedeemRequests` would settle now, and the tip for a caller who settles for
    /// others. Zeros where it would revert, except that an asset that cannot be transferred is not noticed.
    /// @return shares shares burnt
    /// @return assets asset units they are worth, tip included
    /// @return tip asset units, rounded down. It is 0.05 % of the assets, at most one cover unit, when the cooldown of
    /// the last settled request has just ended. It rises evenly to twenty times as much within 7 days, at most 1 % and
    /// 20 cover units. For the zero address it counts from the moment at which the last requests of that UTC day may
    /// have had their cooldown.
    function previewSettlement(address controller) external view returns (uint256 shares, uint256 assets, uint256 tip);

    /// @notice The time at which the next exit to be settled was requested: all earlier requests have been settled. The
    /// largest number when nothing is queued.
    /// @dev Errors: `NotNextInQueue`.
    /// @param controller controller of the next request; any address when nothing is queued
    function nextExit(address controller) external view returns (uint256 askedAt);
}
