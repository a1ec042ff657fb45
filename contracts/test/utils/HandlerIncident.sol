// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Incident} from "../../src/interfaces/IResolver.sol";
import {Pocket} from "../../src/interfaces/IPocketVault.sol";
import {Event, HandlerBase, Site} from "./HandlerBase.sol";
import {ReferenceBook} from "./ReferenceBook.sol";

/// @notice Incidents, pockets, claims, releases and entitlements.
abstract contract HandlerIncident is HandlerBase {
    /// @notice A pocket as the handler opened it.
    struct Opened {
        uint256 id;
        uint256 termsId;
        uint256 incident; // index of the event
    }

    uint256 internal constant MAX_OPEN = 3;

    mapping(uint256 site => Opened[]) internal _opened;
    mapping(uint256 site => mapping(uint256 pocketId => mapping(address => bool))) public collected;
    mapping(uint256 site => mapping(uint256 pocketId => mapping(uint256 coverId => bool))) internal _claimed;

    function openedPockets(uint256 i) external view returns (Opened[] memory) {
        return _opened[i];
    }

    function eventAt(uint256 i) external view returns (Event memory) {
        return _events[i];
    }

    /// @notice A product fails, at a moment that is an edge of one of its covers if possible, and a pool is carved for it.
    function fail(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.coverCount();
        // Not every run should be about incidents.
        if (count == 0 || _openPockets(s) >= MAX_OPEN || _chance(3)) return;
        ReferenceBook.Cover memory c = s.model.coverAt(_random(count));
        Terms memory t = registry.getTerms(c.termsId);
        Event memory e;
        e.productId = c.productId;
        uint256 now_ = vm.getBlockTimestamp();
        e.time = _edge(c);
        if (e.time > now_) e.time = now_;
        if (e.time + t.reportWindow < now_) e.time = now_ - _random(t.reportWindow + 1);
        e.payableAt = now_ + _random(3 days);
        // From a scratch to a total loss.
        e.severity = _between(uint256(t.deductible) + 1, 1e18);
        e.id = resolver.addIncident(
            Incident(uint96(e.productId), uint40(e.time), uint40(e.payableAt), uint64(e.severity))
        );
        _events.push(e);
        // A pool that covers nothing of it is not carved.
        if (s.model.committedProduct(c.productId, s.model.period()) != 0) _carve(i, c.termsId, _events.length - 1);
    }

    /// @notice An incident that is known already is carved for another version of terms or in another pool.
    function carveAgain(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _events.length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            uint256 at_ = (first + k) % count;
            Event memory e = _events[at_];
            uint256[] memory versions = _versions[e.productId];
            if (!_sells(s, e.productId) || _openPockets(s) >= MAX_OPEN) continue;
            uint256 termsId = versions[_random(versions.length)];
            Terms memory t = registry.getTerms(termsId);
            if (vm.getBlockTimestamp() > e.time + t.reportWindow) continue;
            if (s.model.committedProduct(e.productId, s.model.period()) == 0) continue;
            if (s.vault.getPocket(s.vault.pocketIdOf(termsId, e.id)).status != 0) continue;
            return _carve(i, termsId, at_);
        }
    }

    function applyVerdict(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            Pocket memory p = _sites[i].vault.getPocket(o.id);
            if (p.status != 1) continue;
            _reach(_events[o.incident].payableAt);
            if (vm.getBlockTimestamp() < _events[o.incident].payableAt) continue;
            Before memory b = _begin(i, Kind.Donation);
            b.s.vault.applyVerdict(o.termsId, _events[o.incident].id);
            return _end(b, "applyVerdict");
        }
    }

    /// @notice Claims on any cover of the terms, protected or not.
    function claimPayout(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            Pocket memory p = _sites[i].vault.getPocket(o.id);
            if (p.status == 1) _reach(_events[o.incident].payableAt);
            if (p.status == 3 || vm.getBlockTimestamp() < _events[o.incident].payableAt) continue;
            if (p.status == 2 && vm.getBlockTimestamp() > p.claimsUntil) continue;
            return _claimAny(i, o, p.status == 1);
        }
    }

    function releasePocket(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            Pocket memory p = _sites[i].vault.getPocket(o.id);
            if (p.status != 2) continue;
            _reach(uint256(p.claimsUntil) + 1);
            if (vm.getBlockTimestamp() <= p.claimsUntil) continue;
            Before memory b = _begin(i, Kind.Plain);
            uint256 held = b.s.asset.balanceOf(address(b.s.pool));
            (uint256 assets, uint256 shares) = b.s.vault.releasePocket(o.termsId, _events[o.incident].id);
            (uint256 wantedAssets, uint256 wantedShares) = b.s.model.release(o.id);
            _rule("EXIT-1", assets == wantedAssets && shares == wantedShares, "a release brought something else");
            uint256 back = b.s.asset.balanceOf(address(b.s.pool)) - held;
            _rule("SOLV-1", back == assets, "a release moved another amount");
            _flows[i].returned += back;
            return _end(b, "releasePocket");
        }
    }

    function collectEntitlement(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 count = _opened[i].length;
        uint256 first = _random(count * underwriters.length);
        for (uint256 k; k < count * underwriters.length; ++k) {
            uint256 at_ = (first + k) % (count * underwriters.length);
            Opened memory o = _opened[i][at_ / underwriters.length];
            address account = underwriters[at_ % underwriters.length];
            uint256 due = b.s.model.entitlement(o.id, account);
            if (due == 0 || collected[i][o.id][account]) continue;
            vm.prank(account);
            uint256 shares = b.s.vault.collectEntitlement(o.termsId, _events[o.incident].id, account);
            collected[i][o.id][account] = true;
            _rule("EXIT-1", shares == due && due == b.s.model.collect(o.id, account), "another entitlement");
            return _end(b, "collectEntitlement");
        }
    }

    // -------------------------------------------------------------- internals

    function _openPockets(Site memory s) internal view returns (uint256 open) {
        for (uint256 k; k < s.products.length; ++k) {
            open += s.model.product(s.products[k]).openPockets;
        }
    }

    /// @dev One time in two, time goes on to a moment that is still to come.
    function _reach(uint256 moment) private {
        if (vm.getBlockTimestamp() < moment && _chance(2)) vm.warp(moment);
    }

    /// @dev A cover's purchase, start or end, or the second before, or any moment.
    function _edge(ReferenceBook.Cover memory c) private returns (uint256) {
        uint256 kind = _random(8);
        if (kind == 0) return c.boughtAt;
        if (kind == 1) return c.start - 1;
        if (kind == 2) return c.start;
        if (kind == 3) return c.end - 1;
        if (kind == 4) return c.end;
        return c.start + _random(c.end - c.start);
    }

    function _carve(uint256 i, uint256 termsId, uint256 incident) internal {
        Before memory b = _begin(i, Kind.Carving);
        Event memory e = _events[incident];
        uint256 pocketId = b.s.vault.pocketIdOf(termsId, e.id);
        uint256 held = b.s.asset.balanceOf(address(b.s.vault));
        vm.prank(stranger);
        uint256 reserve = b.s.vault.carve(termsId, e.id);
        uint256 share = e.severity - registry.getTerms(termsId).deductible;
        uint256 taken = b.s.model.carve(pocketId, e.productId, share);
        _rule("EXIT-1", reserve == taken, "a carving took something else");
        uint256 moved = b.s.asset.balanceOf(address(b.s.vault)) - held;
        _rule("SOLV-1", moved == reserve, "a carving moved another amount");
        _flows[i].carved += moved;
        _opened[i].push(Opened(pocketId, termsId, incident));
        _end(b, "carve");
    }

    function _claimAny(uint256 i, Opened memory o, bool first) private {
        Site memory s = _sites[i];
        uint256 count = s.model.coverCount();
        uint256 start = _random(count);
        uint256 time = _events[o.incident].time;
        // Mostly claims that are due, one time in three any other.
        bool any = _chance(3);
        uint256 other = count;
        for (uint256 k; k < count; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt((start + k) % count);
            if (c.termsId != o.termsId || c.cancelled) continue;
            bool due = c.start <= time && time < c.end && !_claimed[i][o.id][c.id];
            if (due != any) return _claim(i, o, c, first);
            other = (start + k) % count;
        }
        if (other != count) _claim(i, o, s.model.coverAt(other), first);
    }

    function _claim(uint256 i, Opened memory o, ReferenceBook.Cover memory c, bool first) private {
        Before memory b = _begin(i, Kind.Plain);
        Event memory e = _events[o.incident];
        bool isProtected = c.start <= e.time && e.time < c.end;
        bool payable_ = isProtected && !_claimed[i][o.id][c.id];
        address payee = coverToken.ownerOf(c.id);
        uint256 before = b.s.asset.balanceOf(payee);
        uint256 expected = payable_ ? b.s.model.claim(o.id, c.id, e.severity) : 0;
        _rule("CLAIM-2", b.s.vault.previewPayout(c.id, e.id) == expected, "another payout is shown");
        vm.prank(stranger);
        try b.s.vault.claimPayout(c.id, e.id) returns (uint256 payout) {
            _rule("CLAIM-2", isProtected, "paid for an incident outside the protected time");
            _rule("SOLV-3", !_claimed[i][o.id][c.id], "paid twice for one incident");
            _rule("SOLV-3", payout == expected, "another payout");
            _claimed[i][o.id][c.id] = true;
            payout = b.s.asset.balanceOf(payee) - before;
            _rule("SOLV-3", payout == expected, "another amount arrived");
            paidOnCover[c.id] += payout;
            paidOnPocket[i][o.id] += payout;
            _flows[i].payouts += payout;
            _end(b, "claimPayout");
        } catch {
            _rule("CLAIM-2", expected == 0, "a payable claim was refused");
            ++done[isProtected ? bytes32("claim again") : bytes32("claim unprotected")];
            // The verdict's application is undone with the refused claim.
            if (first) ++done["claim refused early"];
        }
    }
}
