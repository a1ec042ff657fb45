// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {console} from "forge-std/console.sol";
import {Case, Settlement} from "../../src/claims/ClaimTypes.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {PoolConfig} from "../../src/types/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";
import {ReferenceSettlement} from "./ReferenceSettlement.sol";
import {SettlementHandler} from "./SettlementHandler.sol";

/// @notice A market in which anything can happen in any order, beside a slow model of the settlement (INC, SETTLE).
abstract contract SettlementInvariants is Fixture {
    ReferenceSettlement internal model;
    SettlementHandler internal handler;
    ScriptedResolver internal resolver;

    function setUp() public override {
        super.setUp();
        resolver = new ScriptedResolver(address(usdc));
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage, c.startEquity) = (4e18, 5e18, 100_000_000 * unit);
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        model = new ReferenceSettlement(unit, HORIZON, 60 days);
        SettlementHandler.Version[] memory versions = new SettlementHandler.Version[](3);
        (versions[0].deductible, versions[1].deductible, versions[2].deductible) = (0.05e18, 0, 0.02e18);
        for (uint256 i; i < 3; ++i) {
            versions[i].product = i;
            vm.prank(owner);
            versions[i].productId = registry.listProduct(10 + i, sponsor, "Product");
            _publish(versions[i]);
        }
        handler = new SettlementHandler(
            SettlementHandler.Parts(pool, vault, coverToken, usdc, resolver, model, sponsor, unit), versions
        );
        for (uint256 i; i < 4; ++i) {
            handler.deposit(i, 250_000 * unit);
        }
        for (uint256 i; i < 12; ++i) {
            handler.buy(i % 3 + 200 days * 2 ** 32, 150_000 + i * 1000);
            if (i % 3 == 2) skip(1 days);
        }
        SettlementHandler.Version memory next = versions[0];
        next.deductible = 0.1e18;
        _publish(next);
        handler.supersede(next);
        bytes4[] memory excluded = new bytes4[](1);
        excluded[0] = SettlementHandler.supersede.selector;
        excludeSelector(FuzzSelector(address(handler), excluded));
        targetContract(address(handler));
    }

    function _publish(SettlementHandler.Version memory v) private {
        Terms memory t = _terms(v.productId, uint96(v.product));
        (t.resolver, t.observes, t.deductible) = (address(resolver), false, uint64(v.deductible));
        vm.startPrank(owner);
        v.termsId = registry.publishTerms(t, _pins());
        vm.stopPrank();
        v.sold = true;
        if (pool.totalSupply() == 0) {
            _addTerms(pool, v.termsId);
            return;
        }
        vm.prank(manager);
        poolManager.submitChange(address(pool), v.termsId, _levels());
        skip(COOLDOWN + 1 days);
        vm.prank(manager);
        poolManager.applyChange(address(pool), v.termsId, _levels(), address(0));
    }

    /// @dev P1: what the vault has is what it owes, to the unit.
    function invariant_P1_TokensAreObligations() public view {
        assertEq(usdc.balanceOf(address(vault)), model.obligations());
    }

    /// @dev P1, P5: every sum and every case as the model has it; short is held < owed, nothing else.
    function invariant_P5_SumsAreTheModels() public view {
        (uint256 present, uint256 short) = vault.presentSettlement();
        assertEq(present, model.present());
        uint256 found;
        for (uint256 n = 1; n <= present; ++n) {
            (Settlement memory s, bool isShort, bool over, uint256 forClaims) = vault.settlementOf(n);
            if (isShort) ++found;
            assertEq(isShort, model.isShort(n), "short");
            assertEq(over, model.finished(n), "over");
            assertEq(s.strainedAt != 0 && !over, model.isStrained(n), "strained");
            assertEq(forClaims, model.forClaims(n));
            if (over) continue;
            assertEq(s.held, model.heldOf(n), "held");
            assertEq(s.owed, model.owedOf(n), "owed");
            assertEq(s.lacking, model.lackingOf(n), "lacking");
            assertEq(s.overflow, model.overflowOf(n), "overflow");
        }
        assertEq(short, found);
        assertEq(uint256(_word(0)) >> 248 & 1, found == 0 ? 0 : 1, "the pool's flag");
    }

    function invariant_SETTLE_CasesAreTheModels() public view {
        for (uint256 i; i < handler.caseCount(); ++i) {
            Case memory c = handler.caseOf(i);
            ReferenceSettlement.OneCase memory m = model.caseAt(i);
            assertEq(c.reserve, m.reserve, "reserve");
            assertEq(c.firstLoss, m.firstLoss, "first loss");
            assertEq(c.need, m.need, "need");
            assertEq(c.paid, model.paidOf(i), "paid");
            assertEq(c.registered, model.waitingOf(i), "registered");
            assertEq(c.closed, m.closed, "closed");
            assertEq(c.settlement, m.number);
        }
    }

    /// @dev P1: returned shares are there for whom they are due.
    function invariant_INC5_ReturnedSharesAreThere() public view {
        uint256 due;
        for (uint256 i; i < 4; ++i) {
            address holder = makeAddrOf(i);
            (uint256 shares,) = vault.returnsOf(holder);
            due += shares;
        }
        assertLe(due, pool.balanceOf(address(vault)));
    }

    function makeAddrOf(uint256 i) private pure returns (address) {
        return vm.addr(uint256(keccak256(bytes(string.concat("holder ", vm.toString(i))))));
    }

    function invariant_Solvent() public view {
        _assertSolvent();
    }
}

