// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IExitQueue} from "../../src/interfaces/IExitQueue.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {UnitFixture} from "./UnitFixture.sol";

interface IPreviews {
    function previewRedeem(uint256) external view returns (uint256);
    function previewWithdraw(uint256) external view returns (uint256);
}

/// @notice Taking what is settled (POOL-2, POOL-6), and when it will be (CAP-4). Branches: Redeem.tree.
contract RedeemTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC
    uint256 internal claim;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        _buyScripted(carol, 100_000 * unit, 60 days);
        skip(7 days + 77);
        _request(alice, SHARES);
        skip(10 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        claim = pool.maxWithdraw(alice);
    }

    function test_RedeemAllTakesAll() public {
        assertGt(claim, 1_000_000 * unit);
        vm.expectEmit(address(pool));
        emit IExitQueue.Withdraw(alice, dave, alice, claim, SHARES);
        uint256 before = usdc.balanceOf(dave);
        vm.prank(alice);
        assertEq(pool.redeem(SHARES, dave, alice), claim);
        assertEq(usdc.balanceOf(dave) - before, claim, "the receiver is paid");
        assertEq(pool.maxRedeem(alice), 0);
        assertEq(pool.maxWithdraw(alice), 0);
        assertEq(_exitsWord().owed, 0);
        assertEq(_mapped(12, uint160(alice)), 0, "the claim slot was never used");
        _assertSolvent();
    }

    function test_WithdrawAllTakesAll() public {
        vm.prank(alice);
        assertEq(pool.withdraw(claim, alice, alice), SHARES);
        assertEq(usdc.balanceOf(alice), claim);
        assertEq(pool.maxRedeem(alice), 0);
    }

    function test_OperatorMayRedeemAndWithdraw() public {
        vm.prank(alice);
        pool.setOperator(eve, true);
        vm.startPrank(eve);
        pool.redeem(SHARES / 2, eve, alice);
        pool.withdraw(1, eve, alice);
        assertGt(usdc.balanceOf(eve), 500_000 * unit);
    }

    /// @dev POOL-2: assets down, shares up, the last share takes the rest.
    function testFuzz_POOL2_PartsSumToTheWhole(uint256 a, uint256 b, uint256 c) public {
        a = bound(a, 1, SHARES - 2);
        vm.startPrank(alice);
        uint256 sum = pool.redeem(a, alice, alice);
        assertLe(sum, claim * a / SHARES, "assets down");
        b = bound(b, 0, pool.maxWithdraw(alice));
        if (b != 0) {
            (uint256 left, uint256 shares) = (pool.maxWithdraw(alice), pool.maxRedeem(alice));
            uint256 burnt = pool.withdraw(b, alice, alice);
            assertGe(burnt * left, b * shares, "shares up");
            assertEq(pool.maxRedeem(alice), shares - burnt);
            sum += b;
        }
        uint256 rest = pool.maxRedeem(alice);
        if (rest > 1) {
            sum += pool.redeem(bound(c, 1, rest - 1), alice, alice);
            rest = pool.maxRedeem(alice);
        }
        if (rest != 0) sum += pool.redeem(rest, alice, alice);
        assertLe(sum, claim);
        assertEq(sum + pool.maxWithdraw(alice), claim, "nothing is lost on the way");
        assertEq(usdc.balanceOf(alice), sum);
        vm.stopPrank();
        _assertSolvent();
    }

    /// @dev A claim that was folded and one that was not are both counted (POOL-2).
    function test_POOL2_FoldedAndUnfoldedTogether() public {
        vm.prank(alice);
        pool.redeem(SHARES / 4, alice, alice);
        uint256 folded = pool.maxWithdraw(alice);
        uint256 shares = _deposit(alice, 500_000 * unit);
        _request(alice, shares);
        skip(10 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.maxRedeem(alice), SHARES * 3 / 4 + shares);
        assertGt(pool.maxWithdraw(alice), folded + 500_000 * unit - 2);
        uint256 owed = pool.maxWithdraw(alice);
        assertEq(_redeemAll(alice), owed);
        assertEq(_exitsWord().owed, 0);
    }

    /// @dev POOL-2, POOL-6: requests are settled in pieces, at the price of each. One ends and the next begins inside a
    /// settlement that is neither the first nor the newest: each has its part of that one, and of no other.
    function test_POOL6_APartOfASettlementInTheMiddle() public {
        uint256 daves = _deposit(dave, 1_000_000 * unit);
        skip(1 days);
        for (uint256 i; i < 4; ++i) {
            _buyScripted(carol, 400_000 * unit, (30 + 30 * i) * 1 days);
            skip(1 days);
        }
        _request(bob, SHARES);
        _request(dave, daves);
        skip(10 days);

        uint256 bobsLeft = SHARES;
        uint256 bobs;
        uint256 davesPart;
        uint256 shared;
        uint256 count = 1; // Alice's
        uint256 lastPrice;
        while (pool.pendingRedeemRequest(0, dave) != 0) {
            vm.prank(dave);
            try pool.settleRedeemRequests(dave) returns (uint256 shares, uint256 assets) {
                ++count;
                assertGt(assets * 1e18 / shares, lastPrice, "each at another price");
                lastPrice = assets * 1e18 / shares;
                if (bobsLeft >= shares) {
                    bobs += assets;
                    bobsLeft -= shares;
                } else {
                    // In between: the end is rounded down, the begin of the next up.
                    if (bobsLeft != 0) {
                        shared = count;
                        assertGt(bobsLeft * assets % shares, 0, "rounding shows");
                        bobs += bobsLeft * assets / shares;
                        davesPart = assets - (bobsLeft * assets / shares + 1);
                    } else {
                        davesPart += assets;
                    }
                    bobsLeft = 0;
                }
            } catch {}
            skip(7 days);
        }
        assertGt(shared, 3, "several before it");
        assertLt(shared, count - 1, "and several after it");
        assertEq(pool.maxWithdraw(bob), bobs);
        assertEq(pool.maxWithdraw(dave), davesPart);
        assertEq(pool.maxRedeem(bob), SHARES);
        assertEq(pool.maxRedeem(dave), daves);
        assertEq(_redeemAll(bob) + _redeemAll(dave), bobs + davesPart);
        _assertSolvent();
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_CallerIsNotTheControllerNorItsOperator() public {
        vm.startPrank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.redeem(1, eve, alice);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.withdraw(1, eve, alice);
    }

    function test_RevertWhen_NothingIsSettled() public {
        vm.startPrank(bob);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.redeem(1, bob, bob);
        pool.requestRedeem(5, bob, bob);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.withdraw(1, bob, bob);
    }

    function test_RevertWhen_AmountIsZero() public {
        vm.startPrank(alice);
        vm.expectRevert(Errors.AmountZero.selector);
        pool.redeem(0, alice, alice);
        vm.expectRevert(Errors.AmountZero.selector);
        pool.withdraw(0, alice, alice);
    }

    function test_RevertWhen_MoreThanIsSettled() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.InsufficientShares.selector, SHARES));
        pool.redeem(SHARES + 1, alice, alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.InsufficientShares.selector, SHARES));
        pool.withdraw(claim + 1, alice, alice);
    }

    /// @dev POOL-2: the standard's previews of the way out revert, whoever asks.
    function test_RevertWhen_POOL2_ExitIsPreviewed() public {
        IPreviews pool_ = IPreviews(address(pool));
        vm.expectRevert(Errors.AsyncRedeem.selector);
        pool_.previewRedeem(1);
        vm.expectRevert(Errors.AsyncRedeem.selector);
        pool_.previewWithdraw(0);
    }

    // --------------------------------------------------------------- schedule

    function test_ScheduleIsEmptyWithoutARequest() public view {
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(dave);
        assertEq(earliest + latest, 0);
        (earliest, latest) = pool.redeemSchedule(alice);
        assertEq(earliest + latest, 0, "settled is not pending");
    }

    function test_ScheduleIsTheCooldownWhereThereIsRoom() public {
        _request(bob, SHARES / 10);
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(bob);
        assertEq(earliest, vm.getBlockTimestamp() + 10 days);
        assertEq(latest, earliest);
    }

    /// @dev EXIT-4: absent an incident and new sales the whole request is settled at `latest`, in any book of covers.
    function testFuzz_EXIT4_SettledByTheLatestTime(uint256 seed, uint256 queued) public {
        for (uint256 i; i < 4; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 available = pool.quoteCover(scriptedTerms, unit, 1 days).available / unit;
            if (available == 0) break;
            _buyScripted(carol, bound(seed >> 128, 1, available) * unit, bound(seed % 1e6, 1, 365) * 1 days);
            skip(seed % 3 days);
        }
        queued = bound(queued, 1, pool.balanceOf(bob));
        _request(bob, queued);
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(bob);
        assertGe(latest, earliest);
        vm.warp(latest);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertEq(pool.maxRedeem(bob), queued, "EXIT-4");
        assertEq(pool.pendingRedeemRequest(0, bob), 0);
    }

    /// @dev The schedule names the first moment with room, not a later one.
    function test_ScheduleNamesTheFirstMomentWithRoom() public {
        _request(bob, SHARES);
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(bob);
        assertGt(latest, earliest, "cover holds it back");
        vm.warp(latest - 1);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertLt(pool.maxRedeem(bob), SHARES);
        vm.warp(latest);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertEq(pool.maxRedeem(bob), SHARES);
    }
}
