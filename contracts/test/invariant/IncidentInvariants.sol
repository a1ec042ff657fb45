// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Event, Site} from "../utils/HandlerBase.sol";
import {HandlerIncident} from "../utils/HandlerIncident.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ExitInvariants} from "./ExitInvariants.sol";
import {SettlementChecks} from "./SettlementChecks.sol";

/// @notice Cases, settlements and claims. Named after the rules.
abstract contract IncidentInvariants is ExitInvariants, SettlementChecks {
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
                bool alone = s.model.getSettlement(c.number).strainedAt == 0;
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

    /// @dev P5: what goes back to underwriters and sponsors is nothing that claims lack: checked at each return.
    function rule_CLAIM1_P5_NoClaimIsCutWhileCapitalGoesBack() internal view {
        _kept("P5");
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
                    assertTrue(c.closed || s.model.getSettlement(c.number).relaxed, "a denied case keeps nothing");
                }
            }
        }
    }

    /// @dev The pool is short exactly while some settlement holds less than it owes.
    function rule_INC7_P1_ShortIsHeldBelowOwed() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            _compareShort(handler.site(i));
        }
    }

    /// @dev No settlement owes less than its covers could claim of it, found without what it was said to need: one that is
    /// not short can pay whatever is claimed.
    function rule_INC7_WhatCanBeClaimedIsOwed() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            _checkOwed(handler.site(i).model);
        }
    }

    function rule_INC7_CasesAndSettlementsAreTheModels() internal view {
        _kept("INC-7");
        _kept("INC-5");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            _compareSettlements(s);
            for (uint256 k; k < s.products.length; ++k) {
                (uint256 free, uint256 promised, uint256 announced, uint256 maturesAt,) =
                    s.vault.firstLossOf(s.products[k]);
                (uint256 wanted, uint256 at_) = s.model.withdrawals(s.products[k]);
                (uint256 ahead, uint256 unpromised) = s.model.promisedOf(s.products[k]);
                assertEq(promised, ahead, "promised first loss");
                assertEq(free, unpromised, "free first loss");
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

    function _compareFractions(Site memory s, ReferenceModel.CoverClaim memory a, ReferenceModel.CoverClaim memory b)
        private
        view
    {
        ReferenceModel.Case memory p = s.model.caseAt(a.index);
        ReferenceModel.Case memory q = s.model.caseAt(b.index);
        if (!a.waits || !b.waits || p.number != q.number || !s.model.getSettlement(p.number).over) return;
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
}
