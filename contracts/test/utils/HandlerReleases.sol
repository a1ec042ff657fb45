// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Event, Site} from "./HandlerBase.sol";
import {HandlerClaims} from "./HandlerClaims.sol";
import {ReferencePockets} from "./ReferencePockets.sol";

/// @notice What comes back: releases, recoveries, entitlements, and what decays uncollected.
abstract contract HandlerReleases is HandlerClaims {
    function releasePocket(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            ReferencePockets.Pocket memory p = s.model.pocket(o.id);
            if (p.released) continue;
            Event memory e = _events[o.incident];
            if (!p.decided) {
                // A release applies a verdict itself, which lasts only if there is nothing to claim.
                if (p.estate != 0 || s.model.shareOf(o.termsId, e.severity) != 0) continue;
                _reach(e.payableAt);
                if (vm.getBlockTimestamp() < e.payableAt) continue;
            } else if (!p.denied) {
                if (p.estate != 0 && !s.model.isDecided(p.estate)) continue;
                uint256 until = p.estate == 0 ? p.until : s.model.estate(p.estate).until;
                _reach(until + 1);
                if (vm.getBlockTimestamp() <= until) continue;
            }
            return _release(i, o, e);
        }
    }

    /// @notice Somebody brings back what an incident had destroyed; mostly where claims were cut.
    function addRecovery(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = _opened[i].length;
        uint256 first = _random(count);
        bool any = _chance(4);
        for (uint256 k; k < count; ++k) {
            Opened memory o = _opened[i][(first + k) % count];
            ReferencePockets.Pocket memory p = s.model.pocket(o.id);
            if (!p.decided || !any && p.estate == 0) continue;
            if (p.estate != 0) {
                if (!s.model.isDecided(p.estate)) continue;
                uint256 until = s.model.estate(p.estate).until;
                _reach(until + 1);
                if (vm.getBlockTimestamp() <= until) continue;
                uint256 claimed = s.model.claimedOn(p.estate);
                if (!any && claimed <= s.model.assetsOf(p.estate) + s.model.estate(p.estate).recovered) continue;
            }
            return _recover(i, o);
        }
    }

    function collectEntitlement(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 first = _random(underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            address account = underwriters[(first + k) % underwriters.length];
            (uint256 due, uint256 looks) = b.s.vault.entitlementOf(account);
            _rule("EXIT-1", due == b.s.model.dueOf(account), "another entitlement is shown");
            if (looks == 0 || due == 0 && !_chance(3)) continue;
            _collect(i, b.s, account, looks);
            return _end(b, "collectEntitlement");
        }
    }

    function burnUncollected(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.returnCount();
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            uint256 index = (first + k) % count;
            if (s.model.decayedNow(index) == s.model.returnAt(index).decayed) continue;
            Before memory b = _begin(i, Kind.Donation);
            uint256 burnt = b.s.vault.burnUncollected(index);
            _rule("EXIT-1", burnt == b.s.model.burn(index), "another number of shares was burned");
            ++_burns[i];
            return _end(b, "burnUncollected");
        }
    }

    // --------------------------------------------------------------- private

    function _release(uint256 i, Opened memory o, Event memory e) private {
        Before memory b = _begin(i, Kind.Incident);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        bool wasShort = b.s.model.short();
        (uint256 assets, uint256 shares) = b.s.vault.releasePocket(o.termsId, e.id);
        if (!b.s.model.pocket(o.id).decided) _decide(b.s, o, e);
        ReferencePockets.Pocket memory p = b.s.model.pocket(o.id);
        (uint256 wantedAssets, uint256 wantedShares) = b.s.model.release(o.id);
        _rule("EXIT-1", assets == wantedAssets && shares == wantedShares, "a release brought something else");
        if (p.denied) _rule("CLAIM-3", assets == p.reserve, "a denied incident kept a part of its pocket");
        _rule("SOLV-1", b.s.asset.balanceOf(address(b.s.pool)) - held == assets, "a release moved another amount");
        _flows[i].returned += assets;
        if (wasShort && !b.s.model.short()) ++done["shortage ends"];
        if (p.estate != 0) ++done["released from an estate"];
        _end(b, "releasePocket");
    }

    function _recover(uint256 i, Opened memory o) private {
        Before memory b = _begin(i, Kind.Plain);
        uint256 assets = _between(b.s.quantum, 200_000 * b.s.quantum);
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

    function _collect(uint256 i, Site memory s, address account, uint256 looks) private {
        uint256 from = s.vault.shareReturnCount() - looks;
        // Not always all of it at once: it goes on from there.
        uint256 steps = _chance(2) ? looks : 1 + _random(looks);
        uint256 supply = s.pool.totalSupply();
        address receiver = _chance(4) ? _anyUnderwriter() : account;
        vm.prank(_chance(2) ? operator : account);
        uint256 shares = s.vault.collectEntitlement(account, receiver, steps);
        _rule("EXIT-1", shares == s.model.collect(account, receiver, from, from + steps), "another entitlement");
        if (s.pool.totalSupply() != supply) ++_burns[i];
        if (steps < looks) ++done["collected in part"];
    }
}
