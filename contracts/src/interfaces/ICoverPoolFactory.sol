// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {PoolConfig} from "../types/PoolTypes.sol";

/// @title Permissionless deployment of pools, and their address book
interface ICoverPoolFactory {
    /// @param poolId number of the pool, from 1
    /// @param pool its address
    /// @param asset what it is denominated in
    /// @param config what it was created with
    event PoolCreated(uint256 indexed poolId, address indexed pool, address indexed asset, PoolConfig config);

    /// @notice Deploys a pool and its claims vault. Anyone may.
    /// @dev Errors: `UnsupportedAsset(reason)`, `ValueOutOfRange(field)`, `ZeroAddress(field)`.
    function createPool(PoolConfig calldata config) external returns (address pool, uint256 poolId);

    /// @notice Where the next pool with this configuration would be deployed.
    function predictPool(PoolConfig calldata config, uint256 poolId) external view returns (address);

    function poolCount() external view returns (uint256);

    function coverToken() external view returns (address);

    function poolManager() external view returns (address);

    function lossLedger() external view returns (address);

    function registry() external view returns (address);
}
