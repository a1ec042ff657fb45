// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "../../utils/Fixture.sol";

/// @notice An exit worth less than one asset unit, settled together with others, is worth nothing: it must not lock its
/// controller (found by the invariants).
contract DustExitTest is Fixture {
    function test_T62_DustBetweenTwoExitsLocksNobody() public {
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        _deposit(dave, 1_000_000 * unit);
        // Bob has something settled already.
        _request(bob, 1000e12);
        skip(COOLDOWN);
        pool.settleRedeemRequests(bob);
        uint256 owed = pool.maxWithdraw(bob);
        assertGt(owed, 999 * unit);

        _request(alice, 123_456_789_123);
        _request(bob, 1);
        _request(dave, 345_678_912_345);
        skip(COOLDOWN);
        pool.settleRedeemRequests(dave);

        assertEq(pool.maxRedeem(bob), 1000e12 + 1);
        assertEq(pool.maxWithdraw(bob), owed, "dust is worth nothing");
        assertEq(pool.pendingRedeemRequest(0, bob), 0);
        vm.prank(bob);
        assertEq(pool.redeem(1000e12 + 1, bob, bob), owed);
        _request(bob, pool.balanceOf(bob));
        assertGt(pool.maxWithdraw(alice), 0);
        assertGt(pool.maxWithdraw(dave), 0);
        _assertSolvent();
    }
}
