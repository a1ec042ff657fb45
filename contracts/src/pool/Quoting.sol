// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Money, PoolTerms, Product, ProductPricing, Queue, ShareTotals} from "./PoolWords.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {PPM, WAD} from "../common/Constants.sol";
import {Buckets} from "./Buckets.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {CoverData} from "../cover/CoverData.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {PremiumMath} from "./PremiumMath.sol";
import {Limit, Quote} from "./PoolTypes.sol";
import {PoolState} from "./PoolState.sol";

/// @title Limits and prices of sales, shared by purchases and quotes
abstract contract Quoting is PoolState {
    using FixedPointMathLib for uint256;

    uint256 internal constant MIN_DURATION = 1 days;
    uint256 internal constant MAX_DURATION = 365 days;
    /// @dev Divisor of a product's limit: this part can be sold in a burst, and comes back every day.
    uint256 internal constant SALE_SPEED = 4;
    /// @dev Percent of the meter's reading up to which cover on a metered subject is sold.
    uint256 internal constant METER_RATIO = 30;
    uint256 internal constant NO_METER = type(uint256).max;

    /// @dev All state that a sale reads, brought up to date.
    struct SaleCache {
        Money m;
        ShareTotals s;
        Queue q;
        uint256 equity;
        uint256 clusters;
        Product p;
        ProductPricing l;
        PoolTerms t;
        uint256 limit; // the product's own limit, cover units: utilisation is committed / limit
        uint256 available; // cover units
        Limit binding;
    }

    /// @dev Where a quote and a purchase begin: `b`, which is new, gets the pool's own words and its terms. A cover unit is
    /// not zero.
    /// @return units the amount in cover units, of which it is a multiple
    function _beginSale(SaleCache memory b, uint256 termsId, uint256 amount) internal view returns (uint256 units) {
        require(amount != 0, Errors.AmountZero());
        (b.m.identity, b.s.limits) = CloneArguments.readPool();
        uint256 coverUnit = ClonePacking.coverUnitOf(b.m.identity);
        require(amount.rawMod(coverUnit) == 0, Errors.NotMultipleOf(coverUnit));
        Packing.load(b.t, _poolTerms[termsId]);
        return amount.rawDiv(coverUnit);
    }

    /// @dev Goes on with what the meter reports, or `NO_METER`: how much can be sold, and what keeps it from being more.
    function _openSale(SaleCache memory b, uint256 termsId, uint256 meter) internal view {
        _loadSale(b, termsId);
        _requireSalesOpen(b.m);
        _findLimits(b, meter);
    }

    /// @dev Reads the state of a sale or an extension, brings it up to date and finds the product's own limit. `b` is
    /// new except for the pool's terms, which the caller has loaded.
    function _loadSale(SaleCache memory b, uint256 termsId) internal view {
        require(block.chainid == _chainId, Errors.WrongChain());
        require(b.t.flags & PoolFlags.TERMS_SOLD != 0, Errors.TermsNotForSale("not in this pool"));
        (bytes32 reason, uint256 auditGap) = _registry.saleStatus(termsId);
        require(reason == 0, Errors.TermsNotForSale(reason));
        _loadMoney(b.m);
        require(b.m.flags & PoolFlags.SHORT == 0, Errors.PoolShort());
        uint256 productId = b.t.productId;
        Packing.load(b.p, _products[productId]);
        require(b.p.stoppingCases == 0, Errors.SalesStopped(productId));
        Buckets.advanceProduct(b.p, _productRings[productId], block.timestamp);
        _loadTotals(b.s);
        b.equity = _equity(b.m);
        Packing.load(b.q, _queue);
        _refreshDamped(b.q, _freeEquity(b.equity, b.s), b.s);
        Packing.load(b.l, _pricing[productId]);
        b.clusters = Buckets.advancedClusters(b.m, _clusters, _clusterRing, block.timestamp);
        b.limit = _productLimit(b, auditGap);
        b.available = CoverData.MAX_AMOUNT;
        b.binding = Limit.Absolute;
    }

    /// @dev Nothing wraps: equity has 96 bits, ratios 24, an audit gap 60. A cover unit is not zero, here and below.
    function _productLimit(SaleCache memory b, uint256 auditGap) private pure returns (uint256 limit) {
        unchecked {
            limit = b.q.dampedEquity * b.l.maxRatio * (PPM - b.l.haircut);
            limit = auditGap == 0
                ? limit.rawDiv(PPM * PPM * ClonePacking.coverUnitOf(b.m.identity))
                : limit.fullMulDiv(WAD - auditGap, PPM * PPM * WAD * ClonePacking.coverUnitOf(b.m.identity));
            return limit.min(type(uint32).max);
        }
    }

    /// @dev A pause stops purchases only; covers in force are extended as ever.
    function _requireSalesOpen(Money memory m) internal view {
        if (m.flags & PoolFlags.SALES_PAUSED == 0) return;
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the lowest field out of the word
        require(block.timestamp >= uint40(_pauses), Errors.TermsNotForSale("paused"));
    }

    /// @dev Finds the amount that can be sold, and the limit that binds it.
    function _findLimits(SaleCache memory b, uint256 meter) internal view {
        unchecked {
            uint256 equity = b.q.dampedEquity;
            uint256 committed = b.p.committed;
            uint256 coverUnit = ClonePacking.coverUnitOf(b.m.identity);
            _drainSpeed(b);
            _bound(b, Limit.Product, b.limit, committed);
            _bound(
                b,
                Limit.Cluster,
                (equity * ClonePacking.saleClusterOf(b.s.limits)).rawDiv(PPM * coverUnit).min(Buckets.MAX_LANE),
                Buckets.lane(b.clusters, b.l.cluster)
            );
            _bound(
                b,
                Limit.Pool,
                (equity * ClonePacking.saleLeverageOf(b.s.limits)).rawDiv(PPM * coverUnit),
                Buckets.sumOf(b.clusters)
            );
            _bound(b, Limit.Speed, b.limit / SALE_SPEED, b.p.sold);
            _bound(b, Limit.Absolute, b.t.maxCover, committed);
            if (meter != NO_METER) _bound(b, Limit.Meter, meter / coverUnit * METER_RATIO / 100, committed);
        }
    }

    function _bound(SaleCache memory b, Limit name, uint256 limit, uint256 used) private pure {
        uint256 left = limit.zeroFloorSub(used);
        if (left < b.available) (b.available, b.binding) = (left, name);
    }

    /// @dev The sale counter leaks a quarter of the product's limit a day. Its time moves on only for leaked whole
    /// cover units, so that frequent small sales do not stop the leak.
    function _drainSpeed(SaleCache memory b) private view {
        unchecked {
            uint256 sold = b.p.sold;
            if (sold != 0) {
                uint256 leaked = b.limit * (block.timestamp - b.p.soldAt) / (SALE_SPEED * 1 days);
                if (leaked < sold) {
                    b.p.sold = sold - leaked;
                    if (leaked != 0) b.p.soldAt += (leaked * SALE_SPEED * 1 days).divUp(b.limit);
                    return;
                }
            }
            (b.p.sold, b.p.soldAt) = (0, block.timestamp);
        }
    }

    /// @dev Prices `units` for `duration` on a loaded sale. Does not check capacity.
    function _price(SaleCache memory b, uint256 units, uint256 duration) internal view returns (Quote memory quote) {
        require(duration >= MIN_DURATION && duration <= MAX_DURATION, Errors.DurationOutOfRange());
        unchecked {
            uint256 start = block.timestamp + b.t.waitingPeriod;
            if (b.clusters >> (248 + b.l.cluster) & 1 == 1) start = start.max(_deferredUntil[b.l.cluster]);
            uint256 end = _midnight(start + duration);
            uint256 left = end - block.timestamp;
            uint256 fees = _feesOf(b.l);
            uint256 area = PremiumMath.areaUp(b.l, b.limit, b.p.committed, b.p.committed + units);
            uint256 rate = PremiumMath.rateUp(PremiumMath.streamUp(area, (end - start).max(b.t.minBilled), fees), left);
            uint256 net = PremiumMath.valueUp(rate * left, ClonePacking.coverUnitOf(b.m.identity));
            uint256 premium = PremiumMath.grossUp(net, fees);
            quote.premium = premium;
            quote.fees = premium - net;
            quote.rate = rate;
            // forge-lint: disable-start(unsafe-typecast) -- times: a waiting period and MAX_DURATION from now at most
            quote.start = uint40(start);
            quote.end = uint40(end);
            // forge-lint: disable-end(unsafe-typecast)
        }
    }

    /// @dev Ends a cover's protection at `end`, pays `refund`, and takes `rate` out of the stream from now on. The
    /// token stays, and registered claims with it. `m` is up to date.
    function _endEarly(
        Money memory m,
        uint256 coverId,
        CoverData.Cover memory c,
        uint256 end,
        uint256 rate,
        uint256 refund,
        address refundTo
    ) internal {
        Buckets.removeStream(m, _streamRing, c.end / 1 days, rate);
        m.net -= refund;
        _money = Packing.pack(m);
        (c.end, c.rate) = (_earlyEnd(c, end), 0);
        _coverToken.update(coverId, c);
        SafeTransferLib.safeTransfer(ClonePacking.assetOf(m.identity), refundTo, refund);
    }

    /// @dev The end of a cover whose protection ends at `end`: the next 00:00 UTC, and not before its start.
    function _earlyEnd(CoverData.Cover memory c, uint256 end) internal pure returns (uint256) {
        return _midnight(end.max(c.start)).min(c.end);
    }

    /// @dev Takes cover out of the totals, unless its capital is free already. Changes `m` without storing it; `p` is
    /// the product as stored.
    function _uncommit(Money memory m, PoolTerms memory t, Product memory p, uint256 end, uint256 units) internal {
        uint256 period = Buckets.periodOf(end + t.horizon);
        uint256 clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        if (period > m.period) {
            uint256 cluster = Packing.clusterOf(_pricing[t.productId]);
            clusters = Buckets.removeCluster(clusters, _clusterRing, period, cluster, units);
            Buckets.advanceProduct(p, _productRings[t.productId], block.timestamp);
            Buckets.removeProduct(p, _productRings[t.productId], period, units);
        }
        _clusters = clusters;
        _products[t.productId] = Packing.pack(p);
    }

    function _refundable(CoverData.Cover memory c, PoolTerms memory t) internal view returns (uint256) {
        return PremiumMath.refundable(c, block.timestamp, t.waitingPeriod, t.minBilled);
    }

    /// @dev Nothing wraps: three fields of 24 bits.
    function _feesOf(ProductPricing memory l) internal pure returns (uint256) {
        unchecked {
            return l.managerFee + l.sponsorFee + l.protocolFee;
        }
    }

    /// @dev 00:00 UTC at or after `timestamp`, which is a time plus a bounded duration.
    function _midnight(uint256 timestamp) internal pure returns (uint256) {
        unchecked {
            return (timestamp + 1 days - 1) / 1 days * 1 days;
        }
    }
}
