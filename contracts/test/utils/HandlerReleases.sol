// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Event, Site} from "./HandlerBase.sol";
import {HandlerClaims} from "./HandlerClaims.sol";
import {ReferenceModel} from "./ReferenceModel.sol";

/// @notice What comes back: releases, recoveries, returns, and what nobody collects.
abstract contract HandlerReleases is HandlerClaims {
    function settleCase(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        // First what has come free beside open claims, which is rare.
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            ReferenceModel.Case memory c = s.model.caseOf(o.id);
            if (c.closed || !c.decided || c.until < vm.getBlockTimestamp()) continue;
            if (!s.model.isReleasable(o.id)) continue;
            return _release(i, o, _events[o.incident]);
        }
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            ReferenceModel.Case memory c = s.model.caseOf(o.id);
            if (c.closed) continue;
            Event memory e = _events[o.incident];
            if (!c.decided) {
                // A release applies a verdict itself, which lasts only if there is nothing to claim.
                _reach(e.payableAt);
                if (vm.getBlockTimestamp() < e.payableAt) continue;
                (uint256 need,) = s.model.needUnder(o.id, e.severity, e.lossTotal);
                if (need != 0) continue;
            } else if (!s.model.isReleasable(o.id)) {
                if (!c.over) _reach(c.until + 1);
                if (!s.model.isReleasable(o.id)) continue;
            }
            return _release(i, o, e);
        }
    }

    /// @notice The cases of one settlement are brought on: each is decided and claimed on as far as chance wants it, and then,
    /// one time in two, nobody claims in time any more, and all are released.
    function conclude(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _opened[i].length;
        if (count == 0) return;
        uint256 number = s.model.caseOf(_opened[i][_random(count)].id).number;
        uint256 first = _random(count);
        uint256 last;
        for (uint256 k; k < count; ++k) {
            Try memory t;
            t.o = _opened[i][(first + k) % count];
            t.e = _events[t.o.incident];
            ReferenceModel.Case memory c = s.model.caseOf(t.o.id);
            if (c.number != number || c.closed) continue;
            if (!c.decided && !_applyVerdict(i, t.o)) continue;
            if (!_chance(3)) _claimSome(i, t, 1 + _random(4), false);
            c = s.model.caseOf(t.o.id);
            if (c.until > last) last = c.until;
        }
        if (last == 0 || _chance(2)) return;
        if (vm.getBlockTimestamp() <= last) vm.warp(last + 1);
        ++done["conclude"];
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            if (s.model.caseOf(o.id).number != number || !s.model.isReleasable(o.id)) continue;
            _release(i, o, _events[o.incident]);
        }
    }

    /// @notice Somebody brings back what an incident had destroyed; mostly where claims were cut. One time in two there is more
    /// to come, when somebody has collected already.
    function addRecovery(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        bool any = _chance(4);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            ReferenceModel.Case memory c = s.model.caseOf(o.id);
            if (!c.decided) continue;
            bool over = s.model.getSettlement(c.number).over;
            uint256 forClaims = s.model.getSettlement(c.number).forClaims;
            if (!any && (!over || forClaims == s.model.registeredIn(c.number))) continue;
            if (s.model.isStrained(c.number) && !over) return _recoverTooEarly(s, o);
            _recover(i, o);
            if (!_chance(2)) return;
            _collectAny(i);
            return _recover(i, o);
        }
    }

    function collectReturns(uint256 seed) external {
        _collectAny(_open(seed));
    }

    function burnUncollected(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.returnCount();
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            uint256 index = (first + k) % count;
            if (!s.model.canBurn(index) && !_chance(3)) continue;
            return _burn(i, index);
        }
    }

    // --------------------------------------------------------------- private

    function _collectAny(uint256 i) private {
        Before memory b = _begin(i, Kind.Donation);
        uint256 first = _random(underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            address account = underwriters[(first + k) % underwriters.length];
            (uint256 due, uint256 looks) = b.s.vault.returnsOf(account);
            _rule("EXIT-1", due == b.s.model.dueOf(account), "another return is shown");
            if (looks == 0 || due == 0 && !_chance(3)) continue;
            _collect(b.s, account, looks);
            return _end(b, "collectReturns");
        }
    }

    function _release(uint256 i, Opened memory o, Event memory e) private {
        Before memory b = _begin(i, Kind.Incident);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        uint256 returned = b.s.model.caseOf(o.id).returned;
        Standing memory z = _standing(b.s, b.s.model.caseOf(o.id).number);
        (uint256 assets, uint256 shares) = b.s.vault.settleCase(_anyVersion(e.productId), e.id);
        uint256 moved = _releaseInModel(b.s, o, assets, shares);
        _noteReturned(i, b.s, o.id, held, moved);
        ReferenceModel.Case memory c = b.s.model.caseOf(o.id);
        if (b.s.model.getSettlement(z.number).over) {
            if (!z.over) _noteEnd(b.s, z.number);
            if (c.closed) _checkPart(b.s, c, c.returned - returned);
        } else {
            _noteReleased(b.s, c, z);
        }
        _end(b, "settleCase");
    }

    /// @dev What the model does, and what that moves: the verdict that a release applies may free capital, too.
    function _releaseInModel(Site memory s, Opened memory o, uint256 assets, uint256 shares)
        private
        returns (uint256 moved)
    {
        uint256 wantedAssets;
        uint256 wantedShares;
        if (!s.model.caseOf(o.id).decided) {
            (wantedAssets, wantedShares) = _decide(s, o);
            moved = wantedAssets;
        }
        if (!s.model.caseOf(o.id).closed) {
            (wantedAssets, wantedShares) = s.model.release(o.id);
            moved += wantedAssets;
        }
        _rule("EXIT-1", assets == wantedAssets && shares == wantedShares, "a release brought something else");
    }

    function _noteReleased(Site memory s, ReferenceModel.Case memory c, Standing memory z) private {
        if (c.counted && !c.closed) ++done["counted"];
        if (c.closed) ++done["closed by itself"];
        if (!c.closed && !c.over) ++done["freed beside open claims"];
        if (!z.relaxed && s.model.getSettlement(z.number).relaxed) ++done["relaxed by a count"];
        if (z.short && !s.model.short()) ++done["shortage ends by a count"];
    }

    function _noteEnd(Site memory s, uint256 number) private {
        uint256 forClaims = s.model.getSettlement(number).forClaims;
        uint256 registered = s.model.registeredIn(number);
        ++done[registered == forClaims ? bytes32("over with enough") : bytes32("over with too little")];
    }

    /// @dev Whoever set capital aside for one event loses no more of it to others than these lacked.
    function _checkPart(Site memory s, ReferenceModel.Case memory c, uint256 back) private {
        uint256 lacked;
        uint256 count = s.model.caseCount();
        for (uint256 index; index < count; ++index) {
            ReferenceModel.Case memory x = s.model.caseAt(index);
            uint256 own = x.reserve + x.firstLoss;
            if (x.number == c.number && x.counted && x.need > own) lacked += x.need - own;
        }
        uint256 set = c.reserve + c.firstLoss;
        _rule("EXIT-1", back + c.need + lacked >= set, "a layer paid more than others lacked");
        ++done["closed with its settlement"];
    }

    function _recover(uint256 i, Opened memory o) private {
        Before memory b = _begin(i, Kind.Incident);
        uint256 assets = _between(b.s.coverUnit, 200_000 * b.s.coverUnit);
        b.s.asset.mint(stranger, assets);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        vm.prank(stranger);
        (uint256 forClaims, uint256 shares) = b.s.vault.addRecovery(o.termsId, _events[o.incident].id, assets);
        (uint256 wantedClaims, uint256 wantedShares) = b.s.model.recover(o.id, assets);
        _rule("INC-5", forClaims == wantedClaims && shares == wantedShares, "a recovery went elsewhere");
        uint256 back = b.s.asset.balanceOf(address(b.s.pool)) - held;
        _rule("SOLV-1", back == assets - forClaims, "a recovery moved another amount");
        _flows[i].recovered += assets;
        _flows[i].returned += back;
        if (forClaims != 0) ++done["recovery for claims"];
        _end(b, "addRecovery");
    }

    function _recoverTooEarly(Site memory s, Opened memory o) private {
        vm.prank(stranger);
        try s.vault.addRecovery(o.termsId, _events[o.incident].id, s.coverUnit) {
            _rule("INC-5", false, "a recovery before it was known who lacks what");
        } catch {
            ++done["early recovery refused"];
            ++effective;
        }
    }

    function _collect(Site memory s, address account, uint256 looks) private {
        uint256 from = s.vault.shareReturnCount() - looks;
        // Not always all of it at once: it goes on from there.
        uint256 steps = _chance(2) ? looks : 1 + _random(looks);
        address receiver = _chance(4) ? _anyUnderwriter() : account;
        bool moves = s.model.collects(account, from, from + steps);
        if (s.model.hasGrownFor(account)) ++done["collected of what grew"];
        vm.prank(_chance(2) ? operator : account);
        try s.vault.collectReturns(account, receiver, steps) returns (uint256 shares) {
            _rule("EXIT-1", moves, "collected where nothing is due");
            _rule("EXIT-1", shares == s.model.collect(account, receiver, from, from + steps), "another return");
            if (steps < looks) ++done["collected in part"];
        } catch {
            _rule("EXIT-1", !moves, "what is due was not collected");
            ++done["nothing to collect"];
        }
    }

    function _burn(uint256 i, uint256 index) private {
        Before memory b = _begin(i, Kind.Donation);
        bool may = b.s.model.canBurn(index);
        bool fades = b.s.model.fading() != 0;
        vm.prank(stranger);
        try b.s.vault.burnUncollected(index) returns (uint256 shares) {
            _rule("INC-5", may, "burned before its year was over");
            _rule("EXIT-1", shares == b.s.model.burn(index), "another number of shares was burned");
            ++_burns[i];
            if (fades) ++done["burned while others fade"];
        } catch {
            _rule("INC-5", !may, "what nobody collected was not burned");
            ++done["burning refused"];
            return;
        }
        _end(b, "burnUncollected");
    }
}
