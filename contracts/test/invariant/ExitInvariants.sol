// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case} from "../../src/claims/ClaimTypes.sol";
import {Exits, Queue, Settled, ShareTotals} from "../../src/pool/PoolWords.sol";
import {CoverData} from "../../src/cover/CoverData.sol";
import {ShareReturn} from "../../src/claims/ClaimWords.sol";
import {Site} from "../utils/HandlerBase.sol";
import {ReferenceBook} from "../utils/ReferenceBook.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferenceQueue} from "../utils/ReferenceQueue.sol";
import {ReferenceReads} from "../utils/ReferenceReads.sol";
import {PoolInvariants} from "./PoolInvariants.sol";

/// @notice The way out, and who bears an incident. Named after the rules.
abstract contract ExitInvariants is PoolInvariants {
    function rule_EXIT1_HoldersAtAnOpeningBearItAndNobodyElse() internal view {
        _kept("EXIT-1");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = s.model.caseCount();
            // Old ones cannot change any more in ways that the newest would not show.
            for (uint256 k = count > 6 ? count - 6 : 0; k < count; ++k) {
                _compareHoldings(i, s, s.model.caseAt(k));
            }
            _compareReturns(i, s);
        }
    }

    function rule_EXIT2_SettledAssetsAreNeverTouchedAgain() internal view {
        _kept("EXIT-2");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            Exits memory e = ReferenceReads.exits(s.pool);
            uint256 claimable;
            address[] memory holders = s.model.holders();
            for (uint256 k; k < holders.length; ++k) {
                (uint256 shares, uint256 assets) = s.model.claimOf(holders[k]);
                assertEq(s.pool.maxRedeem(holders[k]), shares, "settled shares");
                assertEq(s.pool.maxWithdraw(holders[k]), assets, "settled assets");
                claimable += assets;
            }
            assertEq(e.owed, s.model.owed(), "owed");
            assertEq(e.settledAssets, s.model.settledAssets(), "settled ever");
            assertEq(e.settledAssets, e.owed + handler.flows(i).withdrawn, "settled is owed or withdrawn");
            // Each fold may leave a unit or two behind, never take one too many.
            assertLe(claimable, e.owed, "more claims than what is set aside");
            assertLe(e.owed, claimable + 2 * handler.calls() + 2, "set aside for nobody");
        }
    }

    function rule_EXIT4_SettledNoLaterThanPromised() internal {
        _kept("EXIT-4");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            for (uint256 k; k < 4; ++k) {
                address controller = handler.underwriters(k);
                (uint256 earliest, uint256 latest) = s.pool.redeemSchedule(controller);
                (uint256 wantedEarliest, uint256 wantedLatest) = s.model.schedule(controller);
                assertEq(earliest, wantedEarliest, "earliest");
                assertEq(latest, wantedLatest, "latest");
                (uint256 promised, uint256 incidents) = handler.promises(i, controller);
                if (latest == 0 || incidents != handler.incidentsOf(i)) continue;
                assertLe(latest, promised, "a promise moved away");
                if (_later(k) % 4 == 0) _settleAt(s, controller, promised);
            }
        }
    }

    function rule_CLAIM2_OnlyTheProtectedTimeIsPaid() internal view {
        _kept("CLAIM-2");
        for (uint256 i; i < handler.siteCount(); ++i) {
            ReferenceBook.Cover[] memory covers = handler.site(i).model.covers();
            for (uint256 k; k < covers.length; ++k) {
                CoverData.Cover memory c = handler.coverToken().coverData(covers[k].id);
                assertEq(c.start, covers[k].start, "start");
                assertEq(c.end, covers[k].end, "end");
                assertEq(c.rate, covers[k].rate, "rate");
                assertEq(c.end % 1 days, 0, "ends at midnight");
            }
        }
    }

    function rule_T62_QueueHasNoHoleAndNoOvertaking() internal view {
        _kept("T-62");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            _compareQueue(s);
            _compareTickets(s);
            uint256 pending;
            for (uint256 k; k < 4; ++k) {
                address controller = handler.underwriters(k);
                uint256 mine = s.pool.pendingRedeemRequest(0, controller);
                assertEq(mine, s.model.pendingOf(controller), "pending shares");
                pending += mine;
                assertEq(
                    handler.requestedShares(i, controller),
                    mine + s.pool.maxRedeem(controller) + handler.withdrawnShares(i, controller),
                    "each share asked for is pending, settled or withdrawn, once"
                );
            }
            assertEq(pending, s.pool.balanceOf(address(s.pool)), "queued shares are somebody's");
        }
    }

    // --------------------------------------------------------------- internals

    /// @dev All shares bear a case, each for whom it belonged to then, and nobody bears one who came later. Those that fade
    /// bear it for nobody.
    function _compareHoldings(uint256 i, Site memory s, ReferenceModel.Case memory m) private view {
        Case memory p = s.vault.getCase(m.id);
        assertEq(p.supply, m.supply, "shares that bear a case");
        assertEq(ReferenceReads.settlement(s.pool, p.checkpoint).shares, m.settled, "queue's head at an opening");
        address[] memory holders = s.model.holders();
        uint256 sum;
        uint256 inVault;
        for (uint256 k; k < holders.length; ++k) {
            uint256 held = s.model.heldAt(m.layerIndex, holders[k]);
            // What the vault held is its holders', who remember it themselves: nobody asks the pool for it.
            if (holders[k] != address(s.vault)) {
                uint256 told = s.pool.holdingAt(holders[k], p.layerIndex, p.checkpoint);
                assertEq(told, held, "a holding at an opening");
            }
            if (k >= s.model.holdersAt(m.layerIndex)) assertEq(held, 0, "a newcomer bears an old loss");
            sum += held;
            if (holders[k] != address(s.vault)) inVault += s.model.hadHere(holders[k], m.layerIndex);
        }
        assertEq(sum + m.fading, p.supply, "all shares bear a case");
        assertLe(inVault, s.model.heldAt(m.layerIndex, address(s.vault)), "more was uncollected than the vault had");
        assertEq(s.pool.holdingAt(address(uint160(i + 1)), p.layerIndex, p.checkpoint), 0, "a stranger bears nothing");
    }

    /// @dev What everybody could collect is the model's, and the vault has it.
    function _compareReturns(uint256 i, Site memory s) private view {
        uint256 count = s.model.returnCount();
        assertEq(s.vault.shareReturnCount(), count, "share returns");
        for (uint256 k = count > 6 ? count - 6 : 0; k < count; ++k) {
            ShareReturn memory x = s.vault.getShareReturn(k);
            ReferenceModel.Return memory m = s.model.returnAt(k);
            assertEq(x.shares, m.shares, "shares of a return");
            assertEq(x.left, m.left, "what is left of a return");
            assertEq(x.time, m.time, "when the last of a return was issued");
            assertEq(x.burned, m.burned, "a return that is burned");
        }
        address[] memory holders = s.model.holders();
        uint256 due;
        for (uint256 k; k < holders.length; ++k) {
            if (holders[k] == address(s.vault)) continue;
            (uint256 shares,) = s.vault.returnsOf(holders[k]);
            assertEq(shares, s.model.dueOf(holders[k]), "an return");
            due += shares;
        }
        assertLe(due, s.pool.balanceOf(address(s.vault)), "more returns than shares");
        (uint256 stranger,) = s.vault.returnsOf(address(uint160(i + 1)));
        assertEq(stranger, 0, "a stranger has no part");
    }

    /// @dev Settling at the promised moment, or now if that has passed, leaves nothing of the request.
    function _settleAt(Site memory s, address controller, uint256 promised) private {
        uint256 now_ = vm.getBlockTimestamp();
        uint256 snapshot = vm.snapshotState();
        if (promised > now_) vm.warp(promised);
        vm.prank(controller);
        s.pool.settleRedeemRequests(controller);
        assertEq(s.pool.pendingRedeemRequest(0, controller), 0, "not settled when promised");
        vm.revertToState(snapshot);
        vm.warp(now_);
    }

    function _compareQueue(Site memory s) private view {
        ShareTotals memory t = ReferenceReads.totals(s.pool);
        Queue memory q = ReferenceReads.queue(s.pool);
        Exits memory e = ReferenceReads.exits(s.pool);
        assertEq(q.requested, s.model.tail(), "tail");
        assertEq(q.requested - t.queued, s.model.head(), "head");
        assertEq(e.checkpoints, s.model.settlementCount(), "settlements");
        uint256 assets;
        for (uint256 k; k < e.checkpoints; ++k) {
            ReferenceQueue.Settlement memory m = s.model.settlementAt(k);
            assets += m.assets;
            Settled memory c = ReferenceReads.settlement(s.pool, k + 1);
            assertEq(c.shares, m.to, "position of a checkpoint");
            assertEq(c.assets, assets, "assets of a checkpoint");
        }
    }

    function _compareTickets(Site memory s) private view {
        uint256 count = s.model.ticketCount();
        uint256 end;
        uint256 time;
        uint256 head = s.model.head();
        for (uint256 k; k < count; ++k) {
            ReferenceQueue.Ticket memory t = s.model.ticketAt(k);
            assertEq(t.from, end, "a hole in the queue");
            assertGe(t.time, time, "out of order");
            (end, time) = (t.to, t.time);
            // Settled as a whole, in part, or not at all, in this order.
            if (t.to > head) assertEq(s.model.ticketOf(t.controller).to, t.to, "an old request is not settled");
        }
    }
}
