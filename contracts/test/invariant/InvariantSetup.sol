// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../../script/Deployment.sol";
import {CoverPoolFactory} from "../../src/CoverPoolFactory.sol";
import {LossLedger} from "../../src/claims/LossLedger.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {PoolConfigurator} from "../../src/governance/PoolConfigurator.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {ProductRegistry} from "../../src/listing/ProductRegistry.sol";
import {PoolConfig, PricingInput} from "../../src/pool/PoolTypes.sol";
import {MockResolver} from "../mocks/MockResolver.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {NoZeroToken} from "../mocks/NoZeroToken.sol";
import {Site} from "../utils/HandlerBase.sol";
import {HandlerSystem} from "../utils/HandlerSystem.sol";
import {PoolHandler} from "../utils/PoolHandler.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferenceSetup} from "../utils/ReferenceSetup.sol";
import {ReviewedCode} from "../utils/ReviewedCode.sol";

/// @notice Pools as production deploys them, four products in three clusters behind each, and a handler that drives them.
abstract contract InvariantSetup is ReviewedCode {
    /// @notice A pool of the suite.
    struct Plan {
        uint256 asset; // pools with the same number share asset and products
        uint8 decimals;
        uint256 coverUnit;
        uint256 clusterRatio; // WAD
        uint256 leverage;
        uint256 exitClusterRatio;
        uint256 exitLeverage;
    }

    /// @notice An asset with the products that are denominated in it.
    struct Market {
        MockToken asset;
        uint256[] products;
        uint256[] terms;
    }

    uint256 internal constant PRODUCTS = 4;

    address internal lister = makeAddr("lister");
    address internal poolOwner = makeAddr("pool manager");

    ProductRegistry internal registry;
    CoverPoolFactory internal factory;
    PoolConfigurator internal poolConfigurator;
    LossLedger internal ledger;
    MockResolver internal resolver;
    PoolHandler internal handler;
    mapping(uint256 asset => Market) internal _markets;

    function plans() internal pure virtual returns (Plan[] memory);

    function setUp() public virtual {
        vm.warp(1_790_000_000);
        Deployment.Addresses memory a = HandlerSystem(vm.deployCode("HandlerSystem.sol")).deploy(lister);
        registry = ProductRegistry(a.registry);
        factory = CoverPoolFactory(a.factory);
        poolConfigurator = PoolConfigurator(a.poolConfigurator);
        ledger = LossLedger(a.lossLedger);
        resolver = new MockResolver();
        _review(a.auditRegistry, lister, address(resolver));
        // By artifact: the code of all of them together is too much for one contract.
        handler = PoolHandler(
            vm.deployCode("PoolHandler.sol", abi.encode(a.coverToken, registry, resolver, a.poolConfigurator, lister))
        );
        Plan[] memory list = plans();
        for (uint256 i; i < list.length; ++i) {
            _addPool(list[i]);
            handler.start(i);
        }
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors()}));
    }

    /// @dev What the fuzzer calls; what incidents need most is there twice.
    function selectors() internal view returns (bytes4[] memory list) {
        list = new bytes4[](37);
        list[0] = handler.deposit.selector;
        list[1] = handler.transferShares.selector;
        list[2] = handler.requestRedeem.selector;
        list[3] = handler.settle.selector;
        list[4] = handler.takeOut.selector;
        list[5] = handler.buyCover.selector;
        list[6] = handler.extendCover.selector;
        list[7] = handler.cancelCover.selector;
        list[8] = handler.transferCover.selector;
        list[9] = handler.processExpiries.selector;
        list[10] = handler.collectFees.selector;
        list[11] = handler.newVersion.selector;
        list[12] = handler.fail.selector;
        list[13] = handler.fail.selector;
        list[14] = handler.openAgain.selector;
        list[15] = handler.applyVerdict.selector;
        list[16] = handler.applyVerdict.selector;
        list[17] = handler.claimPayout.selector;
        list[18] = handler.claimPayout.selector;
        list[19] = handler.payRegistered.selector;
        list[20] = handler.settleCase.selector;
        list[21] = handler.settleCase.selector;
        list[22] = handler.addRecovery.selector;
        list[23] = handler.collectReturns.selector;
        list[24] = handler.burnUncollected.selector;
        list[25] = handler.postFirstLoss.selector;
        list[26] = handler.withdrawFirstLoss.selector;
        list[27] = handler.warp.selector;
        list[28] = handler.attempt.selector;
        list[29] = handler.donate.selector;
        list[30] = handler.power.selector;
        list[31] = handler.changeCode.selector;
        list[32] = handler.reviewCode.selector;
        list[33] = handler.lapseCover.selector;
        list[34] = handler.forsakeCode.selector;
        list[35] = handler.addBonus.selector;
        list[36] = handler.conclude.selector;
    }

    // --------------------------------------------------------------- internals

    function _addPool(Plan memory p) private {
        Market storage m = _markets[p.asset];
        if (address(m.asset) == address(0)) _openMarket(m, p);
        PoolConfig memory c = _config(p, address(m.asset));
        (address at_,) = factory.createPool(c);
        ICoverPool pool = ICoverPool(at_);
        bytes memory told = abi.encode(ReferenceSetup.config(c, p.decimals, pool.claimsVault()));
        Site memory s = Site({
            pool: pool,
            vault: IClaimsVault(pool.claimsVault()),
            model: ReferenceModel(vm.deployCode("ReferenceModel.sol", told)),
            asset: m.asset,
            coverUnit: p.coverUnit,
            products: m.products
        });
        for (uint256 k; k < PRODUCTS; ++k) {
            PricingInput memory pricing = _pricing(k);
            vm.prank(poolOwner);
            poolConfigurator.addTerms(at_, m.terms[k], pricing);
            _model(s.model, m.products[k], m.terms[k], k);
        }
        handler.addSite(s, m.terms);
    }

    function _openMarket(Market storage m, Plan memory p) private {
        // POOL-9: no sequence of calls transfers nothing.
        m.asset = new NoZeroToken("Token", "TKN", p.decimals);
        for (uint256 k; k < PRODUCTS; ++k) {
            vm.prank(lister);
            uint256 productId = registry.listProduct(_cluster(k), poolOwner, "product");
            covered = address(uint160(uint256(keccak256(abi.encode("covered", productId)))));
            vm.etch(covered, abi.encodePacked(hex"6000", productId));
            _attest(covered.codehash);
            vm.startPrank(lister);
            resolver.setReading(uint96(productId), address(m.asset), 3_000_000 * p.coverUnit);
            m.products.push(productId);
            m.terms.push(registry.publishTerms(_terms(p, address(m.asset), productId, k), _pins()));
            vm.stopPrank();
        }
    }

    /// @dev Products 0 and 1 share a cluster.
    function _cluster(uint256 k) private pure returns (uint256) {
        return k == 0 ? 1 : k;
    }

    function _terms(Plan memory p, address asset, uint256 productId, uint256 k) private view returns (Terms memory) {
        return Terms({
            resolver: address(resolver),
            subject: uint96(productId),
            productId: uint56(productId),
            asset: asset,
            waitingPeriod: uint32(3 days + k * 12 hours),
            reportWindow: uint32(8 days - k * 1 days),
            horizon: uint32(13 days - k * 1 days),
            minBilled: uint32(14 days + k * 3 days),
            claimWindow: uint32(14 days + k * 5 days),
            deductible: uint64(k * 0.05e18),
            haircut: k == 1 ? 0.2e18 : 0,
            // One product has an absolute ceiling that binds, one a meter.
            maxCover: uint128((k == 2 ? 250_000 : 400_000_000) * p.coverUnit),
            observes: k == 3,
            codeGrace: 20 days,
            proofOfLoss: k == 1,
            wording: keccak256("wording")
        });
    }

    function _pricing(uint256 k) private pure returns (PricingInput memory) {
        return PricingInput({
            rateFloor: k * 0.01e18,
            rateAtTarget: 0.035e18 + k * 0.01e18,
            rateMax: 0.3e18 + k * 0.5e18,
            target: 0.5e18 + k * 0.1e18,
            maxRatio: k == 0 ? 1e18 : 0.4e18,
            managerFee: k * 0.04e18,
            sponsorFee: k * 0.0123e18
        });
    }

    function _config(Plan memory p, address asset) private view returns (PoolConfig memory) {
        return PoolConfig({
            asset: asset,
            manager: poolOwner,
            guardian: poolOwner,
            coverUnit: p.coverUnit,
            startEquity: 600_000 * p.coverUnit,
            clusterRatio: p.clusterRatio,
            leverage: p.leverage,
            exitClusterRatio: p.exitClusterRatio,
            exitLeverage: p.exitLeverage,
            cooldown: 14 days,
            name: "Pool",
            symbol: "POOL"
        });
    }

    function _model(ReferenceModel model, uint256 productId, uint256 termsId, uint256 k) private {
        Terms memory t = registry.getTerms(termsId);
        model.addProduct(productId, ReferenceSetup.product(_pricing(k), _cluster(k) - 1, t.haircut));
        model.addTerms(termsId, ReferenceSetup.conditions(t, model.coverUnit()));
    }
}
