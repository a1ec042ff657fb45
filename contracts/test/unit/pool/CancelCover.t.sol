// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolSales} from "../../../src/pool/roles/IPoolSales.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Cancellations (PREM-7). Branches: CancelCover.tree.
contract CancelCoverTest is UnitFixture {
    uint256 internal coverId;
    uint256 internal premium;

    function setUp() public override {
        super.setUp();
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days); // midnight: ends need no rounding
        _deposit(alice, 10_000_000 * unit);
        _fund(carol, address(pool), 10_000_000 * unit);
        (coverId, premium) = _buyScripted(carol, 100_000 * unit, 140 days);
    }

    function _cancel() internal returns (uint256 refund) {
        vm.prank(carol);
        return pool.cancelCover(coverId);
    }

    function test_PREM7_CancelReturnsThePremiumStillToCome() public {
        uint256 net = premium - _productWord(scriptedProduct).fees;
        uint256 quoted = pool.quoteCancellation(coverId);
        // Charged 140 days, 14 of them for good: nine tenths of the net premium, less 5 %.
        assertApproxEqRel(quoted, net * 9 / 10 * 95 / 100, 1e12);
        uint256 before = usdc.balanceOf(carol);
        vm.expectEmit(address(pool));
        emit IPoolSales.CoverCancelled(coverId, carol, quoted);
        assertEq(_cancel(), quoted, "PREM-5");
        assertEq(usdc.balanceOf(carol) - before, quoted);
        assertEq(pool.committedCover(scriptedProduct), 0, "capacity is back at once");
        // What is kept streams on to the end: no jump for anybody to catch.
        assertApproxEqAbs(pool.totalAssets(), 10_000_000 * unit, 10_000, "EXIT-3: nothing is earned at once");
        skip(200 days);
        assertEq(pool.totalAssets(), 10_000_000 * unit + net - quoted, "ACC-3: the rest is earned by the end");
        assertEq(_productWord(scriptedProduct).fees, premium - net, "PREM-6: fees never come back");
        assertEq(_coverOf(coverId).amount, 0, "nothing is covered any more");
        assertEq(_coverOf(coverId).rate, 0);
        assertEq(coverToken.ownerOf(coverId), carol, "the token stays, for what is registered");
        _assertSolvent();
    }

    /// @dev PREM-7.1: 140 days are charged and stream over the 143 to the end, so the 14 of the minimum, a tenth, have been
    /// earned after 14.3. What streams later is returned, less 5 %: at half of the time that is half of it.
    function test_PREM7_CancelReturnsWhatIsUnearnedLater() public {
        uint256 net = premium - _productWord(scriptedProduct).fees;
        uint256 bought = vm.getBlockTimestamp();
        uint256 most = pool.quoteCancellation(coverId);
        vm.warp(bought + 143 days / 10);
        assertEq(pool.quoteCancellation(coverId), most, "until then as much as at once");
        skip(1);
        assertLt(pool.quoteCancellation(coverId), most, "and less by the second");
        vm.warp(bought + 143 days / 2);
        uint256 before = usdc.balanceOf(carol);
        assertApproxEqAbs(_cancel(), net * 95 / 200, 1);
        assertApproxEqAbs(usdc.balanceOf(carol) - before, net * 95 / 200, 1);
    }

    /// @dev PREM-7: rights for earlier incidents are given up as well.
    function test_PREM7_CancelledCoverIsNotPaid() public {
        (uint256 other,) = _buyScripted(dave, 100_000 * unit, 140 days);
        skip(5 days);
        uint256 time = vm.getBlockTimestamp();
        _cancel();
        (uint256 incidentId,) = _openCaseOf(time, 0.5e18);
        assertGt(vault.claimPayout(other, incidentId), 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(coverId, incidentId);
    }

    function test_RefundGoesWhereThePurchaseSaid() public {
        CoverOrder memory o = _orderScripted(carol, 100_000 * unit, 140 days);
        o.refundTo = dave;
        vm.prank(carol);
        (coverId,) = pool.buyCover(o);
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, coverId);
        uint256 before = usdc.balanceOf(dave);
        vm.prank(bob);
        uint256 refund = pool.cancelCover(coverId);
        assertEq(usdc.balanceOf(dave) - before, refund, "not to the token's new owner");
        assertEq(usdc.balanceOf(bob), 0);
    }

    /// @dev The first owner stays refundTo when the token moves.
    function test_RefundGoesToTheFirstOwnerByDefault() public {
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, coverId);
        uint256 before = usdc.balanceOf(carol);
        vm.prank(bob);
        uint256 refund = pool.cancelCover(coverId);
        assertEq(usdc.balanceOf(carol) - before, refund);
    }

    function test_ApprovedAccountMayCancel() public {
        vm.prank(carol);
        coverToken.approve(dave, coverId);
        uint256 before = usdc.balanceOf(carol);
        vm.prank(dave);
        uint256 refund = pool.cancelCover(coverId);
        assertEq(usdc.balanceOf(carol) - before, refund, "and is not paid for it");
    }

    /// @dev ACC-2, ACC-3, PREM-4: whenever it is cancelled the pool keeps what it earned, and its price never falls.
    function testFuzz_PREM7_CancelAtAnyTime(uint256 duration, uint256 amount, uint256 wait, uint256 more) public {
        amount = bound(amount, 1, 1_000_000) * unit;
        duration = bound(duration, 15, 365) * 1 days;
        (coverId, premium) = _buyScripted(carol, amount, duration);
        CoverData.Cover memory c = _coverOf(coverId);
        if (more % 2 == 1) _buyScripted(dave, 333 * unit, 77 days);
        skip(bound(wait, 0, c.end - vm.getBlockTimestamp() - 1));
        uint256 equity = pool.totalAssets();
        uint256 quoted = pool.quoteCancellation(coverId);
        if (quoted == 0) {
            vm.expectRevert(Errors.NotRefundable.selector);
            vm.prank(carol);
            pool.cancelCover(coverId);
            return;
        }
        uint256 unearned = c.rate * (c.end - vm.getBlockTimestamp()) * unit; // over 2^33
        assertEq(_cancel(), quoted);
        assertLe(quoted * 100 << 33, unearned * 95, "5 % stays");
        assertGe(pool.totalAssets(), equity, "ACC-2");
        // What is kept streams on; only the rounding of its rate is earned at once.
        assertLe(pool.totalAssets(), equity + (369 days * unit >> 33) + 2, "T-03: nothing to come for");
        assertLe(quoted, premium);
        _assertSolvent();
    }

    /// @dev CAP-2: it takes its own amount out of the bucket that it shares, so that nothing is freed twice when that passes.
    function test_CAP2_CancellationLowersASharedBucketByItsOwn() public {
        (uint256 other,) = _buyScripted(dave, 50_000 * unit, 140 days);
        _cancel();
        assertEq(pool.committedCover(scriptedProduct), 50_000 * unit);
        uint256 free = (_coverOf(other).end + HORIZON + 14 days - 1) / 14 days * 14 days;
        vm.warp(free - 1);
        assertEq(pool.committedCover(scriptedProduct), 50_000 * unit, "the other's stays");
        vm.warp(free);
        assertEq(pool.committedCover(scriptedProduct), 0);
        pool.processExpiries();
        assertEq(uint256(_word(3)), 0);
        assertEq(_moneyWord().rate, 0, "all has streamed");
        assertEq(_moneyWord().rateEnd, 0);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_CallerIsNotAuthorized() public {
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.cancelCover(coverId);
        // The payer and the insured are not the owner.
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, coverId);
        vm.prank(carol);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.cancelCover(coverId);
    }

    function test_RevertWhen_CoverWasCancelled() public {
        vm.startPrank(carol);
        pool.cancelCover(coverId);
        vm.expectRevert(Errors.NotRefundable.selector);
        pool.cancelCover(coverId);
        vm.warp(_coverOf(coverId).end);
        vm.expectRevert(abi.encodeWithSelector(Errors.CoverEnded.selector, vm.getBlockTimestamp()));
        pool.cancelCover(coverId);
    }

    function test_RevertWhen_CoverIsOfAnotherPoolOrNone() public {
        vm.prank(carol);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.cancelCover(coverId + 1);
        pool = _createPool(_monoline());
        vm.prank(carol);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.cancelCover(coverId);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.quoteCancellation(coverId);
    }

    function test_RevertWhen_CoverHasEnded() public {
        uint256 end = _coverOf(coverId).end;
        vm.warp(end - 1);
        assertGt(pool.quoteCancellation(coverId), 0, "the last second");
        vm.warp(end);
        assertEq(pool.quoteCancellation(coverId), 0);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.CoverEnded.selector, end));
        pool.cancelCover(coverId);
    }

    /// @dev Giving cover up is never stopped. What is claimed before stays, what is not is given up with it.
    function test_PREM7_CancelsWhileACaseIsOpen() public {
        (uint256 other,) = _buyScripted(carol, 100_000 * unit, 140 days);
        skip(5 days);
        (uint256 incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        assertEq(vault.claimPayout(other, incidentId), 50_000 * unit);
        vm.startPrank(carol);
        assertGt(pool.cancelCover(other), 0);
        assertGt(pool.cancelCover(coverId), 0);
        vm.stopPrank();
        assertEq(pool.committedCover(scriptedProduct), 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(coverId, incidentId);
    }

    function test_RevertWhen_PREM7_OnlyTheMinimumWasCharged() public {
        (coverId,) = _buyScripted(carol, 100_000 * unit, 14 days);
        assertEq(pool.quoteCancellation(coverId), 0);
        vm.prank(carol);
        vm.expectRevert(Errors.NotRefundable.selector);
        pool.cancelCover(coverId);
    }

    function test_RevertWhen_CoverIsDrawnInFull() public {
        _draw(coverId, 100_000 * unit);
        vm.prank(carol);
        vm.expectRevert(Errors.NotRefundable.selector);
        pool.cancelCover(coverId);
    }
}
