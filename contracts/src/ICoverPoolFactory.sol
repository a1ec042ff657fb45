// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {PoolConfig} from "./pool/PoolTypes.sol";

/// @notice Contracts that all pools of a factory share. Pools are clones of `pool`, vaults of `vault`; their code goes on in
/// the other segments.
struct Protocol {
    address registry; // products and terms that pools sell
    address coverToken;
    address poolConfigurator;
    address lossLedger;
    address pool;
    address poolSegment2;
    address poolSegment3;
    address vault;
    address vaultSegment2;
}

/// @title Permissionless creation of pools, and their address book
/// @notice A pool and its claims vault are minimal proxies with immutable arguments. What they run is deployed once, by
/// anyone, and can be nothing but the code whose hashes the factory was deployed with; nothing can change it later.
interface ICoverPoolFactory {
    /// @param poolId number of the pool, from 1
    /// @param pool its address
    /// @param asset what it is denominated in
    /// @param config what it was created with
    event PoolCreated(uint256 indexed poolId, address indexed pool, address indexed asset, PoolConfig config);

    /// @notice Creates a pool and its claims vault. Anyone may, on the chain that the factory was deployed on.
    /// @dev Errors: `SegmentMissing(segment)`, `UnsupportedAsset(reason)`, `ValueOutOfRange(field)`, `WrongChain`,
    /// `ZeroAddress(field)`.
    function createPool(PoolConfig calldata config) external returns (address pool, uint256 poolId);

    /// @notice Deploys a segment of the code that pools and vaults run, unless it is there. Anyone may. A segment comes after
    /// those that it needs: the vault's extension, the vault, the pool's views, its extension, the pool.
    /// @param creationCode as the factory knows it by its hash
    /// @dev Errors: `SegmentMissing(segment)`, `ValueOutOfRange("creationCode")`.
    function deploySegment(bytes calldata creationCode) external returns (address segment);

    /// @notice Where the pool with this configuration and number is or would be created: with another one it is elsewhere.
    /// @dev Errors: those of `createPool` that are about the configuration.
    function predictPool(PoolConfig calldata config, uint256 poolId) external view returns (address);

    /// @notice What all pools share; segments at the addresses that they have or will have.
    function protocol() external view returns (Protocol memory);

    function poolCount() external view returns (uint256);

    function coverToken() external view returns (address);

    function poolConfigurator() external view returns (address);

    function lossLedger() external view returns (address);

    function registry() external view returns (address);
}
