// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverPool} from "../src/CoverPool.sol";
import {CoverPoolExtension} from "../src/CoverPoolExtension.sol";
import {CoverPoolViews} from "../src/CoverPoolViews.sol";
import {CoverPoolFactory} from "../src/CoverPoolFactory.sol";
import {ClaimsVault} from "../src/ClaimsVault.sol";
import {ClaimsVaultExtension} from "../src/ClaimsVaultExtension.sol";
import {AuditRegistry} from "../src/registry/AuditRegistry.sol";
import {ProductRegistry} from "../src/registry/ProductRegistry.sol";
import {ProxyCode} from "../src/registry/ProxyCode.sol";
import {BadDebtMeter} from "../src/meters/BadDebtMeter.sol";
import {PriceDepegMeter} from "../src/meters/PriceDepegMeter.sol";
import {Court} from "../src/court/Court.sol";
import {ShareLossMeter} from "../src/meters/ShareLossMeter.sol";

/// @title The whole protocol at addresses known in advance
/// @notice Every contract goes through the deterministic deployer that most chains have, so that an address follows from
/// the code and its arguments. What is there already is left alone: running it twice changes nothing.
library Deployment {
    struct Addresses {
        address registry;
        address auditRegistry;
        address proxyCode;
        address factory;
        address coverToken;
        address poolManager;
        address lossLedger;
        address shareLossMeter;
        address priceDepegMeter;
        address badDebtMeter;
        address court;
    }

    error DeployerMissing();
    error DeploymentFailed(string name);

    /// @dev github.com/Arachnid/deterministic-deployment-proxy
    address internal constant DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;
    bytes32 internal constant SALT = keccak256("breakwater.1");

    /// @param owner lists products and auditors, and publishes terms
    function deploy(address owner) internal returns (Addresses memory a) {
        a.auditRegistry =
            _create("AuditRegistry", abi.encodePacked(type(AuditRegistry).creationCode, abi.encode(owner)));
        a.proxyCode = _create("ProxyCode", type(ProxyCode).creationCode);
        a.registry = _create(
            "ProductRegistry",
            abi.encodePacked(type(ProductRegistry).creationCode, abi.encode(owner, a.auditRegistry, a.proxyCode))
        );
        a.factory =
            _create("CoverPoolFactory", abi.encodePacked(type(CoverPoolFactory).creationCode, _codes(a.registry)));
        a.coverToken = CoverPoolFactory(a.factory).coverToken();
        a.poolManager = CoverPoolFactory(a.factory).poolManager();
        a.lossLedger = CoverPoolFactory(a.factory).lossLedger();
        a.shareLossMeter = _create("ShareLossMeter", type(ShareLossMeter).creationCode);
        a.priceDepegMeter = _create("PriceDepegMeter", type(PriceDepegMeter).creationCode);
        a.badDebtMeter = _create("BadDebtMeter", type(BadDebtMeter).creationCode);
        a.court = _create("Court", abi.encodePacked(type(Court).creationCode, abi.encode(a.lossLedger)));
    }

    /// @dev The factory's arguments: what pools are created from, in data contracts.
    function _codes(address registry) private returns (bytes memory) {
        address pool = _create("CoverPool code", _dataContract(type(CoverPool).creationCode));
        address extension = _create("CoverPoolExtension code", _dataContract(type(CoverPoolExtension).creationCode));
        address views = _create("CoverPoolViews code", _dataContract(type(CoverPoolViews).creationCode));
        address vault = _create("ClaimsVault code", _dataContract(type(ClaimsVault).creationCode));
        address vaultExtension =
            _create("ClaimsVaultExtension code", _dataContract(type(ClaimsVaultExtension).creationCode));
        return abi.encode(registry, pool, extension, views, vault, vaultExtension);
    }

    /// @notice Where `creationCode` would be deployed.
    function predict(bytes memory creationCode) internal pure returns (address) {
        return
            address(
                uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), DEPLOYER, SALT, keccak256(creationCode)))))
            );
    }

    function _create(string memory name, bytes memory creationCode) private returns (address at_) {
        at_ = predict(creationCode);
        if (at_.code.length != 0) return at_;
        require(DEPLOYER.code.length != 0, DeployerMissing());
        (bool done,) = DEPLOYER.call(abi.encodePacked(SALT, creationCode));
        require(done && at_.code.length != 0, DeploymentFailed(name));
    }

    /// @dev Creation code of a contract whose code is a STOP and `data`, as solady's SSTORE2 reads it.
    function _dataContract(bytes memory data) private pure returns (bytes memory) {
        // PUSH4 size, DUP1, PUSH1 14, PUSH1 0, CODECOPY, PUSH1 0, RETURN, and STOP as the first byte of the code.
        return abi.encodePacked(hex"63", uint32(data.length + 1), hex"80600e6000396000f300", data);
    }
}
