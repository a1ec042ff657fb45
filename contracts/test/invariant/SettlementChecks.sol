// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Raise, Settlement, Stake} from "../../src/claims/ClaimWords.sol";

import {Case, CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {Site} from "../utils/HandlerBase.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferenceReads} from "../utils/ReferenceReads.sol";

/// @notice A vault's cases and settlements beside those of its slow model.
abstract contract SettlementChecks is Test {
    /// @dev A pool is short exactly while some settlement holds less than it owes.
    function _compareShort(Site memory s) internal view {
        uint256 count;
        for (uint256 n = 1; n <= s.model.settlementsBegun(); ++n) {
            bool isShort = s.model.heldIn(n) < s.model.owedIn(n);
            if (isShort) ++count;
            (, bool short,,) = s.vault.getSettlement(n);
            assertEq(short, isShort, "a settlement is short");
        }
        (, uint256 shortOnes) = s.vault.presentSettlement();
        assertEq(shortOnes, count, "settlements that are short");
        assertEq(ReferenceReads.money(s.pool).flags & 1 == 1, count != 0, "the pool is short");
    }

    /// @dev No settlement owes less than its covers could claim of it, found without what it was said to need: one that is
    /// not short can pay whatever is claimed.
    function _checkOwed(ReferenceModel model) internal view {
        for (uint256 n = 1; n <= model.settlementsBegun(); ++n) {
            if (model.getSettlement(n).over || model.openIn(n) == 0) continue;
            uint256 claimed = model.paidIn(n) + _waitingIn(model, n);
            assertLe(claimed + model.claimableIn(n), model.owedIn(n), "more can be claimed than is owed");
        }
    }

    function _compareSettlements(Site memory s) internal view {
        uint256 count = s.model.caseCount();
        for (uint256 index; index < count; ++index) {
            _compareCase(s, index);
        }
        (uint256 present,) = s.vault.presentSettlement();
        uint256 begun = s.model.settlementsBegun();
        assertEq(present, begun, "number of the present settlement");
        assertEq(s.vault.undecided(), s.model.undecided(), "set aside without a verdict");
        for (uint256 n = 1; n <= begun; ++n) {
            _compareSettlement(s, n);
        }
    }

    function _waitingIn(ReferenceModel model, uint256 number) private view returns (uint256 sum) {
        uint256 count = model.caseCount();
        for (uint256 index; index < count; ++index) {
            ReferenceModel.Case memory c = model.caseAt(index);
            if (c.number == number && !c.closed) sum += model.waitingOn(index);
        }
    }

    function _compareCase(Site memory s, uint256 index) private view {
        ReferenceModel.Case memory m = s.model.caseAt(index);
        Case memory p = s.vault.getCase(m.id);
        assertEq(p.reserve, m.reserve, "reserve");
        assertEq(p.firstLoss, m.firstLoss, "first loss of a case");
        assertEq(p.promised, m.promised, "first loss promised to a case");
        assertEq(p.committed, m.committed * s.coverUnit, "cover at an opening");
        assertEq(p.layerIndex, m.layerIndex, "number of a case");
        _compareRaises(s, index, m.id, p.raises);
        assertEq(p.eventTime, m.time, "time of an event");
        assertEq(p.severity, m.severity, "severity that is paid");
        assertEq(p.claimsUntil, m.until, "last second to claim in");
        assertEq(p.need, m.need, "what can be claimed");
        assertEq(p.paid, s.model.paidOn(index), "what was paid");
        if (!s.model.getSettlement(m.number).over) {
            assertEq(p.registered, s.model.waitingOn(index), "claims that wait");
        }
        assertEq(p.settlement, m.number, "settled with others");
        assertEq(p.closed, m.closed, "closed");
        CaseStatus wanted = CaseStatus.Open;
        if (m.decided && m.severity == 0) wanted = CaseStatus.Denied;
        else if (m.closed) wanted = CaseStatus.Closed;
        else if (m.over) wanted = CaseStatus.Counted;
        else if (m.decided) wanted = CaseStatus.Payable;
        assertEq(uint256(p.status), uint256(wanted), "where a case stands");
    }

    function _compareRaises(Site memory s, uint256 index, uint256 caseId, uint256 count) private view {
        ReferenceModel.Raised[] memory wanted = s.model.raisedOf(index);
        Raise[] memory raises = s.vault.raisesOf(caseId);
        assertEq(raises.length, count, "layers");
        assertEq(wanted.length, count, "layers besides the first");
        for (uint256 i; i < count; ++i) {
            assertEq(raises[i].reserve, wanted[i].reserve, "what a layer has not got back");
            assertEq(raises[i].layerIndex, wanted[i].layerIndex, "number of a layer");
        }
    }

    function _compareSettlement(Site memory s, uint256 n) private view {
        (Settlement memory x,, bool over, uint256 forClaims) = s.vault.getSettlement(n);
        ReferenceModel.CaseSettlement memory m = s.model.getSettlement(n);
        assertEq(over, m.over, "over");
        assertEq(x.cut, m.cut, "over with too little");
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
        for (uint256 k; k < s.products.length; ++k) {
            Stake memory p = s.vault.stakeOf(n, s.products[k]);
            assertEq(p.needs, s.model.needsIn(n, s.products[k]), "what can be claimed of a product");
            assertEq(p.bound, s.model.boundOf(n, s.products[k]), "what bounds it");
            assertEq(p.payable_, s.model.payableIn(n, s.products[k]), "cases that take claims");
            assertEq(p.stopping, s.model.stoppingOf(s.products[k], n), "cases that stop sales");
        }
    }
}
