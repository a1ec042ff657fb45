// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";

import {CoverToken} from "./cover/CoverToken.sol";
import {LossLedger} from "./claims/LossLedger.sol";
import {PoolManager} from "./governance/PoolManager.sol";
import {ICoverPool} from "./pool/ICoverPool.sol";
import {ICoverPoolFactory, Protocol} from "./ICoverPoolFactory.sol";
import {IProductRegistry} from "./listing/IProductRegistry.sol";
import {CloneArguments} from "./common/CloneArguments.sol";
import {Errors} from "./common/Errors.sol";
import {PoolConfig} from "./pool/PoolTypes.sol";

/// @title Permissionless creation of pools, and their address book
contract CoverPoolFactory is ICoverPoolFactory {
    uint256 internal immutable _chainId;
    CoverToken internal immutable _coverToken;
    PoolManager internal immutable _poolManager;
    LossLedger internal immutable _lossLedger;
    address internal immutable _registry;
    address internal immutable _pool;
    address internal immutable _poolExtension;
    address internal immutable _poolViews;
    address internal immutable _vault;
    address internal immutable _vaultExtension;

    /// @inheritdoc ICoverPoolFactory
    uint256 public poolCount;

    /// @notice Hashes of the creation code of what pools and vaults run. It has no arguments: each segment asks the factory
    /// for what it needs, when it is deployed by it.
    struct SegmentHashes {
        bytes32 pool;
        bytes32 poolExtension;
        bytes32 poolViews;
        bytes32 vault;
        bytes32 vaultExtension;
    }

    /// @param registry_ products and terms that pools sell
    constructor(address registry_, SegmentHashes memory hashes) {
        _chainId = block.chainid;
        _registry = registry_;
        _pool = Create2.computeAddress(0, hashes.pool);
        _poolExtension = Create2.computeAddress(0, hashes.poolExtension);
        _poolViews = Create2.computeAddress(0, hashes.poolViews);
        _vault = Create2.computeAddress(0, hashes.vault);
        _vaultExtension = Create2.computeAddress(0, hashes.vaultExtension);
        _lossLedger = new LossLedger();
        _coverToken = new CoverToken(address(this), IProductRegistry(registry_));
        _poolManager = new PoolManager(IProductRegistry(registry_));
    }

    /// @inheritdoc ICoverPoolFactory
    function deploySegment(bytes calldata creationCode) external returns (address segment) {
        segment = Create2.computeAddress(0, keccak256(creationCode));
        require(
            segment == _pool || segment == _poolExtension || segment == _poolViews || segment == _vault
                || segment == _vaultExtension,
            Errors.ValueOutOfRange("creationCode")
        );
        if (segment.code.length == 0) Create2.deploy(0, 0, creationCode);
    }

    /// @inheritdoc ICoverPoolFactory
    function createPool(PoolConfig calldata c) external returns (address pool, uint256 poolId) {
        require(block.chainid == _chainId, Errors.WrongChain());
        // With it all other segments are there.
        require(_pool.code.length != 0, Errors.SegmentMissing(_pool));
        poolId = ++poolCount;
        pool = LibClone.cloneDeterministic(_pool, _argumentsOf(c, poolId), _saltOf(c));
        _coverToken.registerPool(poolId, pool);
        _lossLedger.registerVault(poolId, ICoverPool(pool).createVault());
        _poolManager.registerPool(pool, c.manager, c.guardian);
        emit PoolCreated(poolId, pool, c.asset, c);
    }

    /// @inheritdoc ICoverPoolFactory
    function predictPool(PoolConfig calldata c, uint256 poolId) external view returns (address) {
        return LibClone.predictDeterministicAddress(_pool, _argumentsOf(c, poolId), _saltOf(c), address(this));
    }

    /// @inheritdoc ICoverPoolFactory
    function protocol() external view returns (Protocol memory) {
        return Protocol({
            registry: _registry,
            coverToken: address(_coverToken),
            poolManager: address(_poolManager),
            lossLedger: address(_lossLedger),
            pool: _pool,
            poolExtension: _poolExtension,
            poolViews: _poolViews,
            vault: _vault,
            vaultExtension: _vaultExtension
        });
    }

    /// @inheritdoc ICoverPoolFactory
    function coverToken() external view returns (address) {
        return address(_coverToken);
    }

    /// @inheritdoc ICoverPoolFactory
    function poolManager() external view returns (address) {
        return address(_poolManager);
    }

    /// @inheritdoc ICoverPoolFactory
    function lossLedger() external view returns (address) {
        return address(_lossLedger);
    }

    /// @inheritdoc ICoverPoolFactory
    function registry() external view returns (address) {
        return _registry;
    }

    /// @dev All of the configuration, so that nobody else takes the address of a pool with another manager.
    function _saltOf(PoolConfig calldata c) private pure returns (bytes32) {
        return keccak256(abi.encode(c));
    }

    function _argumentsOf(PoolConfig calldata c, uint256 poolId) private view returns (bytes memory) {
        uint256 decimals = _decimalsOf(c.asset);
        require(c.manager != address(0), Errors.ZeroAddress("manager"));
        require(c.quantum != 0 && c.quantum <= 1e19, Errors.ValueOutOfRange("quantum"));
        require(c.startEquity <= type(uint96).max, Errors.ValueOutOfRange("startEquity"));
        require(c.clusterShare >= 1e12 && c.clusterShare <= 1e18, Errors.ValueOutOfRange("clusterShare"));
        require(c.leverage >= 1e12 && c.leverage <= 10e18, Errors.ValueOutOfRange("leverage"));
        require(
            c.exitClusterShare >= c.clusterShare && c.exitClusterShare <= 1e18,
            Errors.ValueOutOfRange("exitClusterShare")
        );
        require(c.exitLeverage >= c.leverage && c.exitLeverage <= 10e18, Errors.ValueOutOfRange("exitLeverage"));
        require(c.cooldown >= 2 days && c.cooldown <= 21 days, Errors.ValueOutOfRange("cooldown"));
        require(uint256(c.name) != 0 && uint8(uint256(c.name)) == 0, Errors.ValueOutOfRange("name"));
        require(uint256(c.symbol) != 0 && uint8(uint256(c.symbol)) == 0, Errors.ValueOutOfRange("symbol"));
        require(poolId <= type(uint32).max, Errors.ValueOutOfRange("poolId"));
        return CloneArguments.ofPool(c, poolId, decimals);
    }

    /// @dev An ERC-20 with 6 to 18 decimals: fewer make units too coarse for streams, more do not fit the packed amounts.
    function _decimalsOf(address asset) private view returns (uint256 decimals) {
        require(asset.code.length != 0, Errors.UnsupportedAsset("no code"));
        decimals = MetadataReaderLib.readDecimals(asset);
        require(decimals >= 6 && decimals <= 18, Errors.UnsupportedAsset("decimals"));
    }
}
