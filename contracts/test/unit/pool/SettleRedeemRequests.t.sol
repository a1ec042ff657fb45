// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {IExitQueue} from "../../../src/pool/roles/IExitQueue.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Settling the queue in order (POOL-6, CAP-4). Branches: SettleRedeemRequests.tree.
contract SettleRedeemRequestsTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC

    function setUp() public override {
        super.setUp();
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        // 06:00 UTC, so that days are easy to count.
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days + 6 hours);
    }

    function _settle(address caller, address controller) internal returns (uint256 shares, uint256 assets) {
        vm.prank(caller);
        return pool.settleRedeemRequests(controller);
    }

    // ----------------------------------------------------- naming a controller

    function test_POOL6_SettlesInOrderUpToAController() public {
        _request(alice, SHARES / 2);
        skip(1);
        _request(bob, SHARES / 4);
        skip(COOLDOWN);
        vm.expectEmit(address(pool));
        emit ERC20.Transfer(address(pool), address(0), SHARES * 3 / 4);
        vm.expectEmit(address(pool));
        emit IExitQueue.RedeemRequestsSettled(bob, SHARES * 3 / 4, 750_000 * unit);
        (uint256 shares, uint256 assets) = _settle(bob, bob);
        assertEq(shares, SHARES * 3 / 4, "everybody before as well");
        assertEq(assets, 750_000 * unit);
        assertEq(pool.totalSupply(), SHARES * 5 / 4, "burnt");
        assertEq(pool.totalAssets(), 1_250_000 * unit, "set aside");
        assertEq(pool.maxWithdraw(alice), 500_000 * unit);
        assertEq(pool.maxWithdraw(bob), 250_000 * unit);
        assertEq(_exitsWord().owed, 750_000 * unit);
        assertEq(_exitsWord().checkpoints, 1);
        _assertSolvent();
    }

    function test_POOL6_CooldownEndsToTheSecond() public {
        _request(alice, SHARES);
        uint256 ready = vm.getBlockTimestamp() + COOLDOWN;
        vm.warp(ready - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.CooldownNotOver.selector, ready));
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        vm.warp(ready);
        _settle(alice, alice);
        assertEq(pool.maxRedeem(alice), SHARES);
    }

    function test_RevertWhen_NothingIsLeftToSettle() public {
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.settleRedeemRequests(alice);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.settleRedeemRequests(address(0));
        _request(alice, SHARES);
        skip(COOLDOWN);
        _settle(alice, alice);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.settleRedeemRequests(alice);
    }

    // -------------------------------------------------------------- whole days

    /// @dev POOL-6: without a controller, up to the newest UTC day all of whose requests have matured.
    function test_POOL6_SettlesWholeDays() public {
        _request(alice, SHARES / 2);
        uint256 day = vm.getBlockTimestamp() / 1 days;
        vm.warp((day + 1) * 1 days);
        _request(bob, SHARES / 2);
        vm.warp((day + 1) * 1 days + COOLDOWN - 1);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.settleRedeemRequests(address(0));
        vm.warp((day + 1) * 1 days + COOLDOWN);
        (uint256 shares,) = _settle(eve, address(0));
        assertEq(shares, SHARES / 2, "the first day");
        assertEq(pool.pendingRedeemRequest(0, bob), SHARES / 2);
        vm.warp((day + 2) * 1 days + COOLDOWN);
        (shares,) = _settle(eve, address(0));
        assertEq(shares, SHARES / 2, "the second");
    }

    /// @dev A position is found behind quiet days, up to eight.
    function test_POOL6_LooksBackEightDays() public {
        _request(alice, SHARES / 2);
        uint256 day = vm.getBlockTimestamp() / 1 days;
        vm.warp((day + 8) * 1 days);
        _request(bob, SHARES / 2);
        vm.warp((day + 8) * 1 days + COOLDOWN);
        (uint256 shares,) = _settle(eve, address(0));
        assertEq(shares, SHARES / 2);
    }

    /// @dev And no further: whoever is behind more of them is named, or waits for the next request to mature.
    function test_POOL6_BeyondEightQuietDaysAControllerIsNamed() public {
        uint256 shares = _deposit(carol, 1000 * unit);
        _request(alice, SHARES);
        _request(bob, SHARES);
        skip(2 * COOLDOWN - 1 days);
        _request(carol, shares);
        skip(COOLDOWN + 1 hours);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.settleRedeemRequests(address(0));
        uint256 state = vm.snapshotState();
        (uint256 settled,) = _settle(eve, bob);
        assertEq(settled, 2 * SHARES, "named");
        vm.revertToState(state);
        skip(1 days);
        (settled,) = _settle(eve, address(0));
        assertEq(settled, 2 * SHARES + shares, "the newest request has matured by its whole day");
    }

    /// @dev On a chain that has just begun no day can have matured.
    function test_RevertWhen_POOL6_ClockIsYoungerThanACooldown() public {
        vm.warp(2 days);
        pool = _createPool(_monoline());
        _deposit(alice, 1_000_000 * unit);
        _request(alice, SHARES);
        vm.warp(COOLDOWN + 1 days - 1);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.settleRedeemRequests(address(0));
        vm.warp(COOLDOWN + 3 days);
        (uint256 shares,) = _settle(eve, address(0));
        assertEq(shares, SHARES);
    }

    /// @dev Two in one settlement: the parts between checkpoints begin rounded up and end rounded down, so that together
    /// they are never more than what was set aside.
    function test_EXIT2_PartsOfASettlementRoundAgainstTheirOwners() public {
        _buyScripted(carol, 100_000 * unit, 200 days);
        uint256 first = SHARES / 7 + 1;
        _request(alice, first);
        _request(bob, SHARES / 3);
        skip(COOLDOWN + 1);
        (uint256 shares, uint256 assets) = _settle(bob, bob);
        assertEq(shares, first + SHARES / 3);
        assertNotEq(first * assets % shares, 0, "between two units");
        assertEq(pool.maxWithdraw(alice), first * assets / shares, "ends rounded down");
        assertEq(pool.maxWithdraw(bob), assets - first * assets / shares - 1, "begins rounded up");
    }

    // ------------------------------------------------------------------ limits

    /// @dev CAP-4: only what cover in force does not need, the last request in part.
    function test_CAP4_SettlesInPartWhereCoverNeedsTheRest() public {
        _buyScripted(carol, 400_000 * unit, 30 days);
        _request(alice, SHARES);
        _request(bob, SHARES);
        skip(COOLDOWN);
        (uint256 shares, uint256 assets) = _settle(bob, bob);
        assertLt(shares, 2 * SHARES);
        // A sixteenth stays in equity whatever happens; the rest has to suffice.
        uint256 needs = uint256(400_000) * unit * 16 / 15;
        assertGe(pool.totalAssets(), needs + unit, "one cluster's total loss can be paid, with a cover unit to spare");
        assertLe(pool.totalAssets(), needs + 2 * unit + 1, "and no more is held back");
        assertApproxEqAbs(pool.maxWithdraw(alice) + pool.maxWithdraw(bob), assets, 1);
        assertLe(pool.maxWithdraw(alice) + pool.maxWithdraw(bob), assets);
        assertEq(pool.pendingRedeemRequest(0, bob), 2 * SHARES - shares);
        // When the cover and its report window are over the rest leaves.
        (, uint256 latest) = pool.redeemSchedule(bob);
        vm.warp(latest);
        _settle(bob, bob);
        assertEq(pool.totalSupply(), 0);
        _assertSolvent();
    }

    function test_RevertWhen_CAP4_ThereIsNoRoom() public {
        _buyScripted(carol, 400_000 * unit, 30 days);
        _request(alice, SHARES);
        skip(COOLDOWN);
        uint256 word = uint256(_word(0));
        vm.store(address(pool), 0, bytes32((word >> 104 << 104) | 300_000 * unit));
        vm.expectRevert(abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
        pool.settleRedeemRequests(alice);
        assertEq(pool.maxRedeem(alice), 0);
    }

    /// @dev CAP-4: the tighter of both exit limits counts.
    function test_CAP4_TheClusterRatioCountsWhereItNeedsMore() public {
        _leaveWithTwoClusters(0.5e18, 4e18);
        _assertKept(200_000); // 100,000 / 50 %, and not 150,000 / 4
    }

    function test_CAP4_LeverageCountsWhereItNeedsMore() public {
        _leaveWithTwoClusters(0.5e18, 0.6e18);
        _assertKept(250_000); // 150,000 / 60 %, and not 100,000 / 50 %
    }

    /// @dev A pool of a million, all of which asks to leave: 100,000 are covered on one cluster, 50,000 on another.
    function _leaveWithTwoClusters(uint256 exitClusterRatio, uint256 exitLeverage) private {
        PoolConfig memory c = _monoline();
        (c.clusterRatio, c.leverage) = (0.5e18, 0.5e18);
        (c.exitClusterRatio, c.exitLeverage) = (exitClusterRatio, exitLeverage);
        pool = _createPool(c);
        _addTerms(pool, scriptedTerms);
        _addTerms(pool, termsId);
        _deposit(alice, 1_000_000 * unit);
        _buyScripted(carol, 100_000 * unit, 30 days);
        _buy(carol, 50_000 * unit, 30 days);
        _request(alice, SHARES);
        skip(COOLDOWN);
        _settle(alice, alice);
    }

    function _assertKept(uint256 units) private view {
        assertGe(pool.totalAssets(), units * unit);
        assertLe(pool.totalAssets(), (units + 2) * unit);
    }

    function test_RevertWhen_INC7_PoolIsShort() public {
        _request(alice, SHARES);
        skip(COOLDOWN);
        _setShort(true);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.settleRedeemRequests(alice);
        assertEq(pool.maxRedeem(alice), 0);
        // Short no more.
        _setShort(false);
        _settle(alice, alice);
        assertEq(pool.maxRedeem(alice), SHARES);
    }

    // -------------------------------------------------------------------- tips

    function test_POOL6_StrangerIsTippedOutOfWhatItSettles() public {
        _request(alice, SHARES / 1e3);
        skip(COOLDOWN);
        (uint256 shares, uint256 assets) = _settle(eve, alice);
        assertEq(assets, 1000 * unit);
        assertEq(usdc.balanceOf(eve), unit / 2, "0.05 %");
        assertEq(pool.maxWithdraw(alice), 1000 * unit - unit / 2);
        assertEq(shares, SHARES / 1e3);
        _assertSolvent();
    }

    function test_POOL6_TipIsOneCoverUnitAtMost() public {
        _request(alice, SHARES);
        skip(COOLDOWN);
        _settle(eve, alice);
        assertEq(usdc.balanceOf(eve), unit);
        assertEq(pool.maxWithdraw(alice), 1_000_000 * unit - unit);
    }

    function test_POOL6_ControllerAndOperatorPayNoTip() public {
        _request(alice, SHARES);
        _request(bob, SHARES);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.setOperator(eve, true);
        _settle(eve, alice);
        assertEq(usdc.balanceOf(eve), 0);
        _settle(bob, bob);
        assertEq(pool.maxWithdraw(bob), 1_000_000 * unit);
    }

    /// @dev POOL-6: the longer nobody settles, the more it is worth, evenly up to twenty times as much after a week.
    function test_POOL6_TipRisesUntilSomebodySettles() public {
        _request(alice, SHARES / 1e3);
        vm.warp(vm.getBlockTimestamp() + COOLDOWN);
        uint256 base = unit / 2;
        uint256[2][6] memory rows = [
            [uint256(0), base],
            [uint256(1 days), base * 26 / 7],
            [uint256(3.5 days), base * 105 / 10],
            [uint256(7 days) - 1, base * 20 - 16],
            [uint256(7 days), base * 20],
            [uint256(70 days), base * 20]
        ];
        for (uint256 i; i < rows.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            skip(rows[i][0]);
            (uint256 shares, uint256 assets, uint256 tip) = pool.previewSettlement(alice);
            assertEq(shares, SHARES / 1e3);
            assertEq(assets, 1000 * unit);
            assertEq(tip, rows[i][1], "told");
            _settle(eve, alice);
            assertEq(usdc.balanceOf(eve), rows[i][1], "paid");
            assertEq(pool.maxWithdraw(alice), 1000 * unit - rows[i][1], "out of what was settled");
            _assertSolvent();
            vm.revertToState(snapshot);
        }
    }

    /// @dev POOL-6: what rises is what is capped by a cover unit, so that a large exit pays twenty at most; and a controller that
    /// settles for itself pays nothing however late it is.
    function test_POOL6_TipIsTwentyCoverUnitsAtMost() public {
        _request(alice, SHARES);
        _request(bob, SHARES);
        skip(100 days);
        (,, uint256 tip) = pool.previewSettlement(bob);
        assertEq(tip, 20 * unit);
        _settle(eve, alice);
        assertEq(usdc.balanceOf(eve), 20 * unit);
        _settle(bob, bob);
        assertEq(pool.maxWithdraw(bob), 1_000_000 * unit);
    }

    /// @dev POOL-6: what counts is the last request of those that are settled: the first's time does not make the others pay.
    function test_POOL6_TipCountsFromTheLastRequest() public {
        _request(alice, SHARES / 1e3);
        skip(5 days);
        _request(bob, SHARES / 1e3);
        skip(COOLDOWN);
        (,, uint256 tip) = pool.previewSettlement(alice);
        assertEq(tip, unit / 2 + unit / 2 * 19 * 5 / 7);
        (uint256 shares, uint256 assets, uint256 both) = pool.previewSettlement(bob);
        assertEq(shares, SHARES / 500);
        assertEq(assets, 2000 * unit);
        assertEq(both, unit, "of both, as if both had just matured");
        _settle(eve, bob);
        assertEq(usdc.balanceOf(eve), unit);
    }

    /// @dev POOL-6: by whole days it counts from the end of the last day that is settled.
    function test_POOL6_TipOfWholeDaysCountsFromTheLastDay() public {
        _request(alice, SHARES / 1e3);
        uint256 day = vm.getBlockTimestamp() / 1 days;
        vm.warp((day + 3) * 1 days + 5 hours);
        _request(bob, SHARES / 1e3);
        // The first day is followed by quiet ones, then by Bob's, which has not matured yet.
        vm.warp((day + 17) * 1 days);
        (uint256 shares,, uint256 tip) = pool.previewSettlement(address(0));
        assertEq(shares, SHARES / 1e3);
        assertEq(tip, unit / 2 + unit / 2 * 19 * 2 / 7, "since midnight two days ago");
        vm.warp((day + 19) * 1 days);
        (shares,, tip) = pool.previewSettlement(address(0));
        assertEq(shares, SHARES / 500);
        assertEq(tip, unit + unit * 19 / 7, "since last midnight");
        _settle(eve, address(0));
        assertEq(usdc.balanceOf(eve), tip);
    }

    /// @dev Zeros wherever settling would revert.
    function test_POOL6_PreviewIsZeroWhereNothingCanBeSettled() public {
        bytes memory nothing = abi.encodeWithSelector(Errors.NothingSettled.selector);
        _assertNothing(alice, nothing);
        _assertNothing(address(0), nothing);
        _request(alice, SHARES);
        uint256 ready = vm.getBlockTimestamp() + COOLDOWN;
        vm.warp(ready - 1);
        _assertNothing(alice, abi.encodeWithSelector(Errors.CooldownNotOver.selector, ready));
        _assertNothing(address(0), nothing);
        vm.warp(ready);
        _setShort(true);
        _assertNothing(alice, abi.encodeWithSelector(Errors.PoolShort.selector));
        _setShort(false);
        _settle(alice, alice);
        _assertNothing(alice, nothing);
    }

    function _assertNothing(address controller, bytes memory refusal) internal {
        (uint256 shares, uint256 assets, uint256 tip) = pool.previewSettlement(controller);
        assertEq(shares + assets + tip, 0);
        vm.expectRevert(refusal);
        pool.settleRedeemRequests(controller);
    }

    /// @dev What is told is what is paid, to the unit, whatever the cover in force lets leave; never more than a hundredth.
    function testFuzz_POOL6_PreviewIsWhatHappens(uint256 shares, uint256 cover, uint256 late, bool byDay) public {
        _buyScripted(carol, bound(cover, 1, 450_000) * unit, 200 days);
        _request(alice, bound(shares, 1, SHARES));
        _request(bob, bound(shares >> 128, 1, SHARES));
        skip(COOLDOWN + 2 days + bound(late, 0, 10 days));
        address controller = byDay ? address(0) : bob;
        (uint256 told, uint256 worth, uint256 tip) = pool.previewSettlement(controller);
        (uint256 settled, uint256 assets) = _settle(eve, controller);
        assertEq(settled, told);
        assertEq(assets, worth);
        assertEq(usdc.balanceOf(eve), tip);
        assertLe(tip, assets / 100);
        assertLe(tip, 20 * unit);
        assertEq(_exitsWord().owed, assets - tip);
        _assertSolvent();
    }

    // -------------------------------------------------------------------- fuzz

    /// @dev EXIT-2, ACC-2: whatever is settled in between, each gets the price of its own settlement, rounded down, and
    /// nobody else's price falls.
    function testFuzz_EXIT2_ClaimsNeverMove(uint256 a, uint256 b, uint256 wait) public {
        _buyScripted(carol, 100_000 * unit, 200 days);
        a = bound(a, 1, SHARES);
        b = bound(b, 1, SHARES);
        _request(alice, a);
        skip(bound(wait, 0, 20 days));
        _request(bob, b);
        vm.warp(vm.getBlockTimestamp() + COOLDOWN);
        if (pool.pendingRedeemRequest(0, alice) != 0) _settle(alice, alice);
        uint256 claim = pool.maxWithdraw(alice);
        uint256 price = pool.convertToAssets(1e24);
        skip(3 days);
        _settle(bob, bob);
        assertEq(pool.maxWithdraw(alice), claim, "EXIT-2");
        assertGe(pool.convertToAssets(1e24), price, "ACC-2");
        assertLe(pool.maxWithdraw(alice) + pool.maxWithdraw(bob), _exitsWord().owed);
        assertLe(_exitsWord().owed - pool.maxWithdraw(alice) - pool.maxWithdraw(bob), 2, "only dust is nobody's");
        _assertSolvent();
    }
}
