// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {HandlerBase, Site} from "./HandlerBase.sol";
import {ReferenceModel} from "./ReferenceModel.sol";

/// @notice Capital in and out: deposits, transfers, requests, settlements, withdrawals.
abstract contract HandlerCapital is HandlerBase {
    /// @notice The promise that a request was given: settled by then, absent an incident.
    struct Promise {
        uint256 latest;
        uint256 incidents;
    }

    mapping(uint256 site => mapping(address controller => Promise)) public promises;
    mapping(uint256 site => mapping(address controller => uint256)) public requestedShares;
    mapping(uint256 site => mapping(address controller => uint256)) public withdrawnShares;
    mapping(uint256 site => mapping(address controller => uint256)) public withdrawnAssets;

    function deposit(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        // From a unit to some million cover units, on a logarithmic scale; no more than it has where it is to run short.
        uint256 most = s.coverUnit * 10 ** _random(7) * 3;
        if (_stormy && most > s.pool.totalAssets() / 16) most = s.pool.totalAssets() / 16 + s.coverUnit;
        uint256 assets = _between(1, most);
        if (s.pool.maxDeposit(address(this)) < assets) return;
        // Too little for one share is refused.
        if (s.pool.previewDeposit(assets) == 0) return;
        _deposit(i, _anyUnderwriter(), assets, _chance(3));
    }

    function transferShares(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Plain);
        address from = _anyUnderwriter();
        address to = _anyUnderwriter();
        uint256 shares = _between(0, b.s.pool.balanceOf(from));
        if (_chance(3)) {
            vm.prank(stranger);
            b.s.pool.transferFrom(from, to, shares);
        } else {
            vm.prank(from);
            b.s.pool.transfer(to, shares);
        }
        b.s.model.transfer(from, to, shares);
        _end(b, "transferShares");
    }

    function requestRedeem(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Exit);
        uint256 first = _random(underwriters.length);
        // Whoever has shares and no request.
        for (uint256 k; k < underwriters.length; ++k) {
            address owner = underwriters[(first + k) % underwriters.length];
            uint256 shares = b.s.pool.balanceOf(owner);
            if (shares == 0) continue;
            (address caller, address controller) = _requester(owner);
            if (b.s.model.pendingOf(controller) != 0) continue;
            // All of it every other time: the big ones wait for capital.
            if (_chance(2)) shares = _between(1, shares);
            _refuseStranger(b.s.pool, owner);
            vm.prank(caller);
            b.s.pool.requestRedeem(shares, controller, owner);
            b.s.model.request(controller, owner, shares);
            requestedShares[i][controller] += shares;
            (, uint256 latest) = b.s.pool.redeemSchedule(controller);
            // A pool that is short promises nothing.
            promises[i][controller] = Promise(latest, b.s.model.short() ? type(uint256).max : incidentsOf(i));
            return _end(b, "requestRedeem");
        }
    }

    function settle(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        if (s.model.queued() == 0) return;
        uint256 first = _random(underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            address controller = underwriters[(first + k) % underwriters.length];
            if (s.model.pendingOf(controller) == 0) continue;
            uint256 readyAt = s.model.ticketOf(controller).time + s.pool.cooldown();
            // One time in two, time goes on to the moment at which this request may be settled.
            if (vm.getBlockTimestamp() < readyAt && _chance(2)) vm.warp(readyAt);
            if (vm.getBlockTimestamp() < readyAt) continue;
            bool byDay = _chance(3) && s.model.maturedPosition(s.pool.cooldown()) > s.model.head();
            if (s.model.leaveable() == 0) return;
            Before memory b = _begin(i, Kind.Exit);
            _settle(i, b, byDay ? address(0) : controller, _chance(2) ? stranger : _chance(2) ? operator : controller);
            return _end(b, "settle");
        }
    }

    function takeOut(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Exit);
        uint256 first = _random(underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            address controller = underwriters[(first + k) % underwriters.length];
            if (b.s.pool.maxRedeem(controller) == 0) continue;
            b.touched = controller;
            _takeOut(i, b.s, controller, _chance(3) ? operator : controller);
            return _end(b, "takeOut");
        }
    }

    /// @notice What has happened to a pool that its promises do not reckon with: cases opened, and shares burned that
    /// nobody had collected, which makes those that wait worth more.
    function incidentsOf(uint256 i) public view returns (uint256) {
        return _sites[i].model.layerCount() + _burns[i];
    }

    // -------------------------------------------------------------- internals

    function _deposit(uint256 i, address who, uint256 assets, bool byShares) internal {
        Before memory b = _begin(i, Kind.Plain);
        b.s.asset.mint(who, assets * 2 + 1e18);
        uint256 held = b.s.asset.balanceOf(address(b.s.pool));
        if (byShares) {
            uint256 shares = b.s.pool.previewDeposit(assets);
            vm.prank(who);
            uint256 paid = b.s.pool.mint(shares, who);
            _rule("T-47", paid == b.s.model.mint(who, shares), "a mint cost something else");
        } else {
            vm.prank(who);
            uint256 shares = b.s.pool.deposit(assets, who);
            _rule("T-47", shares == b.s.model.deposit(who, assets), "a deposit brought something else");
        }
        _flows[i].deposited += b.s.asset.balanceOf(address(b.s.pool)) - held;
        _end(b, byShares ? bytes32("mint") : bytes32("deposit"));
    }

    function _settle(uint256 i, Before memory b, address controller, address caller) internal {
        ReferenceModel m = b.s.model;
        uint256 before = b.s.asset.balanceOf(caller);
        uint256 tip = _settleAs(b.s, controller, caller);
        if (controller != address(0) && m.pendingOf(controller) != 0) ++done["settle in part"];
        uint256 got = b.s.asset.balanceOf(caller) - before;
        _rule("SOLV-1", got == tip, "another tip");
        _flows[i].tips += got;
    }

    function _settleAs(Site memory s, address controller, address caller) private returns (uint256 tip) {
        bool tipped = controller != caller && !s.pool.isOperator(controller, caller);
        uint256[3] memory told = _told(s.pool, controller);
        vm.prank(caller);
        (uint256 shares, uint256 assets) = s.pool.settleRedeemRequests(controller);
        _rule("T-47", told[0] == shares && told[1] == assets, "another settlement than was told");
        (uint256 wantedShares, uint256 wantedAssets, uint256 wantedTip) = s.model.settle(controller, tipped);
        if (tipped) _rule("T-47", told[2] == wantedTip, "another tip than was told");
        _rule("T-47", shares == wantedShares && assets == wantedAssets, "a settlement burnt or paid something else");
        return wantedTip;
    }

    function _told(ICoverPool pool, address controller) private view returns (uint256[3] memory told) {
        (told[0], told[1], told[2]) = pool.previewSettlement(controller);
    }

    function _takeOut(uint256 i, Site memory s, address controller, address caller) private {
        uint256 before = s.asset.balanceOf(controller);
        uint256 shares = _between(1, s.pool.maxRedeem(controller));
        uint256 assets = s.pool.maxWithdraw(controller);
        if (assets != 0 && _chance(2)) {
            assets = _between(1, assets);
            vm.prank(caller);
            shares = s.pool.withdraw(assets, controller, controller);
            _rule("EXIT-2", shares == s.model.withdraw(controller, assets), "a withdrawal took other shares");
        } else {
            vm.prank(caller);
            assets = s.pool.redeem(shares, controller, controller);
            _rule("EXIT-2", assets == s.model.redeem(controller, shares), "a redemption paid other assets");
        }
        _rule("EXIT-2", s.asset.balanceOf(controller) - before == assets, "another amount arrived");
        _flows[i].withdrawn += assets;
        withdrawnShares[i][controller] += shares;
        withdrawnAssets[i][controller] += assets;
    }

    /// @dev The owner itself, its operator, or a neighbour's place with its consent.
    function _requester(address owner) private returns (address caller, address controller) {
        uint256 mode = _random(4);
        (caller, controller) = (owner, owner);
        if (mode == 2 && owner == underwriters[0]) controller = underwriters[1];
        if (mode == 3) (caller, controller) = (operator, _anyUnderwriter());
    }

    /// @dev Its allowance for all shares of everybody is no word in their exits.
    function _refuseStranger(ICoverPool pool, address owner) private {
        vm.prank(stranger);
        try pool.requestRedeem(1, owner, owner) {
            _rule("T-62", false, "an allowance asked for its owner's exit");
        } catch {}
    }
}
