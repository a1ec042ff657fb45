// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Ledger of drawn losses, over all pools
/// @notice A loss may be claimed on covers of several pools and versions, under several tables, and by several owners
/// where one address was insured more than once. The ledger counts drawn losses by event and insured, before the
/// deductible, so that nobody is paid twice for one loss. Amounts are asset units.
interface ILossLedger {
    /// @notice Registers a pool's vault. Only the factory may call it.
    function registerVault(uint256 poolId, address vault) external;

    /// @notice Draws on a loss, as far as it goes. Only the vault of the pool may call it. Errors: `NotAuthorized`.
    /// @param eventId hash of resolver and incident
    /// @param insured the address that had the loss
    /// @param loss the whole loss, as a table proves it
    /// @param wanted the most to draw
    /// @return drawn the part that was left of it, at most `wanted`
    function draw(uint256 poolId, bytes32 eventId, address insured, uint256 loss, uint256 wanted)
        external
        returns (uint256 drawn);

    /// @notice The drawn part of an insured's loss so far.
    function drawnOf(bytes32 eventId, address insured) external view returns (uint256);

    /// @notice The vault that may draw for a pool.
    function vaultOf(uint256 poolId) external view returns (address);
}
