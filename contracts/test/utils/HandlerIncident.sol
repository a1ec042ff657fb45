// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Incident, Verdict} from "../../src/interfaces/IResolver.sol";
import {Event, Site} from "./HandlerBase.sol";
import {HandlerCode} from "./HandlerCode.sol";
import {LossTable} from "./LossTable.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";
import {ReferencePockets} from "./ReferencePockets.sol";

/// @notice Incidents, carvings and verdicts.
abstract contract HandlerIncident is HandlerCode {
    /// @notice A pocket as the handler opened it.
    struct Opened {
        uint256 id;
        uint256 termsId;
        uint256 incident; // index of the event
    }

    uint256 internal constant MAX_OPEN = 8;

    mapping(uint256 site => Opened[]) internal _opened;

    function openedPockets(uint256 i) external view returns (Opened[] memory) {
        return _opened[i];
    }

    function eventAt(uint256 i) external view returns (Event memory) {
        return _events[i];
    }

    /// @notice A product fails, or all of them, and a pool is carved for it.
    function fail(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        // Not every run should be about incidents.
        if (_openPockets(s) >= MAX_OPEN || _chance(2)) return;
        uint256 first = _random(s.products.length);
        if (_chance(3)) return _failAll(i, s, first);
        if (_chance(2)) return _overlap(i, s, first);
        uint256 productId = s.products[first];
        // One time in two one that has a pocket already.
        for (uint256 k; k < s.products.length && _chance(2); ++k) {
            productId = s.products[(first + k) % s.products.length];
            if (s.model.product(productId).openPockets != 0) break;
        }
        _fail(i, productId, 0, false);
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
            if (vm.getBlockTimestamp() > e.time + registry.getTerms(termsId).reportWindow) continue;
            if (s.model.committedProduct(e.productId, s.model.period()) == 0) continue;
            if (!s.model.hasSold(termsId) || !_isCovered(termsId, e.time)) continue;
            if (uint256(s.vault.getPocket(s.vault.pocketIdOf(termsId, e.id)).status) != 0) continue;
            return _carve(i, termsId, at_);
        }
    }

    /// @notice One verdict, or all that are payable.
    function applyVerdict(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        bool all = _chance(2);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            if (_sites[i].model.pocket(o.id).decided) continue;
            Event memory e = _events[o.incident];
            _reach(e.payableAt);
            if (vm.getBlockTimestamp() < e.payableAt) continue;
            Before memory b = _begin(i, Kind.Donation);
            b.s.vault.applyVerdict(o.termsId, e.id);
            _decide(b.s, o, e);
            _end(b, "applyVerdict");
            if (!all) return;
        }
    }

    // -------------------------------------------------------------- internals

    uint256 internal constant WAD = 1e18;

    function _openPockets(Site memory s) internal view returns (uint256 open) {
        for (uint256 k; k < s.products.length; ++k) {
            open += s.model.product(s.products[k]).openPockets;
        }
    }

    /// @dev One time in two, time goes on to a moment that is still to come.
    function _reach(uint256 moment) internal {
        if (vm.getBlockTimestamp() < moment && _chance(2)) vm.warp(moment);
    }

    /// @dev The model takes a verdict that the vault has applied.
    function _decide(Site memory s, Opened memory o, Event memory e) internal {
        bool alone = s.model.pocket(o.id).estate == 0;
        s.model.decide(o.id, e.severity, e.lossTotal);
        ReferencePockets.Pocket memory p = s.model.pocket(o.id);
        if (alone && p.estate != 0) ++done["one pocket falls short"];
        if (alone && p.denied) ++done["denied"];
        if (e.silent) ++done["silence denies"];
    }

    // --------------------------------------------------------------- private

    function _failAll(uint256 i, Site memory s, uint256 first) private {
        for (uint256 k; k < s.products.length; ++k) {
            _fail(i, s.products[(first + k) % s.products.length], WAD - _random(0.2e18), false);
        }
    }

    /// @dev A product fails twice, more than it has cover for, and one of both is decided at once; then perhaps the rest.
    function _overlap(uint256 i, Site memory s, uint256 first) private {
        uint256 count = _opened[i].length;
        _fail(i, s.products[first], WAD - _random(0.2e18), true);
        _fail(i, s.products[first], WAD - _random(0.2e18), false);
        if (_opened[i].length != count + 2) return;
        Opened memory o = _opened[i][count];
        Before memory b = _begin(i, Kind.Donation);
        s.vault.applyVerdict(o.termsId, _events[o.incident].id);
        _decide(s, o, _events[o.incident]);
        _end(b, "applyVerdict");
        if (!_chance(3)) _failAll(i, s, first + 1);
    }

    /// @param severity zero for any
    /// @param atOnce its verdict is payable now
    function _fail(uint256 i, uint256 productId, uint256 severity, bool atOnce) private {
        Site memory s = _sites[i];
        (ReferenceBook.Cover memory c, bool found) = _anyCover(s, productId);
        if (!found) return;
        Terms memory t = registry.getTerms(c.termsId);
        Event memory e;
        e.productId = productId;
        e.time = _incidentTime(s, c, t.reportWindow);
        uint256 now_ = vm.getBlockTimestamp();
        e.payableAt = atOnce || _chance(3) ? now_ : now_ + _random(20 days);
        e.decidedBy = _chance(4) ? now_ + _random(40 days) : 0;
        // From a scratch to a total loss.
        e.bound = severity != 0 ? severity : _between(uint256(t.deductible) + 1, WAD);
        e.severity = atOnce && _chance(2) ? 0 : _verdict(e.bound);
        if (t.proofOfLoss) _writeTable(e, s.quantum);
        e.silent = !atOnce && _chance(24);
        // Silence denies, as soon as it has lasted too long.
        if (e.silent) (e.payableAt, e.severity, e.lossTotal) = (e.time + t.reportWindow + 120 days + 1, 0, 0);
        e.id = resolver.addIncident(
            Incident(uint96(productId), uint40(e.time), uint64(e.bound), uint128(e.announced)), e.payableAt
        );
        bytes32 root = t.proofOfLoss ? LossTable.root(buyers, e.losses) : bytes32(0);
        uint256 answer = e.silent ? 0 : e.payableAt;
        resolver.decide(e.id, Verdict(uint40(answer), uint64(e.severity), uint128(e.lossTotal), root));
        resolver.setCarving(e.id, e.decidedBy, false);
        _events.push(e);
        // A pool that covers nothing of it is not carved.
        if (s.model.committedProduct(productId, s.model.period()) == 0) return;
        if (_isCovered(c.termsId, e.time)) return _carve(i, c.termsId, _events.length - 1);
        try s.vault.carve(c.termsId, e.id) {
            _rule("CLAIM-2", false, "carved for an incident after the lapse");
        } catch {
            ++done["carving after a lapse refused"];
            ++effective;
        }
    }

    function _anyCover(Site memory s, uint256 productId) private returns (ReferenceBook.Cover memory c, bool found) {
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        for (uint256 k; k < count && !found; ++k) {
            c = s.model.coverAt((first + k) % count);
            found = c.productId == productId && !c.cancelled && c.end + 8 days > vm.getBlockTimestamp();
        }
    }

    /// @dev Denied, as severe as reported or less, and sometimes worse than any report said.
    function _verdict(uint256 bound) private returns (uint256) {
        uint256 kind = _random(8);
        if (kind == 0) return 0;
        if (kind == 1) return _between(bound, WAD);
        return kind < 5 ? bound : _between(0, bound);
    }

    /// @dev A table of losses; one in eight claims a smaller sum than its lines have.
    function _writeTable(Event memory e, uint256 quantum) private {
        for (uint256 k; k < e.losses.length; ++k) {
            e.losses[k] = _between(1, 200_000 * quantum);
            e.lossTotal += e.losses[k];
        }
        if (_chance(8)) e.lossTotal = e.lossTotal / 2 + 1;
        if (_chance(2)) e.announced = e.lossTotal;
    }

    /// @dev An edge of a cover, or, while the pool is short, mostly a time before that.
    function _incidentTime(Site memory s, ReferenceBook.Cover memory c, uint256 window) private returns (uint256 time) {
        uint256 now_ = vm.getBlockTimestamp();
        time = _edge(c);
        if (s.model.lastShortage() != 0 && _chance(2)) {
            uint256 since = s.model.estate(s.model.lastShortage()).since;
            time = since - _random(2) * _random(window);
        }
        if (time > now_) time = now_;
        if (time + window < now_) time = now_ - _random(window + 1);
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

    function _carve(uint256 i, uint256 termsId, uint256 incident) private {
        Before memory b = _begin(i, Kind.Carving);
        Event memory e = _events[incident];
        ReferencePockets.Report memory x;
        (x.pocketId, x.termsId, x.time) = (b.s.vault.pocketIdOf(termsId, e.id), termsId, e.time);
        (x.severity, x.lossTotal, x.decidedBy) = (e.bound, e.announced, e.decidedBy);
        uint256 held = b.s.asset.balanceOf(address(b.s.vault));
        vm.prank(stranger);
        uint256 reserve = b.s.vault.carve(termsId, e.id);
        uint256 moved = b.s.asset.balanceOf(address(b.s.vault)) - held;
        uint256 round = b.s.model.round();
        (uint256 taken, uint256 firstLoss) = b.s.model.carve(x);
        _rule("EXIT-1", reserve == taken, "a carving took something else");
        _rule("SOLV-1", moved == reserve, "a carving moved another amount");
        _rule("SETTLE-7", b.s.vault.getPocket(x.pocketId).firstLoss == firstLoss, "another first loss was allotted");
        _flows[i].carved += moved;
        _opened[i].push(Opened(x.pocketId, termsId, incident));
        if (firstLoss != 0) ++done["first loss allotted"];
        if (b.s.model.round() != round) _noteShortage(b.s.model);
        ReferencePockets.Pocket memory p = b.s.model.pocket(x.pocketId);
        if (p.late) ++done["late joiner"];
        else if (p.estate != 0 && b.s.model.round() == round) ++done["product becomes joint"];
        _end(b, "carve");
    }

    /// @dev A shortage: whether it took in a product's estate that waited, and whether another is still open.
    function _noteShortage(ReferenceModel m) private {
        ++done["pool becomes short"];
        if (m.shortages() > 1) ++done["two shortages at once"];
        uint256 count = m.pocketCount();
        for (uint256 k; k < count; ++k) {
            ReferencePockets.Pocket memory p = m.pocketAt(k);
            if (!p.decided || p.estate != m.lastShortage()) continue;
            ++done["joint estate absorbed"];
            return;
        }
    }
}
