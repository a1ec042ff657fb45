// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";
import {Vm} from "forge-std/Vm.sol";

import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice Very many people, one after the other, inside one transaction: each call is a real one of theirs, only that it is
/// not a transaction of its own. (Forge copies all state for each transaction: a hundred thousand of them would take hours.)
contract Crowd is CommonBase {
    ICoverPool internal immutable _pool;
    address internal immutable _purse;

    constructor(ICoverPool pool, address purse) {
        (_pool, _purse) = (pool, purse);
    }

    /// @notice Covers of as many owners, with ends on all days of a year.
    function buy(CoverOrder memory o, uint256 from, uint256 count) external {
        for (uint256 i = from; i < from + count; ++i) {
            o.onBehalf = o.insured = o.refundTo = _person(i);
            o.duration = 1 days + (i * 7 % 364) * 1 days;
            vm.prank(_purse);
            _pool.buyCover(o);
        }
    }

    /// @notice Underwriters, each with a deposit and a request for half of it.
    function join(uint256 from, uint256 count, uint256 assets) external {
        for (uint256 i = from; i < from + count; ++i) {
            address account = _person(i);
            vm.prank(_purse);
            uint256 shares = _pool.deposit(assets, account);
            vm.prank(account);
            _pool.requestRedeem(shares / 2, account, account);
        }
    }

    /// @notice Each request settled by itself: a settlement checkpoint for each.
    function settle(uint256 from, uint256 count) external {
        for (uint256 i = from; i < from + count; ++i) {
            vm.prank(_person(i));
            _pool.settleRedeemRequests(_person(i));
        }
    }

    function _person(uint256 i) private pure returns (address) {
        return address(uint160(0x10000 + i));
    }
}

/// @notice COST-1, T-39: what a user pays does not depend on how many came before. Every cover, deposit, request and
/// settlement here is a real call; nothing is written into storage by hand.
contract GrowthGas is Fixture {
    uint256 internal constant FEW = 10;
    uint256 internal constant COVERS = 100_000;
    uint256 internal constant UNDERWRITERS = 10_000;
    /// @dev Growth allowed, percent.
    uint256 internal constant ALLOWED = 2;
    /// @dev What two look-ups by bisection may cost more: 14 of 10,000 checkpoints each, cold the first time.
    uint256 internal constant BISECTION = 14 * 3000;

    Crowd internal crowd;
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
        t = _terms(registry.listProduct(2, sponsor, "Plain"), 0);
        (t.resolver, t.observes) = (address(new ScriptedResolver(address(usdc))), false);
        plainTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, plainTerms);
        _deposit(alice, 90_000_000 * unit);
        _fund(carol, address(pool), 100_000_000 * unit);
        _fund(bob, address(pool), 100_000_000 * unit);
    }

    function test_Gas_COST1_T39_SameForTenAndForAHundredThousand() public {
        crowd = new Crowd(pool, carol);
        _grow(0, FEW, FEW);
        Costs memory few = _measure();
        _grow(FEW, COVERS, UNDERWRITERS);
        Costs memory many = _measure();
        assertGe(_serial(), FEW + COVERS, "as many covers as it says");
        _row("deposit", few.deposit, many.deposit);
        _row("buy cover", few.buy, many.buy);
        _row("request redeem", few.request, many.request);
        _row("settle", few.settle, many.settle);
        _row("withdraw", few.withdraw, many.withdraw);
        _row("transfer", few.transfer, many.transfer);
        _row("extend", few.extend, many.extend);
        _row("cancel", few.cancel, many.cancel);
        _measureLateWithdrawal(many.withdraw);
    }

    function _row(string memory name, uint256 few, uint256 many) private {
        vm.snapshotValue("growth", string.concat(name, ", 10 covers, underwriters and requests before"), few);
        vm.snapshotValue(
            "growth", string.concat(name, ", 100,000 covers, 10,000 underwriters and requests before"), many
        );
        assertLe(many * 100, few * (100 + ALLOWED), name);
    }

    /// @dev Who comes for an exit that was settled ten thousand settlements ago finds it by bisection: the one read that
    /// grows, with the logarithm.
    function _measureLateWithdrawal(uint256 prompt) private {
        address first = address(uint160(0x10000 + FEW + UNDERWRITERS / 2));
        uint256 shares = pool.maxRedeem(first);
        assertGt(shares, 0);
        usdc.mint(first, 1);
        vm.prank(first);
        pool.redeem(shares, first, first);
        uint256 late = _last();
        vm.snapshotValue("growth", "withdraw, among 10,000 settlements", late);
        assertLe(late, prompt + BISECTION, "a look-up of logarithmic length");
    }

    /// @dev Covers of many owners with many ends, underwriters, and as many requests, each settled by itself.
    function _grow(uint256 from, uint256 covers, uint256 underwriters) private {
        CoverOrder memory o = _order(carol, unit, 1 days);
        o.termsId = plainTerms;
        for (uint256 i; i < covers; i += 5000) {
            crowd.buy(o, from + i, covers - i < 5000 ? covers - i : 5000);
        }
        for (uint256 i; i < underwriters; i += 5000) {
            crowd.join(from + i, underwriters - i < 5000 ? underwriters - i : 5000, 10 * unit);
        }
        skip(COOLDOWN + 1 days);
        for (uint256 i; i < underwriters; i += 5000) {
            crowd.settle(from + i, underwriters - i < 5000 ? underwriters - i : 5000);
        }
        vm.prank(bob);
        pool.deposit(unit, bob);
    }

    /// @dev Covers ever sold on the terms, as the pool counts them.
    function _serial() private view returns (uint256) {
        return uint32(uint256(_word(uint256(keccak256(abi.encode(plainTerms, uint256(17)))))));
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
        skip(COOLDOWN);
        pool.settleRedeemRequests(bob);
        pool.redeem(1e12, bob, bob);
        // Measured on the second round: the slots are in use.
        pool.requestRedeem(1e12, bob, bob);
        c.request = _last();
        skip(COOLDOWN);
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
}
