// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ICoverPoolFactory, Protocol} from "../src/ICoverPoolFactory.sol";

/// @title The whole protocol at addresses known in advance
/// @notice Every contract goes through the deterministic deployer that most chains have, so that an address follows from
/// the code and its arguments. What is there already is left alone: running it twice changes nothing. The code is told:
/// compiled with the caller, or as it was released.
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
        address coverRouter;
        address coveredVaultFactory;
        address payoutDistributorFactory;
        address renewalMandate;
    }

    /// @notice Creation code, without constructor arguments.
    struct Code {
        bytes auditRegistry;
        bytes proxyCode;
        bytes productRegistry;
        bytes coverPoolFactory;
        bytes coverPool;
        bytes coverPoolSegment2;
        bytes coverPoolSegment3;
        bytes claimsVault;
        bytes claimsVaultSegment2;
        bytes shareLossMeter;
        bytes priceDepegMeter;
        bytes badDebtMeter;
        bytes court;
        bytes coverRouter;
        bytes coveredVaultFactory;
        bytes payoutDistributorFactory;
        bytes renewalMandate;
    }

    error DeployerMissing();
    error DeploymentFailed(string name);

    /// @dev github.com/Arachnid/deterministic-deployment-proxy
    address internal constant DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;
    bytes32 internal constant SALT = keccak256("breakwater.1");

    /// @param owner lists products and auditors, and publishes terms
    function deploy(address owner, Code memory code) internal returns (Addresses memory a) {
        a.auditRegistry = _create("AuditRegistry", abi.encodePacked(code.auditRegistry, abi.encode(owner)));
        a.proxyCode = _create("ProxyCode", code.proxyCode);
        a.registry = _create(
            "ProductRegistry", abi.encodePacked(code.productRegistry, abi.encode(owner, a.auditRegistry, a.proxyCode))
        );
        a.factory = _createFactory(a.registry, code);
        _deploySegments(ICoverPoolFactory(a.factory), code);
        Protocol memory shared = ICoverPoolFactory(a.factory).protocol();
        (a.coverToken, a.poolConfigurator, a.lossLedger) =
        (shared.coverToken, shared.poolConfigurator, shared.lossLedger);
        a.shareLossMeter = _create("ShareLossMeter", code.shareLossMeter);
        a.priceDepegMeter = _create("PriceDepegMeter", code.priceDepegMeter);
        a.badDebtMeter = _create("BadDebtMeter", code.badDebtMeter);
        a.court = _create("Court", abi.encodePacked(code.court, abi.encode(a.lossLedger)));
        bytes memory coverToken = abi.encode(a.coverToken);
        a.coverRouter = _create("CoverRouter", abi.encodePacked(code.coverRouter, coverToken));
        a.coveredVaultFactory = _create(
            "CoveredVaultFactory", abi.encodePacked(code.coveredVaultFactory, coverToken, abi.encode(a.registry))
        );
        a.payoutDistributorFactory =
            _create("PayoutDistributorFactory", abi.encodePacked(code.payoutDistributorFactory, coverToken));
        a.renewalMandate = _create("RenewalMandate", abi.encodePacked(code.renewalMandate, coverToken));
    }

    function _createFactory(address registry, Code memory code) private returns (address) {
        // The factory's `SegmentHashes`.
        bytes32[5] memory hashes = [
            keccak256(code.coverPool),
            keccak256(code.coverPoolSegment2),
            keccak256(code.coverPoolSegment3),
            keccak256(code.claimsVault),
            keccak256(code.claimsVaultSegment2)
        ];
        return _create("CoverPoolFactory", abi.encodePacked(code.coverPoolFactory, abi.encode(registry, hashes)));
    }

    /// @dev Each after those that it needs.
    function _deploySegments(ICoverPoolFactory factory, Code memory code) private {
        Protocol memory p = factory.protocol();
        if (p.vaultSegment2.code.length == 0) factory.deploySegment(code.claimsVaultSegment2);
        if (p.vault.code.length == 0) factory.deploySegment(code.claimsVault);
        if (p.poolSegment3.code.length == 0) factory.deploySegment(code.coverPoolSegment3);
        if (p.poolSegment2.code.length == 0) factory.deploySegment(code.coverPoolSegment2);
        if (p.pool.code.length == 0) factory.deploySegment(code.coverPool);
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
