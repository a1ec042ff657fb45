// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Creation, upkeep and identity of a pool
/// @notice Amounts are asset units unless they say shares or cover units.
interface IPoolUpkeep {
    /// @param day UTC day up to which premium streams have ended
    /// @param period capital period up to which covers have freed their capital
    event ExpiriesProcessed(uint256 day, uint256 period);

    /// @notice Creates the pool's claims vault, at the address of the pool's first creation. Only the factory may call
    /// it, once, when it has created the pool.
    /// @dev Errors: `NotAuthorized`.
    function createVault() external returns (address vault);

    /// @notice Moves the expiry cursors to now, so that later calls have less to do. Anyone may call it.
    function processExpiries() external;

    function poolId() external view returns (uint256);

    /// @notice The unit of cover, asset units: every cover amount is a multiple of it.
    function coverUnit() external view returns (uint256);

    /// @notice Least number of seconds from an exit request to its settlement.
    function cooldown() external view returns (uint256);
}
