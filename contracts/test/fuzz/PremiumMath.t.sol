// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {CoverData} from "../../src/cover/CoverData.sol";
import {CoverPacking} from "../../src/cover/CoverPacking.sol";
import {PremiumMath} from "../../src/pool/PremiumMath.sol";
import {ProductPricing} from "../../src/pool/PoolWords.sol";

/// @notice Prices against slow, obvious arithmetic (PREM-1, PREM-2, PREM-7).
contract PremiumMathTest is Test {
    uint256 internal constant NANO = 1e9; // ppm to 1e-15

    ProductPricing internal curve;
    uint256 internal limit;

    function _setCurve(uint256 a, uint256 b, uint256 c, uint256 target, uint256 limit_) internal {
        curve.rateMax = bound(c, 1, 10e6);
        curve.rateAtTarget = bound(b, 0, curve.rateMax);
        curve.rateFloor = bound(a, 0, curve.rateAtTarget);
        curve.target = bound(target, 1, 1e6 - 1);
        limit = limit_;
    }

    function _area(uint256 from, uint256 to) internal view returns (uint256) {
        return PremiumMath.areaUp(curve, limit, from, to);
    }

    function _kink() internal view returns (uint256 kink) {
        kink = limit * curve.target / 1e6;
        if (kink == 0) kink = 1;
        if (kink > limit) kink = limit;
    }

    /// @dev Twice the exact integral, cover unit by cover unit, as a fraction over `kink × (limit - kink)`.
    function _slowTwice(uint256 from, uint256 to) internal view returns (uint256 numerator, uint256 denominator) {
        uint256 kink = _kink();
        uint256 below = kink == 0 ? 1 : kink;
        uint256 above = limit == kink ? 1 : limit - kink;
        denominator = below * above;
        for (uint256 x = from; x < to; ++x) {
            // The curve is straight within one cover unit: its mean there is the mean of both ends.
            numerator += _rateTimes(x, x, kink, below, above) + _rateTimes(x, x + 1, kink, below, above);
        }
    }

    /// @dev Rate at `x` × below × above, on the piece of the curve that begins at `piece`.
    function _rateTimes(uint256 piece, uint256 x, uint256 kink, uint256 below, uint256 above)
        internal
        view
        returns (uint256)
    {
        if (piece < kink) {
            return (curve.rateFloor * below + (curve.rateAtTarget - curve.rateFloor) * x) * above * NANO;
        }
        if (piece < limit) {
            return (curve.rateAtTarget * above + (curve.rateMax - curve.rateAtTarget) * (x - kink)) * below * NANO;
        }
        return curve.rateMax * below * above * NANO;
    }

    function testFuzz_PREM2_AreaIsTheIntegral(
        uint256 a,
        uint256 b,
        uint256 c,
        uint256 target,
        uint256 limit_,
        uint256 from,
        uint256 to
    ) public {
        _setCurve(a, b, c, target, bound(limit_, 0, 120));
        from = bound(from, 0, limit + 20);
        to = bound(to, from, limit + 60);
        _assertIntegral(from, to);
    }

    function _assertIntegral(uint256 from, uint256 to) internal view {
        (uint256 n, uint256 d) = _slowTwice(from, to);
        uint256 area = _area(from, to);
        assertGe(area * 2 * d, n, "never below the integral");
        assertLe(area * 2 * d, n + 4 * d, "two ceilings at most: 2e-15 of a cover unit a year");
    }

    function test_PREM1_DefaultCurveAtItsCorners() public {
        _setCurve(15_000, 35_000, 300_000, 700_000, 1_000_000);
        assertEq(_area(0, 1), 15_000 * NANO + 14_285_715, "at the floor, half a cover unit up the slope");
        assertEq(_area(0, 700_000), uint256(700_000) * 25_000 * NANO, "mean of floor and target");
        assertEq(_area(700_000, 1_000_000), uint256(300_000) * 167_500 * NANO, "mean of target and maximum");
        assertEq(_area(1_000_000, 1_000_001), 300_000 * NANO, "beyond");
        assertEq(_area(500_000, 500_000), 0, "nothing costs nothing");
    }

    function testFuzz_PREM1_WithoutALimitAllIsBeyond(uint256 a, uint256 b, uint256 c, uint256 from, uint256 to) public {
        _setCurve(a, b, c, 700_000, 0);
        from = bound(from, 0, 1 << 31);
        to = bound(to, from, 1 << 31);
        assertEq(_area(from, to), (to - from) * curve.rateMax * NANO);
    }

    function testFuzz_PREM1_BeyondTheLimitTheRateStaysAtItsMaximum(uint256 l, uint256 from, uint256 to) public {
        _setCurve(15_000, 35_000, 300_000, 700_000, bound(l, 0, 1 << 28));
        from = bound(from, limit, 1 << 29);
        to = bound(to, from, 1 << 29);
        assertEq(_area(from, to), (to - from) * 300_000 * NANO);
    }

    /// @dev PREM-2 at full sizes: splitting is never cheaper and costs at most its own ceilings more.
    function testFuzz_PREM2_SplittingIsNeverCheaper(
        uint256 curveSeed,
        uint256 limit_,
        uint256 from,
        uint256 middle,
        uint256 to
    ) public {
        _setCurve(
            curveSeed >> 3, curveSeed >> 77, curveSeed >> 150, curveSeed >> 200, bound(limit_, 0, type(uint96).max)
        );
        to = bound(to, 0, 1 << 31);
        from = bound(from, 0, to);
        middle = bound(middle, from, to);
        uint256 whole = _area(from, to);
        uint256 parts = _area(from, middle) + _area(middle, to);
        assertGe(parts, whole, "never cheaper");
        assertLe(parts, whole + 2, "the same up to rounding");
    }

    function testFuzz_PREM1_MoreUtilisationNeverCheaper(uint256 curveSeed, uint256 limit_, uint256 from, uint256 amount)
        public
    {
        _setCurve(curveSeed >> 3, curveSeed >> 77, curveSeed >> 150, curveSeed >> 200, bound(limit_, 1, 1 << 28));
        amount = bound(amount, 1, 1 << 28);
        from = bound(from, 0, 1 << 28);
        // Two ceilings may differ between neighbours.
        assertGe(_area(from + 1, from + 1 + amount) + 2, _area(from, from + amount));
        assertGe(_area(from, from + amount + 1), _area(from, from + amount));
    }

    // ---------------------------------------------------------------- streams

    function testFuzz_StreamIsTheAreaForItsTime(uint256 area, uint256 charged, uint256 fees) public pure {
        area = bound(area, 0, uint256(1 << 28) * 10e6 * NANO);
        charged = bound(charged, 1 days, 800 days);
        fees = bound(fees, 0, 200_000);
        uint256 stream = PremiumMath.streamUp(area, charged, fees);
        uint256 exact = area * charged * (1e6 - fees) * 2 ** 33; // over 1e15 × 1e6 × a year
        assertGe(stream * 1e21 * 365 days, exact);
        assertLt(stream * 1e21 * 365 days, exact + 1e21 * 365 days);
    }

    function testFuzz_RateStreamsAtLeastWhatIsOwed(uint256 stream, uint256 left) public pure {
        left = bound(left, 1 days, 800 days);
        stream = bound(stream, 0, left << 34);
        uint256 rate = PremiumMath.rateUp(stream, left);
        assertGe(rate, 1, "PREM-2: every premium is something");
        assertGe(rate * left, stream);
        assertEq(CoverPacking.roundRateUp(rate), rate, "storable");
        uint256 exact = (stream + left - 1) / left;
        assertLe((rate - (exact == 0 ? 1 : exact)) << 19, exact, "no more than 2 ppm above");
    }

    function testFuzz_GrossUpLeavesTheNet(uint256 net, uint256 fees) public pure {
        net = bound(net, 0, 1e30);
        fees = bound(fees, 0, 200_000);
        uint256 gross = PremiumMath.grossUp(net, fees);
        assertGe(gross * (1e6 - fees), net * 1e6, "fees never come out of the net");
        assertLt(gross * (1e6 - fees), net * 1e6 + 1e6);
    }

    function testFuzz_ValueRoundsUp(uint256 stream, uint256 coverUnit) public pure {
        stream = bound(stream, 0, 1 << 100);
        coverUnit = bound(coverUnit, 1, 1e24);
        uint256 value = PremiumMath.valueUp(stream, coverUnit);
        assertGe(value << 33, stream * coverUnit);
        assertLt(value << 33, stream * coverUnit + (1 << 33));
    }

    // ---------------------------------------------------------------- refunds

    struct Refund {
        CoverData.Cover c;
        uint256 waiting;
        uint256 minBilled;
        uint256 moment;
    }

    function _refund(Refund memory r) internal pure returns (uint256) {
        return PremiumMath.refundDown(PremiumMath.refundable(r.c, r.moment, r.waiting, r.minBilled), 1e6);
    }

    function _sold(uint256 start, uint256 long, uint256 rate) internal pure returns (Refund memory r) {
        (r.waiting, r.minBilled) = (3 days, 14 days);
        r.c.start = bound(start, 20_000 days, 20_000 days + 30 days);
        r.c.end = (r.c.start + long + 1 days - 1) / 1 days * 1 days;
        r.c.rate = bound(rate, 1, 1 << 34);
        r.c.amount = 1;
    }

    /// @dev PREM-7 as it is written: min(unearned, net × (charged − minBilled) / charged) × 95 %.
    function testFuzz_PREM7_RefundIsTheRule(uint256 start, uint256 long, uint256 rate, uint256 moment) public pure {
        Refund memory r = _sold(start, bound(long, 1 days, 365 days), rate);
        r.moment = bound(moment, r.c.start - r.waiting, r.c.end + 1);
        uint256 charged = r.c.end - r.c.start;
        if (charged < r.minBilled) charged = r.minBilled;
        uint256 whole = r.c.rate * (r.c.end - r.c.start + r.waiting);
        uint256 refundable = whole * (charged - r.minBilled) / charged;
        uint256 unearned = r.moment >= r.c.end ? 0 : r.c.rate * (r.c.end - r.moment);
        uint256 rule = (unearned < refundable ? unearned : refundable) * 95 * 1e6 / (100 << 33);
        uint256 refund = _refund(r);
        assertLe(refund, rule + 1, "never more than the rule");
        // The moment of the minimum billing is a whole second.
        assertGe(refund + r.c.rate * 1e6 / (1 << 33) + 2, rule, "nor a second's premium less");
        assertLe(
            refund << 33, r.c.rate * (r.c.end - (r.moment < r.c.end ? r.moment : r.c.end)) * 1e6, "never the unearned"
        );
    }

    function test_PREM7_RefundEdges() public pure {
        Refund memory r = _sold(20_000 days, 14 days, 1 << 30);
        r.moment = r.c.start - r.waiting;
        assertEq(_refund(r), 0, "charged for the minimum: nothing comes back");
        r.c.end += 365 days;
        uint256 most = _refund(r);
        assertGt(most, 0);
        r.moment = r.c.end;
        assertEq(_refund(r), 0, "at the end");
        r.moment = r.c.end + 1;
        assertEq(_refund(r), 0, "after the end");
        r.moment = r.c.end - 1;
        assertEq(_refund(r), uint256(1 << 30) * 95 * 1e6 / (100 << 33), "the last second");
        // Until the minimum has been earned the refund stays the same.
        uint256 billed = r.c.start - r.waiting + (379 days + r.waiting) * 14 / 379 + 1;
        r.moment = billed - 2;
        assertEq(_refund(r), most);
        r.moment = billed + 1 days;
        assertLt(_refund(r), most);
        r.c.rate = 0;
        assertEq(_refund(r), 0, "nothing streams");
    }

    function testFuzz_PREM7_RefundNeverGrowsWithTime(uint256 long, uint256 rate, uint256 a, uint256 b) public pure {
        Refund memory r = _sold(20_000 days + 7, bound(long, 1 days, 365 days), rate);
        a = bound(a, r.c.start - r.waiting, r.c.end + 2);
        b = bound(b, a, r.c.end + 2);
        r.moment = a;
        uint256 early = _refund(r);
        r.moment = b;
        assertLe(_refund(r), early);
    }
}
