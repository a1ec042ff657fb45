// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case, CaseStatus, Settlement, Stake} from "../../src/claims/ClaimTypes.sol";
import {Event, Site} from "../utils/HandlerBase.sol";
import {HandlerIncident} from "../utils/HandlerIncident.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferenceReads} from "../utils/ReferenceReads.sol";
import {ExitInvariants} from "./ExitInvariants.sol";

/// @notice Cases, settlements and claims. Named after the rules.
abstract contract IncidentInvariants is ExitInvariants {
    /// @dev What cases have, with their settlement, is never less than what they have paid.
    function rule_SOLV3_NoIncidentPaysMoreThanStandsBehindIt() internal view {
        _kept("SETTLE-7");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.caseCount();
            for (uint256 index; index < count; ++index) {
                ReferenceModel.Case memory c = s.model.caseAt(index);
                uint256 paid = handler.paidOnCase(i, c.id);
                assertEq(paid, s.model.paidOn(index), "what a case has paid");
                assertLe(paid, c.need, "a case pays what can be claimed of it at most");
                bool alone = s.model.settlementOf(c.number).strainedAt == 0;
                if (alone) assertLe(paid, c.reserve + c.firstLoss, "a case that lacks nothing pays its own at most");
            }
        }
    }

    /// @dev Over all pools and tables, and the ledger says so.
    function rule_SOLV3_NoLossIsDrawnBeyondItself() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            HandlerIncident.Opened[] memory cases = handler.openedCases(i);
            for (uint256 k = cases.length > 6 ? cases.length - 6 : 0; k < cases.length; ++k) {
                Event memory e = handler.eventAt(cases[k].incident);
                if (e.lossTotal != 0) _checkTable(e);
            }
        }
    }

    /// @dev What waits in a settlement that is over is paid alike, but for rounding, whoever claimed first and on whatever
    /// case; and it is never paid less than all that is there.
    function rule_CLAIM1_SameSettlementSameFraction() internal view {
        _kept("CLAIM-1");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.claimCount();
            for (uint256 k = count > 12 ? count - 12 : 0; k < count; ++k) {
                ReferenceModel.CoverClaim memory x = s.model.claimAt(k);
                uint256 caseId = s.model.caseAt(x.index).id;
                (uint256 gross, uint256 paid) = s.vault.registeredClaim(caseId, x.coverId);
                (uint256 waiting, uint256 got) = s.model.waitingFor(caseId, x.coverId);
                assertEq(gross - paid, waiting - got, "what a cover still waits for");
                for (uint256 n = k > 4 ? k - 4 : 0; n < k; ++n) {
                    _compareFractions(s, x, s.model.claimAt(n));
                }
            }
        }
    }

    function rule_CLAIM3_ADeniedIncidentPaysNothing() internal view {
        _kept("CLAIM-3");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.caseCount();
            for (uint256 index; index < count; ++index) {
                ReferenceModel.Case memory c = s.model.caseAt(index);
                if (!c.decided || c.severity != 0) continue;
                assertEq(handler.paidOnCase(i, c.id), 0, "a denied incident was paid");
                if (!s.model.isStrained(c.number)) {
                    assertTrue(c.closed || s.model.settlementOf(c.number).relaxed, "a denied case keeps nothing");
                }
            }
        }
    }

    /// @dev The pool is short exactly while some settlement holds less than it owes.
    function rule_INC7_ShortIfASettlementHoldsLessThanItOwes() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count;
            for (uint256 n = 1; n <= s.model.settlementsBegun(); ++n) {
                bool isShort = s.model.heldIn(n) < s.model.owedIn(n);
                if (isShort) ++count;
                (, bool short,,) = s.vault.settlementOf(n);
                assertEq(short, isShort, "a settlement is short");
            }
            (, uint256 shortOnes) = s.vault.presentSettlement();
            assertEq(shortOnes, count, "settlements that are short");
            assertEq(ReferenceReads.money(s.pool).flags & 1 == 1, count != 0, "the pool is short");
        }
    }

    /// @dev No settlement owes less than its covers could claim of it, found without what it was said to need: one that is
    /// not short can pay whatever is claimed.
    function rule_INC7_WhatCanBeClaimedIsOwed() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            for (uint256 n = 1; n <= s.model.settlementsBegun(); ++n) {
                if (s.model.settlementOf(n).over || s.model.openIn(n) == 0) continue;
                uint256 claimed = s.model.paidIn(n) + _waitingIn(s, n);
                assertLe(claimed + s.model.claimableIn(n), s.model.owedIn(n), "more can be claimed than is owed");
            }
        }
    }

    function rule_INC7_CasesAndSettlementsAreTheModels() internal view {
        _kept("INC-7");
        _kept("INC-5");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.caseCount();
            for (uint256 index; index < count; ++index) {
                _compareCase(s, index);
            }
            (uint256 present,) = s.vault.presentSettlement();
            uint256 begun = s.model.settlementsBegun();
            assertEq(present, begun, "number of the present settlement");
            for (uint256 n = 1; n <= begun; ++n) {
                _compareSettlement(s, n);
            }
            for (uint256 k; k < s.products.length; ++k) {
                (uint256 free, uint256 announced, uint256 maturesAt,) = s.vault.firstLossOf(s.products[k]);
                (uint256 wanted, uint256 at_) = s.model.withdrawals(s.products[k]);
                assertEq(free, s.model.freeFirstLoss(s.products[k]), "free first loss");
                assertEq(announced, wanted, "an announced withdrawal");
                assertEq(maturesAt, at_, "when it matures");
            }
        }
    }

    // --------------------------------------------------------------- internals

    function _checkTable(Event memory e) private view {
        bytes32 eventId = keccak256(abi.encode(resolver, e.id));
        for (uint256 k; k < 3; ++k) {
            address insured = handler.buyers(k);
            uint256 drawn = ledger.drawnOf(eventId, insured);
            assertEq(drawn, handler.drawnOn(e.id, insured), "drawn on a loss");
            // The first of them has two lines.
            uint256 most = k == 0 && e.losses[3] > e.losses[0] ? e.losses[3] : e.losses[k];
            assertLe(drawn, most, "more drawn than lost");
        }
    }

    function _waitingIn(Site memory s, uint256 number) private view returns (uint256 sum) {
        uint256 count = s.model.caseCount();
        for (uint256 index; index < count; ++index) {
            ReferenceModel.Case memory c = s.model.caseAt(index);
            if (c.number == number && !c.closed) sum += s.model.waitingOn(index);
        }
    }

    function _compareFractions(Site memory s, ReferenceModel.CoverClaim memory a, ReferenceModel.CoverClaim memory b)
        private
        view
    {
        ReferenceModel.Case memory p = s.model.caseAt(a.index);
        ReferenceModel.Case memory q = s.model.caseAt(b.index);
        if (!a.waits || !b.waits || p.number != q.number || !s.model.settlementOf(p.number).over) return;
        (uint256 grossA, uint256 paidA) = s.model.waitingFor(p.id, a.coverId);
        (uint256 grossB, uint256 paidB) = s.model.waitingFor(q.id, b.coverId);
        uint256 partA = paidA + s.vault.previewPayout(a.coverId, _incidentOf(s, p.id));
        uint256 partB = paidB + s.vault.previewPayout(b.coverId, _incidentOf(s, q.id));
        assertApproxEqAbs(partA * grossB, partB * grossA, grossA + grossB, "another fraction");
    }

    function _incidentOf(Site memory s, uint256 caseId) private view returns (uint256) {
        for (uint256 i; i < handler.siteCount(); ++i) {
            if (handler.site(i).vault != s.vault) continue;
            HandlerIncident.Opened[] memory cases = handler.openedCases(i);
            for (uint256 k; k < cases.length; ++k) {
                if (cases[k].id == caseId) return handler.eventAt(cases[k].incident).id;
            }
        }
        revert("no such case");
    }

    function _compareCase(Site memory s, uint256 index) private view {
        ReferenceModel.Case memory m = s.model.caseAt(index);
        Case memory p = s.vault.getCase(m.id);
        assertEq(p.reserve, m.reserve, "reserve");
        assertEq(p.firstLoss, m.firstLoss, "first loss of a case");
        assertEq(p.committed, m.committed * s.quantum, "cover at an opening");
        assertEq(p.epoch, m.epoch, "number of a case");
        assertEq(p.eventTime, m.time, "time of an event");
        assertEq(p.severity, m.severity, "severity that is paid");
        assertEq(p.claimsUntil, m.until, "last second to claim in");
        assertEq(p.need, m.need, "what can be claimed");
        assertEq(p.paid, s.model.paidOn(index), "what was paid");
        if (!s.model.settlementOf(m.number).over) assertEq(p.registered, s.model.waitingOn(index), "claims that wait");
        assertEq(p.settlement, m.number, "settled with others");
        assertEq(p.closed, m.closed, "closed");
        CaseStatus wanted = CaseStatus.Open;
        if (m.decided && m.severity == 0) wanted = CaseStatus.Denied;
        else if (m.closed) wanted = CaseStatus.Closed;
        else if (m.over) wanted = CaseStatus.Counted;
        else if (m.decided) wanted = CaseStatus.Payable;
        assertEq(uint256(p.status), uint256(wanted), "where a case stands");
    }

    function _compareSettlement(Site memory s, uint256 n) private view {
        (Settlement memory x,, bool over, uint256 forClaims) = s.vault.settlementOf(n);
        ReferenceModel.CaseSettlement memory m = s.model.settlementOf(n);
        assertEq(over, m.over, "over");
        assertEq(forClaims, m.forClaims, "for claims that wait");
        assertEq(x.relaxed, m.relaxed, "strained and no more");
        assertEq(x.strainedAt, m.relaxed ? 0 : m.strainedAt, "strained since");
        assertEq(x.held, s.model.heldIn(n), "held");
        assertEq(x.owed, s.model.owedIn(n), "owed");
        if (m.over) {
            assertEq(x.registered, s.model.registeredIn(n), "claims that share");
            assertEq(x.rest, m.rest, "what layers get back");
            return;
        }
        assertEq(x.open, s.model.openIn(n), "open cases");
        assertEq(x.lacking, s.model.lackingIn(n), "lacking");
        assertEq(x.overflow, s.model.overflowIn(n), "paid by other layers");
        for (uint256 k; k < s.products.length; ++k) {
            Stake memory p = s.vault.stakeOf(n, s.products[k]);
            assertEq(p.needs, s.model.needsIn(n, s.products[k]), "what can be claimed of a product");
            assertEq(p.bound, s.model.boundOf(n, s.products[k]), "what bounds it");
            assertEq(p.payable_, s.model.payableIn(n, s.products[k]), "cases that take claims");
            assertEq(p.stopping, s.model.stoppingOf(s.products[k], n), "cases that stop sales");
        }
    }
}
