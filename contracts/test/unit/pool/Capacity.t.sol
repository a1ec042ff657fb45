// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, Limit, PoolConfig, PricingInput, Quote} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Each limit of CAP-3 binds where it should, quotes name it and sales keep it (PREM-3, PREM-5).
contract CapacityTest is UnitFixture {
    uint256 internal constant EQUITY = 10_000_000;

    PoolConfig internal config;
    PricingInput internal pricing;
    uint256 internal other;

    function setUp() public override {
        super.setUp();
        config = _monoline();
        pricing = _pricing();
        (, other) = _listScripted("Other", 2);
    }

    /// @dev A pool of this test's configuration, with 10 million and two products of one cluster.
    function _build() internal {
        pool = _createPool(config);
        vm.startPrank(manager);
        poolConfigurator.addTerms(address(pool), scriptedTerms, pricing);
        poolConfigurator.addTerms(address(pool), other, pricing);
        poolConfigurator.addTerms(address(pool), termsId, pricing);
        vm.stopPrank();
        _deposit(alice, EQUITY * unit);
        _fund(carol, address(pool), 100_000_000 * unit);
    }

    function _buyOn(uint256 terms, uint256 units) internal {
        _buyOn(terms, units, 30 days);
    }

    function _buyOn(uint256 terms, uint256 units, uint256 duration) internal {
        CoverOrder memory o = _order(carol, units * unit, duration);
        o.termsId = terms;
        vm.prank(carol);
        pool.buyCover(o);
    }

    function _assertLimit(uint256 terms, Limit binding, uint256 units) internal {
        Quote memory q = pool.quoteCover(terms, (units + 1) * unit, 30 days);
        assertEq(uint8(q.binding), uint8(binding), "which limit");
        assertEq(q.available, units * unit, "how much");
        if (units != 0) {
            assertEq(uint8(pool.quoteCover(terms, units * unit, 30 days).binding), uint8(Limit.None), "fits");
        }
        CoverOrder memory o = _order(carol, (units + 1) * unit, 30 days);
        o.termsId = terms;
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, units * unit));
        vm.prank(carol);
        pool.buyCover(o);
        if (units != 0) _buyOn(terms, units);
    }

    function test_CAP3_ProductLimit() public {
        pricing.maxRatio = 0.1e18;
        _build();
        for (uint256 i; i < 3; ++i) {
            _buyOn(scriptedTerms, 250_000);
            skip(1 days);
        }
        _buyOn(scriptedTerms, 200_000);
        skip(1 days);
        _assertLimit(scriptedTerms, Limit.Product, uint256(1_000_000) - 950_000 + _earnedShare(0.1e18));
        // The other product has its own.
        _buyOn(other, 250_000);
    }

    /// @dev Premium that was earned raises damped equity and with it the limit.
    function _earnedShare(uint256 share) internal view returns (uint256) {
        return pool.totalAssets() * share / WAD / unit - EQUITY * share / WAD;
    }

    function test_CAP3_HaircutLowersTheProductLimit() public {
        vm.startPrank(owner);
        uint256 product = registry.listProduct(5, sponsor, "The asset's own peg");
        Terms memory t = _scripted(product);
        t.haircut = 0.6e18;
        uint256 terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        pool = _createPool(config);
        _addTerms(pool, terms);
        _deposit(alice, EQUITY * unit);
        _fund(carol, address(pool), EQUITY * unit);
        _assertLimit(terms, Limit.Speed, 1_000_000);
        skip(1 days);
        assertEq(uint8(_sellOut(terms)), uint8(Limit.Product));
        _assertCommitted(product, 0.4e18);
    }

    function test_CAP3_ClusterLimitCountsAllItsProducts() public {
        config.clusterRatio = 0.3e18;
        _build();
        _buyOn(scriptedTerms, 2_000_000);
        _assertLimit(other, Limit.Cluster, 1_000_000);
        assertEq(pool.quoteCover(scriptedTerms, unit, 30 days).available, 0);
        assertGt(pool.quoteCover(termsId, unit, 30 days).available, 0, "another cluster");
    }

    function test_CAP3_PoolLimitCountsAllClusters() public {
        config.leverage = 0.3e18;
        _build();
        _buyOn(scriptedTerms, 2_000_000);
        _assertLimit(termsId, Limit.Pool, 1_000_000);
    }

    /// @dev CAP-3: sales stop at 90 % of what exits must leave behind.
    function test_CAP3_SalesStopShortOfTheExitLimits() public {
        config.exitClusterRatio = 1e18;
        config.clusterRatio = 1e18;
        _build();
        _buyOn(scriptedTerms, 2_500_000);
        _buyOn(other, 2_500_000);
        skip(1 days);
        _buyOn(scriptedTerms, 2_500_000);
        uint256 sold = 7_500_000;
        uint256 nine = pool.totalAssets() * 9 / 10 / unit;
        _assertLimit(other, Limit.Cluster, nine - sold);
    }

    function test_PREM3_SpeedIsAQuarterADay() public {
        _build();
        _assertLimit(scriptedTerms, Limit.Speed, 2_500_000);
        _assertLimit(scriptedTerms, Limit.Speed, 0);
        skip(6 hours);
        uint256 quarter = pool.totalAssets() / unit / 4 * 6 / 24;
        Quote memory q = pool.quoteCover(scriptedTerms, 10_000_000 * unit, 30 days);
        assertApproxEqAbs(q.available, quarter * unit, 50 * unit, "a quarter of a quarter has drained");
        assertEq(uint8(q.binding), uint8(Limit.Speed));
    }

    /// @dev PREM-3: frequent small sales do not stop the counter from draining, nor do they speed it up.
    function testFuzz_PREM3_CounterNeverLetsMoreThan(uint256 seed) public {
        _build();
        uint256 sold;
        uint256 begin = vm.getBlockTimestamp();
        for (uint256 i; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 available = pool.quoteCover(scriptedTerms, unit, 30 days).available / unit;
            uint256 amount = bound(seed >> 8, 0, available);
            if (seed & 1 == 1 && available > 3) amount = 1 + amount % 3;
            if (amount != 0) _buyOn(scriptedTerms, amount);
            sold += amount;
            // Limits grow with earned premium: compare with the largest of them.
            uint256 limit = pool.totalAssets() / unit;
            assertLe(sold, limit / 4 + limit * (vm.getBlockTimestamp() - begin) / 4 days + 1, "PREM-3");
            skip(seed % 5 == 0 ? 1 : (seed >> 100) % 4 hours);
        }
    }

    function test_PREM3_CancellationReturnsNoSpeed() public {
        _build();
        _buyOn(scriptedTerms, 2_500_000 - 1);
        CoverOrder memory o = _orderScripted(carol, unit, 300 days);
        vm.prank(carol);
        (uint256 coverId,) = pool.buyCover(o);
        vm.prank(carol);
        pool.cancelCover(coverId);
        assertEq(pool.quoteCover(scriptedTerms, unit, 30 days).available, 0);
    }

    function test_CAP3_AbsoluteCeiling() public {
        vm.startPrank(owner);
        uint256 product = registry.listProduct(5, sponsor, "Small");
        Terms memory t = _scripted(product);
        t.maxCover = uint128(1000 * unit);
        uint256 terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        pool = _createPool(config);
        _addTerms(pool, terms);
        _deposit(alice, EQUITY * unit);
        _fund(carol, address(pool), EQUITY * unit);
        _assertLimit(terms, Limit.Absolute, 1000);
        _assertLimit(terms, Limit.Absolute, 0);
    }

    function test_CAP3_MeterCeiling() public {
        _build();
        // A vault of 3,000,003 backs at most 900,000: whole cover units, rounded down.
        vm.prank(dave);
        leaky.withdraw(36_999_997 * unit, dave, dave);
        _assertLimit(termsId, Limit.Meter, 900_000);
    }

    /// @dev What a cover token can hold is an absolute limit as well.
    function test_T38_AmountOfOneCoverIsBounded() public {
        config.startEquity = 1e12 * unit;
        pool = _createPool(config);
        Terms memory t = _scripted(scriptedProduct);
        t.maxCover = type(uint128).max;
        vm.prank(owner);
        uint256 terms = registry.publishTerms(t, _pins());
        _addTerms(pool, terms);
        _deposit(alice, 1e12 * unit);
        Quote memory q = pool.quoteCover(terms, (1 << 29) * unit, 365 days);
        assertEq(q.available, ((1 << 28) - 1) * unit);
        assertEq(uint8(q.binding), uint8(Limit.Absolute));
        _fund(carol, address(pool), 1e12 * unit);
        _buyOn(terms, (1 << 28) - 1);
        CoverOrder memory o = _order(carol, (1 << 28) * unit, 365 days);
        o.termsId = terms;
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, ((1 << 28) - 1) * unit));
        pool.buyCover(o);
        assertEq(coverToken.balanceOf(carol), 1);
    }

    // --------------------------------------------------------------- exceeded limits

    /// @dev Nothing is available, whatever other limits leave.
    function _assertExceeded(uint256 terms, Limit binding) internal {
        Quote memory q = pool.quoteCover(terms, unit, 30 days);
        assertEq(q.available, 0);
        assertEq(uint8(q.binding), uint8(binding), "which limit");
        CoverOrder memory o = _order(carol, unit, 30 days);
        o.termsId = terms;
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
        vm.prank(carol);
        pool.buyCover(o);
    }

    /// @dev Half of the capital asks to leave: limits of equity halve, what has been sold stays.
    function _halve() internal {
        _request(alice, pool.balanceOf(alice) / 2);
    }

    /// @dev CAP-3: a product that has more cover than its limit sells nothing.
    function test_CAP3_ExceededProductLimitGoesOnBinding() public {
        pricing.maxRatio = 0.1e18;
        _build();
        for (uint256 i; i < 3; ++i) {
            _buyOn(scriptedTerms, 250_000);
            skip(1 days);
        }
        skip(3 days);
        assertGt(pool.quoteCover(scriptedTerms, unit, 30 days).available, 200_000 * unit);
        _halve();
        _assertExceeded(scriptedTerms, Limit.Product);
        assertGt(pool.quoteCover(other, unit, 30 days).available, 100_000 * unit, "other limits leave room");
    }

    function test_CAP3_ExceededClusterLimitGoesOnBinding() public {
        config.clusterRatio = 0.3e18;
        _build();
        _buyOn(scriptedTerms, 2_000_000);
        _halve();
        _assertExceeded(other, Limit.Cluster);
        assertGt(pool.quoteCover(termsId, unit, 30 days).available, 100_000 * unit, "another cluster");
    }

    function test_CAP3_ExceededPoolLimitGoesOnBinding() public {
        config.leverage = 0.3e18;
        _build();
        _buyOn(scriptedTerms, 2_000_000);
        _halve();
        _assertExceeded(termsId, Limit.Pool);
    }

    function test_PREM3_ExceededSpeedGoesOnBinding() public {
        _build();
        _buyOn(scriptedTerms, 2_000_000);
        _halve();
        _assertExceeded(scriptedTerms, Limit.Speed);
    }

    /// @dev A new version of the terms may have a lower ceiling than what older ones have sold.
    function test_CAP3_ExceededAbsoluteCeilingGoesOnBinding() public {
        _build();
        _buyOn(scriptedTerms, 2_000_000);
        Terms memory t = _scripted(scriptedProduct);
        t.maxCover = uint128(1_000_000 * unit);
        vm.prank(owner);
        uint256 stricter = registry.publishTerms(t, _pins());
        vm.prank(manager);
        poolConfigurator.submitChange(address(pool), stricter, pricing);
        skip(config.cooldown);
        vm.prank(manager);
        poolConfigurator.applyChange(address(pool), stricter, pricing, address(0));
        _assertExceeded(stricter, Limit.Absolute);
    }

    function test_CAP3_ExceededMeterCeilingGoesOnBinding() public {
        _build();
        _buyOn(termsId, 2_000_000);
        vm.prank(dave);
        leaky.withdraw(37_000_000 * unit, dave, dave);
        _assertExceeded(termsId, Limit.Meter);
    }

    // --------------------------------------------------------- one end day's stream

    /// @dev What ends on one day may stream, 2^-33 cover units a second.
    uint256 internal constant LANE = (1 << 35) - 1;

    /// @dev A pool whose premiums are so high that what ends on one day cannot stream all of them.
    function _buildDear() internal {
        (pricing.rateFloor, pricing.rateAtTarget, pricing.rateMax) = (10e18, 10e18, 10e18);
        _build();
        _deposit(alice, 3 * EQUITY * unit);
        skip(1 days);
    }

    function _quote(uint256 units, uint256 duration) internal view returns (Quote memory) {
        return pool.quoteCover(scriptedTerms, units * unit, duration);
    }

    function _assertRefused(uint256 units, uint256 duration, uint256 available) internal {
        CoverOrder memory o = _orderScripted(carol, units * unit, duration);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, available * unit));
        vm.prank(carol);
        pool.buyCover(o);
    }

    /// @dev CAP-3, PREM-5: at 1000 % a year, of which a tenth are fees, 14 days are charged for `left` seconds. A cover unit
    /// then streams 9 × 14 days ÷ (365 days × left), and four cover units a second fit.
    function test_CAP3_StreamOfOneEndDayIsALimit() public {
        _buildDear();
        Quote memory q = _quote(9_000_000, 1 days);
        uint256 left = q.end - vm.getBlockTimestamp();
        uint256 available = q.available / unit;
        assertEq(uint8(q.binding), uint8(Limit.Stream));
        // Rates are rounded up by at most 2 parts per million.
        assertApproxEqRel(available, 4 * left * 365 / (9 * 14), 0.000003e18, "four units a second");
        assertLe(_quote(available, 1 days).rate, LANE, "it fits");
        assertGt(_quote(available + 1, 1 days).rate, LANE, "and no more");
        assertEq(uint8(_quote(available, 1 days).binding), uint8(Limit.None));
        _assertRefused(available + 1, 1 days, available);
        _assertRefused(20_000_000, 1 days, available);

        uint256 twoDays = _quote(1, 2 days).available / unit;
        _buyOn(scriptedTerms, available / 2, 1 days);
        uint256 rest = _quote(9_000_000, 1 days).available / unit;
        assertApproxEqAbs(rest, available - available / 2, available / 500_000, "what is left of that day");
        _assertRefused(rest + 1, 1 days, rest);
        assertEq(_quote(1, 2 days).available / unit, twoDays, "the next day has a stream of its own");
        _buyOn(scriptedTerms, rest, 1 days);
        // What rounding up the rate of a large cover takes may still do for some cover units.
        rest = _quote(1, 1 days).available / unit;
        assertLe(rest, available / 500_000);
        _assertRefused(rest + 1, 1 days, rest);
        _buyOn(scriptedTerms, twoDays, 2 days);
    }

    /// @dev A limit that leaves less is named before: the stream is none of what binds.
    function test_CAP3_StreamDoesNotHideATighterLimit() public {
        _buildDear();
        uint256 available = _quote(1, 1 days).available / unit;
        _buyOn(scriptedTerms, available, 1 days);
        _buyOn(scriptedTerms, _quote(1, 300 days).available / unit, 300 days);
        Quote memory q = _quote(1, 1 days);
        assertEq(q.available, 0);
        assertEq(uint8(q.binding), uint8(Limit.Speed), "nothing at all is left today");
        _assertRefused(1, 1 days, 0);
    }

    /// @dev To the unit: what fills a day's stream exactly is available, one unit less of room and it is not.
    function test_CAP3_StreamIsFilledToTheUnit() public {
        _buildDear();
        Quote memory q = _quote(1000, 30 days);
        _fillDay(q.end, q.rate);
        assertEq(_quote(1, 30 days).available, 1000 * unit);
        _fillDay(q.end, q.rate - 1);
        assertEq(_quote(1, 30 days).available, 999 * unit);
        _fillDay(q.end, 0);
        assertEq(_quote(1, 30 days).available, 0);
        assertEq(uint8(_quote(1, 30 days).binding), uint8(Limit.Stream));

        // The same where the stream has room for all that another limit leaves.
        uint256 available = _quote(1, 60 days).available / unit;
        q = _quote(available, 60 days);
        _fillDay(q.end, q.rate);
        assertEq(_quote(1, 60 days).available, available * unit);
        assertEq(uint8(_quote(available + 1, 60 days).binding), uint8(Limit.Speed));
        _fillDay(q.end, q.rate - 1);
        assertEq(uint8(_quote(available, 60 days).binding), uint8(Limit.Stream));
    }

    /// @dev Streams of others that end with a cover, so that so much room is left there.
    function _fillDay(uint256 end, uint256 room) internal {
        (uint256 week, uint256 day) = (end / 7 days, end / 1 days % 7);
        vm.store(address(pool), bytes32(21 + week % 64), bytes32(week / 64 << 248 | (LANE - room) << day * 35));
    }

    /// @dev What a cancellation takes out of a day's stream can be sold again.
    function test_CAP3_CancellationMakesRoomInTheStream() public {
        _buildDear();
        CoverOrder memory o = _orderScripted(carol, 4_000_000 * unit, 40 days);
        vm.prank(carol);
        (uint256 coverId,) = pool.buyCover(o);
        uint256 before = _roomOn(_coverOf(coverId).end);
        vm.prank(carol);
        pool.cancelCover(coverId);
        assertGt(_roomOn(_quote(1, 40 days).end), before);
    }

    /// @dev What the day of `end` still takes, straight from its word.
    function _roomOn(uint256 end) internal view returns (uint256) {
        uint256 day = end / 1 days;
        uint256 word = uint256(_word(21 + day / 7 % 64));
        return LANE - (word >> (day % 7) * 35 & LANE);
    }

    /// @dev PREM-5: whatever has been sold before, what is available can be bought, and one cover unit more is refused with
    /// the same figure.
    function testFuzz_CAP3_StreamsAreSoldToTheLastCoverUnit(uint256 seed) public {
        _buildDear();
        for (uint256 i; i < 8; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 duration = 1 days + (seed >> 32) % 4 days;
            Quote memory q = _quote(1 << 27, duration);
            uint256 available = q.available / unit;
            _assertRefused(available + 1, duration, available);
            if (seed % 3 == 0) available = available / 2;
            if (available != 0) _buyOn(scriptedTerms, available, duration);
            skip((seed >> 64) % 1 days);
        }
    }

    /// @dev CAP-3, T-38: a cluster's lane has 31 bits, however large its limit is.
    function test_CAP3_AClusterHoldsWhatItsLaneDoes() public {
        config.startEquity = 1e13 * unit;
        pool = _createPool(config);
        Terms memory t = _scripted(scriptedProduct);
        t.maxCover = type(uint128).max;
        vm.prank(owner);
        uint256 terms = registry.publishTerms(t, _pins());
        _addTerms(pool, terms);
        _deposit(alice, 1e13 * unit);
        _fund(carol, address(pool), 1e13 * unit);
        for (uint256 i; i < 8; ++i) {
            _buyOn(terms, (1 << 28) - 1, 365 days);
            skip(6 hours);
        }
        Quote memory q = pool.quoteCover(terms, unit * 8, 365 days);
        assertEq(q.available, 7 * unit);
        assertEq(uint8(q.binding), uint8(Limit.Cluster));
        CoverOrder memory o = _order(carol, 8 * unit, 365 days);
        o.termsId = terms;
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, 7 * unit));
        vm.prank(carol);
        pool.buyCover(o);
        _buyOn(terms, 7, 365 days);
    }

    // ---------------------------------------------------------- damped equity

    /// CAP-3: capital above the start constant counts by a tenth a midnight only.
    function test_CAP3_NewCapitalCountsSlowly() public {
        config.startEquity = 1_000_000 * unit;
        _build();
        assertEq(_limit(), 1_000_000, "the constant");
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days - 1);
        assertEq(_limit(), 1_000_000, "not before midnight");
        skip(1);
        assertEq(_limit(), 1_100_000);
        skip(2 days);
        assertEq(_limit(), 1_331_000);
        skip(60 days);
        assertEq(_limit(), EQUITY, "no more than there is");
        _request(alice, pool.balanceOf(alice) * 9 / 10);
        assertEq(_limit(), 1_000_000, "down at once");
    }

    /// @dev CAP-3: midnights at which nothing was sold are made up for, 64 of them at most.
    function test_CAP3_SixtyFourMidnightsAtOnce() public {
        config.startEquity = 10_000 * unit;
        _build();
        skip(63 days);
        assertEq(_limit() / 4, 1_013_162, "a quarter of 10,000 x 1.1^63, 4,052,650");
        skip(1 days);
        assertEq(_limit() / 4, 1_114_478, "of 10,000 x 1.1^64, 4,457,915");
        skip(30 days);
        assertEq(_limit() / 4, 1_114_478, "and no more");
        _buyOn(termsId, 1);
        skip(1 days);
        assertEq(_limit() / 4, 1_225_926, "a sale has brought it to date: a tenth more");
    }

    /// @dev CAP-3: below the constant, capital counts in full from the first midnight that it is there, and not before.
    function test_CAP3_BelowTheConstantCapitalCountsFromMidnight() public {
        _build(); // a constant of 100 million
        assertEq(_limit(), EQUITY, "the first to come is alone");
        _deposit(bob, 50_000_000 * unit);
        assertEq(_limit(), EQUITY);
        _buyOn(termsId, 1);
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days - 1);
        assertEq(_limit(), EQUITY, "not before midnight");
        skip(1);
        assertEq(_limit(), 60_000_000, "all that was there");
        _deposit(bob, 140_000_000 * unit);
        assertEq(_limit(), 60_000_000, "again not at once");
        skip(1 days);
        assertEq(_limit(), 110_000_000, "the constant, and a tenth of it for the midnight");
        skip(1 days);
        assertEq(_limit(), 121_000_000, "and by tenths from there");
    }

    /// @dev What has left and comes back on the same day counts from midnight, too.
    function test_CAP3_BelowTheConstantWhatComesBackWaits() public {
        _build();
        skip(3 days);
        _buyOn(termsId, 1);
        _request(alice, pool.balanceOf(alice) / 2);
        assertEq(_limit(), EQUITY / 2, "down at once");
        _deposit(bob, EQUITY / 2 * unit);
        assertEq(_limit(), EQUITY / 2);
        skip(1 days);
        assertEq(_limit(), EQUITY);
    }

    /// @dev What a case took and gives back counts from the next midnight, as a deposit does.
    function test_CAP3_WhatACaseGivesBackWaits() public {
        _build();
        vault = IClaimsVault(pool.claimsVault());
        _buyOn(scriptedTerms, 2_000_000);
        skip(3 days);
        (uint256 id, uint256 reserve) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        skip(3 days);
        resolver.decide(id, vm.getBlockTimestamp(), 0);
        vault.applyVerdict(scriptedTerms, id);
        assertApproxEqRel(_limit(), (pool.totalAssets() - reserve) / unit, 1e12, "not at once");
        skip(1 days);
        assertApproxEqRel(_limit(), pool.totalAssets() / unit, 1e12, "all of it");
    }

    /// @dev Whoever comes into a pool without shares bears alone what is sold on its capital, even if it is a unit: all
    /// others count from midnight. The constant is the most that counts at once.
    function test_CAP3_TheFirstToComeCountsAtOnce() public {
        config.startEquity = 1_000_000 * unit;
        pool = _createPool(config);
        _addTerms(pool, scriptedTerms);
        uint256 empty = vm.snapshotState();
        _deposit(eve, unit / 2);
        _deposit(alice, EQUITY * unit);
        assertEq(pool.quoteCover(scriptedTerms, unit, 30 days).available, 0);
        skip(1 days);
        assertEq(_limit(), 1_100_000);
        vm.revertToState(empty);

        _deposit(alice, 600_000 * unit);
        assertEq(_limit(), 600_000);
        _deposit(eve, EQUITY * unit);
        assertEq(_limit(), 600_000);
        vm.revertToState(empty);

        _fund(alice, address(pool), EQUITY * unit);
        vm.prank(alice);
        pool.mint(EQUITY * 1e12, alice);
        assertEq(_limit(), 1_000_000, "the constant");
        // When everybody has left, the next one is the first again.
        _request(alice, pool.balanceOf(alice));
        skip(config.cooldown);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.totalSupply(), 0);
        _deposit(bob, 700_000 * unit);
        assertEq(_limit(), 700_000);
    }

    /// @dev The product's whole limit, seen through the speed limit of a product nothing was sold of.
    function _limit() internal view returns (uint256) {
        return pool.quoteCover(scriptedTerms, unit, 30 days).available / unit * 4;
    }

    /// @dev Buys as much as there is, a quarter of a limit a day, until something else than the speed binds.
    function _sellOut(uint256 terms) internal returns (Limit binding) {
        for (uint256 i; i < 6; ++i) {
            _buyOn(terms, pool.quoteCover(terms, unit, 300 days).available / unit, 300 days);
            binding = pool.quoteCover(terms, unit, 300 days).binding;
            if (binding != Limit.Speed) return binding;
            skip(1 days);
        }
    }

    function _assertCommitted(uint256 product, uint256 share) internal view {
        assertApproxEqRel(pool.committedCover(product), pool.totalAssets() * share / WAD, 0.001e18);
    }

    /// @dev One product, all capital behind it, and a tenth of it free to leave.
    function test_CAP6_MonolineSellsNineTenths() public {
        _build();
        assertEq(uint8(_sellOut(scriptedTerms)), uint8(Limit.Cluster));
        _assertCommitted(scriptedProduct, 0.9e18);
        // A total loss costs what the profile says.
        vault = IClaimsVault(pool.claimsVault());
        uint256 equity = pool.totalAssets();
        (, uint256 reserve) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        assertLe(reserve, equity * 9 / 10);
        assertGt(reserve, equity * 8 / 10);
    }

    /// @dev A product takes a tenth; of five in one cluster the last finds half of its room: nine tenths of 50 %.
    function test_CAP6_DiversifiedTakesATenthAProductAndHalfACluster() public {
        (config.clusterRatio, config.leverage) = (0.5e18, 4e18);
        (config.exitClusterRatio, config.exitLeverage) = (0.5e18, 4e18);
        pricing.maxRatio = 0.1e18;
        pool = _createPool(config);
        uint256[5] memory products;
        uint256[5] memory terms;
        for (uint256 i; i < 5; ++i) {
            (products[i], terms[i]) = _listScripted("Of one cluster", 3);
            vm.prank(manager);
            poolConfigurator.addTerms(address(pool), terms[i], pricing);
        }
        _deposit(alice, EQUITY * unit);
        _fund(carol, address(pool), 100_000_000 * unit);
        uint256 sold;
        for (uint256 i; i < 5; ++i) {
            assertEq(uint8(_sellOut(terms[i])), uint8(i < 4 ? Limit.Product : Limit.Cluster));
            if (i < 4) _assertCommitted(products[i], 0.1e18);
            sold += pool.committedCover(products[i]);
        }
        assertApproxEqRel(sold, pool.totalAssets() * 45 / 100, 0.001e18);
        // A total loss of one product costs a tenth of equity.
        vault = IClaimsVault(pool.claimsVault());
        uint256 equity = pool.totalAssets();
        uint256 id = _incident(vm.getBlockTimestamp(), 1e18);
        uint256 reserve = vault.openCase(terms[0], id, 0);
        assertLe(reserve, equity / 10);
        assertGt(reserve, equity * 9 / 100);
    }
}
