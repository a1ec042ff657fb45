// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pocket} from "../../src/interfaces/IPocketVault.sol";
import {CoverData} from "../../src/libraries/CoverData.sol";
import {Exits, Queue, Settled, ShareTotals} from "../../src/types/PoolTypes.sol";
import {Site} from "../utils/HandlerBase.sol";
import {HandlerIncident} from "../utils/HandlerIncident.sol";
import {ReferenceBook} from "../utils/ReferenceBook.sol";
import {ReferencePool} from "../utils/ReferencePool.sol";
import {ReferenceQueue} from "../utils/ReferenceQueue.sol";
import {ReferenceReads} from "../utils/ReferenceReads.sol";
import {PoolInvariants} from "./PoolInvariants.sol";

/// @notice The way out, and who bears an incident. Named after the rules.
abstract contract ExitInvariants is PoolInvariants {
    function invariant_EXIT1_HoldersAtACarvingBearItAndNobodyElse() public view {
        _kept("EXIT-1");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            HandlerIncident.Opened[] memory pockets = handler.openedPockets(i);
            for (uint256 k; k < pockets.length; ++k) {
                _compareHoldings(i, s, pockets[k].id);
            }
        }
    }

    function invariant_EXIT2_SettledAssetsAreNeverTouchedAgain() public view {
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

    function invariant_EXIT4_SettledNoLaterThanPromised() public {
        _kept("EXIT-4");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            for (uint256 k; k < 4; ++k) {
                address controller = handler.underwriters(k);
                (uint256 earliest, uint256 latest) = s.pool.redeemSchedule(controller);
                (uint256 wantedEarliest, uint256 wantedLatest) = s.model.schedule(controller);
                assertEq(earliest, wantedEarliest, "earliest");
                assertEq(latest, wantedLatest, "latest");
                (uint256 promised, uint256 epoch) = handler.promises(i, controller);
                if (latest == 0 || epoch != s.model.epoch()) continue;
                assertLe(latest, promised, "a promise moved away");
                if (_later(k) % 4 == 0) _settleAt(s, controller, promised);
            }
        }
    }

    function invariant_CLAIM2_OnlyTheProtectedTimeIsPaid() public view {
        _kept("CLAIM-2");
        for (uint256 i; i < handler.siteCount(); ++i) {
            ReferenceBook.Cover[] memory covers = handler.site(i).model.covers();
            for (uint256 k; k < covers.length; ++k) {
                if (covers[k].cancelled) continue;
                CoverData.Cover memory c = handler.coverToken().coverData(covers[k].id);
                assertEq(c.start, covers[k].start, "start");
                assertEq(c.end, covers[k].end, "end");
                assertEq(c.rate, covers[k].rate, "rate");
                assertEq(c.end % 1 days, 0, "ends at midnight");
            }
        }
    }

    function invariant_T62_QueueHasNoHoleAndNoOvertaking() public view {
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

    function _compareHoldings(uint256 i, Site memory s, uint256 pocketId) private view {
        Pocket memory p = s.vault.getPocket(pocketId);
        ReferencePool.Pocket memory m = s.model.pocket(pocketId);
        assertEq(p.supply, m.supply, "shares that bear a pocket");
        assertEq(p.settled, m.settled, "queue's head at a carving");
        assertEq(p.returned, m.returned, "shares returned");
        address[] memory holders = s.model.holders();
        uint256 sum;
        uint256 due;
        for (uint256 k; k < holders.length; ++k) {
            uint256 held = s.pool.holdingAt(holders[k], p.epoch, p.settled);
            assertEq(held, s.model.heldAt(m.epoch, holders[k]), "a holding at a carving");
            if (k >= s.model.holdersAt(m.epoch)) assertEq(held, 0, "a newcomer bears an old loss");
            sum += held;
            due += s.model.entitlement(pocketId, holders[k]);
        }
        assertEq(sum, p.supply, "all shares bear a carving");
        assertLe(due, p.returned, "more entitlements than shares returned");
        assertLe(m.collected, p.returned, "more collected than returned");
        assertEq(s.pool.holdingAt(address(uint160(i + 1)), p.epoch, p.settled), 0, "a stranger bears nothing");
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
