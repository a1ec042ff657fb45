// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PoolConfigurator} from "../../src/governance/PoolConfigurator.sol";
import {ProductPricing} from "../../src/pool/PoolWords.sol";
import {PricingInput} from "../../src/pool/PoolTypes.sol";
import {Site} from "./HandlerBase.sol";
import {HandlerIncident} from "./HandlerIncident.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";
import {ReferenceQueue} from "./ReferenceQueue.sol";

/// @notice A pool's manager, its guardian and the registry's owner use their powers at the worst moments. Whatever they do:
/// what covers are paid and underwriters can take out stays as it was (GOV-INV), a widening waits for those who leave
/// (GOV-2), and pauses end and are not renewed (GOV-3).
abstract contract HandlerPower is HandlerIncident {
    /// @notice A change that a manager has announced.
    struct Announced {
        uint256 termsId;
        uint256 productId;
        PricingInput pricing;
        uint256 ripeAt;
        uint256 expiresAt;
    }

    mapping(uint256 site => Announced) internal _announced;
    /// @dev What the pool began with: where an announced change leads back to.
    mapping(uint256 site => mapping(uint256 productId => ProductPricing)) internal _first;

    function power(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 kind = _random(10);
        if (kind < 3) _waitForChange(i);
        Before memory b = _begin(i, Kind.Donation);
        bytes32 rights = _rights(i, b.s);
        bytes32 done_;
        if (kind < 3) done_ = _announced[i].ripeAt == 0 ? _announce(i, b.s) : _make(i, b.s);
        else if (kind == 3) done_ = _narrow(i, b.s);
        else if (kind == 4) done_ = _stop(i, b.s);
        else if (kind == 5) done_ = _pause(b.s);
        else if (kind == 6) done_ = _endPauses(b.s);
        else if (kind == 7) done_ = _rotate(b.s);
        else if (kind == 8) done_ = _suspend(b.s);
        else done_ = _pause(b.s);
        if (done_ == 0) return;
        _rule("GOV-INV", _rights(i, b.s) == rights, "a privileged call changed what is somebody's");
        ++done[done_];
        _end(b, "power");
    }

    // -------------------------------------------------------------- the powers

    /// @dev Dearer, and less of it, at once; the same backwards is refused.
    function _narrow(uint256 i, Site memory s) private returns (bytes32) {
        uint256 productId = s.products[_random(s.products.length)];
        ProductPricing memory l = _pricingOf(i, s, productId);
        // No smaller than a quarter of what it was, so that something is left to be sold.
        if (l.maxRatio * 4 < _first[i][productId].maxRatio) return 0;
        ProductPricing memory before = _copy(l);
        uint256 factor = 100 + _random(20);
        l.rateMax = _least(l.rateMax * factor / 100, 10e6);
        l.rateAtTarget = _least(l.rateAtTarget * factor / 100, l.rateMax);
        l.rateFloor = _least(l.rateFloor * factor / 100, l.rateAtTarget);
        l.target -= l.target * _random(3) / 100;
        l.maxRatio -= l.maxRatio * _random(30) / 100 + 1;
        l.managerFee -= l.managerFee * _random(20) / 100;
        l.sponsorFee -= l.sponsorFee * _random(20) / 100;
        vm.prank(_managerOf(s));
        PoolConfigurator(manager).setPricing(address(s.pool), productId, _toWad(l));
        _pricingChanged(i, s, productId, l);
        if (s.pool.totalSupply() != 0) {
            vm.prank(_managerOf(s));
            try PoolConfigurator(manager).setPricing(address(s.pool), productId, _toWad(before)) {
                _rule("GOV-2", false, "widened at once");
            } catch {}
        }
        return "narrowed";
    }

    /// @dev First what is not sold any more, else something like the prices of the beginning.
    function _announce(uint256 i, Site memory s) private returns (bytes32) {
        Announced memory a;
        uint256 first = _random(s.products.length);
        for (uint256 k; k < s.products.length; ++k) {
            a.productId = s.products[(first + k) % s.products.length];
            a.termsId = currentTerms[a.productId];
            if (stopped[address(s.pool)][a.termsId]) break;
        }
        _pricingOf(i, s, a.productId);
        ProductPricing memory l = _first[i][a.productId];
        l.rateFloor -= l.rateFloor * _random(10) / 100;
        l.target -= _random(2);
        a.pricing = _toWad(l);
        vm.prank(_managerOf(s));
        PoolConfigurator(manager).submitChange(address(s.pool), a.termsId, a.pricing);
        (, a.ripeAt, a.expiresAt) = PoolConfigurator(manager).getChange(address(s.pool), a.termsId, a.pricing);
        _rule("GOV-2", a.ripeAt == vm.getBlockTimestamp() + s.pool.cooldown(), "another wait than the cooldown");
        _announced[i] = a;
        return "announced";
    }

    /// @dev Tried at any time: it succeeds exactly where the model's queue holds nobody who asked before it was ripe.
    function _make(uint256 i, Site memory s) private returns (bytes32) {
        Announced memory a = _announced[i];
        uint256 now_ = vm.getBlockTimestamp();
        bool may = now_ >= a.ripeAt && now_ <= a.expiresAt && _earlyOnesAreOut(s, a.ripeAt);
        address next = _next(s);
        if (!may && now_ <= a.expiresAt && next != address(0) && s.model.ticketOf(next).time <= a.ripeAt) {
            _prolong(i, s, next);
        }
        vm.prank(_managerOf(s));
        try PoolConfigurator(manager).applyChange(address(s.pool), a.termsId, a.pricing, next) {
            _rule("GOV-2", may, "a widening did not wait");
            delete _announced[i];
            stopped[address(s.pool)][a.termsId] = false;
            _pricingChanged(i, s, a.productId, s.pool.pricingOf(a.productId));
            return "widened";
        } catch {
            _rule("GOV-2", !may, "a widening waits for nobody");
            if (now_ > a.expiresAt) delete _announced[i];
            return "widening refused";
        }
    }

    function _prolong(uint256 i, Site memory s, address next) private {
        Announced memory a = _announced[i];
        (, uint256 latest) = s.pool.redeemSchedule(next);
        vm.prank(_managerOf(s));
        try PoolConfigurator(manager).prolongChange(address(s.pool), a.termsId, a.pricing, next) returns (
            uint256 until
        ) {
            _rule("GOV-2", latest > vm.getBlockTimestamp(), "kept alive for nobody who is held up");
            _rule("GOV-2", until >= a.expiresAt, "an expiry came nearer");
            _announced[i].expiresAt = until;
            ++done["prolonged"];
        } catch {
            _rule("GOV-2", latest <= vm.getBlockTimestamp(), "not kept alive while exits are held up");
        }
    }

    /// @dev Not where something is announced already, so that it is resumed as soon as can be.
    function _stop(uint256 i, Site memory s) private returns (bytes32) {
        uint256 termsId = currentTerms[s.products[_random(s.products.length)]];
        if (_announced[i].ripeAt != 0 || stopped[address(s.pool)][termsId]) return 0;
        vm.prank(_managerOf(s));
        try PoolConfigurator(manager).removeTerms(address(s.pool), termsId) {
            stopped[address(s.pool)][termsId] = true;
        } catch {
            // The handler's own versions came for sale past the manager.
            return 0;
        }
        _refusesSale(s, termsId, "sold after it was stopped");
        _announce(i, s);
        return "stopped";
    }

    function _pause(Site memory s) private returns (bytes32) {
        (uint256 sales, uint256 deposits) = PoolConfigurator(manager).pausesOf(address(s.pool));
        (, address guardian) = PoolConfigurator(manager).rolesOf(address(s.pool));
        uint256 duration = _between(1, 7 days);
        bool ofSales = _chance(2);
        uint256 last = ofSales ? sales : deposits;
        bool may = last == 0 || vm.getBlockTimestamp() >= last + 14 days;
        bytes4 call = ofSales ? PoolConfigurator.pauseSales.selector : PoolConfigurator.pauseDeposits.selector;
        vm.prank(guardian);
        (bool paused,) = manager.call(abi.encodeWithSelector(call, address(s.pool), duration));
        _rule("GOV-3", paused == may, "a pause was renewed, or refused after its break");
        if (!paused) return "pause refused";
        if (ofSales) _refusesSale(s, currentTerms[s.products[0]], "sold while paused");
        else _rule("GOV-3", s.pool.maxDeposit(stranger) == 0, "a paused pool asks for deposits");
        return ofSales ? bytes32("sales paused") : bytes32("deposits paused");
    }

    function _endPauses(Site memory s) private returns (bytes32) {
        vm.prank(_managerOf(s));
        PoolConfigurator(manager).endPauses(address(s.pool));
        return "pauses ended";
    }

    /// @dev Manager and guardian become others, and back.
    function _rotate(Site memory s) private returns (bytes32) {
        address old = _managerOf(s);
        address other = old == operator ? stranger : operator;
        vm.prank(old);
        PoolConfigurator(manager).setGuardian(address(s.pool), other);
        vm.prank(old);
        PoolConfigurator(manager).transferManager(address(s.pool), other);
        vm.prank(other);
        PoolConfigurator(manager).acceptManager(address(s.pool));
        return "roles changed";
    }

    /// @dev Between stopping and resuming nothing is lost either.
    function _suspend(Site memory s) private returns (bytes32) {
        uint256 termsId = currentTerms[s.products[_random(s.products.length)]];
        vm.prank(lister);
        registry.suspendTerms(termsId, true);
        _refusesSale(s, termsId, "sold while suspended");
        vm.prank(lister);
        registry.suspendTerms(termsId, false);
        return "suspended";
    }

    // --------------------------------------------------------------- internals

    /// @dev What all covers and all underwriters have, as far as a later call could make it less.
    function _rights(uint256 i, Site memory s) private view returns (bytes32 all) {
        uint256 count = s.model.coverCount();
        for (uint256 k = count > 24 ? count - 24 : 0; k < count; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt(k);
            (address insured, address refundTo) = coverToken.partiesOf(c.id);
            all = keccak256(
                abi.encode(
                    all,
                    coverToken.coverData(c.id),
                    insured,
                    refundTo,
                    registry.claimTerms(c.termsId),
                    s.pool.committedCover(c.productId),
                    s.pool.quoteCancellation(c.id)
                )
            );
        }
        for (uint256 k; k < underwriters.length; ++k) {
            address a = underwriters[k];
            (uint256 earliest, uint256 latest) = s.pool.redeemSchedule(a);
            (uint256 due,) = s.vault.returnsOf(a);
            all = keccak256(
                abi.encode(
                    all,
                    s.pool.maxWithdraw(a),
                    s.pool.pendingRedeemRequest(0, a),
                    s.pool.balanceOf(a),
                    earliest,
                    latest,
                    due
                )
            );
        }
        uint256 cases = _opened[i].length;
        if (cases != 0) all = keccak256(abi.encode(all, s.vault.getCase(_opened[i][cases - 1].id)));
        uint256 claims = s.model.claimCount();
        if (claims != 0) {
            ReferenceModel.CoverClaim memory x = s.model.claimAt(claims - 1);
            (uint256 gross, uint256 paid) = s.vault.registeredClaim(s.model.caseAt(x.index).id, x.coverId);
            all = keccak256(abi.encode(all, gross, paid));
        }
        return
            keccak256(abi.encode(all, s.pool.totalAssets(), s.pool.totalSupply(), s.asset.balanceOf(address(s.vault))));
    }

    /// @dev Half of the time, to a moment at which something about the change is decided.
    function _waitForChange(uint256 i) private {
        Announced memory a = _announced[i];
        if (a.ripeAt == 0 || _chance(2)) return;
        uint256 to = _chance(8) ? a.expiresAt + 1 - _random(2) : a.ripeAt - _random(2);
        if (to > vm.getBlockTimestamp()) vm.warp(to);
    }

    function _earlyOnesAreOut(Site memory s, uint256 ripeAt) private view returns (bool) {
        uint256 head = s.model.head();
        uint256 count = s.model.ticketCount();
        for (uint256 k; k < count; ++k) {
            ReferenceQueue.Ticket memory t = s.model.ticketAt(k);
            if (t.to > head && t.time <= ripeAt) return false;
        }
        return true;
    }

    /// @dev Whose request is next; nobody if nothing is queued.
    function _next(Site memory s) private view returns (address) {
        uint256 head = s.model.head();
        for (uint256 k = s.model.ticketCount(); k != 0; --k) {
            ReferenceQueue.Ticket memory t = s.model.ticketAt(k - 1);
            if (t.from <= head && head < t.to) return t.controller;
        }
        return address(0);
    }

    function _refusesSale(Site memory s, uint256 termsId, string memory what) private {
        try s.pool.quoteCover(termsId, s.coverUnit, 30 days) {
            _rule("GOV-3", false, what);
        } catch {}
    }

    /// @dev The pool's prices now; the first ones are kept.
    function _pricingOf(uint256 i, Site memory s, uint256 productId) private returns (ProductPricing memory l) {
        l = s.pool.pricingOf(productId);
        if (_first[i][productId].rateMax == 0) _first[i][productId] = l;
    }

    /// @dev The model takes them; what was taken so far has been collected.
    function _pricingChanged(uint256 i, Site memory s, uint256 productId, ProductPricing memory l) private {
        ReferenceBook.Product memory p = s.model.product(productId);
        (p.rateFloor, p.rateAtTarget, p.rateMax) = (l.rateFloor, l.rateAtTarget, l.rateMax);
        (p.target, p.maxRatio, p.feesRatio) = (l.target, l.maxRatio, l.managerFee + l.sponsorFee);
        s.model.setPrices(productId, p);
        _flows[i].feesCollected += s.model.collectFees(productId);
    }

    function _managerOf(Site memory s) private view returns (address m) {
        (m,) = PoolConfigurator(manager).rolesOf(address(s.pool));
    }

    function _toWad(ProductPricing memory l) private pure returns (PricingInput memory) {
        return PricingInput({
            rateFloor: l.rateFloor * 1e12,
            rateAtTarget: l.rateAtTarget * 1e12,
            rateMax: l.rateMax * 1e12,
            target: l.target * 1e12,
            maxRatio: l.maxRatio * 1e12,
            managerFee: l.managerFee * 1e12,
            sponsorFee: l.sponsorFee * 1e12
        });
    }

    function _copy(ProductPricing memory l) private pure returns (ProductPricing memory) {
        return abi.decode(abi.encode(l), (ProductPricing));
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
