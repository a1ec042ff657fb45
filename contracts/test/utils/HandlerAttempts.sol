// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Event, Site} from "./HandlerBase.sol";
import {HandlerReleases} from "./HandlerReleases.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";
import {ReferenceQueue} from "./ReferenceQueue.sol";

/// @notice What must not be possible.
abstract contract HandlerAttempts is HandlerReleases {
    function attempt(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        // The first that can be tried in this state.
        uint256 first = b.s.model.short() && _chance(2) ? 7 : _random(8);
        bytes32 tried;
        for (uint256 k; k < 8 && tried == 0; ++k) {
            uint256 kind = (first + k) % 8;
            if (kind == 0) tried = _overtake(b.s);
            else if (kind == 1) tried = _withdrawTooMuch(b.s);
            else if (kind == 2) tried = _settleTooEarly(b.s);
            else if (kind == 3) tried = _takeAnothers(b.s);
            else if (kind == 4) tried = _sellDuringIncident(b.s);
            else if (kind == 5) tried = _extendAgainstLeavers(b.s);
            else if (kind == 6) tried = _twice(i, b.s);
            else tried = _useShortPool(b.s);
        }
        if (tried == 0) return;
        ++done[tried];
        _end(b, "attempt");
    }

    /// @dev A second request beside one that cannot be settled yet.
    function _overtake(Site memory s) private returns (bytes32) {
        address account = _waiting(s);
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

    /// @dev While a case stops a product, nobody gets time added, and nothing of it is sold.
    function _sellDuringIncident(Site memory s) private returns (bytes32) {
        uint256 count = s.model.coverCount();
        if (count == 0) return 0;
        ReferenceBook.Cover memory c = s.model.coverAt(_random(count));
        for (uint256 k; k < count && !s.model.isStopped(c.productId); ++k) {
            c = s.model.coverAt(k);
        }
        if (!s.model.isStopped(c.productId)) return 0;
        address holder = coverToken.ownerOf(c.id);
        vm.prank(holder);
        try s.pool.extendCover(c.id, 30 days, type(uint256).max, type(uint256).max) {
            _rule("CLAIM-2", false, "extended with a case open");
        } catch {}
        try s.pool.quoteCover(currentTerms[c.productId], s.coverUnit, 30 days) {
            _rule("CLAIM-2", false, "offered with a case open");
        } catch {}
        return "sale refused";
    }

    /// @dev Cover is not kept in force longer while those who have asked to leave could not.
    function _extendAgainstLeavers(Site memory s) private returns (bytes32) {
        if (s.model.short() || s.model.room() >= s.model.queued()) return 0;
        uint256 count = s.model.coverCount();
        for (uint256 k; k < count; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt(k);
            if (c.cancelled || c.end < vm.getBlockTimestamp() + 14 days) continue;
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

    /// @dev INC-7: a pool that is short sells nothing, takes no deposits and settles no requests.
    function _useShortPool(Site memory s) private returns (bytes32) {
        if (!s.model.short()) return 0;
        _rule("INC-7", s.pool.maxDeposit(stranger) == 0 && s.pool.maxMint(stranger) == 0, "a short pool asks for more");
        try s.pool.quoteCover(currentTerms[s.products[_random(s.products.length)]], s.coverUnit, 30 days) {
            _rule("INC-7", false, "a short pool offers cover");
        } catch {}
        address account = _waiting(s);
        if (account == address(0)) return "short pool refused";
        vm.prank(account);
        try s.pool.settleRedeemRequests(account) {
            _rule("INC-7", false, "a short pool settled a request");
        } catch {}
        return "short pool refused";
    }

    /// @dev Nothing about a case happens a second time, and nothing before its time.
    function _twice(uint256 i, Site memory s) private returns (bytes32) {
        uint256 count = _opened[i].length;
        if (count == 0) return 0;
        Opened memory o = _opened[i][_random(count)];
        Event memory e = _events[o.incident];
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        try s.vault.openCase(o.termsId, e.id, 0) {
            _rule("SOLV-3", false, "opened twice");
        } catch {}
        if (c.decided || vm.getBlockTimestamp() < e.payableAt) {
            try s.vault.applyVerdict(o.termsId, e.id) {
                _rule("SOLV-3", false, "a verdict applied twice, or early");
            } catch {}
        }
        if (c.decided && !s.model.isReleasable(o.id)) {
            try s.vault.settleCase(o.termsId, e.id) {
                _rule("SOLV-3", false, "released twice, or early");
            } catch {}
        }
        _collectTwice(s, _anyUnderwriter());
        return "twice refused";
    }

    function _collectTwice(Site memory s, address account) private {
        uint256 returns_ = s.model.returnCount();
        (, uint256 looks) = s.vault.returnsOf(account);
        if (!s.model.collects(account, returns_ - looks, returns_)) {
            vm.prank(account);
            try s.vault.collectReturns(account, account, type(uint256).max) {
                _rule("EXIT-1", false, "collected twice");
            } catch {}
        }
        vm.prank(stranger);
        try s.vault.collectReturns(account, stranger, 1) {
            _rule("EXIT-1", false, "a stranger collected");
        } catch {}
    }

    // -------------------------------------------------------------- internals

    /// @dev A controller with a pending request.
    function _waiting(Site memory s) internal returns (address account) {
        uint256 first = _random(underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            account = underwriters[(first + k) % underwriters.length];
            if (s.model.pendingOf(account) != 0) return account;
        }
        return address(0);
    }
}
