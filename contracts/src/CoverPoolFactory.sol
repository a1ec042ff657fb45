// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

import {CoverPool} from "./CoverPool.sol";
import {CoverToken} from "./CoverToken.sol";
import {LossLedger} from "./LossLedger.sol";
import {PoolManager} from "./PoolManager.sol";
import {ICoverPool} from "./interfaces/ICoverPool.sol";
import {ICoverPoolFactory} from "./interfaces/ICoverPoolFactory.sol";
import {IProductRegistry} from "./interfaces/IProductRegistry.sol";
import {Errors} from "./libraries/Errors.sol";
import {PoolConfig} from "./types/PoolTypes.sol";

/// @title Permissionless deployment of pools, and their address book
/// @notice Pools are whole contracts: their creation code is kept in data contracts, because it would not fit into the
/// factory.
contract CoverPoolFactory is ICoverPoolFactory {
    CoverToken internal immutable _coverToken;
    PoolManager internal immutable _poolManager;
    address internal immutable _registry;
    address internal immutable _poolCode;
    address internal immutable _extensionCode;
    address internal immutable _viewsCode;
    address internal immutable _vaultCode;
    address internal immutable _vaultExtensionCode;
    LossLedger internal immutable _lossLedger;

    /// @inheritdoc ICoverPoolFactory
    uint256 public poolCount;

    /// @param registry_ products and terms that pools sell
    /// @param poolCode data contract with CoverPool's creation code
    /// @param extensionCode data contract with CoverPoolExtension's creation code
    /// @param viewsCode data contract with CoverPoolViews' creation code
    /// @param vaultCode data contract with ClaimsVault's creation code
    /// @param vaultExtensionCode data contract with ClaimsVaultExtension's creation code
    constructor(
        address registry_,
        address poolCode,
        address extensionCode,
        address viewsCode,
        address vaultCode,
        address vaultExtensionCode
    ) {
        _registry = registry_;
        _poolCode = poolCode;
        _extensionCode = extensionCode;
        _viewsCode = viewsCode;
        _vaultCode = vaultCode;
        _vaultExtensionCode = vaultExtensionCode;
        _lossLedger = new LossLedger();
        _coverToken = new CoverToken(address(this), IProductRegistry(registry_));
        _poolManager = new PoolManager(IProductRegistry(registry_));
    }

    /// @inheritdoc ICoverPoolFactory
    function createPool(PoolConfig calldata c) external returns (address pool, uint256 poolId) {
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

        poolId = ++poolCount;
        require(poolId <= type(uint32).max, Errors.ValueOutOfRange("poolId"));
        bytes memory arguments = _arguments(c, poolId, decimals);
        _create(_viewsCreation(arguments), poolId);
        _create(_extensionCreation(arguments, poolId), poolId);
        pool = _create(_poolCreation(c, arguments, poolId), poolId);
        _coverToken.registerPool(poolId, pool);
        // It finds its pool by the cover token's register.
        _create(_vaultExtensionCreation(c, poolId), poolId);
        _lossLedger.registerVault(poolId, ICoverPool(pool).claimsVault());
        _poolManager.registerPool(pool, c.manager, c.guardian);
        emit PoolCreated(poolId, pool, c.asset, c);
    }

    /// @inheritdoc ICoverPoolFactory
    function predictPool(PoolConfig calldata c, uint256 poolId) external view returns (address) {
        bytes memory arguments = _arguments(c, poolId, _decimalsOf(c.asset));
        return _predict(_poolCreation(c, arguments, poolId), poolId);
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

    function _arguments(PoolConfig calldata c, uint256 poolId, uint256 decimals) private view returns (bytes memory) {
        return abi.encode(c, poolId, address(_coverToken), _registry, address(_poolManager), decimals);
    }

    function _viewsCreation(bytes memory arguments) private view returns (bytes memory) {
        return abi.encodePacked(SSTORE2.read(_viewsCode), arguments);
    }

    function _extensionCreation(bytes memory arguments, uint256 poolId) private view returns (bytes memory) {
        address views = _predict(_viewsCreation(arguments), poolId);
        return abi.encodePacked(SSTORE2.read(_extensionCode), arguments, abi.encode(views));
    }

    function _poolCreation(PoolConfig calldata c, bytes memory arguments, uint256 poolId)
        private
        view
        returns (bytes memory)
    {
        CoverPool.Parts memory parts = CoverPool.Parts({
            extension: _predict(_extensionCreation(arguments, poolId), poolId),
            vaultCode: _vaultCode,
            vaultExtension: _predict(_vaultExtensionCreation(c, poolId), poolId),
            lossLedger: address(_lossLedger)
        });
        return abi.encodePacked(SSTORE2.read(_poolCode), arguments, abi.encode(parts));
    }

    function _vaultExtensionCreation(PoolConfig calldata c, uint256 poolId) private view returns (bytes memory) {
        return abi.encodePacked(
            SSTORE2.read(_vaultExtensionCode),
            abi.encode(c.asset, poolId, c.quantum, _coverToken, _registry, _lossLedger)
        );
    }

    function _create(bytes memory code, uint256 salt) private returns (address created) {
        assembly ("memory-safe") {
            created := create2(0, add(code, 32), mload(code), salt)
            if iszero(created) {
                let p := mload(0x40)
                returndatacopy(p, 0, returndatasize())
                revert(p, returndatasize())
            }
        }
    }

    function _predict(bytes memory code, uint256 salt) private view returns (address) {
        return
            address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, keccak256(code))))));
    }

    /// @dev An ERC-20 with 6 to 18 decimals: fewer make units too coarse for streams, more do not fit the packed amounts.
    function _decimalsOf(address asset) private view returns (uint256 decimals) {
        require(asset.code.length != 0, Errors.UnsupportedAsset("no code"));
        decimals = MetadataReaderLib.readDecimals(asset);
        require(decimals >= 6 && decimals <= 18, Errors.UnsupportedAsset("decimals"));
    }
}
