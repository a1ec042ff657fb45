// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverToken} from "../../src/cover/CoverToken.sol";
import {ProductRegistry} from "../../src/listing/ProductRegistry.sol";
import {MockResolver} from "../mocks/MockResolver.sol";
import {HandlerAttempts} from "./HandlerAttempts.sol";
import {HandlerBase, Site} from "./HandlerBase.sol";
import {HandlerCapital} from "./HandlerCapital.sol";
import {HandlerCover} from "./HandlerCover.sol";
import {HandlerFirstLoss} from "./HandlerFirstLoss.sol";
import {HandlerPower} from "./HandlerPower.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";

/// @notice Everything that can be done to pools, with time and gifts.
contract PoolHandler is HandlerCapital, HandlerCover, HandlerFirstLoss, HandlerPower, HandlerAttempts {
    /// @dev Days fit 16 bits and times 32: stop far before.
    uint256 internal constant LAST = 3_900_000_000;

    constructor(CoverToken t, ProductRegistry r, MockResolver m, address manager_, address lister_)
        HandlerBase(t, r, m, manager_, lister_)
    {}

    /// @notice Capital, and some days of sales, so that limits bind and exits wait from the first step of a run on.
    function start(uint256 i) external {
        Site memory s = _sites[i];
        _deposit(i, underwriters[0], 450_000 * s.coverUnit, false);
        _deposit(i, underwriters[1], 250_000 * s.coverUnit, false);
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
        else to = _caseMoment(i);
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
        uint256 amount = _between(1, 1_000_000 * b.s.coverUnit);
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

    // -------------------------------------------------------------- internals

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

    /// @dev When a verdict becomes payable, the last second of a claim window or the one after, and when what came back may
    /// be burned, and later.
    function _caseMoment(uint256 i) private returns (uint256) {
        Site memory s = _sites[i];
        uint256 returns_ = s.model.returnCount();
        if (returns_ != 0 && _chance(4)) {
            return s.model.returnAt(_random(returns_)).time + 365 days + _between(1, 31 days);
        }
        uint256 count = _opened[i].length;
        if (count == 0) return 0;
        Opened memory o = _opened[i][_random(count)];
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        if (!c.decided) return _events[o.incident].payableAt;
        return c.until + _random(2);
    }
}
