// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Incident, Verdict} from "../../src/resolution/IResolver.sol";
import {Event, Site} from "./HandlerBase.sol";
import {HandlerCode} from "./HandlerCode.sol";
import {LossTable} from "./LossTable.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";

/// @notice Incidents, cases and verdicts.
abstract contract HandlerIncident is HandlerCode {
    /// @notice A case as the handler opened it.
    struct Opened {
        uint256 id;
        uint256 termsId;
        uint256 incident; // index of the event
    }

    /// @notice How a settlement stands before an action.
    struct Standing {
        uint256 number;
        bool short; // any of the pool
        bool strained;
        bool relaxed;
        bool over;
    }

    uint256 internal constant WAD = 1e18;
    uint256 internal constant MAX_OPEN = 8;

    mapping(uint256 site => Opened[]) internal _opened;

    function openedCases(uint256 i) external view returns (Opened[] memory) {
        return _opened[i];
    }

    function eventAt(uint256 i) external view returns (Event memory) {
        return _events[i];
    }

    /// @notice A product fails, or all of them, and a pool opens a case for it.
    function fail(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        // Not every run should be about incidents.
        if (s.model.openCases() >= MAX_OPEN || !_stormy && _chance(2)) return;
        uint256 first = _random(s.products.length);
        if (_chance(_stormy ? 2 : 6)) return _failAll(i, s, first);
        if (_chance(3)) return _overlap(i, s, first);
        uint256 productId = s.products[first];
        // One time in two one that has a case already.
        for (uint256 k; k < s.products.length && _chance(2); ++k) {
            productId = s.products[(first + k) % s.products.length];
            if (s.model.openCasesOf(productId) != 0) break;
        }
        _fail(i, productId, 0, false);
    }

    /// @notice An incident that is known already: a case for it in another pool, and none under other terms in this one.
    function openAgain(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _events.length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            uint256 at_ = (first + k) % count;
            Event memory e = _events[at_];
            if (!_sells(s, e.productId) || s.model.openCases() >= MAX_OPEN) continue;
            uint256 termsId = _anyVersion(e.productId);
            if (!_isInTime(termsId, e) || s.model.needFor(e.productId, e.bound, e.announced) == 0) continue;
            if (!s.model.hasCase(s.vault.caseIdOf(termsId, e.id))) return _openCase(i, termsId, at_);
            if (!_chance(4)) continue;
            try s.vault.openCase(termsId, e.id, 0) {
                _rule("SOLV-3", false, "two cases of one incident");
            } catch {
                ++done["one case for all versions"];
                ++effective;
                return;
            }
        }
    }

    /// @notice One verdict, or all that are payable, whichever version of the terms is named.
    function applyVerdict(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        bool all = _chance(2);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            if (_sites[i].model.caseOf(o.id).decided) continue;
            if (_applyVerdict(i, o) && !all) return;
        }
    }

    /// @notice Somebody adds to what the claims on a case are paid.
    function addBonus(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            if (_sites[i].model.caseOf(o.id).decided) continue;
            Before memory b = _begin(i, Kind.Donation);
            uint256 assets = _between(1, 50_000 * b.s.coverUnit);
            b.s.asset.mint(stranger, assets);
            vm.prank(stranger);
            b.s.vault.addBonus(o.termsId, _events[o.incident].id, assets);
            b.s.model.addBonus(o.id, assets);
            _flows[i].bonuses += assets;
            return _end(b, "addBonus");
        }
    }

    // -------------------------------------------------------------- internals

    /// @dev One time in two, time goes on to a moment that is still to come.
    function _reach(uint256 moment) internal {
        if (vm.getBlockTimestamp() < moment && _chance(2)) vm.warp(moment);
    }

    /// @dev Applies a verdict if it is payable, or will be and is waited for.
    function _applyVerdict(uint256 i, Opened memory o) internal returns (bool) {
        Event memory e = _events[o.incident];
        _reach(e.payableAt);
        if (vm.getBlockTimestamp() < e.payableAt) return false;
        Before memory b = _begin(i, Kind.Incident);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        b.s.vault.applyVerdict(_anyVersion(e.productId), e.id);
        (uint256 assets,) = _decide(b.s, o);
        _noteReturned(i, b.s, o.id, held, assets);
        _end(b, "applyVerdict");
        return true;
    }

    function _standing(Site memory s, uint256 number) internal view returns (Standing memory z) {
        ReferenceModel.CaseSettlement memory x = s.model.getSettlement(number);
        (z.number, z.short, z.strained) = (number, s.model.short(), s.model.isStrained(number));
        (z.relaxed, z.over) = (x.relaxed, x.over);
    }

    function _anyVersion(uint256 productId) internal returns (uint256) {
        return _versions[productId][_random(_versions[productId].length)];
    }

    /// @dev The model takes a verdict that the vault has applied.
    function _decide(Site memory s, Opened memory o) internal returns (uint256 assets, uint256 shares) {
        Event memory e = _events[o.incident];
        Standing memory z = _standing(s, s.model.caseOf(o.id).number);
        (assets, shares) = s.model.decide(o.id, e.severity, e.lossTotal);
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        if (c.severity == 0) ++done["denied"];
        if (c.severity == 0 && !c.closed) ++done["denied while strained"];
        if (c.severity != 0 && assets != 0) ++done["freed at the verdict"];
        if (e.silent) ++done["silence denies"];
        if (!z.relaxed && s.model.getSettlement(z.number).relaxed) ++done["relaxed by a verdict"];
        if (z.short && !s.model.short()) ++done["shortage ends by a verdict"];
    }

    /// @dev What a case gave back arrived in the pool, and nothing that claims will lack goes back to underwriters or
    /// sponsors.
    function _noteReturned(uint256 i, Site memory s, uint256 caseId, uint256 held, uint256 assets) internal {
        uint256 back = s.asset.balanceOf(address(s.pool)) - held;
        ReferenceModel.Case memory c = s.model.caseOf(caseId);
        // A bonus that is left is no capital of the settlement's.
        bool freed = c.returned != _returned[i][caseId];
        _returned[i][caseId] = c.returned;
        _flows[i].returned += back;
        if (freed) _rule("P5", _hasEnough(i, s, c.number), "capital went back that claims lack");
        _rule("SOLV-1", back == assets, "a case gave back another amount");
    }

    /// @dev Whether the vault's tokens, less all that they have to be there for otherwise, are enough for what waits in a
    /// settlement, or can still be claimed of it.
    function _hasEnough(uint256 i, Site memory s, uint256 number) private view returns (bool) {
        uint256 needed = s.model.claimableIn(number) + s.model.obligations() - s.model.leftIn(number);
        uint256 count = s.model.caseCount();
        for (uint256 index; index < count; ++index) {
            ReferenceModel.Case memory x = s.model.caseAt(index);
            bool counts = x.number == number && (!x.closed || s.model.getSettlement(number).over);
            if (counts) needed += s.model.waitingOn(index);
        }
        return s.asset.balanceOf(address(s.vault)) - _flows[i].donatedVault >= needed;
    }

    // ---------------------------------------------------------------- private

    /// @dev Given back by each case when it was last looked at, first loss included.
    mapping(uint256 site => mapping(uint256 caseId => uint256)) private _returned;

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
        ++done["overlap"];
        _applyVerdict(i, _opened[i][count]);
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
        e.time = _incidentTime(c, t.reportWindow);
        uint256 now_ = vm.getBlockTimestamp();
        e.payableAt = atOnce || _chance(3) ? now_ : now_ + _random(20 days);
        e.decidedBy = _chance(4) ? now_ + _random(40 days) : 0;
        e.bound = severity != 0 ? severity : _severity(t.deductible);
        e.severity = atOnce && _chance(2) ? 0 : _verdict(e.bound);
        if (t.proofOfLoss) _writeTable(e, s.coverUnit);
        e.silent = !atOnce && _chance(24);
        // Silence denies, as soon as it has lasted too long.
        if (e.silent) (e.payableAt, e.severity, e.lossTotal) = (e.time + t.reportWindow + 120 days + 1, 0, 0);
        e.id = resolver.addIncident(
            Incident(uint96(productId), uint40(e.time), uint64(e.bound), uint128(e.announced)), e.payableAt
        );
        bytes32 root = t.proofOfLoss ? LossTable.root(buyers, e.losses) : bytes32(0);
        uint256 answer = e.silent ? 0 : e.payableAt;
        resolver.decide(e.id, Verdict(uint40(answer), uint64(e.severity), uint128(e.lossTotal), root));
        resolver.setOpening(e.id, e.decidedBy, false);
        _events.push(e);
        // A pool that covers nothing of it is left alone.
        if (s.model.needFor(productId, e.bound, e.announced) == 0) return;
        if (_isCovered(c.termsId, e.time)) return _openCase(i, c.termsId, _events.length - 1);
        try s.vault.openCase(c.termsId, e.id, 0) {
            _rule("CLAIM-2", false, "a case for an incident after the lapse");
        } catch {
            ++done["case after a lapse refused"];
            ++effective;
        }
    }

    /// @dev From a scratch to a total loss, one time in three one that stops no sale.
    function _severity(uint256 deductible) private returns (uint256) {
        uint256 most = _chance(3) && deductible + 0.1e18 < WAD ? deductible + 0.1e18 : WAD;
        return _between(deductible + 1, most);
    }

    function _anyCover(Site memory s, uint256 productId) private returns (ReferenceBook.Cover memory c, bool found) {
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        for (uint256 k; k < count && !found; ++k) {
            c = s.model.coverAt((first + k) % count);
            found = c.productId == productId && c.amount != 0 && c.end + 8 days > vm.getBlockTimestamp();
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
    function _writeTable(Event memory e, uint256 coverUnit) private {
        for (uint256 k; k < e.losses.length; ++k) {
            e.losses[k] = _between(1, 200_000 * coverUnit);
            e.lossTotal += e.losses[k];
        }
        if (_chance(8)) e.lossTotal = e.lossTotal / 2 + 1;
        if (_chance(2)) e.announced = e.lossTotal;
    }

    /// @dev An edge of a cover, as far as it can still be reported.
    function _incidentTime(ReferenceBook.Cover memory c, uint256 window) private returns (uint256 time) {
        uint256 now_ = vm.getBlockTimestamp();
        time = _edge(c);
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

    function _isInTime(uint256 termsId, Event memory e) private view returns (bool) {
        return vm.getBlockTimestamp() <= e.time + registry.getTerms(termsId).reportWindow && _isCovered(termsId, e.time);
    }

    function _openCase(uint256 i, uint256 termsId, uint256 incident) private {
        Before memory b = _begin(i, Kind.Opening);
        Event memory e = _events[incident];
        ReferenceModel.Report memory x;
        (x.caseId, x.productId, x.time) = (b.s.vault.caseIdOf(termsId, e.id), e.productId, e.time);
        (x.severity, x.lossTotal, x.decidedBy) = (e.bound, e.announced, e.decidedBy);
        Standing memory z = _standing(b.s, b.s.model.settlementsBegun());
        uint256 held = b.s.asset.balanceOf(address(b.s.vault));
        vm.prank(stranger);
        uint256 reserve = b.s.vault.openCase(termsId, e.id, 0);
        uint256 moved = b.s.asset.balanceOf(address(b.s.vault)) - held;
        (uint256 taken, uint256 firstLoss) = b.s.model.open(x);
        _rule("EXIT-1", reserve == taken, "an opening took something else");
        _rule("SOLV-1", moved == reserve, "an opening moved another amount");
        _rule("SETTLE-7", b.s.vault.getCase(x.caseId).firstLoss == firstLoss, "another first loss was set aside");
        _flows[i].opened += moved;
        _opened[i].push(Opened(x.caseId, termsId, incident));
        if (firstLoss != 0) ++done["first loss set aside"];
        _noteOpened(b.s, b.s.model.caseOf(x.caseId), z);
        _end(b, "open");
    }

    function _noteOpened(Site memory s, ReferenceModel.Case memory c, Standing memory z) private {
        if (!z.short && s.model.short()) ++done["pool becomes short"];
        if (!c.stops) ++done["case that stops nothing"];
        if (c.number == z.number && z.strained) ++done["joins a strained settlement"];
        if (c.number > z.number) ++done["begins another settlement"];
        if (c.number > z.number && z.short) ++done["two settlements at once"];
    }
}
