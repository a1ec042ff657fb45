// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pocket, PocketStatus} from "../../src/types/PocketTypes.sol";
import {Event, Site} from "../utils/HandlerBase.sol";
import {HandlerIncident} from "../utils/HandlerIncident.sol";
import {LossTable} from "../utils/LossTable.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferencePockets} from "../utils/ReferencePockets.sol";
import {ExitInvariants} from "./ExitInvariants.sol";

/// @notice Pockets, estates and claims. Named after the rules.
abstract contract IncidentInvariants is ExitInvariants {
    function rule_SOLV3_NoIncidentPaysMoreThanStandsBehindIt() internal view {
        _kept("SETTLE-7");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256[] memory paid = new uint256[](s.model.estateCount() + 1);
            uint256 count = s.model.pocketCount();
            for (uint256 k; k < count; ++k) {
                ReferencePockets.Pocket memory p = s.model.pocketAt(k);
                uint256 its = handler.paidOnPocket(i, p.id);
                paid[p.estate] += its;
                if (p.estate != 0) continue;
                assertLe(its, p.reserve + p.firstLoss, "an incident pays its pocket at most");
                if (p.decided && !p.released) assertEq(its + p.left, p.reserve + p.firstLoss, "it loses what it pays");
            }
            for (uint256 n = 1; n < paid.length; ++n) {
                uint256 has = s.model.assetsOf(n) + s.model.estate(n).recovered;
                for (uint256 k; k < s.products.length; ++k) {
                    has += s.model.firstLossIn(n, s.products[k]);
                }
                assertLe(paid[n], has, "an estate pays what it has at most");
            }
        }
    }

    /// @dev SETTLE-2: over all pools, and the ledger says so.
    function rule_SOLV3_NoLossIsDrawnBeyondItself() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            HandlerIncident.Opened[] memory pockets = handler.openedPockets(i);
            for (uint256 k = pockets.length > 6 ? pockets.length - 6 : 0; k < pockets.length; ++k) {
                Event memory e = handler.eventAt(pockets[k].incident);
                if (e.lossTotal != 0) _checkTable(e);
            }
        }
    }

    /// @dev CLAIM-1: claims on one estate through one product differ by rounding alone, whoever claimed first and of
    /// whichever incident.
    function rule_CLAIM1_SameEstateSameFraction() internal view {
        _kept("CLAIM-1");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.registrationCount();
            for (uint256 k; k < count; ++k) {
                ReferenceModel.Registration memory r = s.model.registrationAt(k);
                (uint256 gross, uint256 paid) = s.vault.registeredClaim(r.pocketId, r.coverId);
                assertEq(gross, r.gross, "a registered claim");
                assertEq(paid, r.paid, "what it was paid");
                assertLe(paid, gross, "paid more than the loss");
                for (uint256 n = k > 4 ? k - 4 : 0; n < k; ++n) {
                    _compareFractions(s, r, k, n);
                }
            }
        }
    }

    function rule_CLAIM3_ADeniedIncidentLeavesItsPocketWhole() internal view {
        _kept("CLAIM-3");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.pocketCount();
            for (uint256 k; k < count; ++k) {
                ReferencePockets.Pocket memory p = s.model.pocketAt(k);
                if (!p.denied) continue;
                assertEq(handler.paidOnPocket(i, p.id), 0, "a denied incident was paid");
                if (!p.released) assertEq(p.left, p.reserve + p.firstLoss, "a denied pocket is whole");
            }
        }
    }

    function rule_INC7_EstatesAndPocketsAreTheModels() internal view {
        _kept("INC-7");
        _kept("INC-5");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.pocketCount();
            for (uint256 k; k < count; ++k) {
                ReferencePockets.Pocket memory p = s.model.pocketAt(k);
                _comparePocket(s, p);
                if (p.decided && p.estate != 0) _compareEstate(s, p);
            }
            for (uint256 k; k < s.products.length; ++k) {
                (uint256 free, uint256 announced, uint256 maturesAt,) = s.vault.firstLossOf(s.products[k]);
                (uint256 wanted, uint256 at_) = s.model.withdrawals(s.products[k]);
                assertEq(free, s.model.freeFirstLoss(s.products[k]), "free first loss");
                assertEq(announced, wanted, "an announced withdrawal");
                assertEq(maturesAt, at_, "when it matures");
            }
            assertEq(s.model.short(), s.model.shortages() != 0, "short while a shortage is open");
        }
    }

    // --------------------------------------------------------------- internals

    function _checkTable(Event memory e) private view {
        address[] memory buyers = new address[](3);
        for (uint256 k; k < 3; ++k) {
            buyers[k] = handler.buyers(k);
        }
        bytes32 table = keccak256(abi.encode(resolver, e.id, LossTable.root(buyers, e.losses)));
        for (uint256 leaf; leaf < 4; ++leaf) {
            uint256 drawn = ledger.drawnOf(table, leaf);
            assertEq(drawn, handler.drawnOn(e.id, leaf), "drawn on a loss");
            assertLe(drawn, e.losses[leaf], "more drawn than lost");
        }
    }

    function _compareFractions(Site memory s, ReferenceModel.Registration memory a, uint256 k, uint256 n) private view {
        ReferenceModel.Registration memory b = s.model.registrationAt(n);
        ReferencePockets.Pocket memory p = s.model.pocket(a.pocketId);
        ReferencePockets.Pocket memory q = s.model.pocket(b.pocketId);
        if (p.estate != q.estate || p.productId != q.productId) return;
        if (!s.model.isDecided(p.estate) || vm.getBlockTimestamp() <= s.model.estate(p.estate).until) return;
        (uint256 dueA, uint256 dueB) = (s.model.dueOn(k), s.model.dueOn(n));
        assertApproxEqAbs(dueA * b.gross, dueB * a.gross, 3 * (a.gross + b.gross), "another fraction");
    }

    function _comparePocket(Site memory s, ReferencePockets.Pocket memory m) private view {
        Pocket memory p = s.vault.getPocket(m.id);
        assertEq(p.reserve, m.reserve, "reserve");
        assertEq(p.firstLoss, m.firstLoss, "first loss of a pocket");
        assertEq(p.committed, m.committed * s.quantum, "cover at a carving");
        assertEq(p.epoch, m.epoch, "number of a pocket");
        assertEq(p.incidentTime, m.time, "time of an incident");
        assertEq(p.share, m.share, "share that is paid");
        PocketStatus wanted = PocketStatus.Carved;
        if (m.released) wanted = PocketStatus.Released;
        else if (m.decided && m.estate != 0) wanted = PocketStatus.InEstate;
        else if (m.decided) wanted = m.denied ? PocketStatus.Denied : PocketStatus.Payable;
        assertEq(uint256(p.status), uint256(wanted), "where a pocket stands");
        if (m.decided && m.estate == 0) {
            assertEq(p.claimsUntil, m.until, "last second to claim in");
            assertEq(p.left, m.left, "left in a pocket");
        }
        assertEq(p.estate != 0, m.decided && m.estate != 0, "settled with others");
    }

    function _compareEstate(Site memory s, ReferencePockets.Pocket memory m) private view {
        ReferencePockets.Estate memory e = s.model.estate(m.estate);
        (uint256 assets, uint256 claimed, uint256 recovered, uint256 undecided, uint256 until) =
            s.vault.estateOf(s.vault.getPocket(m.id).estate);
        assertEq(until, e.until, "an estate's window");
        // What overlaps is written down when it first pays.
        if (!e.open) return;
        assertEq(assets, s.model.assetsOf(m.estate), "assets of an estate");
        assertEq(recovered, e.recovered, "recoveries for its claims");
        assertEq(undecided, s.model.undecidedIn(m.estate), "members without a verdict");
        // First loss counts as soon as there are claims that it pays.
        assertEq(claimed, s.model.claimedOn(m.estate), "claims on an estate");
    }
}
