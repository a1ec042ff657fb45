// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {IExitQueue} from "../../src/interfaces/IExitQueue.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {UnitFixture} from "./UnitFixture.sol";

/// @notice Entering the exit queue (POOL-2, POOL-5). Branches: RequestRedeem.tree.
contract RequestRedeemTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC

    function setUp() public override {
        super.setUp();
        _depositTogether(1_000_000 * unit, 1_000_000 * unit);
    }

    function test_RequestQueuesShares() public {
        vm.expectEmit(address(pool));
        emit ERC20.Transfer(alice, address(pool), SHARES / 4);
        vm.expectEmit(address(pool));
        emit IExitQueue.RedeemRequest(alice, alice, 0, alice, SHARES / 4);
        vm.prank(alice);
        assertEq(pool.requestRedeem(SHARES / 4, alice, alice), 0, "POOL-2: the id is always 0");
        assertEq(pool.balanceOf(alice), SHARES * 3 / 4);
        assertEq(pool.balanceOf(address(pool)), SHARES / 4);
        assertEq(pool.totalSupply(), 2 * SHARES, "in the supply until settled");
        assertEq(pool.pendingRedeemRequest(0, alice), SHARES / 4);
        assertEq(pool.claimableRedeemRequest(0, alice), 0);
        assertEq(_queueWord().requested, SHARES / 4);
        assertEq(_totalsWord().queued, SHARES / 4);
    }

    /// @dev POOL-5: sales rest on what has not asked to leave, at once.
    function test_POOL5_RequestTakesCapacityAtOnce() public {
        uint256 before = pool.quoteCover(scriptedTerms, unit, 30 days).available;
        _request(alice, SHARES);
        uint256 afterwards = pool.quoteCover(scriptedTerms, unit, 30 days).available;
        assertEq(afterwards, before / 2);
        assertEq(pool.totalAssets(), 2_000_000 * unit, "equity is untouched");
    }

    /// @dev POOL-5: queued shares earn and lose like all others until they are settled.
    function test_POOL5_QueuedSharesEarnPremiumAndBearLosses() public {
        _request(alice, SHARES);
        _buyScripted(carol, 200_000 * unit, 30 days);
        skip(9 days);
        assertGt(pool.totalAssets(), 2_000_000 * unit);
        _carve(vm.getBlockTimestamp(), 0.55e18);
        uint256 equity = pool.totalAssets();
        skip(1 days);
        vm.prank(alice);
        (, uint256 assets) = pool.settleRedeemRequests(alice);
        assertGt(assets, equity / 2 - 1, "half of what is left, and a day's premium");
        assertLt(assets, 1_000_000 * unit - 90_000 * unit / 2);
        _assertSolvent();
    }

    function test_ControllerMayBeAnotherWhoApprovedTheCaller() public {
        vm.prank(bob);
        pool.setOperator(alice, true);
        vm.expectEmit(address(pool));
        emit IExitQueue.RedeemRequest(bob, alice, 0, alice, 5);
        vm.prank(alice);
        pool.requestRedeem(5, bob, alice);
        assertEq(pool.pendingRedeemRequest(0, bob), 5, "the exit is the controller's");
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
        assertEq(pool.balanceOf(alice), SHARES - 5);
        assertEq(pool.balanceOf(bob), SHARES);
    }

    function test_OperatorNeedsNoAllowance() public {
        vm.prank(alice);
        pool.setOperator(eve, true);
        vm.prank(eve);
        pool.requestRedeem(5, alice, alice);
        assertEq(pool.pendingRedeemRequest(0, alice), 5);
    }

    function test_SpenderUsesItsAllowanceForItself() public {
        vm.prank(alice);
        pool.approve(eve, 6);
        vm.prank(eve);
        pool.requestRedeem(5, eve, alice);
        assertEq(pool.allowance(alice, eve), 1);
        assertEq(pool.pendingRedeemRequest(0, eve), 5);
    }

    /// @dev POOL-2: what was settled is folded into the claim and stays withdrawable.
    function test_POOL2_NextRequestFoldsWhatIsSettled() public {
        _request(alice, SHARES / 4);
        skip(10 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        _request(alice, SHARES / 2);
        assertEq(pool.maxRedeem(alice), SHARES / 4);
        assertEq(pool.maxWithdraw(alice), 250_000 * unit);
        assertEq(pool.pendingRedeemRequest(0, alice), SHARES / 2);
        skip(10 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.maxRedeem(alice), SHARES * 3 / 4, "both");
        assertEq(_redeemAll(alice), 750_000 * unit);
    }

    /// @dev POOL-6: a request settles what has matured, its own controller's earlier one included.
    function test_POOL6_RequestSettlesWhatHasMatured() public {
        _request(alice, SHARES / 4);
        skip(12 days);
        _request(alice, SHARES / 4);
        assertEq(pool.maxRedeem(alice), SHARES / 4);
        assertEq(pool.pendingRedeemRequest(0, alice), SHARES / 4);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_AmountIsZero() public {
        vm.prank(alice);
        vm.expectRevert(Errors.AmountZero.selector);
        pool.requestRedeem(0, alice, alice);
    }

    function test_RevertWhen_ControllerIsNobodyOrThePool() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("controller")));
        pool.requestRedeem(1, address(0), alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("controller")));
        pool.requestRedeem(1, address(pool), alice);
    }

    function test_RevertWhen_SharesAreTooFew() public {
        vm.prank(alice);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        pool.requestRedeem(SHARES + 1, alice, alice);
        vm.prank(bob);
        pool.setOperator(alice, true);
        vm.prank(alice);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        pool.requestRedeem(SHARES + 1, bob, alice);
    }

    function test_RevertWhen_CallerMayNotUseTheShares() public {
        vm.prank(eve);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        pool.requestRedeem(1, eve, alice);
        vm.prank(alice);
        pool.approve(eve, 1);
        vm.prank(eve);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        pool.requestRedeem(2, eve, alice);
    }

    /// @dev POOL-2: a stranger's request cannot occupy a controller's only place.
    function test_RevertWhen_POOL2_ControllerHasNotApprovedTheCaller() public {
        vm.prank(alice);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, bob, alice);
        // An allowance over the owner's shares says nothing about whose exit it becomes, the owner's own included.
        vm.prank(alice);
        pool.approve(eve, 10);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, bob, alice);
        assertEq(pool.allowance(alice, eve), 10, "nothing was spent");
    }

    function test_RevertWhen_POOL2_RequestIsPending() public {
        _request(alice, 1);
        vm.prank(alice);
        vm.expectRevert(Errors.RequestPending.selector);
        pool.requestRedeem(1, alice, alice);
    }

    function test_RevertWhen_POOL2_RequestIsSettledOnlyInPart() public {
        _buyScripted(carol, 400_000 * unit, 300 days);
        _request(alice, SHARES);
        _request(bob, SHARES);
        skip(10 days);
        vm.prank(bob);
        (uint256 settled,) = pool.settleRedeemRequests(bob);
        assertGt(settled, SHARES);
        assertLt(settled, 2 * SHARES);
        assertGt(pool.maxRedeem(bob), 0, "settled in part");
        _deposit(bob, 1000 * unit);
        vm.prank(bob);
        vm.expectRevert(Errors.RequestPending.selector);
        pool.requestRedeem(1, bob, bob);
    }
}
