// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, Limit, Quote} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice A quote is one number (PREM-5), and nothing a buyer does before it lowers it (PREM-2). Branches:
/// QuoteCover.tree.
contract QuoteCoverTest is UnitFixture {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        _fund(carol, address(pool), 100_000_000 * unit);
    }

    /// @dev A random history: purchases, deposits, requests, cancellations, time.
    function _shuffle(uint256 seed) internal {
        uint256 last;
        for (uint256 i; i < 6; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 6;
            if (kind < 2) last = _buySome(seed >> 8);
            else if (kind == 2) _deposit(bob, bound(seed >> 8, 1, 5_000_000 * unit));
            else if (kind == 3 && pool.pendingRedeemRequest(0, alice) == 0) _requestSome(seed >> 8);
            else if (kind == 4 && last != 0 && pool.quoteCancellation(last) != 0) last = _cancel(last);
            else skip((seed >> 8) % 30 days);
        }
    }

    function _buySome(uint256 seed) internal returns (uint256 coverId) {
        uint256 available = pool.quoteCover(scriptedTerms, unit, 1 days).available / unit;
        if (available == 0) return 0;
        (coverId,) = _buyScripted(carol, bound(seed, 1, available) * unit, bound(seed >> 64, 1, 365) * 1 days);
    }

    function _requestSome(uint256 seed) internal {
        uint256 shares = pool.balanceOf(alice) / 4;
        if (shares != 0) _request(alice, bound(seed, 1, shares));
    }

    function _cancel(uint256 coverId) internal returns (uint256) {
        vm.prank(carol);
        pool.cancelCover(coverId);
        return 0;
    }

    function testFuzz_PREM5_QuoteIsWhatAPurchaseTakes(uint256 seed, uint256 amount, uint256 duration) public {
        _shuffle(seed);
        duration = bound(duration, 1 days, 365 days);
        uint256 available = pool.quoteCover(scriptedTerms, unit, duration).available / unit;
        vm.assume(available != 0);
        amount = bound(amount, 1, available) * unit;
        Quote memory q = pool.quoteCover(scriptedTerms, amount, duration);
        assertEq(uint8(q.binding), uint8(Limit.None));
        CoverOrder memory o = _orderScripted(carol, amount, duration);
        o.maxPremium = q.premium;
        uint256 before = usdc.balanceOf(carol);
        uint256 equity = pool.totalAssets();
        vm.prank(carol);
        (uint256 coverId, uint256 premium) = pool.buyCover(o);
        assertEq(premium, q.premium, "PREM-5");
        assertEq(before - usdc.balanceOf(carol), q.premium, "all that leaves the payer");
        assertEq(_coverOf(coverId).start, q.start);
        assertEq(_coverOf(coverId).end, q.end);
        assertEq(_coverOf(coverId).rate, q.rate);
        assertGe(pool.totalAssets(), equity, "ACC-2: a sale never lowers equity");
        assertLe(pool.totalAssets(), equity + 1, "and its premium is unearned");
        _assertSolvent();
    }

    /// @dev PREM-5: the amount available is exactly what can be bought.
    function testFuzz_PREM5_AvailableCanBeBoughtAndNoMore(uint256 seed, uint256 duration) public {
        _shuffle(seed);
        duration = bound(duration, 1 days, 365 days);
        uint256 available = pool.quoteCover(scriptedTerms, unit, duration).available;
        CoverOrder memory o = _orderScripted(carol, available + unit, duration);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, available));
        pool.buyCover(o);
        assertGt(uint8(pool.quoteCover(scriptedTerms, available + unit, duration).binding), uint8(Limit.None));
        if (available == 0) return;
        o.amount = available;
        vm.prank(carol);
        pool.buyCover(o);
        assertEq(pool.quoteCover(scriptedTerms, unit, duration).available, 0, "sold out for now");
        _assertSolvent();
    }

    /// @dev PREM-2: two purchases at one instant cost no less than one, but for the storable rate's 2 ppm.
    function testFuzz_PREM2_SplittingIsNotCheaper(uint256 seed, uint256 a, uint256 b) public {
        _shuffle(seed);
        uint256 available = pool.quoteCover(scriptedTerms, unit, 90 days).available / unit;
        vm.assume(available > 1);
        a = bound(a, 1, available - 1);
        b = bound(b, 1, available - a);
        uint256 whole = pool.quoteCover(scriptedTerms, (a + b) * unit, 90 days).premium;
        (, uint256 first) = _buyScripted(carol, a * unit, 90 days);
        (, uint256 second) = _buyScripted(carol, b * unit, 90 days);
        assertGe((first + second) * (1 << 19), whole * ((1 << 19) - 1), "never cheaper");
        // A rate is at least 2^-33 cover units a second, and rounded up to one.
        assertLe(first + second, whole + whole / (1 << 19) + 2 * (94 days * unit >> 33) + 4, "the same up to rounding");
    }

    function testFuzz_PREM2_EveryPremiumIsAtLeastOneUnit(uint256 duration) public view {
        assertGe(pool.quoteCover(scriptedTerms, unit, bound(duration, 1 days, 365 days)).premium, 1);
    }

    function testFuzz_PREM1_LongerAndLargerCostNoLess(uint256 amount, uint256 duration) public view {
        amount = bound(amount, 1, 1_000_000) * unit;
        duration = bound(duration, 1, 364) * 1 days;
        uint256 premium = pool.quoteCover(scriptedTerms, amount, duration).premium;
        // A neighbour's rate may be rounded less far up: by one, or by 2 ppm.
        uint256 slack = premium / (1 << 18) + (369 days * unit >> 33) + 2;
        assertGe(pool.quoteCover(scriptedTerms, amount + unit, duration).premium + slack, premium);
        assertGe(pool.quoteCover(scriptedTerms, amount, duration + 1 days).premium + slack, premium);
    }

    /// @dev T-38: an amount that no pool could sell is answered or refused, never priced by a number that has wrapped.
    function test_T38_AbsurdAmountsAreNotPricedLow() public view {
        uint256 large = pool.quoteCover(scriptedTerms, (1 << 28) * unit, 365 days).premium;
        for (uint256 bits = 30; bits < 236; bits += 3) {
            try pool.quoteCover(scriptedTerms, (uint256(1) << bits) * unit, 365 days) returns (Quote memory q) {
                assertGe(q.premium, large, "wrapped");
                assertGt(uint8(q.binding), 0);
            } catch {}
        }
    }

    function test_PREM5_MeteredTermsToo() public {
        Quote memory q = pool.quoteCover(termsId, 1000 * unit, 30 days);
        (, uint256 premium) = _buy(carol, 1000 * unit, 30 days);
        assertEq(premium, q.premium);
    }

    /// @dev PREM-5: a dip that is over stops neither the quote nor the purchase.
    function test_PREM5_QuoteSeesWhatAPurchaseWouldObserve() public {
        vm.prank(address(leaky));
        usdc.transfer(eve, 4_000_000 * unit);
        shareLoss.poke(meterId);
        vm.expectRevert(Errors.BelowMark.selector);
        pool.quoteCover(termsId, 1000 * unit, 30 days);
        vm.prank(eve);
        usdc.transfer(address(leaky), 4_000_000 * unit);
        Quote memory q = pool.quoteCover(termsId, 1000 * unit, 30 days);
        (, uint256 premium) = _buy(carol, 1000 * unit, 30 days);
        assertEq(premium, q.premium);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_AmountIsZeroOrBroken() public {
        vm.expectRevert(Errors.AmountZero.selector);
        pool.quoteCover(scriptedTerms, 0, 30 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotMultipleOf.selector, unit));
        pool.quoteCover(scriptedTerms, unit - 1, 30 days);
    }

    function test_RevertWhen_DurationIsOutOfRange() public {
        vm.expectRevert(Errors.DurationOutOfRange.selector);
        pool.quoteCover(scriptedTerms, unit, 1 days - 1);
        vm.expectRevert(Errors.DurationOutOfRange.selector);
        pool.quoteCover(scriptedTerms, unit, 365 days + 1);
    }

    function test_RevertWhen_CAP5_ASaleWouldBeRefused() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("not in this pool")));
        pool.quoteCover(999, unit, 30 days);
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("suspended")));
        pool.quoteCover(scriptedTerms, unit, 30 days);
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, false);
        _setShort(true);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.quoteCover(scriptedTerms, unit, 30 days);
        _setShort(false);
        vm.chainId(10);
        vm.expectRevert(Errors.WrongChain.selector);
        pool.quoteCover(scriptedTerms, unit, 30 days);
        vm.chainId(31337);
        _buyScripted(carol, unit, 30 days);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.SalesStopped.selector, scriptedProduct));
        pool.quoteCover(scriptedTerms, unit, 30 days);
    }

    // ---------------------------------------------------------- deferred starts

    /// @dev CAP-5: on a cluster whose starts are deferred a cover starts no earlier than told; end, charge and premium
    /// follow. Other clusters, and the waiting period where it is longer, are untouched.
    function test_CAP5_DeferredStartMovesEndAndPremium() public {
        uint256 lane = _mapped(16, scriptedProduct) >> 216;
        assertLt(lane, 8);
        Quote memory plain = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days);
        uint256 until = vm.getBlockTimestamp() + 7 days + 5 hours;
        _defer(lane, until);
        Quote memory q = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days);
        assertEq(q.start, until);
        assertEq(q.end, (until + 30 days + 1 days - 1) / 1 days * 1 days);
        assertEq(q.end - q.start >= 30 days, true, "no second of protection less");
        // Of so small a cover, rates are rounded up by less than one in 2000.
        assertApproxEqRel(
            q.premium * (plain.end - plain.start),
            plain.premium * (q.end - q.start),
            0.0005e18,
            "charged for its own time of protection"
        );
        (uint256 coverId, uint256 premium) = _buyScripted(carol, 1000 * unit, 30 days);
        assertEq(premium, q.premium, "PREM-5");
        assertEq(_coverOf(coverId).start, until);

        _defer(lane, vm.getBlockTimestamp() + 3 days - 1);
        assertEq(pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).start, plain.start, "the later of both");
        _defer(lane == 7 ? 0 : lane + 1, until);
        assertEq(pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).start, plain.start, "its own cluster only");
    }

    /// @dev What a case on a cluster writes down: a bit above the committed lanes, and a time.
    function _defer(uint256 lane, uint256 until) internal {
        uint256 lanes = uint256(_word(3)) & (1 << 248) - 1;
        vm.store(address(pool), bytes32(uint256(3)), bytes32(lanes | 1 << (248 + lane)));
        vm.store(address(pool), bytes32(uint256(5)), bytes32(until << (32 * lane)));
    }
}
