// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/interfaces/IPocketVaultCore.sol";
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
        uint256 gross; // what the cover loses
        bool due; // it must succeed
    }

    /// @notice Covers that have claimed on a parametric pocket.
    mapping(uint256 site => mapping(uint256 pocketId => mapping(uint256 coverId => bool))) internal _claimed;

    /// @notice Claims on a pocket: mostly on a cover that is due something, one time in two on all of them.
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
            if (!s.model.pocket(t.o.id).decided) _reach(t.e.payableAt);
            if (vm.getBlockTimestamp() < t.e.payableAt && !any) continue;
            if (!any && !s.model.takesClaims(t.o.id)) continue;
            uint256 left = claims;
            while (left != 0 && _findCover(i, s, t, any)) {
                _claim(i, t);
                --left;
            }
            if (left != claims) return;
        }
    }

    /// @notice A registered claim is paid when its estate's window is over, again after a recovery, and not before.
    function payRegistered(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.registrationCount();
        uint256 first = _random(count);
        bool early = _chance(2);
        bool all = _chance(2);
        for (uint256 k; k < count; ++k) {
            uint256 at_ = (first + k) % count;
            ReferenceModel.Registration memory r = s.model.registrationAt(at_);
            uint256 number = s.model.pocket(r.pocketId).estate;
            uint256 until = s.model.estate(number).until;
            // A cancelled cover has given up what it was still owed.
            if (s.model.isCancelled(r.coverId)) continue;
            bool decided = s.model.isDecided(number);
            if (early && (!decided || vm.getBlockTimestamp() <= until)) return _payEarly(i, r);
            if (!decided) continue;
            _reach(until + 1);
            if (vm.getBlockTimestamp() <= until || s.model.dueOn(at_) == r.paid) continue;
            _payRegistered(i, r, at_);
            if (!all) return;
        }
    }

    // --------------------------------------------------------------- private

    /// @dev The cover and, where it needs one, the line of the loss table that a claim is tried with.
    function _findCover(uint256 i, Site memory s, Try memory t, bool any) private returns (bool) {
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        uint256 leaf = _random(4);
        t.byProof = s.model.conditions(t.o.termsId).proofOfLoss;
        for (uint256 k; k < count; ++k) {
            t.c = s.model.coverAt((first + k) % count);
            if (t.c.termsId != t.o.termsId || t.c.cancelled) continue;
            for (uint256 n; n < (t.byProof ? 4 : 1); ++n) {
                t.leaf = (leaf + n) % 4;
                _value(i, s, t);
                if (t.due || any) return true;
            }
        }
        return false;
    }

    /// @dev What the model says about a claim.
    function _value(uint256 i, Site memory s, Try memory t) private view {
        uint256 share = s.model.shareOf(t.o.termsId, t.e.severity);
        if (t.byProof) {
            (address insured,) = coverToken.partiesOf(t.c.id);
            uint256 left = t.e.losses[t.leaf] - drawnOn[t.e.id][t.leaf];
            t.gross = s.model.grossOf(t.o.id, t.c.id, share, left);
            if (insured != LossTable.insuredOf(buyers, t.leaf) || t.e.severity == 0) t.gross = 0;
        } else {
            t.gross = _claimed[i][t.o.id][t.c.id] ? 0 : s.model.grossOf(t.o.id, t.c.id, share, 0);
        }
        t.due = t.gross != 0 && s.model.isProtected(t.o.id, t.c.id) && s.model.takesClaims(t.o.id)
            && vm.getBlockTimestamp() >= t.e.payableAt;
    }

    function _claim(uint256 i, Try memory t) private {
        Before memory b = _begin(i, Kind.Incident);
        address payee = coverToken.ownerOf(t.c.id);
        uint256 before = b.s.asset.balanceOf(payee);
        uint256 shown = b.s.vault.previewPayout(t.c.id, t.e.id);
        // Once its window is over a registered claim is paid by the same call, whether there is more to claim or not.
        if (b.s.model.registrationOf(t.o.id, t.c.id) != 0 && !t.byProof) return;
        (bool ok, uint256 payout) = _call(b.s, t);
        if (!ok) {
            _rule("CLAIM-2", !t.due, "a claim that is due was refused");
            bool unprotected = !b.s.model.isProtected(t.o.id, t.c.id);
            ++done[unprotected ? bytes32("claim unprotected") : bytes32("claim refused")];
            return;
        }
        _rule("CLAIM-2", b.s.model.isProtected(t.o.id, t.c.id), "paid for an incident outside the protected time");
        _rule("SOLV-3", t.due, "a claim that is not due was paid");
        bool wasDecided = b.s.model.pocket(t.o.id).decided;
        bool isOverlap = _isOverlap(b.s, t.o.id);
        if (!wasDecided) _decide(b.s, t.o, t.e);
        _rule("SOLV-3", payout == b.s.model.claim(t.o.id, t.c.id, t.gross), "another payout");
        // What an overlap pays is shown once the verdict is applied.
        bool isShown = !t.byProof && (wasDecided || !isOverlap);
        _rule("CLAIM-2", shown == (isShown ? payout : 0), "another payout is shown");
        _claimed[i][t.o.id][t.c.id] = !t.byProof;
        if (t.byProof) _draw(t, b.s.quantum);
        _book(i, t.o.id, t.c.id, b.s.asset.balanceOf(payee) - before, payout);
        bool registers = b.s.model.pocket(t.o.id).estate != 0 && !isOverlap;
        if (isOverlap) ++done["claim on an overlap"];
        if (t.byProof) ++done["claimLoss"];
        _end(b, registers ? bytes32("claim registered") : bytes32("claimPayout"));
    }

    function _call(Site memory s, Try memory t) private returns (bool ok, uint256 payout) {
        vm.prank(stranger);
        if (!t.byProof) {
            try s.vault.claimPayout(t.c.id, t.e.id) returns (uint256 paid) {
                return (true, paid);
            } catch {
                return (false, 0);
            }
        }
        LossProof memory proof = LossTable.proofOf(buyers, t.e.losses, t.leaf);
        proof.resolver = address(resolver);
        try s.vault.claimLoss(t.c.id, t.e.id, address(0), proof) returns (uint256 paid) {
            return (true, paid);
        } catch {
            return (false, 0);
        }
    }

    /// @dev SETTLE-2: a line of a table falls by what was drawn, before the deductible, over all pools: what the cover takes
    /// in full, or all that is left.
    function _draw(Try memory t, uint256 quantum) private {
        uint256 share = WAD - registry.getTerms(t.o.termsId).deductible;
        uint256 drawn = (t.c.amount * quantum * WAD + share - 1) / share;
        uint256 left = t.e.losses[t.leaf] - drawnOn[t.e.id][t.leaf];
        drawnOn[t.e.id][t.leaf] += drawn < left ? drawn : left;
    }

    function _isOverlap(Site memory s, uint256 pocketId) private view returns (bool) {
        uint256 number = s.model.pocket(pocketId).estate;
        return number != 0 && s.model.estate(number).ofProduct;
    }

    function _payRegistered(uint256 i, ReferenceModel.Registration memory r, uint256 number) private {
        Before memory b = _begin(i, Kind.Incident);
        address payee = coverToken.ownerOf(r.coverId);
        uint256 incidentId = _incidentOf(i, r.pocketId);
        uint256 shown = b.s.vault.previewPayout(r.coverId, incidentId);
        uint256 payout;
        if (_chance(3)) {
            address owner = payee;
            payee = operator;
            uint256 had = b.s.asset.balanceOf(payee);
            vm.prank(owner);
            payout = b.s.vault.claimPayoutTo(r.coverId, incidentId, payee);
            _book(i, r.pocketId, r.coverId, b.s.asset.balanceOf(payee) - had, payout);
        } else {
            uint256 had = b.s.asset.balanceOf(payee);
            vm.prank(stranger);
            payout = b.s.vault.claimPayout(r.coverId, incidentId);
            _book(i, r.pocketId, r.coverId, b.s.asset.balanceOf(payee) - had, payout);
        }
        _rule("CLAIM-1", payout == b.s.model.payRegistered(number), "another part of an estate");
        _rule("CLAIM-1", shown == payout, "another part of an estate is shown");
        if (r.paid != 0) ++done["claim raised by a recovery"];
        if (r.paid + payout < r.gross) ++done["claim cut"];
        _end(b, "payRegistered");
    }

    function _payEarly(uint256 i, ReferenceModel.Registration memory r) private {
        try _sites[i].vault.claimPayout(r.coverId, _incidentOf(i, r.pocketId)) {
            _rule("CLAIM-1", false, "paid before the estate's window was over");
        } catch {
            ++done["early payment refused"];
            ++effective;
        }
    }

    function _book(uint256 i, uint256 pocketId, uint256 coverId, uint256 arrived, uint256 payout) private {
        _rule("SOLV-3", arrived == payout, "another amount arrived");
        paidOnCover[coverId] += arrived;
        paidOnPocket[i][pocketId] += arrived;
        _flows[i].payouts += arrived;
    }

    function _incidentOf(uint256 i, uint256 pocketId) internal view returns (uint256) {
        for (uint256 k;; ++k) {
            if (_opened[i][k].id == pocketId) return _events[_opened[i][k].incident].id;
        }
    }
}
