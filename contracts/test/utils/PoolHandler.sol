// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverToken} from "../../src/CoverToken.sol";
import {Pocket} from "../../src/interfaces/IPocketVault.sol";
import {ProductRegistry} from "../../src/registry/ProductRegistry.sol";
import {MockResolver} from "../mocks/MockResolver.sol";
import {HandlerBase, Site} from "./HandlerBase.sol";
import {HandlerCapital} from "./HandlerCapital.sol";
import {HandlerCover} from "./HandlerCover.sol";
import {HandlerIncident} from "./HandlerIncident.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceQueue} from "./ReferenceQueue.sol";

/// @notice Everything that can be done to pools, with time, gifts and things that must not work.
contract PoolHandler is HandlerCapital, HandlerCover, HandlerIncident {
    /// @dev Days fit 16 bits and times 32: stop far before.
    uint256 internal constant LAST = 3_900_000_000;

    constructor(CoverToken t, ProductRegistry r, MockResolver m, address manager_, address lister_)
        HandlerBase(t, r, m, manager_, lister_)
    {}

    /// @notice Capital, and some days of sales, so that limits bind and exits wait from the first step of a run on.
    function start(uint256 i) external {
        Site memory s = _sites[i];
        _deposit(i, underwriters[0], 1_000_000 * s.quantum, false);
        _deposit(i, underwriters[1], 500_000 * s.quantum, false);
        for (uint256 k; k < 5 * s.products.length; ++k) {
            uint256 termsId = currentTerms[s.products[k % s.products.length]];
            uint256 left = s.model.available(termsId, readingOf(termsId));
            if (left != 0 && k % 3 != 2) _buy(i, termsId, left, 30 days + k * 16 days);
            if ((k + 1) % s.products.length == 0) vm.warp(vm.getBlockTimestamp() + 1 days);
        }
    }

    // ------------------------------------------------------------------- time

    function warp(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 now_ = vm.getBlockTimestamp();
        uint256 kind = _random(8);
        uint256 to;
        if (kind == 0) to = now_ + _between(1, 1 hours);
        else if (kind == 1) to = (now_ / 1 days + 1) * 1 days - _random(2);
        else if (kind == 2) to = now_ + _between(1 days, 30 days);
        else if (kind == 3) to = now_ + _between(1 days, 400 days);
        else if (kind == 4) to = _coverMoment(_sites[i]);
        else if (kind == 5) to = _requestMoment(i);
        else to = _pocketMoment(i);
        if (to <= now_) to = now_ + _between(1, 3 days);
        if (to > LAST) return;
        vm.warp(to);
        ++done["warp"];
        ++effective;
    }

    // ------------------------------------------------------------------ gifts

    /// @notice Assets to the pool or its vault, a share to the vault: nobody asked for them.
    function donate(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 amount = _between(1, 1_000_000 * b.s.quantum);
        uint256 kind = _random(3);
        if (kind == 0) {
            address from = _anyUnderwriter();
            if (b.s.pool.balanceOf(from) == 0) return;
            vm.prank(from);
            b.s.pool.transfer(address(b.s.vault), 1);
            b.s.model.transfer(from, address(b.s.vault), 1);
        } else if (kind == 1) {
            b.s.asset.mint(address(b.s.pool), amount);
            _flows[i].donated += amount;
        } else {
            b.s.asset.mint(address(b.s.vault), amount);
            _flows[i].donatedVault += amount;
        }
        _end(b, "donate");
    }

    // ------------------------------------------------- what must not be possible

    function attempt(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        // The first that can be tried in this state.
        uint256 first = _random(7);
        bytes32 tried;
        for (uint256 k; k < 7 && tried == 0; ++k) {
            uint256 kind = (first + k) % 7;
            if (kind == 0) tried = _overtake(b.s);
            else if (kind == 1) tried = _withdrawTooMuch(b.s);
            else if (kind == 2) tried = _settleTooEarly(b.s);
            else if (kind == 3) tried = _takeAnothers(b.s);
            else if (kind == 4) tried = _cancelDuringIncident(b.s);
            else if (kind == 5) tried = _extendAgainstLeavers(b.s);
            else tried = _twice(i, b.s);
        }
        if (tried == 0) return;
        ++done[tried];
        _end(b, "attempt");
    }

    /// @dev A second request beside one that cannot be settled yet.
    function _overtake(Site memory s) private returns (bytes32) {
        address account = _waiting(s);
        if (s.model.maturedPosition(s.pool.cooldown()) > s.model.head()) return 0;
        if (account == address(0) || s.pool.balanceOf(account) == 0) return 0;
        vm.prank(account);
        try s.pool.requestRedeem(1, account, account) {
            _rule("T-62", false, "two requests of one controller");
        } catch {
            return "overtake refused";
        }
    }

    function _withdrawTooMuch(Site memory s) private returns (bytes32) {
        address account = _anyUnderwriter();
        uint256 shares = s.pool.maxRedeem(account);
        uint256 assets = s.pool.maxWithdraw(account);
        vm.prank(account);
        try s.pool.redeem(shares + 1, account, account) {
            _rule("T-62", false, "more shares redeemed than settled");
        } catch {}
        vm.prank(account);
        try s.pool.withdraw(assets + 1, account, account) {
            _rule("T-62", false, "more assets withdrawn than settled");
        } catch {}
        return "too much refused";
    }

    function _settleTooEarly(Site memory s) private returns (bytes32) {
        address account = _waiting(s);
        if (account == address(0)) return 0;
        ReferenceQueue.Ticket memory t = s.model.ticketOf(account);
        if (t.time + s.pool.cooldown() <= vm.getBlockTimestamp()) return 0;
        vm.prank(account);
        try s.pool.settleRedeemRequests(account) {
            _rule("T-62", false, "settled before the cooldown was over");
        } catch {
            return "too early refused";
        }
    }

    function _takeAnothers(Site memory s) private returns (bytes32) {
        address account = _anyUnderwriter();
        if (s.pool.maxRedeem(account) == 0) return 0;
        vm.prank(stranger);
        try s.pool.redeem(1, stranger, account) {
            _rule("EXIT-2", false, "a stranger took settled assets");
        } catch {
            return "stranger refused";
        }
    }

    /// @dev Once a product is carved, nobody gets premium back or time added, and nothing of it is sold.
    function _cancelDuringIncident(Site memory s) private returns (bytes32) {
        uint256 count = s.model.coverCount();
        if (count == 0) return 0;
        ReferenceBook.Cover memory c = s.model.coverAt(_random(count));
        for (uint256 k; k < count && s.model.product(c.productId).openPockets == 0; ++k) {
            c = s.model.coverAt(k);
        }
        if (c.cancelled || s.model.product(c.productId).openPockets == 0) return 0;
        address holder = coverToken.ownerOf(c.id);
        vm.prank(holder);
        try s.pool.cancelCover(c.id) {
            _rule("CLAIM-2", false, "cancelled with a pocket open");
        } catch {}
        vm.prank(holder);
        try s.pool.extendCover(c.id, 30 days, type(uint256).max, type(uint256).max) {
            _rule("CLAIM-2", false, "extended with a pocket open");
        } catch {}
        try s.pool.quoteCover(currentTerms[c.productId], s.quantum, 30 days) {
            _rule("CLAIM-2", false, "offered with a pocket open");
        } catch {}
        return "cancel refused";
    }

    /// @dev Cover is not kept in force longer while those who have asked to leave could not.
    function _extendAgainstLeavers(Site memory s) private returns (bytes32) {
        if (s.model.room() >= s.model.queued()) return 0;
        uint256 count = s.model.coverCount();
        for (uint256 k; k < count; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt(k);
            if (c.cancelled || c.end < vm.getBlockTimestamp() + 10 days) continue;
            address holder = coverToken.ownerOf(c.id);
            s.asset.mint(holder, 1e24);
            vm.prank(holder);
            try s.pool.extendCover(c.id, 1 days, type(uint256).max, type(uint256).max) {
                _rule("EXIT-4", false, "extended while queued shares could not leave");
            } catch {
                return "extension refused";
            }
        }
        return 0;
    }

    /// @dev Nothing about a pocket happens a second time.
    function _twice(uint256 i, Site memory s) private returns (bytes32) {
        uint256 count = _opened[i].length;
        if (count == 0) return 0;
        Opened memory o = _opened[i][_random(count)];
        uint256 incidentId = _events[o.incident].id;
        Pocket memory p = s.vault.getPocket(o.id);
        try s.vault.carve(o.termsId, incidentId) {
            _rule("SOLV-3", false, "carved twice");
        } catch {}
        if (p.status > 1) {
            try s.vault.applyVerdict(o.termsId, incidentId) {
                _rule("SOLV-3", false, "a verdict applied twice");
            } catch {}
        }
        if (p.status == 3) {
            try s.vault.releasePocket(o.termsId, incidentId) {
                _rule("SOLV-3", false, "released twice");
            } catch {}
        }
        address account = _anyUnderwriter();
        if (!collected[i][o.id][account]) return "twice refused";
        vm.prank(account);
        try s.vault.collectEntitlement(o.termsId, incidentId, account) {
            _rule("EXIT-1", false, "collected twice");
        } catch {}
        return "twice refused";
    }

    // -------------------------------------------------------------- internals

    /// @dev A controller with a pending request.
    function _waiting(Site memory s) private returns (address account) {
        uint256 first = _random(underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            account = underwriters[(first + k) % underwriters.length];
            if (s.model.pendingOf(account) != 0) return account;
        }
        return address(0);
    }

    /// @dev Start, end, the second before, or when a cover's capital is free.
    function _coverMoment(Site memory s) private returns (uint256) {
        uint256 count = s.model.coverCount();
        if (count == 0) return 0;
        ReferenceBook.Cover memory c = s.model.coverAt(_random(count));
        uint256 kind = _random(3);
        uint256 to = kind == 0 ? c.start : kind == 1 ? c.end : s.model.freePeriod(c) * 14 days;
        return to - _random(2);
    }

    /// @dev When a request may, or must at the latest, be settled.
    function _requestMoment(uint256 i) private returns (uint256) {
        Site memory s = _sites[i];
        address controller = _anyUnderwriter();
        (uint256 earliest, uint256 latest) = s.pool.redeemSchedule(controller);
        return _chance(2) ? earliest : latest;
    }

    /// @dev When a verdict becomes payable, or the second after a claim window.
    function _pocketMoment(uint256 i) private returns (uint256) {
        uint256 count = _opened[i].length;
        if (count == 0) return 0;
        Opened memory o = _opened[i][_random(count)];
        Pocket memory p = _sites[i].vault.getPocket(o.id);
        if (p.status == 1) return _events[o.incident].payableAt;
        return p.status == 2 ? p.claimsUntil + _random(2) : 0;
    }
}