contract Settlement6Invariants is SettlementInvariants {
    function test_EveryActionSucceeds() public {
        uint256 seed = uint256(keccak256("market"));
        for (uint256 i; i < 4000; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 what = i % 300 < 100 ? seed % 18 : 10 + seed % 8;
            uint256 a = uint256(keccak256(abi.encode(seed, 1)));
            uint256 b = uint256(keccak256(abi.encode(seed, 2)));
            if (what == 0) handler.deposit(a, b);
            else if (what == 15 && b % 4 == 0) handler.recover(a, b);
            else if (what == 1) handler.requestExit(a, b);
            else if (what == 2) handler.settle(a);
            else if (what == 3 || (what == 17 && b % 3 == 0)) handler.collect(a);
            else if (what == 17 && b % 3 == 1) handler.burn(a);
            else if (what == 4) handler.post(a, b);
            else if (what == 5) handler.withdraw(a);
            else if (what == 6) handler.buy(a, b);
            else if (what == 7) handler.cancel(a);
            else if (what < 10) handler.open(a, b, seed >> 128);
            else if (what < 12) handler.decide(a, b);
            else if (what < 14) handler.claim(a);
            else if (what == 14) handler.fetch(a);
            else if (what == 15) handler.release(a);
            else if (what == 16 && b % 3 == 0) handler.finish(a);
            else if (what == 16) handler.fetch(a);
            else handler.wait(b);
            invariant_P1_TokensAreObligations();
            invariant_P5_SumsAreTheModels();
            invariant_SETTLE_CasesAreTheModels();
            // A market of its own for each chapter: cases are few.
            if (i % 300 == 299) _anew();
        }
        bytes32[29] memory actions = [
            bytes32("deposit"),
            "deposit refused",
            "leave",
            "settle",
            "collect",
            "post",
            "withdraw",
            "buy",
            "buy refused, short",
            "buy refused, stopped",
            "cancel",
            "open",
            "open dust",
            "open, lacking",
            "silence",
            "deny",
            "decide",
            "claim",
            "register",
            "claim together",
            "fetch whole",
            "fetch part",
            "release",
            "release, divided",
            "release, counted",
            "release, surplus",
            "recover",
            "recover for claims",
            "burn"
        ];
        for (uint256 i; i < actions.length; ++i) {
            console.log(vm.toString(actions[i]), string(abi.encodePacked(actions[i])), total[actions[i]]);
        }
    }

    mapping(bytes32 => uint256) total;

    function _anew() private {
        bytes32[29] memory actions = [
            bytes32("deposit"),
            "deposit refused",
            "leave",
            "settle",
            "collect",
            "post",
            "withdraw",
            "buy",
            "buy refused, short",
            "buy refused, stopped",
            "cancel",
            "open",
            "open dust",
            "open, lacking",
            "silence",
            "deny",
            "decide",
            "claim",
            "register",
            "claim together",
            "fetch whole",
            "fetch part",
            "release",
            "release, divided",
            "release, counted",
            "release, surplus",
            "recover",
            "recover for claims",
            "burn"
        ];
        for (uint256 i; i < actions.length; ++i) {
            total[actions[i]] += handler.calls(actions[i]);
        }
        setUp();
    }
}

contract Settlement18Invariants is SettlementInvariants {
    function decimals() internal pure override returns (uint8) {
        return 18;
    }
}
