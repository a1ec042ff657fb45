// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Deposits of capital into a pool, by ERC-4626
/// @notice Shares are issued at the price of the moment; capital leaves by the exit queue. Amounts are asset units
/// unless they say shares or cover units.
interface IPoolCapital {
    /// @param sender payer of the assets
    /// @param owner holder of the new shares
    /// @param assets asset units taken
    /// @param shares shares issued
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);

    /// @notice Takes `assets` and issues shares, rounded down.
    /// @dev Errors: `AmountZero`, `DepositLimitExceeded(max)`, `PoolShort`, `DepositsPaused(until)`, `UnsupportedAsset`.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice Issues `shares` and takes their assets, rounded up. Errors as `deposit`.
    function mint(uint256 shares, address receiver) external returns (uint256 assets);

    function asset() external view returns (address);

    /// @notice The worth of all shares together: held − unearned premium − settled exits − fees owed.
    function totalAssets() external view returns (uint256);

    function convertToShares(uint256 assets) external view returns (uint256);

    function convertToAssets(uint256 shares) external view returns (uint256);

    /// @notice The most that one deposit may bring now, asset units; 0 if `deposit` refuses the receiver.
    function maxDeposit(address receiver) external view returns (uint256);

    /// @notice The same as `maxDeposit`, in shares.
    function maxMint(address receiver) external view returns (uint256);

    function previewDeposit(uint256 assets) external view returns (uint256);

    function previewMint(uint256 shares) external view returns (uint256);
}
