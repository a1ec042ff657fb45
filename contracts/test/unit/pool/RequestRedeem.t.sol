// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {IExitQueue} from "../../../src/pool/roles/IExitQueue.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {UnitFixture} from "../UnitFixture.sol";

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
        skip(COOLDOWN - 1 days);
        assertGt(pool.totalAssets(), 2_000_000 * unit);
        _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
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
        vm.startPrank(alice);
        pool.setOperator(eve, true);
        pool.approve(eve, 6);
        vm.stopPrank();
        vm.prank(eve);
        pool.requestRedeem(5, alice, alice);
        assertEq(pool.pendingRedeemRequest(0, alice), 5);
        assertEq(pool.allowance(alice, eve), 6, "nor uses one");
    }

    /// @dev POOL-2: an allowance, for one share or for all, neither asks for its owner's exit nor takes its owner's only
    /// place. Shares that it moves are its spender's, who asks for itself.
    function test_POOL2_AllowanceAsksForNobodysExit() public {
        vm.prank(alice);
        pool.approve(eve, type(uint256).max);
        vm.startPrank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, alice, alice);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, eve, alice);
        vm.stopPrank();
        _request(alice, SHARES);
        assertEq(pool.pendingRedeemRequest(0, alice), SHARES, "the owner's place was free");
        vm.prank(bob);
        pool.approve(eve, 5);
        vm.startPrank(eve);
        pool.transferFrom(bob, eve, 5);
        pool.requestRedeem(5, eve, eve);
        assertEq(pool.pendingRedeemRequest(0, eve), 5);
    }

    /// @dev POOL-2: who acts for the shares does not act for the controller, nor the other way round.
    function test_RevertWhen_POOL2_CallerActsForOneOfTheTwoOnly() public {
        vm.prank(alice);
        pool.setOperator(eve, true);
        vm.startPrank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, bob, alice);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, alice, bob);
        vm.stopPrank();
        vm.prank(bob);
        pool.setOperator(eve, true);
        vm.prank(eve);
        pool.requestRedeem(1, bob, alice);
        assertEq(pool.pendingRedeemRequest(0, bob), 1);
    }

    /// @dev POOL-2: what was settled is folded into the claim and stays withdrawable.
    function test_POOL2_NextRequestFoldsWhatIsSettled() public {
        _request(alice, SHARES / 4);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        _request(alice, SHARES / 2);
        assertEq(pool.maxRedeem(alice), SHARES / 4);
        assertEq(pool.maxWithdraw(alice), 250_000 * unit);
        assertEq(pool.pendingRedeemRequest(0, alice), SHARES / 2);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.maxRedeem(alice), SHARES * 3 / 4, "both");
        assertEq(_redeemAll(alice), 750_000 * unit);
    }

    /// @dev POOL-10: no asset moves with a request, so it settles nothing, neither others' exits nor its own controller's.
    function test_POOL10_RequestSettlesNothing() public {
        _request(alice, SHARES / 4);
        skip(COOLDOWN + 2 days);
        _request(bob, SHARES / 4);
        assertEq(pool.pendingRedeemRequest(0, alice), SHARES / 4);
        assertEq(_exitsWord().checkpoints, 0);
        vm.startPrank(alice);
        vm.expectRevert(Errors.RequestPending.selector);
        pool.requestRedeem(SHARES / 4, alice, alice);
        bytes[] memory both = new bytes[](2);
        both[0] = abi.encodeCall(pool.settleRedeemRequests, (alice));
        both[1] = abi.encodeCall(pool.requestRedeem, (SHARES / 4, alice, alice));
        pool.multicall(both);
        vm.stopPrank();
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
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, eve, alice);
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
        skip(COOLDOWN);
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
