// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {StorageProof} from "../../src/listing/IProxyCode.sol";
import {Errors} from "../../src/common/Errors.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";
import {IncidentFixture} from "../unit/claims/IncidentFixture.sol";

/// @notice Ways to have covers paid less, others pay more, or a pool shut, by the order and the number of cases, verdicts,
/// exits and claims. (The same with the court as it is deployed: court/SettlementCourt.t.sol.)
contract SettlementThreatsTest is IncidentFixture {
    function _covers(uint256 i, uint256 count) internal returns (uint256[] memory ids) {
        ids = new uint256[](count);
        for (uint256 k; k < count; ++k) {
            ids[k] = _cover(i, carol, M / 5);
        }
        skip(5 days);
    }

    function _claimEach(uint256[] memory covers, uint256 id) internal returns (uint256 paid) {
        for (uint256 k; k < covers.length; ++k) {
            paid += _claim(covers[k], id);
        }
    }

    function _askForAll() internal {
        _request(alice, pool.balanceOf(alice));
        _request(bob, pool.balanceOf(bob));
    }

    function _settleBoth() internal {
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
    }

    function _proof(uint256 loss) internal view returns (LossProof memory) {
        return LossProof({index: 0, loss: loss, proof: new bytes32[](0)});
    }

    // ------------------------------------------------------------ share numbers

    /// @dev INC-3.2, POOL-8: cases about all that there is, each denied, for bonds of 2 % of what they take, up to a tenth of
    /// the equity. Deposits stay open, and would in a pool of fifty times as many shares: they have twelve decimals
    /// whatever the asset's.
    function test_POOL8_DecoysForATenthCloseNoDeposits() public {
        _covers(0, 4);
        _leaveEquity(100_000e6);
        uint256 equity = pool.totalAssets();
        uint256 supply = pool.totalSupply();
        uint256 bonds;
        uint256 count;
        for (;;) {
            uint256 id = _report(0, 1e18);
            uint256 taken = vault.openCase(terms[0], id, 0);
            bonds += taken / 50;
            if (bonds > equity / 10) break;
            assertApproxEqRel(taken, equity * 15 / 16, 1e15, "all but a sixteenth");
            ++count;
            _decide(0, id, 0);
            assertApproxEqRel(pool.totalSupply(), supply * 16 ** count, 1e15, "sixteen times the shares");
        }
        assertEq(count, 5);
        assertEq(supply, 1e6 * 1e12, "a million shares at first");
        assertGt(type(uint112).max / 16, pool.totalSupply() * 50);
    }

    // ------------------------------------------------------------ idle capital

    /// @dev T-55: a tenth of what was set aside can be claimed. The rest is free with the verdict, exits leave what cover
    /// in force needs, and a second loss is paid in full.
    function test_T55_WhatCannotBeClaimedBacksTheRest() public {
        uint256[] memory covers = _covers(0, 3);
        _askForAll();
        skip(COOLDOWN);
        uint256 first = _openCaseFor(0, 1e18);
        assertEq(_case(0, first).reserve, 600_000e6);
        _decide(0, first, 0.1e18);
        assertEq(_claimEach(covers, first), 60_000e6);
        assertEq(_inVault(), 0, "nothing idles");
        _settleBoth();
        // Sixteen fifteenths of 540,000, a cover unit of slack, and rounding.
        assertApproxEqAbs(pool.totalAssets(), 576_001e6, 2, "what cover in force needs");
        assertGt(_redeemAll(alice) + _redeemAll(bob), 363_999e6, "and no more stays");
        skip(3 days);
        uint256 second = _openCaseFor(0, 1e18);
        assertEq(_case(0, second).reserve, 540_000e6);
        assertFalse(_isShort());
        _decide(0, second, 1e18);
        uint256[] memory both = _inOrder(terms[0], first, second);
        for (uint256 k; k < 3; ++k) {
            assertEq(vault.claimPayouts(covers[k], both, address(0)), 180_000e6, "all that remains, at once");
        }
        assertEq(_inVault(), 0);
    }

    /// @dev The same for another product: 8,000 of 800,000 can be claimed, the rest pays what comes next.
    function test_T55_WhatCannotBeClaimedPaysAnotherProduct() public {
        uint256[] memory covers = _covers(0, 4);
        uint256 x = _cover(1, dave, M / 5);
        uint256 y = _cover(1, dave, M / 5);
        skip(5 days);
        uint256 first = _openCaseFor(0, 1e18);
        _decide(0, first, 0.01e18);
        assertEq(_claimEach(covers, first), 8_000e6);
        uint256 hit = _openCaseFor(1, 1e18);
        assertEq(_case(1, hit).reserve, 400_000e6);
        _decide(1, hit, 1e18);
        assertEq(_claim(x, hit) + _claim(y, hit), 400_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev T-55: what is set aside for cover that has ended since stands behind no other cover.
    function test_T55_NothingIsCreditedForCoverThatHasEnded() public {
        uint256[] memory covers = new uint256[](3);
        for (uint256 k; k < 3; ++k) {
            covers[k] = _coverOn(terms[0], carol, M / 5, k < 2 ? 60 days : 300 days);
            skip(1 days);
        }
        skip(5 days);
        _askForAll();
        uint256 id = _openCaseFor(0, 0.5e18);
        assertEq(_case(0, id).reserve, 300_000e6);
        skip(90 days);
        assertEq(pool.committedCover(product[0]), 200_000e6);
        _settleBoth();
        // Sixteen fifteenths of it, rounded up, a cover unit of slack, and rounding.
        assertApproxEqAbs(pool.totalAssets(), 213_335e6, 2, "exits stop at what cover in force needs");
        _decide(0, id, 0.5e18);
        assertEq(_claimEach(covers, id), 300_000e6);
        assertEq(pool.committedCover(product[0]), 100_000e6);
        uint256 next = _openCaseFor(0, 1e18);
        assertEq(_case(0, next).reserve, 100_000e6, "the cover that goes on is paid as well");
    }

    // ----------------------------------------------------------- order of calls

    /// @dev T-57: while a decoy is open nobody leaves below what cover needs; once it is denied its capital backs the true
    /// one, whichever call comes first.
    function test_T57_OrderOfDenialAndOpeningMakesNoDifference() public {
        uint256[] memory covers = _covers(0, 3);
        _askForAll();
        skip(COOLDOWN);
        uint256 decoy = _openCaseFor(0, 1e18);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
        pool.settleRedeemRequests(bob);
        skip(5 days);
        resolver.decide(decoy, vm.getBlockTimestamp(), 0);
        uint256 real = _report(0, 1e18);
        uint256 snapshot = vm.snapshotState();
        for (uint256 order; order < 2; ++order) {
            vm.startPrank(alice);
            if (order == 0) vault.settleCase(terms[0], decoy);
            else vault.applyVerdict(terms[0], decoy);
            vault.openCase(terms[0], real, 0);
            vm.expectRevert(Errors.AlreadyReleased.selector);
            vault.settleCase(terms[0], decoy);
            vm.stopPrank();
            assertEq(_case(0, real).reserve, 600_000e6);
            _decide(0, real, 1e18);
            assertEq(_claimEach(covers, real), 600_000e6, "in full, and at once");
            assertEq(_inVault(), 0);
            vm.revertToState(snapshot);
        }
    }

    /// @dev T-57: the true one is opened while the decoy holds nearly everything. It is paid out of the decoy's layer, and
    /// its claimants are paid as if there had been none.
    function test_T57_TheTrueOneIsPaidOutOfTheDecoysLayer() public {
        uint256[] memory covers = _covers(0, 4);
        uint256 decoy = _openCaseFor(0, 1e18);
        uint256 real = _openCaseFor(0, 1e18);
        assertLt(_case(0, real).reserve, 250_000e6);
        assertFalse(_isShort(), "together they need no more than the cover");
        _decide(0, real, 1e18);
        assertEq(_claimEach(covers, real), 800_000e6);
        _decide(0, decoy, 0);
        skip(60 days + 1);
        uint256 held = _inVault();
        uint256 back = _release(0, decoy) + _release(0, real) + _release(0, decoy);
        assertEq(back, held, "what is left is the decoy's, out of which the true one was paid");
        assertEq(_inVault(), 0);
    }

    // --------------------------------------------------------- second accounts

    /// @dev T-66: for another report of an event a case is opened within the report window, and none a second later.
    function test_T66_SecondAccountToTheSecond() public {
        _covers(0, 4);
        uint256 time = vm.getBlockTimestamp();
        _openCaseFor(0, 0.5e18);
        uint256 again = resolver.report(0, time, 0, 1e18);
        vm.warp(time + REPORT_WINDOW + 1);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(terms[0], again, 0);
        assertFalse(_isShort());
        rewind(1);
        vault.openCase(terms[0], again, 0);
        assertGt(_case(0, again).reserve, 537_000e6, "all that the first has left, but for a sixteenth of a million");
        assertFalse(_isShort(), "800,000 of cover, and more set aside for it");
    }

    /// @dev T-66, T-57: a second account of an event whose case pays already takes nothing that would be nobody's, and
    /// leaves the pool open.
    function test_T66_SecondAccountOfAnEventThatPays() public {
        uint256[] memory covers = _covers(0, 3);
        uint256 time = vm.getBlockTimestamp();
        uint256 real = _openCaseFor(0, 1e18);
        uint256 disputed = _openCaseFor(0, 0.6e18);
        _decide(0, real, 1e18);
        assertEq(_claimEach(covers, real), 600_000e6);
        skip(1 days);
        uint256 again = resolver.report(0, time, 0, 1e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(terms[0], again, 0);
        _decide(0, disputed, 0);
        assertEq(_inVault(), 0);
        skip(60 days);
        assertEq(_release(0, real), 0);
        assertEq(pool.stoppingCasesOf(product[0]), 0);
        assertGt(pool.maxDeposit(alice), 0);
        _askForAll();
        skip(COOLDOWN);
        _settleBoth();
        assertEq(pool.totalSupply(), vault.getShareReturn(0).left, "all who asked are out");
    }

    /// @dev First loss and capital of a second account that is denied come back.
    function test_T20_ADeniedSecondAccountGivesAllBack() public {
        uint256[] memory covers = _covers(0, 2);
        uint256 time = vm.getBlockTimestamp();
        uint256 real = _openCaseFor(0, 0.5e18);
        _decide(0, real, 0.5e18);
        assertEq(_claim(covers[0], real), 100_000e6);
        _post(0, 50_000e6);
        uint256 equity = pool.totalAssets();
        uint256 again = resolver.report(0, time, 0, 1e18);
        assertEq(vault.openCase(terms[0], again, 0), 300_000e6, "what remains of 400,000 of cover");
        _decide(0, again, 0);
        assertEq(pool.totalAssets(), equity);
        assertEq(_freeFirstLoss(0), 50_000e6);
        skip(61 days);
        assertEq(_release(0, real), 100_000e6);
        assertEq(_inVault(), 50_000e6);
    }

    /// @dev A case that is all first loss, and nobody claims: it comes to an end like any other.
    function test_T20_ACaseWithoutReserveIsReleased() public {
        _post(0, 400_000e6);
        _covers(0, 2);
        uint256 real = _openCaseFor(0, 1e18);
        uint256 disputed = _openCaseFor(0, 0.6e18);
        assertEq(_case(0, disputed).reserve, 240_000e6);
        _decide(0, real, 1e18);
        _decide(0, disputed, 0);
        skip(61 days);
        assertEq(_release(0, real), 400_000e6);
        assertEq(_freeFirstLoss(0), 400_000e6);
        assertEq(_inVault(), 400_000e6);
        assertEq(pool.stoppingCasesOf(product[0]), 0);
    }

    /// @dev T-66: cases that follow each other on one product, denied, low and high, leave nothing behind.
    function test_T66_NothingIsLeftOfCasesThatFollowEachOther() public {
        _covers(0, 2);
        uint256 first = _openCaseFor(0, 1e18);
        skip(8 days);
        uint256 second = _openCaseFor(0, 0.8e18);
        _decide(0, first, 0);
        _decide(0, second, 0.1e18);
        uint256 third = _openCaseFor(0, 1e18);
        assertEq(_case(0, third).reserve, 400_000e6);
        _decide(0, third, 0);
        assertEq(_inVault(), 40_000e6, "what the second may have to pay");
        skip(61 days);
        assertEq(_release(0, second), 40_000e6);
        assertEq(_inVault(), 0);
    }

    // ------------------------------------------------------------------- shut

    /// @dev T-57: a shortage that was none is over with its denial, in that call.
    function test_T57_ADeniedShortageShutsNothing() public {
        uint256[] memory covers = _covers(0, 4);
        _covers(1, 4);
        uint256 real = _openCaseFor(0, 0.5e18);
        _decide(0, real, 0.5e18);
        uint256 decoy = _openCaseFor(1, 1e18);
        assertTrue(_isShort());
        assertEq(_claim(covers[0], real), 0, "registered");
        _decide(1, decoy, 0);
        assertFalse(_isShort());
        _deposit(dave, 1e6);
        pool.quoteCover(terms[2], 1e6, 30 days);
        assertEq(_claimEach(covers, real), 400_000e6, "the registered one among them");
        assertEq(_inVault(), 0);
        vm.expectRevert(Errors.AlreadyReleased.selector);
        vault.settleCase(terms[1], decoy);
    }

    // -------------------------------------------------------------------- whom

    /// @dev EXIT-1: who has left before an event bears nothing of it, though money of theirs lies in the vault; who is
    /// there bears all.
    function test_T06_ALeaverBearsNoLaterEvent() public {
        uint256[] memory covers = _covers(0, 4);
        _askForAll();
        skip(COOLDOWN);
        uint256 decoy = _openCaseFor(0, 1e18);
        assertEq(_case(0, decoy).reserve, 800_000e6);
        _deposit(eve, 2 * M);
        _settleBoth();
        assertEq(pool.pendingRedeemRequest(0, alice) + pool.pendingRedeemRequest(0, bob), 0, "both are out");
        skip(30 days);
        uint256 eves = pool.convertToAssets(pool.balanceOf(eve));
        uint256 real = _openCaseFor(0, 1e18);
        assertEq(_case(0, real).reserve, 800_000e6);
        _decide(0, real, 1e18);
        assertEq(_claimEach(covers, real), 800_000e6);
        _decide(0, decoy, 0);
        uint256 alices = _collect(alice);
        uint256 bobs = _collect(bob);
        assertApproxEqAbs(pool.convertToAssets(alices + bobs), 800_000e6, 10, "all of theirs");
        assertApproxEqAbs(eves - pool.convertToAssets(pool.balanceOf(eve)), 800_000e6, 10, "all of hers");
    }

    // ------------------------------------------------------------------- terms

    /// @dev T-57: an incident under a version that covers nobody any more is one case with the versions that do.
    function test_T57_AnOldVersionSetsNothingAsideForItself() public {
        _coverOn(terms[0], eve, 1e6, 1 days);
        skip(60 days);
        uint256 version = _version(0, 0);
        uint256[] memory covers = new uint256[](3);
        for (uint256 k; k < 3; ++k) {
            covers[k] = _coverOn(version, carol, M / 5, 300 days);
            skip(1 days);
        }
        skip(5 days);
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(_case(0, id).reserve, 600_000e6);
        vm.expectPartialRevert(Errors.CaseAlreadyOpen.selector);
        vault.openCase(version, id, 0);
        _decide(0, id, 1e18);
        assertEq(_claimEach(covers, id), 600_000e6);
    }

    /// @dev T-60: an insured draws its loss on the cover on which it is worth most; nobody does it for it on another.
    function test_T60_LossIsDrawnOnTheCoverThatItsInsuredChooses() public {
        uint256 good = _cover(2, carol, M / 10);
        uint256 version = _version(2, 0.3e18);
        uint256 bad = _coverOn(version, carol, M / 10, 300 days);
        skip(5 days);
        uint256 id = _report(2, 1e18);
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, carol, 100_000e6), 100_000e6);
        vault.openCase(version, id, 0);
        LossProof memory p = _proof(100_000e6);
        vm.prank(alice);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.claimLoss(bad, id, address(0), p);
        vm.startPrank(carol);
        assertEq(vault.claimLoss(good, id, address(0), p), 100_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(bad, id, address(0), p);
        vm.stopPrank();
    }

    /// @dev T-60: nor in a pool that can pay only a part.
    function test_T60_LossIsDrawnInThePoolThatItsInsuredChooses() public {
        (ICoverPool good, IClaimsVault goodVault) = (pool, vault);
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage) = (4e18, 5e18);
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        for (uint256 i; i < 3; ++i) {
            _addTerms(pool, terms[i]);
        }
        _deposit(bob, 300_000e6);
        uint256 there = _cover(2, carol, 60_000e6);
        IClaimsVault poorVault = vault;
        _leaveEquity(30_000e6);
        (pool, vault) = (good, goodVault);
        uint256 here = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _report(2, 1e18);
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, carol, 100_000e6), 100_000e6);
        vault.openCase(terms[2], id, 0);
        poorVault.openCase(terms[2], id, 0);
        LossProof memory p = _proof(100_000e6);
        vm.prank(alice);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poorVault.claimLoss(there, id, address(0), p);
        vm.prank(carol);
        assertEq(vault.claimLoss(here, id, address(0), p), 100_000e6);
        vm.prank(carol);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        poorVault.claimLoss(there, id, address(0), p);
    }
}

