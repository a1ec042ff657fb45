// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "../interfaces/ICoverPool.sol";
import {IResolver} from "../interfaces/IResolver.sol";
import {Buckets} from "../libraries/Buckets.sol";
import {CoverData} from "../libraries/CoverData.sol";
import {Errors} from "../libraries/Errors.sol";
import {Packing} from "../libraries/Packing.sol";
import {PoolFlags} from "../libraries/PoolFlags.sol";
import {PremiumMath} from "../libraries/PremiumMath.sol";
import {
    CoverOrder,
    Levels,
    Limit,
    Meter,
    Money,
    Product,
    Purchase,
    Queue,
    Quote,
    TermsLine
} from "../types/PoolTypes.sol";
import {ExitQueue} from "./ExitQueue.sol";

/// @title Selling cover: limits, prices and what a sale writes
abstract contract Underwriting is ExitQueue, ICoverPool {
    using FixedPointMathLib for uint256;

    uint256 internal constant MIN_DURATION = 1 days;
    uint256 internal constant MAX_DURATION = 365 days;
    /// @dev Part of a product's limit that can be sold in a burst and that comes back every day.
    uint256 internal constant SALE_SPEED = 4;
    /// @dev Cover on a metered subject is at most this part of what the meter reports, percent.
    uint256 internal constant METER_SHARE = 30;
    /// @dev The integrator's fee is at most this part of the premium, ppm.
    uint256 internal constant MAX_INTEGRATOR_FEE = 0.2e6;

    /// @dev All that a sale reads, brought to now.
    struct Book {
        Money m;
        Queue q;
        uint256 clusters;
        Product p;
        Levels l;
        TermsLine t;
        uint256 limit; // the product's own limit, quanta: utilisation is committed / limit
        uint256 available; // quanta
        Limit binding;
    }

    // ----------------------------------------------------------------- sales

    /// @inheritdoc ICoverPool
    function buyCover(CoverOrder calldata o) public virtual nonReentrant returns (uint256 coverId, uint256 premium) {
        require(block.timestamp <= o.deadline, Errors.DeadlinePassed());
        require(o.amount != 0, Errors.AmountZero());
        require(o.amount % _quantum == 0, Errors.NotMultipleOf(_quantum));
        require(o.onBehalf != address(0), Errors.ZeroAddress("onBehalf"));
        require(o.insured != address(0), Errors.ZeroAddress("insured"));
        require(o.refundTo != address(0), Errors.ZeroAddress("refundTo"));

        TermsLine memory t = Packing.toTermsLine(_lines[o.termsId]);
        // A cover nobody asked for would use up its insured's loss.
        require(t.flags & PoolFlags.LINE_PROOF_OF_LOSS == 0 || _isOperatorFor(o.insured), Errors.InsuredNotApproved());
        uint256 meter = type(uint256).max;
        if (t.flags & PoolFlags.LINE_OBSERVES != 0) {
            Meter memory watched = _meters[o.termsId];
            meter = IResolver(watched.resolver).observe(watched.subject);
        }
        Book memory b = _openBook(o.termsId, t, meter);
        uint256 quanta = o.amount / _quantum;
        require(quanta <= b.available, Errors.CapacityExceeded(b.available * _quantum));
        Quote memory quote = _price(b, quanta, o.duration);
        premium = quote.premium;
        require(o.integratorFee <= premium * MAX_INTEGRATOR_FEE / PPM, Errors.IntegratorFeeTooHigh(premium / 5));
        require(premium + o.integratorFee <= o.maxPremium, Errors.PremiumAboveMax(premium + o.integratorFee));

        coverId = CoverData.id(_poolId, o.termsId, ++b.t.serial);
        _sell(b, quanta, quote, t.reportWindow);
        _lines[o.termsId] = Packing.pack(b.t);
        _coverToken.mint(
            o.onBehalf,
            coverId,
            CoverData.Cover(quote.start, quote.end, quanta, quote.rate, false),
            o.insured,
            o.refundTo
        );
        _pull(msg.sender, premium);
        if (o.integratorFee != 0) {
            SafeTransferLib.safeTransferFrom(_asset, msg.sender, o.integrator, o.integratorFee);
        }
        emit CoverBought(
            coverId,
            o.termsId,
            o.onBehalf,
            Purchase({
                payer: msg.sender,
                insured: o.insured,
                refundTo: o.refundTo,
                amount: o.amount,
                premium: premium,
                start: quote.start,
                end: quote.end,
                integrator: o.integrator,
                integratorFee: o.integratorFee
            })
        );
    }

    /// @inheritdoc ICoverPool
    function quoteCover(uint256 termsId, uint256 amount, uint256 duration)
        public
        view
        virtual
        returns (Quote memory quote)
    {
        require(amount != 0, Errors.AmountZero());
        require(amount % _quantum == 0, Errors.NotMultipleOf(_quantum));
        TermsLine memory t = Packing.toTermsLine(_lines[termsId]);
        uint256 meter = type(uint256).max;
        if (t.flags & PoolFlags.LINE_OBSERVES != 0) {
            Meter memory watched = _meters[termsId];
            meter = IResolver(watched.resolver).reading(watched.subject);
        }
        Book memory b = _openBook(termsId, t, meter);
        quote = _price(b, amount / _quantum, duration);
        quote.available = b.available * _quantum;
        quote.binding = amount > quote.available ? b.binding : Limit.None;
    }

    // ---------------------------------------------------------------- upkeep

    /// @inheritdoc ICoverPool
    function processExpiries() public virtual nonReentrant {
        Money memory m = _currentMoney();
        _clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        _money = Packing.pack(m);
        emit ExpiriesProcessed(m.day, m.period);
    }

    /// @inheritdoc ICoverPool
    function setLevels(uint256 productId, Levels calldata levels) public virtual nonReentrant {
        require(msg.sender == _manager, Errors.NotAuthorized());
        _levels[productId] = Packing.pack(levels);
        emit LevelsSet(productId, levels);
    }

    /// @inheritdoc ICoverPool
    function setLine(uint256 termsId, TermsLine memory line, Meter calldata meter) public virtual nonReentrant {
        require(msg.sender == _manager, Errors.NotAuthorized());
        line.serial = Packing.toTermsLine(_lines[termsId]).serial;
        _lines[termsId] = Packing.pack(line);
        _meters[termsId] = meter;
        emit LineSet(termsId, line, meter);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc ICoverPool
    function committedCover(uint256 productId) public view virtual returns (uint256) {
        Product memory p = Packing.toProduct(_products[productId]);
        Buckets.advanceProduct(p, _productRings[productId], block.timestamp);
        return p.committed * _quantum;
    }

    // ------------------------------------------------------------- internals

    /// @dev Reads what a sale needs, brings it to now and finds how much can be sold.
    function _openBook(uint256 termsId, TermsLine memory t, uint256 meter) internal view returns (Book memory b) {
        require(block.chainid == _chainId, Errors.WrongChain());
        require(t.flags & PoolFlags.LINE_SOLD != 0, Errors.TermsNotForSale("not in this pool"));
        (bytes32 reason, uint256 auditGap) = _registry.saleStatus(termsId);
        require(reason == 0, Errors.TermsNotForSale(reason));
        b.t = t;
        b.m = _currentMoney();
        require(b.m.flags & PoolFlags.SHORT == 0, Errors.PoolShort());
        b.p = Packing.toProduct(_products[t.productId]);
        require(b.p.openPockets == 0, Errors.IncidentOpen(t.productId));
        Buckets.advanceProduct(b.p, _productRings[t.productId], block.timestamp);
        b.clusters = Buckets.advancedClusters(b.m, _clusters, _clusterRing, block.timestamp);
        b.l = Packing.toLevels(_levels[t.productId]);
        b.q = Packing.toQueue(_queue);
        _refreshDamped(b.q, _freeEquity(_equity(b.m), Packing.toShareTotals(_totals)));
        _findLimits(b, auditGap, meter);
    }

    function _findLimits(Book memory b, uint256 auditGap, uint256 meter) private view {
        uint256 equity = b.q.dampedEquity;
        uint256 committed = b.p.committed;
        b.limit = (equity * b.l.maxShare * (PPM - b.l.haircut)).fullMulDiv(1e18 - auditGap, PPM * PPM * 1e18 * _quantum);
        _drainSpeed(b);

        b.available = type(uint256).max;
        _bound(b, Limit.Product, b.limit, committed);
        _bound(b, Limit.Cluster, equity * _saleClusterShare / (PPM * _quantum), Buckets.lane(b.clusters, b.l.cluster));
        (uint256 sum,) = Buckets.sumAndTop(b.clusters);
        _bound(b, Limit.Pool, equity * _saleLeverage / (PPM * _quantum), sum);
        _bound(b, Limit.Speed, b.limit / SALE_SPEED, b.p.sold);
        _bound(b, Limit.Absolute, b.t.maxCover, committed);
        if (meter != type(uint256).max) _bound(b, Limit.Meter, meter / _quantum * METER_SHARE / 100, committed);
        if (b.available > CoverData.MAX_AMOUNT) (b.available, b.binding) = (CoverData.MAX_AMOUNT, Limit.Absolute);
    }

    function _bound(Book memory b, Limit name, uint256 limit, uint256 used) private pure {
        uint256 left = limit.zeroFloorSub(used);
        if (left < b.available) (b.available, b.binding) = (left, name);
    }

    /// @dev The sale counter leaks a quarter of the product's limit a day. Time is taken only for what leaked in whole
    /// quanta, so that frequent small sales do not stop it.
    function _drainSpeed(Book memory b) private view {
        if (b.p.sold != 0) {
            uint256 elapsed = block.timestamp - b.p.soldAt;
            uint256 leaked = b.limit * elapsed / (SALE_SPEED * 1 days);
            if (leaked < b.p.sold) {
                b.p.sold -= leaked;
                if (leaked != 0) b.p.soldAt += (leaked * SALE_SPEED * 1 days).divUp(b.limit);
                return;
            }
        }
        (b.p.sold, b.p.soldAt) = (0, block.timestamp);
    }

    /// @dev Prices `quanta` for `duration` on an open book. Capacity is not checked here.
    function _price(Book memory b, uint256 quanta, uint256 duration) internal view returns (Quote memory quote) {
        require(duration >= MIN_DURATION && duration <= MAX_DURATION, Errors.DurationOutOfRange());
        uint256 start = block.timestamp + b.t.waitingPeriod;
        if (b.clusters >> (248 + b.l.cluster) & 1 == 1) start = start.max(_deferredUntil[b.l.cluster]);
        uint256 end = (start + duration + 1 days - 1) / 1 days * 1 days;
        uint256 cutsPpm = b.l.managerCut + b.l.sponsorCut + b.l.protocolCut;
        uint256 area = PremiumMath.areaUp(b.l, b.limit, b.p.committed, b.p.committed + quanta);
        uint256 left = end - block.timestamp;
        quote.rate = PremiumMath.rateUp(PremiumMath.streamUp(area, (end - start).max(b.t.minBilled), cutsPpm), left);
        uint256 net = PremiumMath.valueUp(quote.rate * left, _quantum);
        quote.premium = PremiumMath.grossUp(net, cutsPpm);
        quote.cuts = quote.premium - net;
        (quote.start, quote.end) = (uint40(start), uint40(end));
    }

    /// @dev Writes a sale: money and its stream, the cluster and the product with their buckets, the damped equity.
    function _sell(Book memory b, uint256 quanta, Quote memory quote, uint256 reportWindow) private {
        uint256 productId = b.t.productId;
        uint256 period = Buckets.periodOf(quote.end + reportWindow);
        b.m.net += quote.premium - quote.cuts;
        Buckets.addStream(b.m, _streamRing, quote.end / 1 days, quote.rate);
        _clusters = Buckets.addCluster(b.clusters, _clusterRing, period, b.l.cluster, quanta);
        Buckets.addProduct(b.p, _productRings[productId], period, quanta);
        b.p.sold += quanta;
        b.p.cuts += quote.cuts;
        _money = Packing.pack(b.m);
        _products[productId] = Packing.pack(b.p);
        _queue = Packing.pack(b.q);
    }
}
