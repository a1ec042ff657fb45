// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";
import {Event, Site} from "./HandlerBase.sol";
import {HandlerIncident} from "./HandlerIncident.sol";
import {LossTable} from "./LossTable.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";

/// @notice Claims, paid at once or registered and paid later; with a proof where the terms ask for one.
abstract contract HandlerClaims is HandlerIncident {
    /// @notice A claim that is tried.
    struct Try {
        Opened o;
        Event e;
        ReferenceBook.Cover c;
        bool byProof;
        uint256 leaf;
        address insured;
        address caller;
        uint256 drawn; // of the insured's loss
        uint256 lost; // what the cover loses
        uint256 gross; // what of it is paid: less where a table is cut
        bool due; // it must succeed
    }

    /// @notice What a call on several cases does, case by case.
    struct Together {
        uint256 held; // tokens of the pool before
        address owner;
        address payee;
        uint256 had; // tokens of the payee before
        uint256 payout;
        uint256 bonus;
        uint256 assets; // that a verdict freed
        bool registered;
        bool paidLater;
    }

    uint256 internal constant CLAIMED_BY_ANYONE = 14 days;

    /// @notice Claims on a case: mostly on a cover that is due something, one time in two on all of them.
    function claimPayout(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        bool any = _chance(6);
        uint256 claims = any || _chance(2) ? 1 : 8;
        for (uint256 k; k < count; ++k) {
            Try memory t;
            t.o = _opened[i][(first + k) % count];
            t.e = _events[t.o.incident];
            bool decided = s.model.caseOf(t.o.id).decided;
            if (!decided) _reach(t.e.payableAt);
            if (!decided && vm.getBlockTimestamp() < t.e.payableAt && !any) continue;
            if (_claimSome(i, t, claims, any)) return;
        }
    }

    /// @notice A registered claim is paid when its settlement is not short any more or over, again after a recovery, and not
    /// before.
    function payRegistered(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.claimCount();
        uint256 first = _random(count);
        bool early = _chance(2);
        bool all = _chance(2);
        for (uint256 k; k < count; ++k) {
            ReferenceModel.CoverClaim memory x = s.model.claimAt((first + k) % count);
            if (!x.waits) continue;
            uint256 caseId = s.model.caseAt(x.index).id;
            uint256 number = s.model.caseAt(x.index).number;
            bool waits = !s.model.getSettlement(number).over && s.model.isShort(number);
            if (early && waits) return _payEarly(i, caseId, x.coverId);
            if (waits || s.model.dueOn(caseId, x.coverId) == 0) continue;
            _payRegistered(i, caseId, x.coverId);
            if (!all) return;
        }
    }

    /// @dev Claims of up to some covers on one case.
    function _claimSome(uint256 i, Try memory t, uint256 most, bool any) internal returns (bool some) {
        for (; most != 0 && _findCover(_sites[i], t, any); --most) {
            some = true;
            if (t.byProof) _claimLoss(i, t);
            else _claimTogether(i, t);
        }
    }

    // ------------------------------------------------------------- by severity

    /// @dev The cover and, where it needs one, the line of the loss table that a claim is tried with.
    function _findCover(Site memory s, Try memory t, bool any) private returns (bool) {
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        uint256 leaf = _random(4);
        t.byProof = registry.getTerms(t.o.termsId).proofOfLoss;
        for (uint256 k; k < count; ++k) {
            t.c = s.model.coverAt((first + k) % count);
            if (t.c.productId != t.e.productId) continue;
            for (uint256 n; n < (t.byProof ? 4 : 1); ++n) {
                t.leaf = (leaf + n) % 4;
                if (t.byProof) _valueLoss(s, t);
                else _value(s, t);
                if (t.due || any) return true;
            }
        }
        return false;
    }

    /// @dev What the model says about a claim by severity.
    function _value(Site memory s, Try memory t) private view {
        (uint256 severity, bool open) = _payable(s, t);
        uint256 deductible = registry.getTerms(t.c.termsId).deductible;
        uint256 share = severity > deductible ? severity - deductible : 0;
        t.gross = t.c.amount * s.coverUnit * share / WAD;
        t.due = open && t.gross != 0 && s.model.isProtected(t.o.id, t.c.id) && !s.model.hasClaimed(t.o.id, t.c.id);
    }

    /// @dev The severity that a case pays, its payable verdict applied, and whether claims are taken then.
    function _payable(Site memory s, Try memory t) private view returns (uint256 severity, bool open) {
        ReferenceModel.Case memory c = s.model.caseOf(t.o.id);
        if (c.decided) return (c.severity, s.model.takesClaims(t.o.id));
        if (vm.getBlockTimestamp() < t.e.payableAt) return (0, false);
        (, severity) = s.model.needUnder(t.o.id, t.e.severity, t.e.lossTotal);
        return (severity, severity != 0);
    }

    /// @dev A cover claims on all cases of its product that claims can be made on, in the order of their events.
    function _claimTogether(uint256 i, Try memory t) private {
        Site memory s = _sites[i];
        uint256[] memory incidents = _together(i, s, t);
        if (incidents.length == 0) return;
        if (!t.due) return _refusesClaim(s, t);
        if (incidents.length != 1 && _chance(2)) _refusesApart(s, t, incidents);
        Before memory b = _begin(i, Kind.Incident);
        Together memory x = _prepare(s, t.c.id);
        uint256 shown = s.vault.previewPayouts(t.c.id, incidents);
        uint256 payout = _call(s, t.c.id, incidents, x);
        for (uint256 k; k < incidents.length; ++k) {
            _claimOne(i, s, t, incidents[k], x);
        }
        _rule("SOLV-3", payout == x.payout, "another payout");
        _rule("CLAIM-2", shown == payout, "another payout is shown");
        _noteReturned(i, s, t.o.id, x.held, x.assets);
        _book(i, t.c.id, s.asset.balanceOf(x.payee) - x.had, x.payout, x.bonus);
        if (incidents.length > 1) ++done["claims together"];
        if (x.paidLater) ++done["claim beside a registered one"];
        if (t.c.termsId != t.o.termsId) ++done["claim of another version"];
        _end(b, x.registered ? bytes32("claim registered") : bytes32("claimPayout"));
    }

    /// @dev Anybody, or the owner to somebody else.
    function _prepare(Site memory s, uint256 coverId) private returns (Together memory x) {
        x.owner = coverToken.ownerOf(coverId);
        x.payee = _chance(3) ? operator : x.owner;
        x.had = s.asset.balanceOf(x.payee);
        x.held = s.asset.balanceOf(address(s.pool));
    }

    function _call(Site memory s, uint256 coverId, uint256[] memory incidents, Together memory x)
        private
        returns (uint256)
    {
        bool byOwner = x.payee != x.owner;
        vm.prank(byOwner ? x.owner : stranger);
        if (incidents.length != 1) return s.vault.claimPayouts(coverId, incidents, byOwner ? x.payee : address(0));
        if (byOwner) return s.vault.claimPayoutTo(coverId, incidents[0], x.payee);
        return s.vault.claimPayout(coverId, incidents[0]);
    }

    /// @dev What the model does for one of the cases that are named.
    function _claimOne(uint256 i, Site memory s, Try memory t, uint256 incidentId, Together memory x) private {
        Try memory one;
        one.o = _openedFor(i, incidentId);
        one.e = _events[one.o.incident];
        one.c = t.c;
        if (!s.model.caseOf(one.o.id).decided) (x.assets,) = _decide(s, one.o);
        (uint256 waiting,) = s.model.waitingFor(one.o.id, t.c.id);
        uint256 payout;
        uint256 bonus;
        if (waiting != 0) {
            if (s.model.dueOn(one.o.id, t.c.id) == 0) return;
            (payout, bonus) = s.model.fetch(one.o.id, t.c.id);
            x.paidLater = true;
        } else {
            one.c = s.model.coverOf(t.c.id);
            _value(s, one);
            if (!one.due) return;
            (payout, bonus) = s.model.claim(one.o.id, t.c.id, one.gross, one.gross);
            if (payout == 0) x.registered = true;
        }
        (x.payout, x.bonus) = (x.payout + payout, x.bonus + bonus);
        paidOnCase[i][one.o.id] += payout;
        _noteOverflow(s, one.o.id);
    }

    /// @dev Incidents of the cases that a claim has to name, in order; of the case alone where it is not due.
    function _together(uint256 i, Site memory s, Try memory t) private view returns (uint256[] memory incidents) {
        if (!t.due) {
            incidents = new uint256[](1);
            incidents[0] = t.e.id;
            // A claim that waits is paid by the same call: that is another action.
            (uint256 waiting,) = s.model.waitingFor(t.o.id, t.c.id);
            return waiting == 0 ? incidents : new uint256[](0);
        }
        uint256 number = s.model.caseOf(t.o.id).number;
        Opened[] memory list = new Opened[](_opened[i].length);
        uint256 count;
        for (uint256 k; k < list.length; ++k) {
            Opened memory o = _opened[i][k];
            ReferenceModel.Case memory c = s.model.caseOf(o.id);
            if (c.productId != t.e.productId || c.number != number) continue;
            if (o.id != t.o.id && (!c.decided || c.over)) continue;
            uint256 at_ = count++;
            for (; at_ != 0 && _isBefore(o, list[at_ - 1]); --at_) {
                list[at_] = list[at_ - 1];
            }
            list[at_] = o;
        }
        incidents = new uint256[](count);
        for (uint256 k; k < count; ++k) {
            incidents[k] = _events[list[k].incident].id;
        }
    }

    /// @dev By time; of the same second by number.
    function _isBefore(Opened memory a, Opened memory b) private view returns (bool) {
        (uint256 x, uint256 y) = (_events[a.incident].time, _events[b.incident].time);
        return x == y ? a.id < b.id : x < y;
    }

    function _refusesClaim(Site memory s, Try memory t) private {
        vm.prank(stranger);
        try s.vault.claimPayout(t.c.id, t.e.id) {
            _rule("CLAIM-2", false, "a claim that is not due was paid");
        } catch {
            _noteRefusal(s, t);
        }
    }

    function _noteRefusal(Site memory s, Try memory t) private {
        ++done[s.model.isProtected(t.o.id, t.c.id) ? bytes32("claim refused") : bytes32("claim unprotected")];
        if (t.c.cancelled) ++done["claim on a cancelled cover"];
    }

    /// @dev Some of the cases, or in another order, is not enough.
    function _refusesApart(Site memory s, Try memory t, uint256[] memory incidents) private {
        vm.prank(stranger);
        try s.vault.claimPayout(t.c.id, t.e.id) {
            _rule("CLAIM-1", false, "a claim on one case of several");
        } catch {}
        uint256[] memory wrong = new uint256[](incidents.length);
        for (uint256 k; k < wrong.length; ++k) {
            wrong[k] = incidents[incidents.length - 1 - k];
        }
        vm.prank(stranger);
        try s.vault.claimPayouts(t.c.id, wrong, address(0)) {
            _rule("CLAIM-1", false, "claims out of order");
        } catch {}
        wrong[0] = wrong[1] = t.e.id;
        vm.prank(stranger);
        try s.vault.claimPayouts(t.c.id, wrong, address(0)) {
            _rule("CLAIM-1", false, "one case twice in a claim");
        } catch {}
        ++done["claim apart refused"];
    }

    // ---------------------------------------------------------------- by proof

    /// @dev What the model says about a claim with a line of the loss table.
    function _valueLoss(Site memory s, Try memory t) private view {
        uint256 deductible = registry.getTerms(t.c.termsId).deductible;
        (t.insured,) = coverToken.partiesOf(t.c.id);
        (uint256 part, bool open) = _payable(s, t);
        uint256 before = drawnOn[t.e.id][t.insured];
        uint256 left = t.e.losses[t.leaf] > before ? t.e.losses[t.leaf] - before : 0;
        uint256 remaining = t.c.amount * s.coverUnit;
        uint256 wanted = (remaining * WAD + WAD - deductible - 1) / (WAD - deductible);
        t.drawn = left < wanted ? left : wanted;
        t.gross = t.drawn * (WAD - deductible) / WAD;
        if (t.gross > remaining) t.gross = remaining;
        t.lost = t.gross;
        t.gross = t.gross * part / WAD;
        uint256 unclaimed = _unclaimed(s, t);
        if (t.gross > unclaimed) t.gross = unclaimed;
        t.due = open && t.gross != 0 && t.insured == LossTable.insuredOf(buyers, t.leaf)
            && s.model.isProtected(t.o.id, t.c.id);
    }

    /// @dev What the case can still be claimed for.
    function _unclaimed(Site memory s, Try memory t) private view returns (uint256) {
        ReferenceModel.Case memory c = s.model.caseOf(t.o.id);
        if (!c.decided) (c.need,) = s.model.needUnder(t.o.id, t.e.severity, t.e.lossTotal);
        uint256 count = s.model.claimCount();
        uint256 claimed;
        for (uint256 k; k < count; ++k) {
            ReferenceModel.CoverClaim memory x = s.model.claimAt(k);
            if (s.model.caseAt(x.index).id == c.id) claimed += x.gross;
        }
        return c.need > claimed ? c.need - claimed : 0;
    }

    function _claimLoss(uint256 i, Try memory t) private {
        Before memory b = _begin(i, Kind.Incident);
        bool theirs = _choose(b.s, t);
        Together memory x;
        x.payee = coverToken.ownerOf(t.c.id);
        x.had = b.s.asset.balanceOf(x.payee);
        x.held = b.s.asset.balanceOf(address(b.s.pool));
        (bool ok, uint256 payout) = _callLoss(b.s, t);
        if (!ok) {
            _rule("CLAIM-2", !t.due || !theirs, "a claim that is due was refused");
            if (!t.due) _noteRefusal(b.s, t);
            else ++done["claim of a stranger refused"];
            return;
        }
        _rule("CLAIM-2", theirs, "a stranger claimed a loss that is others' to claim");
        _rule("SOLV-3", t.due, "a claim that is not due was paid");
        if (!b.s.model.caseOf(t.o.id).decided) (x.assets,) = _decide(b.s, t.o);
        (x.payout, x.bonus) = b.s.model.claim(t.o.id, t.c.id, t.lost, t.gross);
        _rule("SOLV-3", payout == x.payout, "another payout");
        _noteReturned(i, b.s, t.o.id, x.held, x.assets);
        drawnOn[t.e.id][t.insured] += t.drawn;
        paidOnCase[i][t.o.id] += payout;
        _book(i, t.c.id, b.s.asset.balanceOf(x.payee) - x.had, x.payout, x.bonus);
        _noteOverflow(b.s, t.o.id);
        ++done["claimLoss"];
        _end(b, payout == 0 ? bytes32("claim registered") : bytes32("claimPayout"));
    }

    /// @dev Somebody; whether it may claim: until the window's last two weeks only those whose cover it is.
    function _choose(Site memory s, Try memory t) private returns (bool theirs) {
        address owner = coverToken.ownerOf(t.c.id);
        uint256 kind = _random(4);
        if (kind == 0) t.caller = owner;
        else if (kind == 1) t.caller = t.insured;
        else t.caller = kind == 2 ? stranger : _anyBuyer();
        if (t.caller != stranger) return true;
        ReferenceModel.Case memory c = s.model.caseOf(t.o.id);
        uint256 until = c.decided ? c.until : vm.getBlockTimestamp() + registry.getTerms(t.o.termsId).claimWindow;
        return vm.getBlockTimestamp() + CLAIMED_BY_ANYONE > until;
    }

    function _callLoss(Site memory s, Try memory t) private returns (bool, uint256) {
        LossProof memory proof = LossTable.proofOf(buyers, t.e.losses, t.leaf);
        vm.prank(t.caller);
        try s.vault.claimLoss(t.c.id, t.e.id, address(0), proof) returns (uint256 paid) {
            return (true, paid);
        } catch {
            return (false, 0);
        }
    }

    // -------------------------------------------------------------- registered

    function _payRegistered(uint256 i, uint256 caseId, uint256 coverId) private {
        Before memory b = _begin(i, Kind.Incident);
        (, uint256 before) = b.s.model.waitingFor(caseId, coverId);
        uint256[] memory incidents = new uint256[](1);
        incidents[0] = _incidentOf(i, caseId);
        uint256 shown = b.s.vault.previewPayout(coverId, incidents[0]);
        Together memory x = _prepare(b.s, coverId);
        uint256 payout = _call(b.s, coverId, incidents, x);
        (x.payout, x.bonus) = b.s.model.fetch(caseId, coverId);
        _rule("CLAIM-1", payout == x.payout, "another part of a registered claim");
        _rule("CLAIM-1", shown == payout, "another part of a registered claim is shown");
        paidOnCase[i][caseId] += payout;
        _book(i, coverId, b.s.asset.balanceOf(x.payee) - x.had, x.payout, x.bonus);
        _noteOverflow(b.s, caseId);
        (uint256 waiting, uint256 paid) = b.s.model.waitingFor(caseId, coverId);
        if (before != 0) ++done["claim raised by a recovery"];
        if (paid < waiting) ++done["claim cut"];
        if (waiting == 0) ++done["registered claim paid in time"];
        if (b.s.model.caseOf(caseId).closed && waiting == 0) ++done["fetched after the closing"];
        if (b.s.model.coverOf(coverId).cancelled) ++done["cancelled cover is paid"];
        _end(b, "payRegistered");
    }

    function _payEarly(uint256 i, uint256 caseId, uint256 coverId) private {
        try _sites[i].vault.claimPayout(coverId, _incidentOf(i, caseId)) {
            _rule("CLAIM-1", false, "paid before it was known who shares");
        } catch {
            ++done["early payment refused"];
            ++effective;
        }
    }

    // ----------------------------------------------------------------- private

    function _book(uint256 i, uint256 coverId, uint256 arrived, uint256 payout, uint256 bonus) private {
        _rule("SOLV-3", arrived == payout + bonus, "another amount arrived");
        paidOnCover[coverId] += arrived - bonus;
        _flows[i].payouts += arrived;
        if (bonus != 0) ++done["bonus paid"];
    }

    function _noteOverflow(Site memory s, uint256 caseId) private {
        ReferenceModel.Case memory c = s.model.caseOf(caseId);
        if (s.model.getSettlement(c.number).over) return;
        if (s.model.paidOn(s.model.indexOf(caseId)) > c.reserve + c.firstLoss) ++done["paid by other layers"];
    }

    function _openedFor(uint256 i, uint256 incidentId) private view returns (Opened memory) {
        for (uint256 k;; ++k) {
            if (_events[_opened[i][k].incident].id == incidentId) return _opened[i][k];
        }
    }

    function _incidentOf(uint256 i, uint256 caseId) internal view returns (uint256) {
        for (uint256 k;; ++k) {
            if (_opened[i][k].id == caseId) return _events[_opened[i][k].incident].id;
        }
    }
}
