// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Ledger of proven losses that have been drawn, over all pools
/// @notice A loss may be claimed on covers of several pools and versions, under several tables, and by several owners where
/// one address was insured more than once. What was drawn is counted here by event and insured, before the deductible, so
/// that nobody is paid for one loss twice.
/// Amounts are asset units.
interface ILossLedger {
    /// @notice Registers a pool's vault. Only the factory.
    function registerVault(uint256 poolId, address vault) external;

    /// @notice Draws on a loss, as far as it goes. Only the vault of the pool. Errors: `NotAuthorized`.
    /// @param eventId hash of resolver and incident
    /// @param insured whose loss it is
    /// @param loss the whole loss, as a table proves it
    /// @param wanted most to draw
    /// @return drawn what was left of it, at most `wanted`
    function draw(uint256 poolId, bytes32 eventId, address insured, uint256 loss, uint256 wanted)
        external
        returns (uint256 drawn);

    /// @notice Drawn so far of an insured's loss.
    function drawnOf(bytes32 eventId, address insured) external view returns (uint256);

    /// @notice The vault that may draw for a pool.
    function vaultOf(uint256 poolId) external view returns (address);
}
