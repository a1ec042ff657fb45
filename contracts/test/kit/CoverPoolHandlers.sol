// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverData} from "../../src/cover/CoverData.sol";
import {CoverOrder, Quote} from "../../src/pool/PoolTypes.sol";
import {Breakwater} from "./BreakwaterBase.sol";
import {HandlerRules} from "./HandlerRules.sol";

/// @title What others do to a pool while a contract of yours uses it
/// @notice Capital comes and goes, cover is bought, extended and cancelled, the covered contract loses funds, cases are
/// decided, claimed and closed, time passes. `targetContract(address(new CoverPoolHandlers(breakwater)))`. No action
/// reverts: what cannot be done now does nothing. `done` counts what was done.
contract CoverPoolHandlers is HandlerRules {
    Breakwater internal _b;
    address[] internal _underwriters;
    address[] internal _buyers;
    uint256[] internal _covers;
    uint256[] internal _incidents;

    constructor(Breakwater memory b) {
        _b = b;
        for (uint256 i; i < 3; ++i) {
            _underwriters.push(address(uint160(uint256(keccak256(abi.encode("underwriter", i))))));
            _buyers.push(address(uint160(uint256(keccak256(abi.encode("buyer", i))))));
        }
    }

    // ------------------------------------------------------------------ reads

    function underwriters() external view returns (address[] memory) {
        return _underwriters;
    }

    /// @notice Covers that the handlers bought.
    function covers() external view returns (uint256[] memory) {
        return _covers;
    }

    /// @notice Incidents of the product that they made happen, oldest first.
    function incidents() external view returns (uint256[] memory) {
        return _incidents;
    }

    // ---------------------------------------------------------------- capital

    function deposit(uint256 seed) external {
        _count(seed);
        address account = _underwriters[_random(3)];
        uint256 assets = _between(_b.unit, 1_000_000 * _b.unit);
        uint256 price = _price();
        uint256 shares;
        try _b.pool.previewDeposit(assets) returns (uint256 previewed) {
            shares = previewed;
        } catch {
            return;
        }
        if (shares == 0 || assets > _b.pool.maxDeposit(account)) return;
        _fund(account, assets);
        vm.prank(account);
        uint256 issued = _b.pool.deposit(assets, account);
        _rule("POOL-1", issued == shares, "other shares than previewed");
        _done("deposit", price);
    }

    function requestExit(uint256 seed) external {
        _count(seed);
        address account = _underwriters[_random(3)];
        uint256 shares = _b.pool.balanceOf(account);
        if (shares == 0 || _b.pool.pendingRedeemRequest(0, account) != 0) return;
        uint256 price = _price();
        vm.prank(account);
        _b.pool.requestRedeem(_between(1, shares), account, account);
        _done("request exit", price);
    }

    /// @notice Settles an exit, and withdraws what is settled.
    function withdraw(uint256 seed) external {
        _count(seed);
        address account = _underwriters[_random(3)];
        uint256 price = _price();
        vm.prank(account);
        try _b.pool.settleRedeemRequests(account) {
            ++done["settle"];
        } catch {}
        uint256 assets = _b.pool.maxWithdraw(account);
        if (assets == 0) return;
        uint256 held = _b.asset.balanceOf(account);
        vm.prank(account);
        _b.pool.withdraw(assets, account, account);
        _rule("POOL-2", _b.asset.balanceOf(account) - held == assets, "other assets than settled");
        _done("withdraw", price);
    }

    // ------------------------------------------------------------------ cover

    function buy(uint256 seed) external {
        _count(seed);
        address buyer = _buyers[_random(3)];
        uint256 duration = _between(1 days, 365 days);
        Quote memory q;
        try _b.pool.quoteCover(_b.termsId, _b.unit, duration) returns (Quote memory quote) {
            q = quote;
        } catch {
            return;
        }
        uint256 units = q.available / _b.unit;
        if (units == 0) return;
        uint256 amount = _between(1, units < 100_000 ? units : 100_000) * _b.unit;
        q = _b.pool.quoteCover(_b.termsId, amount, duration);
        uint256 price = _price();
        _fund(buyer, q.premium);
        vm.prank(buyer);
        (uint256 coverId, uint256 premium) = _b.pool.buyCover(_order(buyer, amount, duration));
        _rule("PREM-5", premium == q.premium, "another premium than quoted");
        CoverData.Cover memory c = _b.coverToken.coverData(coverId);
        _rule("CAP-1", c.start == q.start && c.end == q.end, "another protected time than quoted");
        _covers.push(coverId);
        _done("buy", price);
    }

    function extend(uint256 seed) external {
        _count(seed);
        if (_covers.length == 0) return;
        uint256 coverId = _covers[_random(_covers.length)];
        uint256 added = _between(1 days, 90 days);
        try _b.pool.quoteExtension(coverId, added) returns (uint40, uint256 premium) {
            address owner = _b.coverToken.ownerOf(coverId);
            uint256 price = _price();
            _fund(owner, premium);
            vm.prank(owner);
            try _b.pool.extendCover(coverId, added, premium, vm.getBlockTimestamp()) returns (uint40, uint256 paid) {
                _rule("PREM-5", paid == premium, "another premium than quoted for an extension");
                _done("extend", price);
            } catch {}
        } catch {}
    }

    function cancel(uint256 seed) external {
        _count(seed);
        if (_covers.length == 0) return;
        uint256 coverId = _covers[_random(_covers.length)];
        try _b.pool.quoteCancellation(coverId) returns (uint256 quoted) {
            address owner = _b.coverToken.ownerOf(coverId);
            uint256 price = _price();
            vm.prank(owner);
            try _b.pool.cancelCover(coverId) returns (uint256 refund) {
                _rule("PREM-5", refund == quoted, "another refund than quoted");
                _done("cancel", price);
            } catch {
                _rule("PREM-7.1", quoted == 0, "a cancellation that was quoted is refused");
            }
        } catch {}
    }

    // -------------------------------------------------------------- incidents

    /// @notice The covered contract loses a part of what it holds; a case is open for it.
    function lose(uint256 seed) external {
        _count(seed);
        if (_incidents.length >= 8 || !_chance(3)) return;
        uint256 now_ = vm.getBlockTimestamp();
        uint256 severity = _between(0.06e18, 1e18);
        severity -= severity % 1e12;
        uint256 incidentId = _b.resolver.report(uint96(_b.productId), now_, now_ + _between(0, 5 days), severity);
        try _b.vault.openCase(_b.termsId, incidentId, 0) {
            _incidents.push(incidentId);
            ++done["lose"];
            ++effective;
        } catch {}
    }

    /// @notice Anyone applies a verdict.
    function decide(uint256 seed) external {
        _count(seed);
        if (_incidents.length == 0) return;
        try _b.vault.applyVerdict(_b.termsId, _incidents[_random(_incidents.length)]) {
            ++done["decide"];
            ++effective;
        } catch {}
    }

    /// @notice Anyone claims for the owner of a cover, on the first incident that it can be claimed for.
    function claim(uint256 seed) external {
        _count(seed);
        if (_incidents.length == 0 || _covers.length == 0) return;
        uint256 coverId = _covers[_random(_covers.length)];
        uint256 first = _random(_incidents.length);
        for (uint256 i; i < _incidents.length; ++i) {
            if (_claim(coverId, _incidents[(first + i) % _incidents.length])) return;
        }
    }

    /// @notice Anyone closes a case.
    function close(uint256 seed) external {
        _count(seed);
        if (_incidents.length == 0) return;
        try _b.vault.settleCase(_b.termsId, _incidents[_random(_incidents.length)]) {
            ++done["close"];
            ++effective;
        } catch {}
    }

    // ----------------------------------------------------------- time, gifts

    function wait(uint256 seed) external {
        _count(seed);
        uint256 longest = _chance(4) ? 70 days : 5 days;
        vm.warp(vm.getBlockTimestamp() + _between(1, longest));
        _b.pool.processExpiries();
        ++done["wait"];
        ++effective;
    }

    /// @notice Assets that nobody asked for.
    function donate(uint256 seed) external {
        _count(seed);
        uint256 equity = _b.pool.totalAssets();
        _b.asset.mint(_chance(2) ? address(_b.pool) : address(_b.vault), _between(1, 1000 * _b.unit));
        _rule("POOL-3", _b.pool.totalAssets() == equity, "a donation moved equity");
        ++done["donate"];
        ++effective;
    }

    // -------------------------------------------------------------- internals

    function _claim(uint256 coverId, uint256 incidentId) internal returns (bool) {
        address owner = _b.coverToken.ownerOf(coverId);
        uint256 held = _b.asset.balanceOf(owner);
        uint256 before = _b.coverToken.coverData(coverId).amount;
        try _b.vault.claimPayout(coverId, incidentId) returns (uint256 payout) {
            _rule("SETTLE-6", _b.asset.balanceOf(owner) - held >= payout, "a payout went elsewhere");
            _rule("SOLV-3", payout <= before * _b.unit, "a cover paid more than its amount");
            ++done["claim"];
            ++effective;
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Assets of 10¹⁸ shares, so that what rounding leaves to the others can be told from a loss.
    function _price() internal view returns (uint256) {
        return _b.pool.totalSupply() == 0 ? 0 : _b.pool.convertToAssets(1e18);
    }

    function _done(bytes32 action, uint256 price) internal {
        ++done[action];
        ++effective;
        if (price != 0 && _b.pool.totalSupply() != 0) _rule("ACC-2", _price() >= price, "the share price fell");
    }

    function _order(address buyer, uint256 amount, uint256 duration) private view returns (CoverOrder memory o) {
        (o.termsId, o.amount, o.duration) = (_b.termsId, amount, duration);
        (o.onBehalf, o.insured, o.refundTo) = (buyer, buyer, buyer);
        (o.maxPremium, o.maxStart, o.deadline) = (type(uint256).max, type(uint40).max, vm.getBlockTimestamp());
    }

    function _fund(address account, uint256 amount) private {
        _b.asset.mint(account, amount);
        vm.prank(account);
        _b.asset.approve(address(_b.pool), amount);
    }
}
