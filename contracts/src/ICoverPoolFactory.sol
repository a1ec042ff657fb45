// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {PoolConfig} from "./pool/PoolTypes.sol";

/// @notice Contracts that all pools of a factory share. Pools are clones of `pool`, vaults of `vault`; the other
/// segments are further parts of their code.
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

/// @title Factory and address book of pools, open to anyone
/// @notice A pool and its claims vault are minimal proxies with immutable arguments. Anyone deploys their code, once.
/// It can only be the code whose hashes the factory was deployed with; nothing can change it later.
interface ICoverPoolFactory {
    /// @param poolId number of the pool, from 1
    /// @param pool its address
    /// @param asset the asset of the pool
    /// @param config the configuration that it was created with
    event PoolCreated(uint256 indexed poolId, address indexed pool, address indexed asset, PoolConfig config);

    /// @notice Creates a pool and its claims vault. Anyone may call it, on the chain that the factory was deployed on.
    /// @dev Errors: `SegmentMissing(segment)`, `UnsupportedAsset(reason)`, `ValueOutOfRange(field)`, `WrongChain`,
    /// `ZeroAddress(field)`.
    function createPool(PoolConfig calldata config) external returns (address pool, uint256 poolId);

    /// @notice Deploys a segment of the code of pools and vaults, unless it is there. Anyone may call it. Each segment
    /// comes after those that it needs: the vault's second segment, the vault, the pool's third segment, its second
    /// segment, the pool.
    /// @param creationCode creation code whose hash the factory knows
    /// @dev Errors: `SegmentMissing(segment)`, `ValueOutOfRange("creationCode")`.
    function deploySegment(bytes calldata creationCode) external returns (address segment);

    /// @notice The address at which the pool with this configuration and number is or would be created. Another
    /// configuration has another address.
    /// @dev Errors: those of `createPool` that are about the configuration.
    function predictPool(PoolConfig calldata config, uint256 poolId) external view returns (address);

    /// @notice The contracts that all pools share; segments at the addresses that they have or will have.
    function protocol() external view returns (Protocol memory);

    function poolCount() external view returns (uint256);

    function coverToken() external view returns (address);

    function poolConfigurator() external view returns (address);

    function lossLedger() external view returns (address);

    function registry() external view returns (address);
}
