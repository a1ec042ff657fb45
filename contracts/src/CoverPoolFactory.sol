// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";

import {WAD, WAD_PER_PPM} from "./common/Constants.sol";
import {CoverToken} from "./cover/CoverToken.sol";
import {LossLedger} from "./claims/LossLedger.sol";
import {PoolConfigurator} from "./governance/PoolConfigurator.sol";
import {ICoverPool} from "./pool/ICoverPool.sol";
import {ICoverPoolFactory, Protocol} from "./ICoverPoolFactory.sol";
import {IProductRegistry} from "./listing/IProductRegistry.sol";
import {CloneArguments} from "./common/CloneArguments.sol";
import {Errors} from "./common/Errors.sol";
import {PoolConfig} from "./pool/PoolTypes.sol";

/// @title Factory and address book of pools, open to anyone
contract CoverPoolFactory is ICoverPoolFactory {
    uint256 internal immutable _chainId;
    CoverToken internal immutable _coverToken;
    PoolConfigurator internal immutable _poolConfigurator;
    LossLedger internal immutable _lossLedger;
    address internal immutable _registry;
    address internal immutable _pool;
    address internal immutable _poolSegment2;
    address internal immutable _poolSegment3;
    address internal immutable _vault;
    address internal immutable _vaultSegment2;

    /// @inheritdoc ICoverPoolFactory
    uint256 public poolCount;

    /// @notice Hashes of the creation code of the segments of pools and vaults. That code has no arguments: the factory
    /// deploys each segment, and the segment reads what it needs from the factory.
    struct SegmentHashes {
        bytes32 pool;
        bytes32 poolSegment2;
        bytes32 poolSegment3;
        bytes32 vault;
        bytes32 vaultSegment2;
    }

    /// @param registry_ products and terms that pools sell
    constructor(address registry_, SegmentHashes memory hashes) {
        _chainId = block.chainid;
        _registry = registry_;
        _pool = Create2.computeAddress(0, hashes.pool);
        _poolSegment2 = Create2.computeAddress(0, hashes.poolSegment2);
        _poolSegment3 = Create2.computeAddress(0, hashes.poolSegment3);
        _vault = Create2.computeAddress(0, hashes.vault);
        _vaultSegment2 = Create2.computeAddress(0, hashes.vaultSegment2);
        _lossLedger = new LossLedger();
        _coverToken = new CoverToken(address(this), IProductRegistry(registry_));
        _poolConfigurator = new PoolConfigurator(IProductRegistry(registry_));
    }

    /// @inheritdoc ICoverPoolFactory
    function deploySegment(bytes calldata creationCode) external returns (address segment) {
        segment = Create2.computeAddress(0, keccak256(creationCode));
        require(
            segment == _pool || segment == _poolSegment2 || segment == _poolSegment3 || segment == _vault
                || segment == _vaultSegment2,
            Errors.ValueOutOfRange("creationCode")
        );
        if (segment.code.length == 0) Create2.deploy(0, 0, creationCode);
    }

    /// @inheritdoc ICoverPoolFactory
    function createPool(PoolConfig calldata c) external returns (address pool, uint256 poolId) {
        require(block.chainid == _chainId, Errors.WrongChain());
        // If the pool's code is there, all other segments are.
        require(_pool.code.length != 0, Errors.SegmentMissing(_pool));
        poolId = ++poolCount;
        pool = LibClone.cloneDeterministic(_pool, _argumentsOf(c, poolId), _saltOf(c));
        _coverToken.registerPool(poolId, pool);
        _lossLedger.registerVault(poolId, ICoverPool(pool).createVault());
        _poolConfigurator.registerPool(pool, c.manager, c.guardian);
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
            poolConfigurator: address(_poolConfigurator),
            lossLedger: address(_lossLedger),
            pool: _pool,
            poolSegment2: _poolSegment2,
            poolSegment3: _poolSegment3,
            vault: _vault,
            vaultSegment2: _vaultSegment2
        });
    }

    /// @inheritdoc ICoverPoolFactory
    function coverToken() external view returns (address) {
        return address(_coverToken);
    }

    /// @inheritdoc ICoverPoolFactory
    function poolConfigurator() external view returns (address) {
        return address(_poolConfigurator);
    }

    /// @inheritdoc ICoverPoolFactory
    function lossLedger() external view returns (address) {
        return address(_lossLedger);
    }

    /// @inheritdoc ICoverPoolFactory
    function registry() external view returns (address) {
        return _registry;
    }

    /// @dev The salt has the whole configuration, so that nobody else can take the address with another manager.
    function _saltOf(PoolConfig calldata c) private pure returns (bytes32) {
        return keccak256(abi.encode(c));
    }

    function _argumentsOf(PoolConfig calldata c, uint256 poolId) private view returns (bytes memory) {
        uint256 decimals = _decimalsOf(c.asset);
        require(c.manager != address(0), Errors.ZeroAddress("manager"));
        require(c.coverUnit != 0 && c.coverUnit <= 1e19, Errors.ValueOutOfRange("coverUnit"));
        require(c.startEquity <= type(uint96).max, Errors.ValueOutOfRange("startEquity"));
        require(c.clusterRatio >= WAD_PER_PPM && c.clusterRatio <= WAD, Errors.ValueOutOfRange("clusterRatio"));
        require(c.leverage >= WAD_PER_PPM && c.leverage <= 10 * WAD, Errors.ValueOutOfRange("leverage"));
        require(
            c.exitClusterRatio >= c.clusterRatio && c.exitClusterRatio <= WAD,
            Errors.ValueOutOfRange("exitClusterRatio")
        );
        require(c.exitLeverage >= c.leverage && c.exitLeverage <= 10e18, Errors.ValueOutOfRange("exitLeverage"));
        require(c.cooldown >= 2 days && c.cooldown <= 21 days, Errors.ValueOutOfRange("cooldown"));
        require(uint256(c.name) != 0 && uint8(uint256(c.name)) == 0, Errors.ValueOutOfRange("name"));
        require(uint256(c.symbol) != 0 && uint8(uint256(c.symbol)) == 0, Errors.ValueOutOfRange("symbol"));
        require(poolId <= type(uint32).max, Errors.ValueOutOfRange("poolId"));
        return CloneArguments.ofPool(c, poolId, decimals);
    }

    /// @dev Decimals of an ERC-20 with 6 to 18 of them: with fewer, units are too coarse for streams; more do not fit
    /// the packed amounts.
    function _decimalsOf(address asset) private view returns (uint256 decimals) {
        require(asset.code.length != 0, Errors.UnsupportedAsset("no code"));
        decimals = MetadataReaderLib.readDecimals(asset);
        require(decimals >= 6 && decimals <= 18, Errors.UnsupportedAsset("decimals"));
    }
}
