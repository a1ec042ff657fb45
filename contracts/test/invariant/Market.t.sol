// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";
import {Site} from "../utils/HandlerBase.sol";
import {MarketHandler} from "../utils/MarketHandler.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferenceSetup} from "../utils/ReferenceSetup.sol";
import {SettlementChecks} from "./SettlementChecks.sol";

/// @notice A market in which little but incidents happens: cases overlap, lack capital and wait for each other all the time,
/// and after every call the vault is what the slow model says (INC, SETTLE). The suites on pools have the same model and far
/// more kinds of calls; here settlements are dense, and what must be refused is tried as often as what must be done.
abstract contract MarketInvariants is Fixture, SettlementChecks {
    uint256 internal constant PRODUCTS = 3;

    ReferenceModel internal model;
    MarketHandler internal handler;
    ScriptedResolver internal resolver;

    function setUp() public override {
        super.setUp();
        resolver = new ScriptedResolver(address(usdc));
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage) = (4e18, 5e18);
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        bytes memory told = abi.encode(ReferenceSetup.config(c, decimals(), address(vault)));
        model = ReferenceModel(vm.deployCode("ReferenceModel.sol", told));
        uint256[] memory products = new uint256[](PRODUCTS);
        for (uint256 i; i < PRODUCTS; ++i) {
            vm.prank(owner);
            products[i] = registry.listProduct(10 + i, sponsor, "Product");
            model.addProduct(products[i], ReferenceSetup.product(_pricing(), i, 0));
        }
        handler = new MarketHandler(Site(pool, vault, model, usdc, unit, products), coverToken, resolver, sponsor);
        _publish(0, products[0], 0.05e18);
        _publish(1, products[1], 0);
        _publish(2, products[2], 0.02e18);
        for (uint256 i; i < 4; ++i) {
            handler.deposit(i, 250_000 * unit);
        }
        for (uint256 i; i < 12; ++i) {
            handler.buy(i % 3 + 200 days * 2 ** 32, 150_000 + i * 1000);
            if (i % 3 == 2) skip(1 days);
        }
        _publish(0, products[0], 0.1e18);
        bytes4[] memory excluded = new bytes4[](1);
        excluded[0] = MarketHandler.addVersion.selector;
        excludeSelector(FuzzSelector(address(handler), excluded));
        targetContract(address(handler));
    }

    /// @dev One campaign for all rules: forge plays the same calls for each invariant of a contract.
    function invariant_EveryRuleHolds() public view {
        rule_SOLV3_P1_TokensAreObligations();
        rule_INC7_P1_ShortIsHeldBelowOwed();
        rule_INC7_P5_WhatCanBeClaimedIsOwed();
        rule_INC6_CasesAndSettlementsAreTheModels();
        rule_INC5_ReturnedSharesAreThere();
        rule_ACC1_TotalsAreTheModels();
    }

    /// @dev SOLV-3, P1: the vault's tokens are reserves, first loss and what is set aside for claims, to the unit.
    function rule_SOLV3_P1_TokensAreObligations() public view {
        assertEq(usdc.balanceOf(address(vault)), model.obligations());
    }

    /// @dev INC-7, P1: short is held < owed, nothing else.
    function rule_INC7_P1_ShortIsHeldBelowOwed() public view {
        _compareShort(handler.site());
    }

    /// @dev INC-7, P5: what is not short can pay whatever can still be claimed.
    function rule_INC7_P5_WhatCanBeClaimedIsOwed() public view {
        _checkOwed(model);
    }

    /// @dev INC-6, INC-7.1, SETTLE: every case and every sum.
    function rule_INC6_CasesAndSettlementsAreTheModels() public view {
        _compareSettlements(handler.site());
    }

    /// @dev INC-5: returned shares are there for whom they are due, and no others are.
    function rule_INC5_ReturnedSharesAreThere() public view {
        uint256 due;
        address[4] memory holders = handler.holders();
        for (uint256 i; i < 4; ++i) {
            (uint256 shares,) = vault.returnsOf(holders[i]);
            assertEq(shares, model.dueOf(holders[i]), "what is due");
            due += shares;
        }
        assertLe(due, pool.balanceOf(address(vault)));
    }

    /// @dev SOLV-1, ACC-1: the pool's money and shares.
    function rule_ACC1_TotalsAreTheModels() public view {
        _assertSolvent();
        assertEq(pool.totalAssets(), model.equity(), "equity");
        assertEq(pool.totalSupply(), model.supply(), "supply");
    }

    function _publish(uint96 subject, uint256 id, uint64 deductible) private {
        Terms memory t = _terms(id, subject);
        (t.resolver, t.observes, t.deductible) = (address(resolver), false, deductible);
        vm.startPrank(owner);
        uint256 terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        if (pool.totalSupply() == 0) {
            _addTerms(pool, terms);
        } else {
            vm.prank(manager);
            poolConfigurator.submitChange(address(pool), terms, _pricing());
            skip(COOLDOWN + 1 days);
            vm.prank(manager);
            poolConfigurator.applyChange(address(pool), terms, _pricing(), address(0));
            model.collectFees(id);
        }
        model.addTerms(terms, ReferenceSetup.conditions(t, unit));
        handler.addVersion(subject, id, terms);
    }
}

