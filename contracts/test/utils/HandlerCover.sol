// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PoolConfigurator} from "../../src/governance/PoolConfigurator.sol";
import {PoolTerms} from "../../src/pool/PoolWords.sol";
import {Pin} from "../../src/listing/ICodePins.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {PoolFlags} from "../../src/pool/PoolFlags.sol";
import {CoverOrder, Meter, Quote} from "../../src/pool/PoolTypes.sol";
import {Site} from "./HandlerBase.sol";
import {HandlerCode} from "./HandlerCode.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferencePool} from "./ReferencePool.sol";
import {ReferenceReads} from "./ReferenceReads.sol";

/// @notice Cover sold, extended, cancelled, handed on; expiries; fees; new versions of terms.
abstract contract HandlerCover is HandlerCode {
    function buyCover(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        if (s.model.short()) return;
        uint256 first = _random(s.products.length);
        // The first product that can be sold at all.
        for (uint256 k; k < s.products.length; ++k) {
            uint256 productId = s.products[(first + k) % s.products.length];
            if (s.model.isStopped(productId) || !_isReviewed(productId)) continue;
            uint256 termsId = currentTerms[productId];
            if (closed(s.pool, termsId)) continue;
            uint256 units = s.model.available(termsId, readingOf(termsId));
            if (units == 0) continue;
            uint256 part = _random(4);
            // All that there is, or a part of it that leaves room for more.
            if (part != 0) units = _between(1, (units - 1) / (part * part) + 1);
            return _buy(i, termsId, units, _between(1 days, 365 days));
        }
    }

    function extendCover(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        for (uint256 k; k < count && k < 8; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt((first + k) % count);
            uint256 added = _addable(s, c);
            if (added != 0) return _extend(i, c, _between(1, added));
        }
    }

    function cancelCover(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        for (uint256 k; k < count && k < 8; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt((first + k) % count);
            if (c.cancelled || c.end <= vm.getBlockTimestamp()) continue;
            if (s.pool.quoteCancellation(c.id) == 0) continue;
            return _cancel(i, c);
        }
    }

    function transferCover(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Plain);
        uint256 count = b.s.model.coverCount();
        if (count == 0) return;
        ReferenceBook.Cover memory c = b.s.model.coverAt(_random(count));
        if (c.cancelled) return;
        (address insured, address refundTo) = coverToken.partiesOf(c.id);
        address from = coverToken.ownerOf(c.id);
        vm.prank(from);
        coverToken.transferFrom(from, _anyBuyer(), c.id);
        (address insuredAfter, address refundToAfter) = coverToken.partiesOf(c.id);
        _rule("T-47", insured == insuredAfter && refundTo == refundToAfter, "a transfer changed a cover's parties");
        _end(b, "transferCover");
    }

    function processExpiries(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        vm.prank(stranger);
        b.s.pool.processExpiries();
        _end(b, "processExpiries");
    }

    function collectFees(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 productId = b.s.products[_random(b.s.products.length)];
        vm.prank(stranger);
        (uint256 fees, uint256 sponsorPart) = PoolConfigurator(manager).collectFees(address(b.s.pool), productId);
        fees += sponsorPart;
        _rule("ACC-3", fees == b.s.model.collectFees(productId), "other fees than were taken from premiums");
        _flows[i].feesCollected += fees;
        _end(b, "collectFees");
    }

    /// @notice Publishes a new version of a product's terms and has every pool sell it that sells the product. The manager
    /// contract is impersonated: its own conditions for that are no subject here.
    function newVersion(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 productId = b.s.products[_random(b.s.products.length)];
        uint256 oldTerms = currentTerms[productId];
        if (_versions[productId].length == 3 || _chance(2)) return;
        // New terms ask for reviewed code.
        if (_flaggedAt[productId] != 0 || _forsaken[productId]) return;
        Terms memory t = registry.getTerms(oldTerms);
        t.waitingPeriod = uint32(_between(2 days, 5 days));
        t.minBilled = uint32(_between(14 days, 30 days));
        t.deductible = uint64(_random(21) * 0.01e18);
        Pin[] memory pins = registry.pinsOf(oldTerms);
        // What runs now, where the old version has lapsed.
        pins[0].codeHash = pins[0].target.codehash;
        vm.prank(lister);
        uint256 termsId = registry.publishTerms(t, pins);
        for (uint256 k; k < _sites.length; ++k) {
            if (_sells(_sites[k], productId)) _openLine(_sites[k], oldTerms, termsId, t);
        }
        currentTerms[productId] = termsId;
        _versions[productId].push(termsId);
        _end(b, "newVersion");
    }

    /// @notice What the meter of terms reports; the largest number for terms without one.
    function readingOf(uint256 termsId) public view returns (uint256) {
        Terms memory t = registry.getTerms(termsId);
        return t.observes ? resolver.reading(t.subject) : type(uint256).max;
    }

    // -------------------------------------------------------------- internals

    function _buy(uint256 i, uint256 termsId, uint256 units, uint256 duration) internal {
        Before memory b = _begin(i, Kind.Plain);
        CoverOrder memory o = _order(termsId, units * b.s.coverUnit, duration);
        Quote memory q = b.s.pool.quoteCover(termsId, o.amount, duration);
        _judge(b.s, o, q);
        if (b.s.model.openCasesOf(registry.getTerms(termsId).productId) != 0) ++done["sold beside a case"];
        ReferencePool.Sale memory sale;
        (sale.termsId, sale.units, sale.duration) = (termsId, units, duration);
        (sale.fees, sale.rate, sale.start, sale.end) = (q.fees, q.rate, q.start, q.end);

        b.s.asset.mint(o.onBehalf, q.premium);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        vm.prank(o.onBehalf);
        (sale.coverId, sale.premium) = b.s.pool.buyCover(o);
        _rule("ACC-3", sale.premium == q.premium, "another premium than quoted");
        sale.premium = b.s.asset.balanceOf(address(b.s.pool)) - held;
        _rule("ACC-3", sale.premium == q.premium, "another premium arrived");
        Terms memory t = registry.getTerms(termsId);
        _noteSold(i, Sold(sale.coverId, registry.getProduct(t.productId).clusterId, t.horizon));
        (uint256 least, uint256 most) = b.s.model.buy(sale);
        _rule("ACC-3", sale.premium >= least && sale.premium <= most, "a premium is not the curve's integral");
        _flows[i].premiums += sale.premium;
        ++_flows[i].roundings;
        _end(b, "buyCover");
    }

    function _order(uint256 termsId, uint256 amount, uint256 duration) private returns (CoverOrder memory o) {
        (o.termsId, o.amount, o.duration) = (termsId, amount, duration);
        o.onBehalf = _anyBuyer();
        o.insured = _chance(3) ? _anyBuyer() : o.onBehalf;
        o.refundTo = _chance(3) ? _anyBuyer() : o.onBehalf;
        (o.maxPremium, o.maxStart, o.deadline) = (type(uint256).max, type(uint40).max, vm.getBlockTimestamp());
    }

    function _judge(Site memory s, CoverOrder memory o, Quote memory q) private {
        uint256 available = s.model.available(o.termsId, readingOf(o.termsId)) * s.coverUnit;
        _rule("POOL-5", q.available == available, "another capacity");
        (uint256 start, uint256 end) = s.model.span(o.termsId, o.duration);
        _rule("CLAIM-2", q.start == start && q.end == end, "another protected time");
    }

    /// @dev Seconds by which a cover could be extended; 0 if it cannot.
    function _addable(Site memory s, ReferenceBook.Cover memory c) private view returns (uint256) {
        ReferenceBook.Conditions memory t = s.model.conditions(c.termsId);
        uint256 now_ = vm.getBlockTimestamp();
        if (c.cancelled || c.amount == 0 || now_ + t.waitingPeriod > c.end || !_isReviewed(c.productId)) return 0;
        if (currentTerms[c.productId] != c.termsId || s.model.isStopped(c.productId)) return 0;
        if (s.model.short() || s.model.room() < s.model.queued()) return 0;
        // A pause is of purchases alone.
        if (stopped[address(s.pool)][c.termsId]) return 0;
        uint256 last = now_ + t.waitingPeriod + 365 days;
        // A cover's whole life fits 2047 days.
        uint256 longest = (c.start / 1 days + 2047) * 1 days;
        if (longest < last) last = longest;
        last = last / 1 days * 1 days;
        if (last <= c.end) return 0;
        return last - c.end < 365 days ? last - c.end : 365 days;
    }

    function _extend(uint256 i, ReferenceBook.Cover memory c, uint256 added) private {
        Before memory b = _begin(i, Kind.Plain);
        ReferencePool.Sale memory sale;
        (sale.coverId, sale.termsId, sale.units, sale.start) = (c.id, c.termsId, c.amount, c.start);
        (sale.end, sale.premium) = b.s.pool.quoteExtension(c.id, added);
        address caller = coverToken.ownerOf(c.id);
        b.s.asset.mint(caller, sale.premium);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        uint256 fees = ReferenceReads.product(b.s.pool, c.productId).fees;
        vm.prank(caller);
        b.s.pool.extendCover(c.id, added, sale.premium, vm.getBlockTimestamp());
        sale.fees = ReferenceReads.product(b.s.pool, c.productId).fees - fees;
        sale.rate = coverToken.coverData(c.id).rate;
        uint256 paid = b.s.asset.balanceOf(address(b.s.pool)) - held;
        _rule("ACC-3", paid == sale.premium, "another premium than quoted for an extension");
        (uint256 least, uint256 most) = b.s.model.extend(sale);
        _rule("ACC-3", paid >= least && paid <= most, "an extension's premium is not the curve's integral");
        _flows[i].premiums += paid;
        ++_flows[i].roundings;
        _end(b, "extendCover");
    }

    function _cancel(uint256 i, ReferenceBook.Cover memory c) private {
        Before memory b = _begin(i, Kind.Plain);
        uint256 quoted = b.s.pool.quoteCancellation(c.id);
        if (b.s.model.isStopped(c.productId)) ++done["cancelled during an incident"];
        (, address refundTo) = coverToken.partiesOf(c.id);
        address caller = coverToken.ownerOf(c.id);
        uint256 before = b.s.asset.balanceOf(refundTo);
        vm.prank(caller);
        uint256 refund = b.s.pool.cancelCover(c.id);
        _rule("ACC-3", refund == quoted, "another refund than quoted");
        _rule("ACC-3", b.s.asset.balanceOf(refundTo) - before == refund, "the refund went elsewhere");
        (uint256 least, uint256 most) = b.s.model.cancel(c.id, refund);
        _rule("ACC-3", refund >= least && refund <= most, "a refund is not PREM-7's");
        _flows[i].refunds += refund;
        _end(b, "cancelCover");
    }

    function _openLine(Site memory s, uint256 oldTerms, uint256 termsId, Terms memory t) private {
        uint256 slot = uint256(keccak256(abi.encode(oldTerms, uint256(17))));
        PoolTerms memory stored = Packing.toPoolTerms(ReferenceReads.word(s.pool, slot));
        (stored.waitingPeriod, stored.minBilled, stored.serial) = (t.waitingPeriod, t.minBilled, 0);
        stored.deductible = t.deductible / 1e12;
        stored.flags |= PoolFlags.TERMS_SOLD;
        Meter memory meter = t.observes ? Meter(t.resolver, t.subject) : Meter(address(0), 0);
        vm.prank(manager);
        s.pool.setPoolTerms(termsId, stored, meter);
        ReferenceBook.Conditions memory c = s.model.conditions(oldTerms);
        (c.waitingPeriod, c.minBilled, c.deductible) = (t.waitingPeriod, t.minBilled, t.deductible);
        s.model.addTerms(termsId, c);
    }
}
