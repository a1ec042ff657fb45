// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverData} from "../../src/cover/CoverData.sol";
import {ProductPricing} from "../../src/pool/PoolWords.sol";
import {PremiumMath} from "../../src/pool/PremiumMath.sol";
import {CoverOrder, PoolConfig, PricingInput} from "../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice Threats to what a cover costs: T-14, T-26, T-27, T-58.
contract PremiumThreatsTest is UnitFixture {
    // ------------------------------------------------------------------- T-14

    /// @dev Whatever sequence of extending and cancelling: what stays paid is at least the floor rate for every second of
    /// protection had.
    function testFuzz_T14_NoFreeCover(uint256 seed) public {
        _deposit(alice, 10_000_000 * unit);
        usdc.mint(eve, 1_000_000 * unit);
        vm.prank(eve);
        usdc.approve(address(pool), type(uint256).max);
        CoverOrder memory o = _orderScripted(eve, 10_000 * unit, bound(seed, 1, 100) * 1 days);
        vm.prank(eve);
        (uint256 coverId,) = pool.buyCover(o);
        uint256 start = _coverOf(coverId).start;
        for (uint256 i; i < 5; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 end = _coverOf(coverId).end;
            if (vm.getBlockTimestamp() + 3 days > end) break;
            if (seed % 2 == 0) {
                skip((seed >> 8) % (end - vm.getBlockTimestamp()));
            } else if (end < vm.getBlockTimestamp() + 200 days) {
                vm.prank(eve);
                pool.extendCover(coverId, 1 + (seed >> 8) % 100 days, type(uint256).max, vm.getBlockTimestamp());
            }
        }
        uint256 until = _coverOf(coverId).end;
        if (pool.quoteCancellation(coverId) != 0) {
            until = vm.getBlockTimestamp();
            vm.prank(eve);
            pool.cancelCover(coverId);
        }
        if (until <= start) return;
        uint256 paid = 1_000_000 * unit - usdc.balanceOf(eve);
        assertGe(paid * 365 days * 1000, 10_000 * unit * (until - start) * 15, "1.5 % a year for every second");
        _assertSolvent();
    }

    // ------------------------------------------------------------------- T-26

    /// @dev Five hundred covers of one unit in a pool that allows them: every rounding is the pool's.
    function test_T26_DustCoversGainNothing() public {
        PoolConfig memory c = _monoline();
        c.coverUnit = 1;
        pool = _createPool(c);
        _addTerms(pool, scriptedTerms);
        _deposit(alice, 100 * unit);
        _fund(eve, address(pool), unit);
        uint256 whole = pool.quoteCover(scriptedTerms, 500, 365 days).premium;
        CoverOrder memory o = _orderScripted(eve, 1, 365 days);
        uint256[] memory ids = new uint256[](500);
        uint256 paid;
        for (uint256 i; i < ids.length; ++i) {
            uint256 premium;
            vm.prank(eve);
            (ids[i], premium) = pool.buyCover(o);
            assertGe(premium, 1, "PREM-2");
            paid += premium;
        }
        assertGe(paid, whole, "never cheaper in pieces");
        uint256 equity = pool.totalAssets();
        uint256 refunded;
        for (uint256 i; i < ids.length; ++i) {
            if (pool.quoteCancellation(ids[i]) == 0) continue;
            vm.prank(eve);
            refunded += pool.cancelCover(ids[i]);
        }
        assertEq(refunded, 0, "95 % of less than a unit is nothing");
        assertGe(pool.totalAssets(), equity, "ACC-2");
        emit log_named_uint("paid for 500 units of cover, in units", paid);
        emit log_named_uint("at once it would have cost", whole);
        _assertSolvent();
    }

    /// @dev A hundred thousand covers of one cover unit, a second apart and for the shortest time: each pays at least a unit,
    /// together no less than one cover of all, and no refund exceeds what was paid. By the formulas that the pool itself
    /// uses; the test above buys for real.
    function test_T26_AHundredThousandOfOneCoverUnit() public pure {
        ProductPricing memory l;
        (l.rateFloor, l.rateAtTarget, l.rateMax, l.target) = (15_000, 35_000, 300_000, 700_000);
        uint256 count = 100_000;
        (uint256 fees, uint256 charged, uint256 left, uint256 coverUnit) = (100_000, 14 days, 4 days + 1, 1000);
        uint256 paid;
        uint256 refunds;
        for (uint256 i; i < count; ++i) {
            uint256 area = PremiumMath.areaUp(l, count, i, i + 1);
            uint256 rate = PremiumMath.rateUp(PremiumMath.streamUp(area, charged, fees), left);
            uint256 premium = PremiumMath.grossUp(PremiumMath.valueUp(rate * left, coverUnit), fees);
            uint256 refund = PremiumMath.refundDown(rate * left, coverUnit);
            assert(premium != 0 && refund < premium);
            paid += premium;
            refunds += refund;
        }
        uint256 stream = PremiumMath.streamUp(PremiumMath.areaUp(l, count, 0, count), charged, fees);
        uint256 whole =
            PremiumMath.grossUp(PremiumMath.valueUp(PremiumMath.rateUp(stream, left) * left, coverUnit), fees);
        assertGe(paid, whole, "never cheaper in pieces");
        assertLe(refunds * 100, paid * 95, "and never more back");
    }

    /// @dev Depositing, requesting and withdrawing single units never takes out more than was put in.
    function testFuzz_T26_DustDepositsGainNothing(uint256 seed) public {
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 1_000_000 * unit, 90 days);
        skip(7 days + 3);
        _fund(eve, address(pool), 10_000);
        for (uint256 i; i < 20; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            vm.prank(eve);
            pool.deposit(1 + seed % 100, eve);
        }
        uint256 paid = 10_000 - usdc.balanceOf(eve);
        assertLe(pool.convertToAssets(pool.balanceOf(eve)), paid);
    }

    // ------------------------------------------------------------------- T-27

    function _seasoned() internal {
        PoolConfig memory c = _monoline();
        c.startEquity = 1000 * unit;
        pool = _createPool(c);
        _addTerms(pool, scriptedTerms);
        _deposit(alice, 10_000_000 * unit);
        for (uint256 i; i < 110; ++i) {
            skip(1 days);
            if (i % 8 == 0) _buyScripted(carol, unit, 365 days);
        }
        _buyScripted(carol, 2_000_000 * unit, 300 days);
        skip(1 days);
    }

    /// @dev A price moved for one block around a purchase: never cheaper.
    function test_T27_NoTrickInABlockMakesCoverCheaper() public {
        _seasoned();
        uint256 honest = pool.quoteCover(scriptedTerms, 1_000_000 * unit, 90 days).premium;
        uint256 snapshot = vm.snapshotState();

        _deposit(eve, 100_000_000 * unit);
        assertGe(_premium(), honest, "after a deposit");
        vm.revertToState(snapshot);

        _request(alice, pool.balanceOf(alice) / 3);
        assertGe(_premium(), honest, "after an exit request");
        vm.revertToState(snapshot);

        (uint256 coverId, uint256 paid) = _buyScripted(eve, 500_000 * unit, 365 days);
        assertGe(_premium(), honest, "after a purchase");
        vm.prank(eve);
        uint256 refund = pool.cancelCover(coverId);
        assertLt(refund, paid, "that is not free");
        assertGe(_premium() + paid - refund, honest, "after its cancellation");
        vm.revertToState(snapshot);

        _deposit(eve, 100_000_000 * unit);
        _request(eve, pool.balanceOf(eve));
        // The request's share price rounds down: a cover unit less to sell at most.
        assertGe(_premium(), honest, "after both");
    }

    /// @dev Below the start constant as above it: capital that comes for a cooldown, around a purchase in one block, makes
    /// cover neither cheaper nor more. Whatever is bought with it costs what it cost without, and its owner bears its part.
    function test_T27_T63_NoTrickBelowTheStartConstant() public {
        pool = _createPool(_monoline());
        _addTerms(pool, scriptedTerms);
        _deposit(alice, 10_000_000 * unit);
        _deposit(bob, unit);
        skip(30 days);
        uint256 honest = _premium();
        uint256 available = pool.quoteCover(scriptedTerms, unit, 90 days).available;
        uint256 snapshot = vm.snapshotState();

        _deposit(eve, 90_000_000 * unit);
        assertEq(_premium(), honest, "after a deposit");
        assertEq(pool.quoteCover(scriptedTerms, unit, 90 days).available, available);
        (, uint256 paid) = _buyScripted(eve, 1_000_000 * unit, 90 days);
        assertEq(paid, honest);
        _request(eve, pool.balanceOf(eve));
        assertGe(_premium(), honest, "and after her request");
        vm.revertToState(snapshot);

        // The same where a purchase, or a deposit of dust, has brought damped equity to date just before.
        _buyScripted(carol, unit, 1 days);
        _deposit(carol, 1);
        honest = _premium();
        _deposit(eve, 90_000_000 * unit);
        assertEq(_premium(), honest);
        skip(1 days - vm.getBlockTimestamp() % 1 days - 1);
        available = pool.quoteCover(scriptedTerms, unit, 90 days).available;
        assertLe(available, 2_500_001 * unit, "until the last second of the day");
    }

    function _premium() internal view returns (uint256) {
        return pool.quoteCover(scriptedTerms, 1_000_000 * unit, 90 days).premium;
    }

    // ------------------------------------------------------------------- T-58

    uint256 internal pump;

    /// @dev One who is buyer, integrator, sponsor and manager at the highest fees gets back less than it put in, whatever
    /// it does. Everything it ends with is counted.
    function testFuzz_T58_NoMoneyPump(uint256 seed) public {
        _pumpPool();
        uint256 begun = 10_000_000 * unit;
        usdc.mint(eve, begun);
        vm.prank(eve);
        usdc.approve(address(pool), type(uint256).max);
        uint256 coverId;
        for (uint256 i; i < 8; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 4;
            if (coverId == 0) coverId = _pumpBuy(seed >> 8);
            else if (kind == 0) coverId = _pumpCancel(coverId);
            else if (kind == 1) _pumpExtend(coverId, seed >> 8);
            else if (kind == 2) skip((seed >> 8) % 20 days);
        }
        if (coverId != 0) _pumpCancel(coverId);
        poolConfigurator.collectFees(address(pool), pump);
        uint256 ended = usdc.balanceOf(eve) + poolConfigurator.feesOwed(address(usdc), eve);
        assertLe(ended, begun, "T-58");
        assertGe(pool.totalAssets(), 10_000_000 * unit, "and the underwriters have no less");
    }

    function _pumpPool() internal {
        vm.startPrank(owner);
        pump = registry.listProduct(9, eve, "Pump");
        scriptedTerms = registry.publishTerms(_scripted(pump), _pins());
        vm.stopPrank();
        PoolConfig memory c = _monoline();
        c.manager = eve;
        pool = _createPool(c);
        PricingInput memory l = _pricing();
        (l.managerFee, l.sponsorFee) = (0.1e18, 0.1e18);
        vm.prank(eve);
        poolConfigurator.addTerms(address(pool), scriptedTerms, l);
        _deposit(alice, 10_000_000 * unit);
    }

    function _pumpBuy(uint256 seed) internal returns (uint256 coverId) {
        uint256 duration = bound(seed >> 64, 1, 365) * 1 days;
        uint256 available = pool.quoteCover(scriptedTerms, unit, duration).available / unit;
        if (available == 0) return 0;
        uint256 amount = bound(seed, 1, available) * unit;
        CoverOrder memory o = _orderScripted(eve, amount, duration);
        o.integrator = eve;
        o.integratorFee = pool.quoteCover(scriptedTerms, amount, duration).premium / 5;
        vm.prank(eve);
        (coverId,) = pool.buyCover(o);
    }

    function _pumpCancel(uint256 coverId) internal returns (uint256) {
        CoverData.Cover memory c = _coverOf(coverId);
        if (vm.getBlockTimestamp() >= c.end || pool.quoteCancellation(coverId) == 0) return coverId;
        vm.prank(eve);
        pool.cancelCover(coverId);
        return 0;
    }

    function _pumpExtend(uint256 coverId, uint256 seed) internal {
        if (vm.getBlockTimestamp() + 3 days > _coverOf(coverId).end) return;
        uint256 latest = vm.getBlockTimestamp() + 368 days;
        if (_coverOf(coverId).end + 1 days > latest) return;
        uint256 most = latest - _coverOf(coverId).end;
        uint256 added = bound(seed, 1, most > 365 days ? 364 days : most - 1 days + 1);
        vm.prank(eve);
        pool.extendCover(coverId, added, type(uint256).max, vm.getBlockTimestamp());
    }
}