/// @notice Covers whose code has changed: nobody lapses a right away.
contract LapseThreatsTest is IncidentFixture {
    bytes internal constant OTHER_CODE = hex"600160005260206000f3";
    StorageProof internal none;

    function _incidentTerms(uint256 i) internal view override returns (Terms memory t) {
        t = super._incidentTerms(i);
        if (i == 0) t.codeGrace = uint24(20 days);
    }

    /// @dev T-21, SETTLE-11: 1,100,000 of claims on 880,000. What is registered on a cover is paid after anybody has lapsed
    /// it, to the unit what it would have been.
    function test_T21_LapseTakesNoRegisteredClaim() public {
        uint256[3] memory covers;
        uint256[4] memory others;
        for (uint256 k; k < 3; ++k) {
            covers[k] = _cover(0, carol, M / 5);
        }
        for (uint256 k; k < 4; ++k) {
            others[k] = _cover(1, dave, M / 5);
        }
        skip(5 days);
        vm.etch(covered, OTHER_CODE);
        registry.flagCodeChange(terms[0], 0, none);
        vm.warp(registry.lapseAt(terms[0]) - 1 days);
        _leaveEquity(880_000e6);
        uint256 other = _openCaseFor(1, 1e18);
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(1, other, 1e18);
        _decide(0, id, 0.5e18);
        for (uint256 k; k < 3; ++k) {
            assertEq(_claim(covers[k], id), 0, "registered");
        }
        for (uint256 k; k < 4; ++k) {
            _claim(others[k], other);
        }
        // One of them is lapsed while the claim waits, another when it is over, the third not at all.
        skip(2 days);
        vm.prank(eve);
        assertGt(pool.lapseCover(covers[0]), 0);
        skip(60 days);
        vm.startPrank(eve);
        vault.settleCase(terms[0], id);
        vault.settleCase(terms[1], other);
        assertGt(pool.lapseCover(covers[1]), 0);
        vm.stopPrank();
        for (uint256 k; k < 3; ++k) {
            assertEq(_claim(covers[k], id), 80_000e6, "four fifths of 100,000");
            assertEq(coverToken.ownerOf(covers[k]), carol);
        }
    }

    /// @dev T-21, SETTLE-11: for what happened before a lapse a case is opened all the same, and claimed on with the lapsed
    /// cover.
    function test_T21_WhatHappenedBeforeTheLapseIsPaidAfterIt() public {
        uint256 cover = _cover(0, carol, M / 5);
        skip(5 days);
        vm.etch(covered, OTHER_CODE);
        registry.flagCodeChange(terms[0], 0, none);
        uint256 lapsesAt = registry.lapseAt(terms[0]);
        vm.warp(lapsesAt - 1 hours);
        // One report is denied before the true one comes; in between somebody lapses the cover.
        uint256 denied = _openCaseFor(0, 1e18);
        uint256 time = vm.getBlockTimestamp();
        vm.warp(lapsesAt);
        _decide(0, denied, 0);
        vm.prank(eve);
        pool.lapseCover(cover);
        vm.warp(time + REPORT_WINDOW);
        uint256 id = resolver.report(0, time, 0, 1e18);
        assertEq(vault.openCase(terms[0], id, 0), 200_000e6, "still committed");
        _decide(0, id, 1e18);
        assertEq(_claim(cover, id), 200_000e6);
    }
}
