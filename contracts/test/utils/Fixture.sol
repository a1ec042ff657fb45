// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../../script/Deployment.sol";
import {ProtocolCode} from "../../script/ProtocolCode.sol";
import {Court} from "../../src/resolution/court/Court.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {CoverPoolFactory} from "../../src/CoverPoolFactory.sol";
import {CoverToken} from "../../src/cover/CoverToken.sol";
import {LossLedger} from "../../src/claims/LossLedger.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {PoolConfigurator} from "../../src/governance/PoolConfigurator.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {DisputeRules, CourtTerms} from "../../src/resolution/court/ICourt.sol";
import {ShareLossConfig} from "../../src/resolution/meters/IShareLossMeter.sol";
import {ProductRegistry} from "../../src/listing/ProductRegistry.sol";
import {BadDebtMeter} from "../../src/resolution/meters/BadDebtMeter.sol";
import {PriceDepegMeter} from "../../src/resolution/meters/PriceDepegMeter.sol";
import {ShareLossMeter} from "../../src/resolution/meters/ShareLossMeter.sol";
import {CoverOrder, PoolConfig, PricingInput} from "../../src/pool/PoolTypes.sol";
import {CoverPoolProperties} from "../kit/CoverPoolProperties.sol";
import {LeakyVault, LeakyVaultAttacker} from "../mocks/LeakyVault.sol";
import {MockArbiter} from "../mocks/MockArbiter.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {ReviewedCode} from "./ReviewedCode.sol";

