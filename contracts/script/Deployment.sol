// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverPool} from "../src/pool/CoverPool.sol";
import {CoverPoolSegment2} from "../src/pool/CoverPoolSegment2.sol";
import {CoverPoolSegment3} from "../src/pool/CoverPoolSegment3.sol";
import {CoverPoolFactory} from "../src/CoverPoolFactory.sol";
import {ClaimsVault} from "../src/claims/ClaimsVault.sol";
import {ClaimsVaultSegment2} from "../src/claims/ClaimsVaultSegment2.sol";
import {Protocol} from "../src/ICoverPoolFactory.sol";
import {AuditRegistry} from "../src/listing/AuditRegistry.sol";
import {ProductRegistry} from "../src/listing/ProductRegistry.sol";
import {ProxyCode} from "../src/listing/ProxyCode.sol";
import {BadDebtMeter} from "../src/resolution/meters/BadDebtMeter.sol";
import {PriceDepegMeter} from "../src/resolution/meters/PriceDepegMeter.sol";
import {Court} from "../src/resolution/court/Court.sol";
import {ShareLossMeter} from "../src/resolution/meters/ShareLossMeter.sol";

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
        address poolConfigurator;
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
        a.factory = _createFactory(a.registry);
        _deploySegments(CoverPoolFactory(a.factory));
        a.coverToken = CoverPoolFactory(a.factory).coverToken();
        a.poolConfigurator = CoverPoolFactory(a.factory).poolConfigurator();
        a.lossLedger = CoverPoolFactory(a.factory).lossLedger();
        a.shareLossMeter = _create("ShareLossMeter", type(ShareLossMeter).creationCode);
        a.priceDepegMeter = _create("PriceDepegMeter", type(PriceDepegMeter).creationCode);
        a.badDebtMeter = _create("BadDebtMeter", type(BadDebtMeter).creationCode);
        a.court = _create("Court", abi.encodePacked(type(Court).creationCode, abi.encode(a.lossLedger)));
    }

    function _createFactory(address registry) private returns (address) {
        CoverPoolFactory.SegmentHashes memory hashes = CoverPoolFactory.SegmentHashes({
            pool: keccak256(type(CoverPool).creationCode),
            poolSegment2: keccak256(type(CoverPoolSegment2).creationCode),
            poolSegment3: keccak256(type(CoverPoolSegment3).creationCode),
            vault: keccak256(type(ClaimsVault).creationCode),
            vaultSegment2: keccak256(type(ClaimsVaultSegment2).creationCode)
        });
        return _create(
            "CoverPoolFactory", abi.encodePacked(type(CoverPoolFactory).creationCode, abi.encode(registry, hashes))
        );
    }

    /// @dev Each after those that it needs.
    function _deploySegments(CoverPoolFactory factory) private {
        Protocol memory p = factory.protocol();
        if (p.vaultSegment2.code.length == 0) factory.deploySegment(type(ClaimsVaultSegment2).creationCode);
        if (p.vault.code.length == 0) factory.deploySegment(type(ClaimsVault).creationCode);
        if (p.poolSegment3.code.length == 0) factory.deploySegment(type(CoverPoolSegment3).creationCode);
        if (p.poolSegment2.code.length == 0) factory.deploySegment(type(CoverPoolSegment2).creationCode);
        if (p.pool.code.length == 0) factory.deploySegment(type(CoverPool).creationCode);
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
}
