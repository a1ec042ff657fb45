// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {CoverOrder} from "../../src/types/PoolTypes.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice COST-1, T-39: what a user pays does not depend on how many came before. Every cover, deposit and request here
/// is a real transaction; nothing is written into storage by hand.
contract GrowthGas is Fixture {
    uint256 internal constant FEW = 10;
    /// @dev Covers and underwriters of the large state; the deep profile takes ten times as many.
    uint256 internal constant MANY = 10_000;
    /// @dev Growth allowed, percent.
    uint256 internal constant ALLOWED = 2;

    uint256 internal plainTerms;

    /// @dev What one user pays for each operation, on slots in use.
    struct Costs {
        uint256 deposit;
        uint256 buy;
        uint256 request;
        uint256 settle;
        uint256 withdraw;
        uint256 transfer;
        uint256 extend;
        uint256 cancel;
    }

    function setUp() public override {
        super.setUp();
        Terms memory t;
        vm.startPrank(owner);
        t = _terms(registry.listProduct(2, sponsor, "Plain"), meterId);
        t.observes = false;
        plainTerms = registry.publishTerms(t);
        vm.stopPrank();
        _addTerms(pool, plainTerms);
        _deposit(alice, 90_000_000 * unit);
        _fund(carol, address(pool), 100_000_000 * unit);
        _fund(bob, address(pool), 100_000_000 * unit);
    }

    function test_Gas_COST1_T39_SameForTenAndForTenThousand() public {
        _grow(FEW);
        Costs memory few = _measure();
        _grow(vm.envOr("GROWTH", MANY));
        Costs memory many = _measure();
        _assertSame(few.deposit, many.deposit, "deposit");
        _assertSame(few.buy, many.buy, "buy");
        _assertSame(few.request, many.request, "request");
        _assertSame(few.settle, many.settle, "settle");
        _assertSame(few.withdraw, many.withdraw, "withdraw");
        _assertSame(few.transfer, many.transfer, "transfer");
        _assertSame(few.extend, many.extend, "extend");
        _assertSame(few.cancel, many.cancel, "cancel");
        vm.snapshotValue("growth", "buy cover, 10 covers and underwriters before", few.buy);
        vm.snapshotValue("growth", "buy cover, 10,000 covers and underwriters before", many.buy);
        vm.snapshotValue("growth", "deposit, 10 covers and underwriters before", few.deposit);
        vm.snapshotValue("growth", "deposit, 10,000 covers and underwriters before", many.deposit);
    }

    /// @dev Covers of many owners with many ends, underwriters, and requests that stay in the queue for a while.
    function _grow(uint256 count) private {
        for (uint256 i; i < count; ++i) {
            address account = address(uint160(0x10000 + i));
            CoverOrder memory o = _order(account, unit, 1 days + (i * 7 % 364) * 1 days);
            o.termsId = plainTerms;
            vm.prank(carol);
            pool.buyCover(o);
            vm.prank(bob);
            pool.deposit(unit, account);
            if (i % 10 == 0) _request(account, pool.balanceOf(account));
        }
        // What can be settled is, so that both measurements find an empty queue and the same day.
        skip(11 days);
        vm.prank(bob);
        pool.deposit(unit, bob);
    }

    function _measure() private returns (Costs memory c) {
        uint256 coverId = _buy();
        _buy();
        c.buy = _last();
        vm.startPrank(bob);
        pool.deposit(1000 * unit, bob);
        pool.deposit(1000 * unit, bob);
        c.deposit = _last();
        pool.transfer(alice, 1e6);
        c.transfer = _last();
        pool.requestRedeem(1e12, bob, bob);
        skip(10 days);
        pool.settleRedeemRequests(bob);
        pool.redeem(1e12, bob, bob);
        // Measured on the second round: the slots are in use.
        pool.requestRedeem(1e12, bob, bob);
        c.request = _last();
        skip(10 days);
        pool.settleRedeemRequests(bob);
        c.settle = _last();
        pool.redeem(1e12, bob, bob);
        c.withdraw = _last();
        vm.stopPrank();
        vm.startPrank(carol);
        pool.processExpiries();
        pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        pool.extendCover(coverId, 1 days, type(uint256).max, vm.getBlockTimestamp());
        c.extend = _last();
        pool.cancelCover(coverId);
        c.cancel = _last();
        vm.stopPrank();
    }

    function _buy() private returns (uint256 coverId) {
        CoverOrder memory o = _order(carol, 1000 * unit, 200 days);
        o.termsId = plainTerms;
        vm.prank(carol);
        (coverId,) = pool.buyCover(o);
    }

    function _last() private view returns (uint256) {
        Vm.Gas memory gas = vm.lastCallGas();
        return gas.gasTotalUsed;
    }

    function _assertSame(uint256 few, uint256 many, string memory name) private pure {
        assertLe(many * 100, few * (100 + ALLOWED), name);
    }
}