/// @notice The whole system as it is deployed in production, with one pool, one product on a vault that has a bug, and
/// helpers that read like sentences.
abstract contract Fixture is ReviewedCode, CoverPoolProperties {
    uint256 internal constant WAD = 1e18;
    uint40 internal constant DWELL = 6 hours;
    uint40 internal constant RAISE_WINDOW = 2 days;
    uint40 internal constant ANSWER_WINDOW = 3 days; // of the court terms of the meter
    uint32 internal constant REPORT_WINDOW = 8 days;
    uint32 internal constant HORIZON = 13 days;
    uint40 internal constant COOLDOWN = 14 days;

    address internal owner = makeAddr("registry owner");
    address internal manager = makeAddr("pool manager");
    address internal guardian = makeAddr("guardian");
    address internal sponsor = makeAddr("sponsor");
    address internal alice = makeAddr("alice, underwriter");
    address internal bob = makeAddr("bob, underwriter");
    address internal carol = makeAddr("carol, buyer");
    address internal dave = makeAddr("dave, buyer");
    address internal eve = makeAddr("eve, attacker");

    ProductRegistry internal registry;
    CoverPoolFactory internal factory;
    CoverToken internal coverToken;
    PoolConfigurator internal poolConfigurator;
    LossLedger internal lossLedger;
    ShareLossMeter internal shareLoss;
    PriceDepegMeter internal priceDepeg;
    BadDebtMeter internal badDebt;
    Court internal court;
    MockToken internal usdc;
    ICoverPool internal pool;
    IClaimsVault internal vault;
    LeakyVault internal leaky;
    MockArbiter internal firstArbiter;
    MockArbiter internal lastArbiter;
    uint96 internal meterId;
    uint96 internal metered; // court terms of the meter
    uint256 internal productId;
    uint256 internal termsId;
    uint256 internal unit;

    function setUp() public virtual {
        vm.warp(1_790_000_000);
        unit = 10 ** decimals();
        Deployment.Addresses memory a = Deployment.deploy(owner, ProtocolCode.compiled());
        registry = ProductRegistry(a.registry);
        factory = CoverPoolFactory(a.factory);
        coverToken = CoverToken(a.coverToken);
        poolConfigurator = PoolConfigurator(a.poolConfigurator);
        lossLedger = LossLedger(a.lossLedger);
        shareLoss = ShareLossMeter(a.shareLossMeter);
        priceDepeg = PriceDepegMeter(a.priceDepegMeter);
        badDebt = BadDebtMeter(a.badDebtMeter);
        court = Court(a.court);
        usdc = _newAsset();

        firstArbiter = new MockArbiter(4 days, false);
        lastArbiter = new MockArbiter(7 days, true);
        leaky = new LeakyVault(address(usdc));
        _fund(dave, address(leaky), 40_000_000 * unit);
        vm.prank(dave);
        leaky.deposit(40_000_000 * unit, dave);
        meterId = _createMeter(address(leaky));
        _review(a.auditRegistry, owner, address(leaky));
        metered = _createCourtTerms(address(shareLoss), meterId);
        (productId, termsId) = _listProduct("Leaky Vault", 1, metered);
        pool = _createPool(_monoline());
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, termsId);
    }

    /// @dev Decimals of the pool's asset; suites that run with others override it.
    function decimals() internal pure virtual returns (uint8) {
        return 6;
    }

    /// @dev The pool's asset; suites that run with another kind override it.
    function _newAsset() internal virtual returns (MockToken) {
        // Its artifact, as that of a contract: gas is measured with the release build's.
        bytes memory arguments = abi.encode("USD Coin", "USDC", decimals());
        return MockToken(vm.deployCode("contracts/test/mocks/MockToken.sol:MockToken", arguments));
    }

    // ---------------------------------------------------------- configuration

    /// @dev One product, all capital behind it.
    function _monoline() internal view returns (PoolConfig memory) {
        return PoolConfig({
            asset: address(usdc),
            manager: manager,
            guardian: guardian,
            coverUnit: unit,
            startEquity: 100_000_000 * unit,
            clusterRatio: 1e18,
            leverage: 1e18,
            exitClusterRatio: 1e18,
            exitLeverage: 1e18,
            cooldown: COOLDOWN,
            name: "Breakwater USDC",
            symbol: "bwUSDC"
        });
    }

    function _pricing() internal pure returns (PricingInput memory) {
        return PricingInput({
            rateFloor: 0.015e18,
            rateAtTarget: 0.035e18,
            rateMax: 0.3e18,
            target: 0.7e18,
            maxRatio: 1e18,
            managerFee: 0.05e18,
            sponsorFee: 0.05e18
        });
    }

    function _terms(uint256 product, uint96 subject) internal view returns (Terms memory) {
        return Terms({
            productId: uint56(product),
            asset: address(usdc),
            resolver: address(court),
            subject: subject,
            waitingPeriod: 3 days,
            reportWindow: REPORT_WINDOW,
            horizon: HORIZON,
            minBilled: 14 days,
            claimWindow: 60 days,
            deductible: 0.05e18,
            haircut: 0,
            maxCover: uint128(100_000_000 * unit),
            observes: true,
            codeGrace: 0,
            proofOfLoss: false,
            wording: keccak256("wording")
        });
    }

    /// @dev Court terms on what a meter fires.
    function _createCourtTerms(address meter, uint96 id) internal returns (uint96 subject) {
        return court.createCourtTerms(
            CourtTerms({
                rules: _meterRules(),
                meter: meter,
                meterId: id,
                reportWindow: REPORT_WINDOW,
                rootWindow: 0,
                answerWindow: ANSWER_WINDOW,
                proofOfLoss: false,
                title: "A meter's firings"
            })
        );
    }

    /// @dev A firing of a metered's meter.
    function _incidentOf(uint96 subject, uint32 number) internal pure returns (uint256) {
        return uint256(subject) << 32 | number;
    }

    /// @dev Who decides where others answer what meters fire.
    function _meterRules() internal view returns (DisputeRules memory) {
        return DisputeRules({
            asset: address(usdc),
            minBond: uint96(1000 * unit),
            arbiter: address(firstArbiter),
            arbiterTime: 5 days,
            fallbackArbiter: address(lastArbiter),
            fallbackTime: 8 days
        });
    }

    function _createMeter(address target) internal returns (uint96 id) {
        id = shareLoss.createMeter(
            ShareLossConfig({
                vault: target,
                dwell: DWELL,
                raiseWindow: RAISE_WINDOW,
                minSupply: 1e6,
                feeAllowance: 0.005e18,
                minLoss: 0.05e18
            })
        );
        _proveMeter(id);
    }

    /// @dev Four observations over the dwell: a mark, or a loss.
    function _proveMeter(uint96 id) internal {
        for (uint256 i; i < 4; ++i) {
            shareLoss.poke(id);
            skip(DWELL / 3);
        }
    }

    function _listProduct(string memory name, uint256 cluster, uint96 subject)
        internal
        returns (uint256 product, uint256 terms)
    {
        vm.startPrank(owner);
        product = registry.listProduct(cluster, sponsor, name);
        terms = registry.publishTerms(_terms(product, subject), _pins());
        vm.stopPrank();
    }

    function _createPool(PoolConfig memory c) internal returns (ICoverPool created) {
        (address at_,) = factory.createPool(c);
        created = ICoverPool(at_);
    }

    function _addTerms(ICoverPool to, uint256 terms) internal {
        vm.prank(manager);
        poolConfigurator.addTerms(address(to), terms, _pricing());
    }

    // ---------------------------------------------------------------- actions

    function _fund(address account, address spender, uint256 amount) internal {
        usdc.mint(account, amount);
        vm.prank(account);
        usdc.approve(spender, type(uint256).max);
    }

    function _deposit(address account, uint256 assets) internal returns (uint256 shares) {
        _fund(account, address(pool), assets);
        vm.prank(account);
        shares = pool.deposit(assets, account);
    }

    /// @dev Alice and Bob hold so much of a pool without shares, and all of it counts at once: what the first to come
    /// brings does, and she hands Bob his part of it.
    function _depositTogether(uint256 alices, uint256 bobs) internal {
        uint256 shares = _deposit(alice, alices + bobs);
        _fund(bob, address(pool), 0);
        vm.prank(alice);
        pool.transfer(bob, shares * bobs / (alices + bobs));
    }

    function _order(address buyer, uint256 amount, uint256 duration) internal view returns (CoverOrder memory) {
        return CoverOrder({
            termsId: termsId,
            amount: amount,
            duration: duration,
            onBehalf: buyer,
            insured: buyer,
            refundTo: buyer,
            maxPremium: type(uint256).max,
            maxStart: type(uint40).max,
            deadline: vm.getBlockTimestamp(),
            integrator: address(0),
            integratorFee: 0
        });
    }

    function _buy(address buyer, uint256 amount, uint256 duration) internal returns (uint256 coverId, uint256 premium) {
        _fund(buyer, address(pool), amount);
        CoverOrder memory o = _order(buyer, amount, duration);
        vm.prank(buyer);
        (coverId, premium) = pool.buyCover(o);
    }

    function _request(address account, uint256 shares) internal {
        vm.prank(account);
        pool.requestRedeem(shares, account, account);
    }

    /// @dev Eve drains four fifths of the vault; the loss is observed over the dwell and fires.
    function _exploitAndFire() internal returns (uint256 incidentId) {
        vm.startPrank(eve);
        new LeakyVaultAttacker().attack(address(leaky));
        vm.stopPrank();
        _proveMeter(meterId);
        incidentId = _incidentOf(metered, shareLoss.fire(meterId));
    }

    // ------------------------------------------------------------- assertions

    /// @dev SOLV-1: tokens held cover equity, unearned premium, settled exits and fees.
    function _assertSolvent() internal view {
        assertSolvent(pool);
    }

    function _word(uint256 slot) internal view returns (bytes32) {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = bytes32(slot);
        return pool.extsload(slots)[0];
    }
}
