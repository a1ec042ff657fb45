// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {PPM} from "../common/Constants.sol";
import {ProductPricing} from "./PoolWords.sol";
import {CoverData} from "../cover/CoverData.sol";
import {CoverPacking} from "../cover/CoverPacking.sol";

/// @title Arithmetic of premiums
/// @dev The annual rate is a function of utilisation x / limit with one kink. A purchase pays its integral from the
/// committed cover before to the committed cover after. The stream rate is found first and rounded up; the premium is
/// what that rate streams, so that a sale never lowers the share price.
library PremiumMath {
    using FixedPointMathLib for uint256;

    uint256 internal constant YEAR = 365 days;
    /// @dev A stream rate counts 2^-33 cover units a second.
    uint256 internal constant RATE_SHIFT = 33;
    /// @dev Percent of a cancelled cover's refundable stream that stays in the pool.
    uint256 internal constant CANCEL_KEPT = 5;

    // Nothing below wraps: cover units and periods of seconds are below 2^32, rates below 2^54 (24 bits of ppm × 1e9),
    // a stream rate below 2^36, a pool's sum of streams below 2^81, a cover unit below 2^80, the worth of a stream
    // below 2^108, fees at most a fifth, times below 2^41. The largest product is area × charged × 1e6 × 2^33 < 2^(89 +
    // 32 + 20 + 33).

    /// @notice The integral of the rate over committed cover, rounded up in favour of the pool.
    /// @param from committed cover before, cover units
    /// @param to committed cover after, cover units
    /// @param limit committed cover at utilisation 1, cover units, below 2^32; beyond it the rate stays at its maximum
    /// @return area cover units × annual rate, 1e-15
    function areaUp(ProductPricing memory curve, uint256 limit, uint256 from, uint256 to)
        internal
        pure
        returns (uint256 area)
    {
        unchecked {
            // 1e-15 = ppm × 1e9: fine enough for the two ceilings below to stay far under one asset unit.
            uint256 atTarget = curve.rateAtTarget * 1e9;
            uint256 atMax = curve.rateMax * 1e9;
            // A kink of at least one cover unit keeps the divisors below positive; a limit of zero is all "beyond".
            uint256 kink = (limit * curve.target / PPM).max(1).min(limit);
            if (from < kink) {
                uint256 end = to.min(kink);
                uint256 atFloor = curve.rateFloor * 1e9;
                area = ((end - from) * (2 * kink * atFloor + (atTarget - atFloor) * (from + end))).divUp(2 * kink);
                from = end;
            }
            if (from < to && from < limit) {
                uint256 end = to.min(limit);
                uint256 span = limit - kink;
                area += ((end - from) * (2 * span * atTarget + (atMax - atTarget) * (from + end - 2 * kink)))
                .divUp(2 * span);
                from = end;
            }
            if (from < to) area += (to - from) * atMax;
        }
    }

    /// @notice Stream that an area earns for `charged` seconds, net of `fees`, rounded up.
    /// @return stream rate × seconds, in units of 2^-33 cover units
    function streamUp(uint256 area, uint256 charged, uint256 feesPpm) internal pure returns (uint256 stream) {
        unchecked {
            stream = ((area * charged * (PPM - feesPpm)) << RATE_SHIFT).divUp(1e15 * PPM * YEAR);
        }
    }

    /// @notice The stream rate that spreads `stream` over `left` seconds: at least 1, rounded up to what a cover stores.
    function rateUp(uint256 stream, uint256 left) internal pure returns (uint256) {
        return CoverPacking.roundRateUp(stream.divUp(left).max(1));
    }

    /// @notice Asset units paid into a stream, or into a pool's sum of streams, rounded up.
    function valueUp(uint256 stream, uint256 coverUnit) internal pure returns (uint256) {
        unchecked {
            return (stream * coverUnit + (1 << RATE_SHIFT) - 1) >> RATE_SHIFT;
        }
    }

    /// @notice Asset units that a stream still pays, rounded down.
    function valueDown(uint256 stream, uint256 coverUnit) internal pure returns (uint256) {
        unchecked {
            return (stream * coverUnit) >> RATE_SHIFT;
        }
    }

    /// @notice The premium whose net part is `net`, rounded up.
    function grossUp(uint256 net, uint256 feesPpm) internal pure returns (uint256) {
        unchecked {
            return (net * PPM).divUp(PPM - feesPpm);
        }
    }

    /// @notice The stream of which a cancellation returns 95 %: the unearned stream after the minimum billing.
    /// @dev `net × (charged − minBilled) / charged` is the stream after the moment at which the minimum billing has
    /// been earned. So the smaller of that and the unearned premium is the stream after the later of both moments.
    /// @return stream rate × seconds, in units of 2^-33 cover units
    function refundable(CoverData.Cover memory c, uint256 timestamp, uint256 waitingPeriod, uint256 minBilled)
        internal
        pure
        returns (uint256 stream)
    {
        unchecked {
            uint256 long = c.end - c.start;
            uint256 billed = c.start + ((long + waitingPeriod) * minBilled).divUp(long.max(minBilled)) - waitingPeriod;
            uint256 from = timestamp.max(billed);
            return from < c.end ? c.rate * (c.end - from) : 0;
        }
    }

    /// @notice The refund of a cancellation for a refundable stream, asset units, rounded down.
    function refundDown(uint256 stream, uint256 coverUnit) internal pure returns (uint256) {
        unchecked {
            return stream * coverUnit * (100 - CANCEL_KEPT) / (100 << RATE_SHIFT);
        }
    }

    /// @notice The part of a cover's rate that a refund takes out of the stream over the seconds `left`, rounded up: no
    /// less than what it pays.
    function refundRateUp(uint256 stream, uint256 left) internal pure returns (uint256) {
        unchecked {
            return (stream * (100 - CANCEL_KEPT)).divUp(100 * left);
        }
    }
}
