// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {ShareReturn} from "../../../src/claims/ClaimWords.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice Shares for what cases did not pay (INC-4, INC-5). Branches: Returns.tree.
contract ReturnsTest is IncidentFixture {
    /// @dev Fewer than 2^60 shares, to 52 significant bits.
    uint256 internal constant LOST = 256;

    function setUp() public override {
        super.setUp();
        _cover(0, carol, M / 5);
        _cover(1, carol, M / 5);
        skip(5 days);
    }

    /// @dev A case of a fifth of the equity that pays nothing: it comes back as shares for who held then.
    function _through(uint256 i) internal returns (uint256 shares) {
        return _deny(i, _openCaseFor(i, 1e18));
    }

    function _deny(uint256 i, uint256 id) internal returns (uint256 shares) {
        _decide(i, id, 0);
        return vault.getShareReturn(vault.shareReturnCount() - 1).left;
    }

    function test_INC4_OnlyTheHolderAndItsOperatorCollect() public {
        uint256 shares = _through(0);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.collectReturns(alice, eve, 8);
        vm.prank(alice);
        pool.setOperator(dave, true);
        vm.prank(dave);
        uint256 part = vault.collectReturns(alice, carol, 8);
        assertApproxEqAbs(part, shares * 6 / 10, LOST);
        assertEq(pool.balanceOf(carol), part, "to the receiver it names");
        vm.prank(alice);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(alice, alice, 8);
    }

    /// @dev INC-5, EXIT-1: uncollected shares bear later cases and have a part in what those do not pay.
    function test_INC5_EXIT1_UncollectedSharesCarryReturns() public {
        uint256 first = _through(0);
        uint256 second = _through(1);
        ShareReturn memory x = vault.getShareReturn(1);
        assertEq(x.supply, 1e18 + first, "what nobody has collected is in the supply");
        // Alice takes both at once, Bob one after the other: the same for both.
        (uint256 due, uint256 returns_) = vault.returnsOf(alice);
        assertEq(returns_, 2);
        uint256 alices = _collect(alice);
        assertEq(alices, due);
        assertApproxEqAbs(alices, (first + second) * 6 / 10, LOST);
        vm.startPrank(bob);
        uint256 bobs = vault.collectReturns(bob, bob, 1);
        assertApproxEqAbs(bobs, first * 4 / 10, LOST);
        bobs += vault.collectReturns(bob, bob, 1);
        vm.stopPrank();
        assertApproxEqAbs(bobs, (first + second) * 4 / 10, LOST);
        assertLe(pool.balanceOf(address(vault)), 3 * LOST, "nothing is left but rounding");
        assertLe(alices + bobs, first + second);
    }

    /// @dev Who collects while a later case is open has its part in it all the same.
    function test_INC5_CollectedWhileALaterCaseIsOpen() public {
        uint256 first = _through(0);
        uint256 id = _openCaseFor(1, 1e18);
        uint256 early = _collect(alice);
        assertApproxEqAbs(early, first * 6 / 10, LOST);
        // She even gives all of it away: what she held when the case was opened counts.
        vm.prank(alice);
        pool.transfer(dave, early);
        uint256 second = _deny(1, id);
        assertApproxEqAbs(_collect(alice), second * 6 / 10, LOST);
        vm.prank(dave);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(dave, dave, 8);
        assertApproxEqAbs(_collect(bob), (first + second) * 4 / 10, LOST);
    }

    /// @dev Shares bear what is opened after they were issued: not the cases that were open then.
    function test_INC5_ReturnedSharesDoNotBearWhatWasOpen() public {
        _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _openCaseFor(0, 1e18);
        uint256 open = _openCaseFor(1, 1e18);
        uint256 first = _deny(0, id);
        assertEq(vault.getShareReturn(0).layerCount, 2);
        id = _openCaseFor(2, 1e18);
        assertApproxEqAbs(_collect(alice), first * 6 / 10, LOST);
        uint256 second = _deny(1, open);
        assertApproxEqAbs(_collect(alice), second * 6 / 10, LOST);
        (uint256 due,) = vault.returnsOf(bob);
        assertApproxEqAbs(due, (first + second) * 4 / 10, LOST);
        assertEq(_collect(bob), due);
        // They do bear the third, collected or not.
        uint256 third = _deny(2, id);
        assertApproxEqAbs(_collect(alice), third * 6 / 10, LOST);
        assertApproxEqAbs(_collect(bob), third * 4 / 10, LOST);
    }

    /// @dev What a holder had at each case, however many have come since.
    function test_INC4_HoldingsAreKeptForEachCase() public {
        uint256[5] memory held;
        for (uint256 i = 1; i < 5; ++i) {
            held[i] = pool.balanceOf(alice);
            _openCaseFor(0, 0.1e18);
            vm.prank(alice);
            pool.transfer(dave, 1e15);
        }
        held[0] = pool.balanceOf(alice);
        for (uint256 i = 1; i < 5; ++i) {
            assertEq(pool.holdingAt(alice, i, 0), held[i]);
            assertEq(pool.holdingAt(dave, i, 0), (i - 1) * 1e15);
        }
        assertEq(pool.holdingAt(alice, 5, 0), held[0], "and now");
    }

    /// @dev Also of who had queued all of it when the case was opened, behind others who had left, whatever happens to the
    /// account since.
    function test_INC4_QueuedHoldingsAreKeptForEachCase() public {
        _request(bob, 1e17);
        skip(COOLDOWN + 1 days);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        _request(alice, 6e17);
        assertEq(pool.balanceOf(alice), 0);
        uint256 id = _openCaseFor(0, 0.1e18);
        assertEq(_case(0, id).checkpoint, 1);
        vm.prank(bob);
        pool.transfer(alice, 1e15);
        assertEq(pool.holdingAt(alice, 1, 1), 6e17);
        skip(COOLDOWN + 1 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.holdingAt(alice, 1, 1), 6e17);
        assertApproxEqAbs(_takes(alice, _deny(0, id)), uint256(2e18) / 3, 1e4, "of 900,000");
    }

    /// @dev Newcomers have no part, and do not walk through what was before them.
    function test_INC4_NewcomerHasNoPartAndNoWay() public {
        _through(0);
        _deposit(dave, M);
        (uint256 due, uint256 returns_) = vault.returnsOf(dave);
        assertEq(due + returns_, 0);
        uint256 second = _through(1);
        (due, returns_) = vault.returnsOf(dave);
        assertEq(returns_, 1);
        assertGt(due, second / 3);
        assertEq(_collect(dave), due);
    }

    /// @dev Whoever comes after some of many returns has a part in those that follow, and in no other.
    function test_INC4_NewcomersFindTheirFirstOfManyReturns() public {
        for (uint256 i; i < 8; ++i) {
            _deposit(address(uint160(0xa11ce000 + i)), 1000e6);
            _through(0);
        }
        for (uint256 i; i < 8; ++i) {
            (uint256 due, uint256 returns_) = vault.returnsOf(address(uint160(0xa11ce000 + i)));
            assertEq(returns_, 8 - i, "those since its deposit");
            assertGt(due, 0);
        }
    }

    /// @dev "All that there is", of one return or several, also by whoever has collected before.
    function test_INC5_CollectsAnyNumberOfReturns() public {
        uint256 all;
        for (uint256 i; i < 2; ++i) {
            uint256 shares = _through(0);
            vm.prank(alice);
            assertApproxEqAbs(vault.collectReturns(alice, alice, type(uint256).max), shares * 6 / 10, LOST);
            all += shares;
        }
        (uint256 due, uint256 returns_) = vault.returnsOf(bob);
        assertEq(returns_, 2);
        vm.prank(bob);
        assertEq(vault.collectReturns(bob, bob, type(uint256).max), due, "both in one call");
        assertApproxEqAbs(due, all * 4 / 10, 2 * LOST);
        (due, returns_) = vault.returnsOf(bob);
        assertEq(due + returns_, 0);
    }

    /// @dev INC-5.1: what is recovered before the next case is opened is one return; who has collected has its part of what is
    /// added.
    function test_INC5_RecoveriesAreOneReturnThatGrows() public {
        uint256 id = _openCaseFor(0, 1e18);
        _deny(0, id);
        uint256 first = _recover(id, 50_000e6);
        assertEq(vault.shareReturnCount(), 2);
        _collect(alice);
        uint256 second = _recover(id, 100_000e6);
        assertEq(vault.shareReturnCount(), 2);
        assertApproxEqAbs(vault.getShareReturn(1).shares, first + second, LOST);
        assertApproxEqAbs(_collect(alice), second * 6 / 10, LOST, "of what was added");
        _openCaseFor(1, 1e18);
        uint256 third = _recover(id, 50_000e6);
        assertEq(vault.shareReturnCount(), 3, "these do not bear the other case");
        assertApproxEqAbs(vault.getShareReturn(1).shares, first + second, LOST);
        assertEq(vault.getShareReturn(2).left, third);
        assertApproxEqAbs(_collect(alice), third * 6 / 10, LOST);
    }

    /// @dev INC-5.1: also for whoever has collected what was issued after it, in full and once.
    function test_INC5_ReturnsBehindOneThatGrowsAreCollectedOnce() public {
        uint256 id = _openCaseFor(0, 1e18);
        uint256 other = _openCaseFor(1, 1e18);
        _deny(0, id);
        _recover(id, 50_000e6);
        _deny(1, other);
        assertEq(vault.shareReturnCount(), 3);
        _collect(alice);
        uint256 more = _recover(id, 50_000e6);
        assertEq(vault.shareReturnCount(), 3, "the second one has grown");
        assertApproxEqAbs(_collect(alice), more * 6 / 10, LOST, "of what was added alone");
        vm.prank(alice);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(alice, alice, 8);
    }

    /// @dev INC-5.1: what was burned grows no more.
    function test_INC5_RecoveriesAfterABurnAreAnotherReturn() public {
        uint256 id = _openCaseFor(0, 1e18);
        _deny(0, id);
        _collect(bob);
        _recover(id, 50_000e6);
        _collect(alice);
        skip(365 days + 1);
        vault.burnUncollected(1);
        uint256 shares = _recover(id, 50_000e6);
        assertEq(vault.shareReturnCount(), 3);
        assertApproxEqAbs(_collect(alice), shares * 6 / 10, LOST);
        assertApproxEqAbs(_collect(bob), shares * 4 / 10, LOST);
    }

    function _recover(uint256 id, uint256 assets) private returns (uint256 shares) {
        _fund(eve, address(vault), assets);
        vm.prank(eve);
        (, shares) = vault.addRecovery(terms[0], id, assets);
    }

    /// @dev INC-5.2: after a year anyone burns what nobody collected; it leaves the supply by the second, over 30 days.
    function test_INC5_UncollectedSharesFade() public {
        uint256 shares = _through(0);
        uint256 at_ = vault.getShareReturn(0).time;
        vm.warp(at_ + 365 days);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.burnUncollected(0);
        skip(1);
        assertApproxEqAbs(_collect(alice), shares * 6 / 10, LOST, "hers as long as nobody burns it");
        uint256 supply = pool.totalSupply();
        uint256 price = pool.convertToAssets(1e24);
        vm.prank(eve);
        uint256 burned = vault.burnUncollected(0);
        assertApproxEqAbs(burned, shares * 4 / 10, LOST, "Bob's part");
        assertEq(pool.totalSupply(), supply, "nothing leaves in one step");
        assertEq(pool.balanceOf(address(vault)), 0);
        (uint256 due,) = vault.returnsOf(bob);
        assertEq(due, 0);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.burnUncollected(0);
        skip(7 days);
        assertNotEq(burned * 7 % 30, 0);
        assertEq(pool.totalSupply(), supply - burned * 7 / 30, "rounded down");
        assertGe(pool.convertToAssets(1e24), price, "what is burned is everybody's");
        _deposit(dave, M);
        supply += pool.balanceOf(dave);
        assertEq(pool.totalSupply(), supply - burned * 7 / 30, "whatever is stored meanwhile");
        skip(23 days);
        assertEq(pool.totalSupply(), supply - burned);
        skip(20 days);
        assertEq(pool.totalSupply(), supply - burned, "and no more");
        _deposit(bob, M);
        assertEq(pool.totalSupply(), supply - burned + pool.balanceOf(bob) - 4e17, "nor by what is stored since");
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.burnUncollected(1);
    }

    /// @dev INC-5.2: burns that overlap are one stream; dust prolongs nothing.
    function test_INC5_OverlappingBurnsAreOneStream() public {
        _through(0);
        skip(5 days);
        _through(1);
        uint256 at_ = vault.getShareReturn(1).time;
        vm.warp(at_ + 365 days + 1);
        uint256 supply = pool.totalSupply();
        uint256 first = vault.burnUncollected(0);
        skip(15 days);
        uint256 second = vault.burnUncollected(1);
        uint256 gone = first / 2;
        assertApproxEqAbs(pool.totalSupply(), supply - gone, 1);
        // Its end is the mean by shares: 15 days for what is left of the first, 30 for the second.
        uint256 time = ((first - gone) * 15 days + second * 30 days) / (first - gone + second);
        skip(time / 2);
        assertApproxEqRel(pool.totalSupply(), supply - gone - (first - gone + second) / 2, 1e12);
        skip(time - time / 2);
        assertGt(pool.totalSupply(), supply - first - second, "the last second has begun");
        skip(1);
        assertEq(pool.totalSupply(), supply - first - second);
    }

    /// @dev EXIT-4: the fewer shares there are, the fewer fit. A request for which there is room now, and none when it has
    /// matured, is foreseen for when cover has ended.
    function test_EXIT4_ScheduleReckonsWithWhatFades() public {
        _through(0);
        _collect(alice);
        skip(366 days);
        _cover(0, carol, M / 5);
        _cover(0, carol, M / 5);
        _cover(0, carol, M / 10);
        // Eight per cent of all shares. Of what stays fifteen sixteenths have to bear the cover.
        vault.burnUncollected(0);
        uint256 equity = pool.totalAssets();
        uint256 room = pool.totalSupply() * (equity - uint256(500_000e6) * 16 / 15) / equity;
        _request(alice, room * 97 / 100);
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(alice);
        assertEq(earliest, vm.getBlockTimestamp() + COOLDOWN);
        vm.warp(earliest);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertGt(pool.pendingRedeemRequest(0, alice), 0, "no room for all of it");
        assertGt(latest, earliest);
        vm.warp(latest);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
    }

    /// @dev What was burned is nobody's: all parts of a later return fit into it, in whatever order shares are burned and
    /// collected.
    function testFuzz_INC5_PartsNeverExceedWhatWasIssued(uint256 wait, uint256 wait2, bool burnFirst, bool aliceFirst)
        public
    {
        wait = bound(wait, 0, 400 days);
        wait2 = bound(wait2, 0, 50 days);
        _through(0);
        skip(wait);
        if (burnFirst && wait > 366 days) vault.burnUncollected(0);
        _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _openCaseFor(2, 1e18);
        skip(wait2);
        if (aliceFirst) _collect(alice);
        _decide(2, id, 0);
        uint256 kept = pool.balanceOf(address(vault));
        uint256 taken = _collect(bob);
        taken += _collect(alice);
        assertLe(taken, kept);
        (uint256 due,) = vault.returnsOf(alice);
        assertEq(due, 0);
    }

    /// @dev INC-3.2, T-05: a case leaves a sixteenth; what it gives back is its old holders' alone.
    function test_T05_ReleaseIntoAPoolWithASixteenthLeft() public {
        _leaveEquity(M / 5);
        uint256 id = _openCaseFor(0, 1e18);
        assertApproxEqAbs(pool.totalAssets(), M / 5 / 15, 1);
        uint256 supply = pool.totalSupply();
        assertGt(_deny(0, id), 0);
        assertLe(pool.totalSupply(), 16 * supply + 16);
        assertEq(_inVault(), 0);
        uint256 alices = _collect(alice);
        uint256 bobs = _collect(bob);
        assertApproxEqRel(alices, bobs * 6 / 4, 1e12);
        assertApproxEqRel(
            pool.convertToAssets(pool.balanceOf(alice) + pool.balanceOf(bob)),
            M / 5 * 16 / 15,
            0.001e18,
            "all of it is theirs"
        );
    }

    function test_INC5_ReturnsCanBeRead() public {
        assertEq(vault.shareReturnCount(), 0);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.getShareReturn(0);
        uint256 shares = _through(0);
        assertEq(vault.shareReturnCount(), 1);
        ShareReturn memory x = vault.getShareReturn(0);
        assertApproxEqAbs(x.shares, shares, LOST);
        assertEq(x.left, shares);
        assertEq(x.time, vm.getBlockTimestamp());
    }

    /// @dev What she had here while the second case was opened counts for that one, and not for the third, by when she
    /// had collected it.
    function test_INC5_CollectedSharesAreNotCountedTwice() public {
        uint256 first = _through(0);
        uint256 id = _openCaseFor(1, 1e18);
        uint256 alices = 6e17;
        alices += _collect(alice);
        assertApproxEqAbs(alices, 6e17 + first * 6 / 10, LOST);
        uint256 second = _deny(1, id);
        uint256 part = _collect(alice);
        assertApproxEqAbs(part, second * 6 / 10, LOST);
        alices += part;
        uint256 supply = pool.totalSupply();
        uint256 third = _through(0);
        assertApproxEqAbs(_collect(alice), third * alices / supply, LOST);
    }

    /// @dev Two returns, with a case opened between them, collected at once while a later one is open: to the case between
    /// she brings the first alone. She has six tenths of each case, whatever she collected when.
    function test_INC5_SharesAreRememberedByWhenTheyWereIssued() public {
        _cover(2, carol, M / 10);
        skip(5 days);
        uint256 one = _openCaseFor(0, 0.5e18);
        uint256 two = _openCaseFor(1, 0.5e18);
        _deny(0, one);
        uint256 three = _openCaseFor(2, 0.5e18);
        _deny(1, two);
        uint256 four = _openCaseFor(0, 0.5e18);
        _collect(alice);
        assertApproxEqAbs(_takes(alice, _deny(2, three)), 0.6e18, 1e4);
        assertApproxEqAbs(_takes(alice, _deny(0, four)), 0.6e18, 1e4);
    }

    /// @dev Two returns of one time, the second collected after another case was opened: to that case she brings the first
    /// as her own and the second as what waits, each once.
    function test_INC5_SharesAreRememberedByWhenTheyWereCollected() public {
        _cover(2, carol, M / 10);
        skip(5 days);
        uint256 one = _openCaseFor(0, 0.5e18);
        uint256 two = _openCaseFor(1, 0.5e18);
        _deny(0, one);
        _deny(1, two);
        uint256 three = _openCaseFor(2, 0.5e18);
        vm.prank(alice);
        vault.collectReturns(alice, alice, 1);
        uint256 four = _openCaseFor(0, 0.5e18);
        vm.prank(alice);
        vault.collectReturns(alice, alice, 1);
        assertApproxEqAbs(_takes(alice, _deny(0, four)), 0.6e18, 1e4);
        assertApproxEqAbs(_takes(alice, _deny(2, three)), 0.6e18, 1e4);
    }

    /// @dev Two returns of one time, collected together after another case was opened: to that case she brings both.
    function test_INC5_SharesHeldThroughTheSameCasesCountTogether() public {
        _cover(2, carol, M / 10);
        skip(5 days);
        uint256 one = _openCaseFor(0, 0.5e18);
        uint256 two = _openCaseFor(1, 0.5e18);
        _deny(0, one);
        _deny(1, two);
        uint256 three = _openCaseFor(2, 0.5e18);
        _collect(alice);
        assertApproxEqAbs(_takes(alice, _deny(2, three)), 0.6e18, 1e4);
    }

    /// @dev What an account collects of a return, WAD.
    function _takes(address account, uint256 shares) private returns (uint256) {
        return _collect(account) * 1e18 / shares;
    }

    /// @dev Parts are rounded down: together they are no more than was issued, however few that are.
    function test_INC5_PartsAreRoundedDown() public {
        uint256 shares = _deny(0, _openCaseFor(0, 0.005e18));
        assertLt(shares, 1 << 52, "kept to the share");
        assertNotEq(shares % 5, 0, "neither part is whole");
        assertEq(_collect(alice), shares * 6 / 10);
        assertEq(_collect(bob), shares * 4 / 10);
        assertEq(vault.getShareReturn(0).left, 1);
    }

    /// @dev POOL-8: where no share is left to issue, what comes back is everybody's, and nothing is stuck.
    function test_POOL8_ReleaseWithoutSharesLeftToIssue() public {
        uint256 id = _openCaseFor(0, 1e18);
        bytes32 word = _word(1);
        vm.store(address(pool), bytes32(uint256(1)), word | bytes32(uint256(type(uint112).max)));
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0);
        assertEq(vault.shareReturnCount(), 0);
        assertEq(pool.totalAssets(), equity + M / 5);
    }

    /// @dev POOL-8: shares on their way out still have their place.
    function test_POOL8_ReleaseWhileTheLastSharesFade() public {
        _through(0);
        skip(365 days + 1);
        vault.burnUncollected(0);
        _cover(0, carol, M / 5);
        skip(5 days);
        uint256 id = _openCaseFor(0, 1e18);
        vm.store(address(pool), bytes32(uint256(1)), _word(1) | bytes32(uint256(type(uint112).max)));
        assertLt(pool.totalSupply(), type(uint112).max, "some have faded");
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0);
        assertEq(vault.shareReturnCount(), 1, "none are issued");
        assertEq(pool.totalAssets(), equity + M / 5);
    }
}
