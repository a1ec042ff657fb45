// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Money, PoolTerms, Product} from "./PoolWords.sol";

import {IPoolSales} from "./roles/IPoolSales.sol";
import {IResolver} from "../resolution/IResolver.sol";
import {Buckets} from "./Buckets.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ExactPull} from "../common/ExactPull.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {PremiumMath} from "./PremiumMath.sol";
import {CoverOrder, Meter, Purchase, Quote} from "./PoolTypes.sol";
import {NextSegment} from "../common/NextSegment.sol";
import {Quoting} from "./Quoting.sol";

/// @title Sales and cancellations of cover
abstract contract Sales is Quoting, NextSegment, IPoolSales {
    /// @dev Divisor of the premium: the integrator's fee is at most a fifth of it.
    uint256 internal constant MAX_INTEGRATOR_FEE = 5;

    /// @inheritdoc IPoolSales
    function setBuyer(address buyer, bool approved) public {
        _buyers[msg.sender][buyer] = approved;
        emit BuyerSet(msg.sender, buyer, approved);
    }

    /// @inheritdoc IPoolSales
    function buyCover(CoverOrder calldata o) public nonReentrant returns (uint256 coverId, uint256 premium) {
        require(block.timestamp <= o.deadline, Errors.DeadlinePassed());
        SaleCache memory b;
        uint256 units = _beginSale(b, o.termsId, o.amount);
        require(o.onBehalf != address(0), Errors.ZeroAddress("onBehalf"));
        require(o.insured != address(0), Errors.ZeroAddress("insured"));
        require(o.refundTo != address(0), Errors.ZeroAddress("refundTo"));
        require(o.integrator != address(0) || o.integratorFee == 0, Errors.ZeroAddress("integrator"));

        PoolTerms memory t = b.t;
        // Otherwise a cover that nobody asked for could use up its insured's loss.
        require(t.flags & PoolFlags.TERMS_PROOF_OF_LOSS == 0 || _mayInsure(o.insured), Errors.InsuredNotApproved());
        uint256 meter = NO_METER;
        if (t.flags & PoolFlags.TERMS_OBSERVES != 0) {
            Meter memory watched = _meters[o.termsId];
            meter = IResolver(watched.resolver).observe(watched.subject);
        }
        _openSale(b, o.termsId, meter);
        // The next segment reverts in its place, with the amount that the quote calls available.
        if (units > b.available) _runNextSegment();
        Quote memory quote = _price(b, units, o.duration);
        // A case that was opened since the quote may have deferred starts on the cluster.
        require(quote.start <= o.maxStart, Errors.StartTooLate(quote.start));
        premium = quote.premium;
        require(
            o.integratorFee <= premium / MAX_INTEGRATOR_FEE, Errors.IntegratorFeeTooHigh(premium / MAX_INTEGRATOR_FEE)
        );

        unchecked {
            // Nothing wraps: the fee is at most a fifth of the premium.
            uint256 paid = premium + o.integratorFee;
            require(paid <= o.maxPremium, Errors.PremiumAboveMax(paid));
            // `pack` refuses a serial that does not fit.
            coverId = CoverData.id(ClonePacking.poolIdOf(b.m.identity), o.termsId, ++t.serial);
        }
        _sell(b, units, quote, t.horizon);
        _poolTerms[o.termsId] = Packing.pack(t);
        _coverToken.mint(
            o.onBehalf,
            coverId,
            CoverData.Cover(quote.start, quote.end, units, quote.rate, false),
            o.insured,
            o.refundTo
        );
        ExactPull.pull2(ClonePacking.assetOf(b.m.identity), msg.sender, premium);
        if (o.integratorFee != 0) {
            SafeTransferLib.safeTransferFrom2(
                ClonePacking.assetOf(b.m.identity), msg.sender, o.integrator, o.integratorFee
            );
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

    /// @inheritdoc IPoolSales
    function cancelCover(uint256 coverId) public nonReentrant returns (uint256 refund) {
        require(CoverData.poolIdOf(coverId) == _poolId(), Errors.CoverDoesNotExist());
        (CoverData.Cover memory c, address refundTo) = _coverToken.authorizedCover(msg.sender, coverId);
        require(block.timestamp < c.end, Errors.CoverEnded(c.end));
        PoolTerms memory t = Packing.toPoolTerms(_poolTerms[CoverData.termsIdOf(coverId)]);
        Product memory p = Packing.toProduct(_products[t.productId]);
        uint256 stream = _refundable(c, t);
        refund = PremiumMath.refundDown(stream, _coverUnit());
        require(refund != 0, Errors.NotRefundable());

        // The part that is kept streams on to the end, so that no jump of the price attracts deposits.
        uint256 rate = PremiumMath.refundRateUp(stream, c.end - block.timestamp);
        Money memory m = _currentMoney();
        _uncommit(m, t, p, c.end, c.amount);
        c.amount = 0;
        _endEarly(m, coverId, c, block.timestamp, rate, refund, refundTo);
        emit CoverCancelled(coverId, refundTo, refund);
    }

    /// @inheritdoc IPoolSales
    function isBuyer(address insured, address buyer) public view returns (bool) {
        return _buyers[insured][buyer];
    }

    function _mayInsure(address insured) private view returns (bool) {
        return _isOperatorFor(insured) || _buyers[insured][msg.sender];
    }

    /// @dev Stores a sale: money and its stream, cluster and product with their buckets, damped equity.
    function _sell(SaleCache memory b, uint256 units, Quote memory quote, uint256 horizon) private {
        uint256 productId = b.t.productId;
        // Nothing wraps here and below: premium and fees have 104 bits, and `pack` refuses what does not fit its field.
        uint256 period;
        unchecked {
            period = Buckets.periodOf(quote.end + horizon);
            b.m.net += quote.premium - quote.fees;
            b.p.sold += units;
            b.p.fees += quote.fees;
        }
        // A pause that is over is read once more at most.
        b.m.flags &= ~PoolFlags.SALES_PAUSED;
        // Nothing has been written yet: the refusal shows the state that the quote sees.
        if (!Buckets.tryAddStream(b.m, _streamRing, quote.end / 1 days, quote.rate)) _runNextSegment();
        _clusters = Buckets.addCluster(b.m, b.clusters, _clusterRing, period, b.l.cluster, units);
        Buckets.addProduct(b.p, _productRings[productId], period, units);
        if (b.p.committed == units || b.t.deductible < b.p.deductible) b.p.deductible = b.t.deductible;
        _money = Packing.pack(b.m);
        _products[productId] = Packing.pack(b.p);
        _queue = Packing.pack(b.q);
    }
}
