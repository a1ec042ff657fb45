// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {IPoolCapital} from "../../../src/pool/roles/IPoolCapital.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {IPermit2Allowances, Permit2} from "../../mocks/Permit2.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice ERC-4626 way in (POOL-1, POOL-3, POOL-6, POOL-8). Branches: Deposit.tree.
contract DepositTest is UnitFixture {
    function test_POOL1_FirstDepositIssuesSharesAtTheInitialPrice() public {
        _fund(alice, address(pool), 1000 * unit);
        vm.expectEmit(address(pool));
        emit ERC20.Transfer(address(0), bob, 1000 * unit * 1e6);
        vm.expectEmit(address(pool));
        emit IPoolCapital.Deposit(alice, bob, 1000 * unit, 1000 * unit * 1e6);
        vm.prank(alice);
        assertEq(pool.deposit(1000 * unit, bob), 1000 * unit * 1e6);
        assertEq(pool.balanceOf(bob), 1000 * unit * 1e6, "receiver holds");
        assertEq(pool.balanceOf(alice), 0);
        assertEq(usdc.balanceOf(alice), 0, "payer pays");
        assertEq(pool.totalAssets(), 1000 * unit);
        _assertSolvent();
    }

    function test_POOL1_MintTakesWhatItsPreviewSays() public {
        _seasoned();
        _fund(bob, address(pool), 1_000_000 * unit);
        uint256 preview = pool.previewMint(123_456_789_012_345);
        vm.prank(bob);
        assertEq(pool.mint(123_456_789_012_345, bob), preview);
        assertEq(usdc.balanceOf(bob), 1_000_000 * unit - preview);
        assertEq(pool.balanceOf(bob), 123_456_789_012_345);
        _assertSolvent();
    }

    /// @dev A pool whose share price is no round number.
    function _seasoned() internal {
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 1_000_000 * unit, 90 days);
        skip(33 days + 1234);
    }

    function testFuzz_POOL1_PreviewsAreExact(uint256 assets, uint256 shares, uint256 wait) public {
        _seasoned();
        skip(bound(wait, 0, 120 days));
        assets = bound(assets, 1, 50_000_000 * unit);
        uint256 preview = pool.previewDeposit(assets);
        assertEq(_deposit(bob, assets), preview, "deposit");
        assertEq(preview, pool.balanceOf(bob));

        shares = bound(shares, 1, 1e20);
        preview = pool.previewMint(shares);
        _fund(dave, address(pool), preview);
        vm.prank(dave);
        assertEq(pool.mint(shares, dave), preview, "mint");
        assertEq(usdc.balanceOf(dave), 0);
        _assertSolvent();
    }

    /// @dev POOL-1: nobody gains by coming in; those inside do not lose (ACC-2).
    function testFuzz_ACC2_DepositNeverLowersThePrice(uint256 assets, uint256 wait) public {
        _seasoned();
        skip(bound(wait, 0, 120 days));
        uint256 before = pool.convertToAssets(1e24);
        assets = bound(assets, 1, 50_000_000 * unit);
        uint256 shares = _deposit(bob, assets);
        assertGe(pool.convertToAssets(1e24), before);
        assertLe(pool.convertToAssets(shares), assets);
    }

    function test_POOL6_DepositSettlesWhatHasMatured() public {
        _deposit(alice, 1_000_000 * unit);
        _request(alice, 1e11);
        skip(COOLDOWN + 2 days);
        assertEq(pool.maxRedeem(alice), 0);
        _deposit(bob, 1000 * unit);
        assertEq(pool.maxRedeem(alice), 1e11, "settled");
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
        _assertSolvent();
    }

    function test_POOL3_DonationMovesNothing() public {
        _seasoned();
        uint256 price = pool.convertToAssets(1e18);
        usdc.mint(address(pool), 77_777_777 * unit);
        assertEq(pool.convertToAssets(1e18), price);
        assertEq(pool.previewDeposit(unit), _deposit(bob, unit));
        _assertSolvent();
    }

    function test_CAP3_DepositFreezesDampedEquityBeforeItself() public {
        PoolConfig memory c = _monoline();
        c.startEquity = 0;
        pool = _createPool(c);
        _deposit(alice, 1000 * unit);
        assertEq(_queueWord().dampedEquity, 0, "nothing was there before");
        _deposit(alice, 1000 * unit);
        assertEq(_queueWord().dampedEquity, 0, "n = 0 on the same day");
        assertEq(_queueWord().dampedDay, vm.getBlockTimestamp() / 1 days);
    }

    /// @dev An approval to Permit2 alone is enough: the pool asks there when it has no allowance of its own.
    function test_DepositByPermit2Allowance() public {
        IPermit2Allowances permit2 = Permit2.install(vm);
        usdc.mint(alice, 1000 * unit);
        vm.prank(alice);
        usdc.approve(address(permit2), type(uint256).max);
        vm.prank(alice);
        permit2.approve(address(usdc), address(pool), uint160(1000 * unit), type(uint48).max);
        vm.prank(alice);
        pool.deposit(1000 * unit, alice);
        assertEq(pool.totalAssets(), 1000 * unit);
    }

    function testFuzz_POOL1_PreviewsAreExactWhileARequestHasMatured(uint256 assets, uint256 queued) public {
        _seasoned();
        queued = bound(queued, 1, pool.balanceOf(alice) / 2);
        _request(alice, queued);
        skip(COOLDOWN + 2 days);
        assets = bound(assets, 1, 50_000_000 * unit);
        uint256 preview = pool.previewDeposit(assets);
        assertEq(_deposit(bob, assets), preview, "deposit");
        assertGt(pool.maxRedeem(alice), 0, "settled on the way");
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_AmountIsZero() public {
        vm.expectRevert(Errors.AmountZero.selector);
        pool.deposit(0, alice);
        vm.expectRevert(Errors.AmountZero.selector);
        pool.mint(0, alice);
    }

    function test_RevertWhen_ReceiverIsNobodyOrThePool() public {
        _fund(alice, address(pool), unit);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("receiver")));
        pool.deposit(unit, address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("receiver")));
        pool.mint(1e12, address(pool));
        vm.stopPrank();
        assertEq(pool.maxDeposit(address(0)) + pool.maxMint(address(0)), 0);
        assertEq(pool.maxDeposit(address(pool)) + pool.maxMint(address(pool)), 0);
    }

    function test_RevertWhen_AllowanceIsMissing() public {
        usdc.mint(alice, unit);
        bytes32 before = _fingerprint();
        vm.prank(alice);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.deposit(unit, alice);
        assertEq(_fingerprint(), before, "nothing changed");
    }

    function test_RevertWhen_AmountExceedsMaxDeposit() public {
        _seasoned();
        uint256 max = pool.maxDeposit(bob);
        usdc.mint(bob, type(uint128).max);
        vm.startPrank(bob);
        usdc.approve(address(pool), type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.DepositLimitExceeded.selector, max));
        pool.deposit(max + 1, bob);
        pool.deposit(max, bob);
        assertLe(pool.maxDeposit(bob), 1, "what the packed widths hold");
    }

    function test_RevertWhen_INC7_PoolIsShort() public {
        _seasoned();
        _setShort(true);
        assertEq(pool.maxDeposit(bob), 0);
        assertEq(pool.maxMint(bob), 0);
        _fund(bob, address(pool), unit);
        vm.startPrank(bob);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.deposit(unit, bob);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.mint(1e12, bob);
    }

    /// @dev POOL-8: a pool that has lost nearly all takes deposits; who comes gets what it brings.
    function test_POOL8_APoolThatHasLostNearlyAllTakesDeposits() public {
        _deposit(alice, 1_000_000 * unit);
        uint256 word = uint256(_word(0));
        vm.store(address(pool), 0, bytes32((word >> 104 << 104) | 2));
        uint256 shares = _deposit(bob, 1000 * unit);
        assertApproxEqRel(pool.convertToAssets(shares), 1000 * unit, 1e12);
    }

    /// @dev POOL-8: what denied cases give back has room: sixteen times the shares.
    function test_RevertWhen_POOL8_ThereIsNoRoomForShares() public {
        _deposit(alice, 1_000_000 * unit);
        uint256 word = uint256(_word(1));
        vm.store(address(pool), bytes32(uint256(1)), bytes32((word >> 112 << 112) | uint256(2 ** 112 - 1) / 16));
        assertEq(pool.maxDeposit(bob), 0);
        assertEq(pool.maxMint(bob), 0);
        _fund(bob, address(pool), unit);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.DepositLimitExceeded.selector, 0));
        pool.deposit(unit, bob);
        vm.stopPrank();
        vm.store(address(pool), bytes32(uint256(1)), bytes32((word >> 112 << 112) | uint256(2 ** 112 - 1) / 32));
        assertGt(pool.maxDeposit(bob), 0);
    }

    /// @dev CAP-2: an exit that finds no room leaves clusters and their period as they belong together, or cover that has
    /// ended would stay in its cluster for good.
    function test_CAP2_ADepositThatSettlesNothingLeavesWhatExpires() public {
        uint256 shares = _deposit(alice, 1_000_000 * unit);
        _buyScripted(carol, 10_000 * unit, 30 days);
        _buyScripted(carol, 230_000 * unit, 300 days);
        _request(alice, shares);
        skip(150 days);
        uint256 money = uint256(_word(0));
        vm.store(address(pool), 0, bytes32((money >> 104 << 104) | 200_000 * unit));
        uint256 state = vm.snapshotState();
        pool.processExpiries();
        bytes32 clusters = _word(3);
        assertTrue(vm.revertToState(state));
        assertNotEq(_word(3), clusters, "the short cover is still counted");

        _deposit(bob, unit);
        assertEq(pool.pendingRedeemRequest(0, alice), shares, "nothing could be settled");
        pool.processExpiries();
        assertEq(_word(3), clusters);
    }

    function test_RevertWhen_SharesRoundToNothing() public {
        // A price so high that one unit buys less than one share.
        _deposit(alice, 1000 * unit);
        vm.store(address(pool), bytes32(uint256(1)), bytes32(uint256(1)));
        _fund(bob, address(pool), 1);
        vm.startPrank(bob);
        assertEq(pool.previewDeposit(1), 0);
        vm.expectRevert(Errors.AmountZero.selector);
        pool.deposit(1, bob);
    }
}
