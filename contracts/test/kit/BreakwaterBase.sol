// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Deployment} from "../../script/Deployment.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {ICoverToken} from "../../src/cover/ICoverToken.sol";
import {IPoolConfigurator} from "../../src/governance/IPoolConfigurator.sol";
import {Attestation, IAuditRegistry} from "../../src/listing/IAuditRegistry.sol";
import {Pin} from "../../src/listing/ICodePins.sol";
import {IProductRegistry, Terms} from "../../src/listing/IProductRegistry.sol";
import {CodeKind} from "../../src/listing/IProxyCode.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {CoverOrder, PoolConfig, PricingInput} from "../../src/pool/PoolTypes.sol";
import {ICoverPoolFactory} from "../../src/ICoverPoolFactory.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {CoverPoolProperties} from "./CoverPoolProperties.sol";

/// @notice An ERC-20 that anyone can mint.
interface ITestToken {
    function mint(address to, uint256 amount) external;
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
    function balanceOf(address account) external view returns (uint256);
    function allowance(address owner, address spender) external view returns (uint256);
    function decimals() external view returns (uint8);
}

/// @notice A deployed protocol, and a pool that sells one product.
struct Breakwater {
    Deployment.Addresses protocol;
    ICoverToken coverToken;
    ICoverPool pool;
    IClaimsVault vault;
    ITestToken asset;
    ScriptedResolver resolver; // says of incidents what a test tells it to
    address owner; // of the registries
    address manager; // of the pool
    address underwriter; // holds the first capital
    uint256 unit; // one whole asset, and one unit of cover
    uint256 productId;
    uint256 termsId;
}