/// @notice Six decimals.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 100
/// forge-config: deep.invariant.runs = 512
/// forge-config: deep.invariant.depth = 200
contract Market6Test is MarketInvariants {
    uint256 internal constant CALLS = 5040;
    /// @dev Cases are few in one market: another one begins with each chapter.
    uint256 internal constant CHAPTER = 240;
    uint256 internal constant AT_LEAST = 4;

    mapping(bytes32 action => uint256) internal _total;

    /// @dev That calls reach what the invariants are about, on a fixed seed. What comes free beside open claims when a
    /// verdict ends a strain is not among it, nor recoveries that go to claims: they take more cases than a chapter has, and
    /// the pools' handler reaches both.
    function test_EveryActionSucceedsOften() public {
        bytes32[] memory names = _names();
        uint256 seed = uint256(keccak256("market"));
        for (uint256 i; i < CALLS; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _act(seed, i % CHAPTER < CHAPTER / 2 ? seed % 18 : 10 + seed % 8);
            // Calls of their own: what they read would fill the memory of this one.
            this.rule_SOLV3_P1_TokensAreObligations();
            this.rule_INC7_P1_ShortIsHeldBelowOwed();
            if (i % 4 == 0) this.rule_INC6_CasesAndSettlementsAreTheModels();
            if (i % CHAPTER != CHAPTER - 1 && i != CALLS - 1) continue;
            for (uint256 k; k < names.length; ++k) {
                _total[names[k]] += handler.calls(names[k]);
            }
            setUp();
        }
        for (uint256 k; k < names.length; ++k) {
            emit log_named_uint(string(abi.encodePacked(names[k])), _total[names[k]]);
        }
        for (uint256 k; k < names.length; ++k) {
            assertGe(_total[names[k]], AT_LEAST, string(abi.encodePacked(names[k], " succeeded too seldom")));
        }
    }

    /// @dev Growth first, later mostly settlement.
    function _act(uint256 seed, uint256 what) private {
        uint256 a = uint256(keccak256(abi.encode(seed, 1)));
        uint256 b = uint256(keccak256(abi.encode(seed, 2)));
        if (what == 0 && b % 2 == 0) handler.deposit(a, b);
        else if (what == 1) handler.requestExit(a, b);
        else if (what == 2) handler.settleExit(a);
        else if (what == 3 || what == 17 && b % 3 == 0) handler.collect(a);
        else if (what == 17 && b % 3 == 1) handler.burn(a);
        else if (what == 4) handler.postFirstLoss(a, b);
        else if (what == 5) handler.withdrawFirstLoss(a);
        else if (what == 6) handler.buy(a, b);
        else if (what == 7) handler.cancel(a);
        else if (what == 8 && b % 3 == 0) handler.raise(a, b);
        else if (what < 10) handler.open(a, b, seed >> 128);
        else if (what < 12) handler.decide(a, b);
        else if (what < 14) handler.claim(a);
        else if (what == 14) handler.fetch(a);
        else if (what == 15 && b % 2 == 0) handler.recover(a, b);
        else if (what == 15) handler.settleCase(a);
        else if (what == 16 && b % 3 == 0) handler.finish(a);
        else if (what == 16) handler.fetch(a);
        else handler.wait(b);
    }

    function _names() private pure returns (bytes32[] memory list) {
        list = new bytes32[](33);
        uint256 k;
        list[k++] = "deposit";
        list[k++] = "deposit refused";
        list[k++] = "leave";
        list[k++] = "exit";
        list[k++] = "exit refused";
        list[k++] = "collect";
        list[k++] = "burn";
        list[k++] = "burn refused";
        list[k++] = "post";
        list[k++] = "withdraw";
        list[k++] = "buy";
        list[k++] = "buy refused, short";
        list[k++] = "buy refused, stopped";
        list[k++] = "cancel";
        list[k++] = "open";
        list[k++] = "open dust";
        list[k++] = "open, lacking";
        list[k++] = "raise";
        list[k++] = "raise refused";
        list[k++] = "silence";
        list[k++] = "deny";
        list[k++] = "decide";
        list[k++] = "claim";
        list[k++] = "register";
        list[k++] = "claim together";
        list[k++] = "fetch whole";
        list[k++] = "fetch part";
        list[k++] = "fetch refused";
        list[k++] = "settle";
        list[k++] = "settle, divided";
        list[k++] = "settle, counted";
        list[k++] = "settle refused";
        list[k++] = "recover";
    }
}

/// @notice Eighteen decimals.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 100
/// forge-config: deep.invariant.runs = 512
/// forge-config: deep.invariant.depth = 200
contract Market18Test is MarketInvariants {
    function decimals() internal pure override returns (uint8) {
        return 18;
    }
}
