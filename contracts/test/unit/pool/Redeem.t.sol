// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IExitQueue} from "../../../src/pool/roles/IExitQueue.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {UnitFixture} from "../UnitFixture.sol";

interface IPreviews {
    function previewRedeem(uint256) external view returns (uint256);
    function previewWithdraw(uint256) external view returns (uint256);
}

/// @notice Taking what is settled (POOL-2, POOL-6), and when it will be (CAP-4). Branches: Redeem.tree.
contract RedeemTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC
    uint256 internal claim;

    /// @dev Without a deductible: a total loss draws a cover to nothing, and its capital is free.
    function _scripted(uint256 product) internal view override returns (Terms memory t) {
        t = super._scripted(product);
        t.deductible = 0;
    }

    function setUp() public override {
        super.setUp();
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        _buyScripted(carol, 100_000 * unit, 60 days);
        skip(7 days + 77);
        _request(alice, SHARES);
        skip(COOLDOWN);
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
        assertEq(sum, claim, "nothing is lost on the way");
        assertEq(pool.maxWithdraw(alice), 0);
        assertEq(usdc.balanceOf(alice), sum);
        vm.stopPrank();
        _assertSolvent();
    }

    /// @dev POOL-2: shares that are worth many units each. Whatever parts are withdrawn, there is a share for what is left as
    /// long as anything is left, and the maximum takes all of it.
    function testFuzz_POOL2_NothingIsLeftThatCannotBeWithdrawn(uint256 shares, uint256[4] calldata parts) public {
        shares = bound(shares, 1, 5);
        _settleDearShares(shares);
        uint256 left = pool.maxWithdraw(bob);
        assertGt(left, 1000 * shares, "a share is worth thousands of units");
        uint256 before = usdc.balanceOf(bob);
        uint256 sum = left;
        vm.startPrank(bob);
        for (uint256 i; i < 4 && left > 1; ++i) {
            uint256 assets = bound(parts[i], 1, left - 1);
            pool.withdraw(assets, bob, bob);
            left -= assets;
            assertEq(pool.maxWithdraw(bob), left);
            assertGt(pool.maxRedeem(bob), 0, "a share for the rest");
        }
        uint256 rest = pool.maxRedeem(bob);
        if (parts[0] % 2 == 0) assertEq(pool.redeem(rest, bob, bob), left, "redeem takes all");
        else assertEq(pool.withdraw(left, bob, bob), rest, "withdraw takes all");
        vm.stopPrank();
        assertEq(usdc.balanceOf(bob) - before, sum);
        assertEq(pool.maxRedeem(bob) + pool.maxWithdraw(bob) + _exitsWord().owed, 0);
        _assertSolvent();
    }

    /// @dev The one share there is: taken with the last unit, not with the first.
    function test_POOL2_LastShareWaitsForTheLastUnit() public {
        _settleDearShares(1);
        uint256 assets = pool.maxWithdraw(bob);
        vm.startPrank(bob);
        vm.expectEmit(address(pool));
        emit IExitQueue.Withdraw(bob, bob, bob, 1, 0);
        assertEq(pool.withdraw(1, bob, bob), 0);
        assertEq(pool.maxRedeem(bob), 1);
        assertEq(pool.withdraw(assets - 1, bob, bob), 1);
        assertEq(pool.maxRedeem(bob) + pool.maxWithdraw(bob), 0);
    }

    /// @dev Everybody leaves but for some of Bob's shares, while the premium of a cover that has been paid in full streams on:
    /// all of it is theirs, and the virtual shares'. Then they leave as well.
    function _settleDearShares(uint256 shares) private {
        _redeemAll(alice);
        (uint256 coverId,) = _buyScripted(carol, 200_000 * unit, 365 days);
        skip(4 days);
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        vault.claimPayout(coverId, id);
        uint256 all = pool.balanceOf(bob);
        _request(bob, all - shares);
        (, uint256 latest) = pool.redeemSchedule(bob);
        vm.warp(latest);
        vm.startPrank(bob);
        pool.settleRedeemRequests(bob);
        pool.redeem(all - shares, bob, bob);
        vm.stopPrank();
        skip(200 days);
        _request(bob, shares);
        skip(COOLDOWN);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertEq(pool.maxRedeem(bob), shares);
    }

    /// @dev A claim that was folded and one that was not are both counted (POOL-2).
    function test_POOL2_FoldedAndUnfoldedTogether() public {
        vm.prank(alice);
        pool.redeem(SHARES / 4, alice, alice);
        uint256 folded = pool.maxWithdraw(alice);
        uint256 shares = _deposit(alice, 500_000 * unit);
        _request(alice, shares);
        skip(COOLDOWN);
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
        skip(COOLDOWN);

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
                // The last of it may be less than a unit's worth.
                if (assets != 0) assertGt(assets * 1e18 / shares, lastPrice, "each at another price");
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
        assertEq(earliest, vm.getBlockTimestamp() + COOLDOWN);
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