/// @title The whole protocol for the tests of contracts that use it: deployed, funded and with cover for sale
/// @notice `deployBreakwater()` in `setUp`; the rest reads like sentences. Amounts are asset units.
/// @dev Where the protocol's code comes from is said by whoever inherits it.
abstract contract BreakwaterBase is CoverPoolProperties {
    /// @notice What was deployed.
    Breakwater internal breakwater;

    /// @dev Creation code of the protocol, and of a token that takes a name, a symbol and decimals.
    function _protocolCode() internal virtual returns (Deployment.Code memory code, bytes memory token);

    /// @notice A pool of an asset with 6 decimals and ten million of capital.
    function deployBreakwater() internal {
        deployBreakwater(6, 10_000_000);
    }

    /// @param decimals of the asset, 6 to 18
    /// @param capital whole assets that the first underwriter brings
    function deployBreakwater(uint8 decimals, uint256 capital) internal {
        // Days count from 1970: a chain that has just begun knows no yesterday.
        if (vm.getBlockTimestamp() < 1_790_000_000) vm.warp(1_790_000_000);
        (Deployment.Code memory code, bytes memory token) = _protocolCode();
        Breakwater storage b = breakwater;
        b.owner = makeAddr("breakwater: owner");
        b.manager = makeAddr("breakwater: manager");
        b.underwriter = makeAddr("breakwater: underwriter");
        b.unit = 10 ** decimals;
        b.protocol = Deployment.deploy(b.owner, code);
        b.coverToken = ICoverToken(b.protocol.coverToken);
        b.asset = ITestToken(_create(abi.encodePacked(token, abi.encode("Test Dollar", "TUSD", decimals))));
        b.resolver = new ScriptedResolver(address(b.asset));
        (address pool,) = ICoverPoolFactory(b.protocol.factory).createPool(poolConfig());
        (b.pool, b.vault) = (ICoverPool(pool), IClaimsVault(ICoverPool(pool).claimsVault()));
        (b.productId, b.termsId) = listProduct("Covered contract", 1);
        deposit(b.underwriter, capital * b.unit);
    }

    // ---------------------------------------------------------- configuration

    /// @notice What the pool is made of: one product, all capital behind it. Override it for another one.
    function poolConfig() internal view virtual returns (PoolConfig memory) {
        Breakwater storage b = breakwater;
        return PoolConfig({
            asset: address(b.asset),
            manager: b.manager,
            guardian: b.manager,
            coverUnit: b.unit,
            startEquity: 100_000_000 * b.unit,
            clusterRatio: 1e18,
            leverage: 1e18,
            exitClusterRatio: 1e18,
            exitLeverage: 1e18,
            cooldown: 14 days,
            name: "Breakwater test pool",
            symbol: "bwTEST"
        });
    }

    /// @notice Prices and limits of a product. Override them for others.
    function productPricing() internal view virtual returns (PricingInput memory) {
        return PricingInput(0.015e18, 0.035e18, 0.3e18, 0.7e18, 1e18, 0.05e18, 0.05e18);
    }

    /// @notice Terms of a product: three days of waiting, thirteen of horizon, a deductible of 5 %. Override them for others.
    function productTerms(uint256 productId) internal view virtual returns (Terms memory t) {
        Breakwater storage b = breakwater;
        t.productId = uint56(productId);
        t.asset = address(b.asset);
        t.resolver = address(b.resolver);
        (t.waitingPeriod, t.reportWindow, t.horizon) = (3 days, 8 days, 13 days);
        (t.minBilled, t.claimWindow) = (14 days, 60 days);
        (t.deductible, t.maxCover) = (0.05e18, uint128(100_000_000 * b.unit));
        t.wording = keccak256("wording");
    }

    /// @notice Lists a product whose incidents the resolver knows, and has the pool sell it.
    /// @param cluster products of one cluster may fail together; 1 or more
    function listProduct(string memory name, uint256 cluster) internal returns (uint256 productId, uint256 termsId) {
        Breakwater storage b = breakwater;
        IProductRegistry registry = IProductRegistry(b.protocol.registry);
        vm.prank(b.owner);
        productId = registry.listProduct(cluster, b.manager, name);
        Pin[] memory pins = _reviewedCode(bytes32(productId));
        Terms memory terms = productTerms(productId);
        terms.subject = uint96(productId);
        vm.prank(b.owner);
        termsId = registry.publishTerms(terms, pins);
        vm.prank(b.manager);
        IPoolConfigurator(b.protocol.poolConfigurator).addTerms(address(b.pool), termsId, productPricing());
    }

    // ---------------------------------------------------------------- actions

    /// @notice Mints assets, and lets a spender take them.
    function fund(address account, address spender, uint256 amount) internal {
        breakwater.asset.mint(account, amount);
        vm.prank(account);
        breakwater.asset.approve(spender, amount);
    }

    /// @notice Brings new assets into the pool.
    function deposit(address account, uint256 assets) internal returns (uint256 shares) {
        fund(account, address(breakwater.pool), assets);
        vm.prank(account);
        return breakwater.pool.deposit(assets, account);
    }

    /// @notice An order of the pool's product that takes any premium and any start.
    function coverOrder(address buyer, uint256 amount, uint256 duration) internal view returns (CoverOrder memory o) {
        (o.termsId, o.amount, o.duration) = (breakwater.termsId, amount, duration);
        (o.onBehalf, o.insured, o.refundTo) = (buyer, buyer, buyer);
        (o.maxPremium, o.maxStart, o.deadline) = (type(uint256).max, type(uint40).max, vm.getBlockTimestamp());
    }

    /// @notice Buys cover with new assets, as much as it costs.
    function buyCover(address buyer, uint256 amount, uint256 duration)
        internal
        returns (uint256 coverId, uint256 premium)
    {
        CoverOrder memory order = coverOrder(buyer, amount, duration);
        premium = breakwater.pool.quoteCover(order.termsId, amount, duration).premium;
        fund(buyer, address(breakwater.pool), premium);
        vm.prank(buyer);
        return breakwater.pool.buyCover(order);
    }

    /// @notice The covered contract loses a part of what it holds now: the incident is known, a case is open, and its verdict
    /// is payable.
    /// @param severity part that is lost, WAD
    function loseFunds(uint256 severity) internal returns (uint256 incidentId) {
        incidentId = loseFundsUntil(severity, 0);
        breakwater.vault.applyVerdict(breakwater.termsId, incidentId);
    }

    /// @notice The same, with a verdict that is payable only after so many seconds.
    function loseFundsUntil(uint256 severity, uint256 delay) internal returns (uint256 incidentId) {
        Breakwater storage b = breakwater;
        uint256 now_ = vm.getBlockTimestamp();
        incidentId = b.resolver.report(uint96(b.productId), now_, now_ + delay, severity);
        b.vault.openCase(b.termsId, incidentId, 0);
    }

    // -------------------------------------------------------------- internals

    /// @dev Terms are about code that an auditor has reviewed: that of the resolver will do.
    function _reviewedCode(bytes32 nonce) private returns (Pin[] memory pins) {
        address target = address(breakwater.resolver);
        address auditor = makeAddr("breakwater: auditor");
        IAuditRegistry audits = IAuditRegistry(breakwater.protocol.auditRegistry);
        vm.prank(breakwater.owner);
        audits.listAuditor(auditor, true);
        Attestation memory a;
        (a.auditor, a.nonce, a.expiry) = (auditor, nonce, type(uint40).max);
        a.date = uint40(vm.getBlockTimestamp());
        a.codeHashes = new bytes32[](1);
        a.codeHashes[0] = target.codehash;
        vm.prank(auditor);
        audits.attestCode(a, "");
        pins = new Pin[](1);
        pins[0] = Pin(uint64(block.chainid), target, CodeKind.Plain, target.codehash, address(0), 0);
    }

    function _create(bytes memory code) private returns (address created) {
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        require(created != address(0), "the token cannot be deployed");
    }
}
