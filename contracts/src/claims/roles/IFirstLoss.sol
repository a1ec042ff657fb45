// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title First loss of sponsors
/// @notice Amounts are asset units.
interface IFirstLoss {
    /// @param sponsor the sponsor who posted
    /// @param assets asset units
    event FirstLossPosted(uint256 indexed productId, address indexed sponsor, uint256 assets);
    /// @param maturesAt first second at which it can be withdrawn
    event FirstLossWithdrawalRequested(uint256 indexed productId, uint256 assets, uint40 maturesAt);
    /// @param receiver receiver of the assets
    event FirstLossWithdrawn(uint256 indexed productId, address indexed receiver, uint256 assets);

    /// @notice Posts capital that pays a product's incidents in this pool before the pool does. Only the product's
    /// sponsor may call it.
    /// @dev Errors: `NotAuthorized`, `AmountZero`, `UnsupportedAsset`, `ValueOutOfRange("firstLoss")` beyond a 64th of 96
    /// bits.
    function postFirstLoss(uint256 productId, uint256 assets) external;

    /// @notice Announces a withdrawal. It matures a day after the pool's cooldown, and lapses two days later. A new one
    /// replaces it. Only the sponsor may call it. Errors: `NotAuthorized`.
    function requestFirstLossWithdrawal(uint256 productId, uint256 assets) external returns (uint256 maturesAt);

    /// @notice Withdraws the announced amount, or all that is promised to no case if that is less, whatever is open.
    /// Only the sponsor may call it, within two days after it matured.
    /// @dev Errors: `NotAuthorized`, `FirstLossLocked(maturesAt)`, `AmountZero`.
    /// @return assets asset units
    function withdrawFirstLoss(uint256 productId, address receiver) external returns (uint256 assets);

    /// @notice A product's first loss that is promised to no case, the first loss promised to open cases, and the
    /// announced withdrawal, asset units; then the first and the last time of the withdrawal, zeros if none is
    /// announced.
    function firstLossOf(uint256 productId)
        external
        view
        returns (uint256 free, uint256 promised, uint256 withdrawal, uint256 maturesAt, uint256 lapsesAt);
}
