// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../src/common/Errors.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice T-55: a case is no way out. Underwriters whose capital is held back by cover report their own product, lose
/// or are denied, and have left no sooner and with no more than if they had waited.
contract CaseThreatsTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC

    uint256 internal coverId;

    /// @dev Two million, sold to the limit for a year: hardly anything may leave.
    function setUp() public override {
        super.setUp();
        PoolConfig memory c = _monoline();
        c.exitLeverage = 2e18;
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, scriptedTerms);
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        for (uint256 i; i < 4; ++i) {
            uint256 available = pool.quoteCover(scriptedTerms, unit, 350 days).available;
            (coverId,) = _buyScripted(carol, available, 350 days);
            skip(1 days);
        }
        assertGt(pool.committedCover(scriptedProduct) * 100, pool.totalAssets() * 85, "locked by utilisation");
        skip(4 days);
    }

    /// @dev All that Alice has taken out, or could now, in assets.
    function _out() internal view returns (uint256) {
        return usdc.balanceOf(alice) + pool.maxWithdraw(alice);
    }

    function _trySettle() internal {
        if (pool.pendingRedeemRequest(0, alice) == 0) return;
        vm.prank(alice);
        try pool.settleRedeemRequests(alice) {} catch {}
    }

    /// @dev Reports her own product; nothing of it is true.
    function _decoy(uint256 severity) internal returns (uint256 id) {
        id = resolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp() + 2 days, severity);
        vm.prank(alice);
        vault.openCase(scriptedTerms, id, 0);
    }

    function _deny(uint256 id) internal {
        resolver.decide(id, vm.getBlockTimestamp(), 0);
        vault.applyVerdict(scriptedTerms, id);
    }

    function _collect() internal returns (uint256 shares) {
        vm.prank(alice);
        return vault.collectReturns(alice, alice, 8);
    }

    // ------------------------------------------------------------- the way out

    /// @dev With a decoy at any moment and of any size, denied and released: never more out than by waiting, at no time.
    function testFuzz_T55_DecoysLetNobodyOutSooner(uint256 wait, uint256 severity) public {
        severity = bound(severity, 0.06e18, 1e18);
        wait = bound(wait, 0, COOLDOWN - 1 days);
        _request(alice, SHARES);
        uint256 snapshot = vm.snapshotState();
        uint256[4] memory honest = _course(0, 0);
        vm.revertToState(snapshot);
        uint256[4] memory reported = _course(wait, severity);
        for (uint256 i; i < 4; ++i) {
            assertLe(reported[i], honest[i] + 2, "not sooner, not more");
        }
        // What is not out is still behind the covers: in her request, or in the shares that her case came back as.
        uint256 held = pool.convertToAssets(pool.balanceOf(alice) + pool.pendingRedeemRequest(0, alice));
        assertGt(held, 700_000 * unit, "she waits all the same");
    }

    /// @dev What Alice has out after 14, 18, 80 and 94 days. With a decoy: reported after `wait`, denied on day 18, and what
    /// came back of it collected at once.
    function _course(uint256 wait, uint256 severity) internal returns (uint256[4] memory out) {
        uint256 begun = vm.getBlockTimestamp();
        uint256 id;
        if (severity != 0) {
            vm.warp(begun + wait);
            id = _decoy(severity);
        }
        vm.warp(begun + COOLDOWN);
        _trySettle();
        out[0] = _out();
        vm.warp(begun + 18 days);
        if (severity != 0) {
            _deny(id);
            _collect();
        }
        _trySettle();
        out[1] = _out();
        vm.warp(begun + 80 days);
        _trySettle();
        out[2] = _out();
        vm.warp(begun + 90 days);
        _trySettle();
        out[3] = _out();
    }

    /// @dev What comes back is shares, not assets, and those go through the queue: cooldown, order and limits.
    function test_T55_WhatComesBackIsShares() public {
        uint256 id = _decoy(1e18);
        skip(2 days);
        uint256 before = usdc.balanceOf(alice);
        uint256 equity = pool.totalAssets();
        uint256 setAside = vault.getCase(vault.caseIdOf(scriptedTerms, id)).reserve;
        _deny(id);
        assertEq(pool.totalAssets(), equity + setAside, "all of it is backing again");
        uint256 shares = _collect();
        assertEq(usdc.balanceOf(alice), before, "no asset left by it");
        _request(alice, shares);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.CooldownNotOver.selector, vm.getBlockTimestamp() + COOLDOWN));
        pool.settleRedeemRequests(alice);
        vm.expectRevert(Errors.NothingToCollect.selector);
        _collect();
    }

    /// @dev While a case of the product is open nobody leaves beyond the limits either: it is no room for others.
    function test_T55_OpenCaseMakesNoRoom() public {
        _request(alice, SHARES);
        skip(COOLDOWN);
        uint256 snapshot = vm.snapshotState();
        _trySettle();
        uint256 honest = _out();
        vm.revertToState(snapshot);
        _decoy(1e18);
        _trySettle();
        assertEq(_out(), 0, "what is set aside counts nothing: nobody leaves below what cover in force needs");
        assertGt(honest, 0);
    }

    // ---------------------------------------------------------------- backing

    /// @dev Denials drain no backing: after three decoys in a row every unit that backed cover backs it again, nobody's
    /// share is worth less, and the covers still pay in full.
    function test_T55_DenialsDrainNoBacking() public {
        uint256 equity = pool.totalAssets();
        uint256 unearned = _moneyWord().net - equity;
        uint256 bobs = pool.balanceOf(bob);
        for (uint256 i; i < 3; ++i) {
            uint256 id = _decoy(0.3e18 + i * 0.35e18);
            skip(2 days);
            _deny(id);
            vm.expectRevert(Errors.NotCovered.selector);
            vault.claimPayout(coverId, id);
            assertGt(_collect(), 0);
            vm.prank(bob);
            bobs += vault.collectReturns(bob, bob, 8);
        }
        uint256 streamed = unearned - (_moneyWord().net - pool.totalAssets());
        assertEq(pool.totalAssets(), equity + streamed, "backing, and the premium earned meanwhile");
        assertEq(usdc.balanceOf(address(vault)), 0);
        assertEq(pool.balanceOf(bob), bobs);
        assertGe(pool.convertToAssets(bobs) * 2 + 10, equity + streamed, "half of it is Bob's");
        assertApproxEqAbs(pool.convertToAssets(pool.balanceOf(alice)), pool.convertToAssets(bobs), 2, "and half hers");
        // A real one afterwards is paid as if nothing had been.
        (uint256 real,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        uint256 amount = _coverOf(coverId).amount * unit;
        assertEq(vault.claimPayout(coverId, real), amount - amount / 20, "95 %: the deductible apart");
    }

    /// @dev Losing is no way out either: a verdict against her product takes her part of it like everybody's.
    function test_T55_LosingIsNoWayOut() public {
        _request(alice, SHARES);
        skip(COOLDOWN);
        uint256 before = _out() + pool.convertToAssets(pool.pendingRedeemRequest(0, alice));
        (uint256 id, uint256 reserve) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        vault.claimPayout(coverId, id);
        _trySettle();
        uint256 held = pool.convertToAssets(pool.pendingRedeemRequest(0, alice));
        assertApproxEqAbs(_out() + held, before - reserve / 2, 2, "half of the case was hers");
        assertGe(pool.totalAssets(), pool.committedCover(scriptedProduct) / 2, "CAP-4 held");
    }
}
