// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    ArbitrumSequencerUptimeFeed
} from "@chainlink/contracts/src/v0.8/l2ep/dev/arbitrum/ArbitrumSequencerUptimeFeed.sol";
import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

import {BadDebtConfig} from "../../src/resolution/meters/IBadDebtMeter.sol";
import {PriceDepegConfig, PriceDepegState} from "../../src/resolution/meters/IPriceDepegMeter.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Firing} from "../../src/resolution/meters/IMeter.sol";
import {Errors} from "../../src/common/Errors.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {HostileFeed} from "../mocks/HostileFeed.sol";
import {IFlashBorrower} from "../mocks/LeakyVault.sol";
import {Sequencer} from "../mocks/Sequencer.sol";
import {DebtFixture} from "../unit/resolution/meters/DebtFixture.sol";
import {FeedFixture} from "../unit/resolution/meters/FeedFixture.sol";

/// @notice Threats by what meters measure: T-28 to T-32, T-41.
contract MeterThreatsTest is FeedFixture, DebtFixture, IFlashBorrower {
    function setUp() public override(FeedFixture, DebtFixture) {
        super.setUp();
    }

    /// @dev Terms on a meter, sold by the pool.
    function _sell(address meter, uint96 id, uint256 cluster) internal returns (uint256 terms) {
        uint96 subject = _createCourtTerms(meter, id);
        vm.startPrank(owner);
        Terms memory t = _terms(registry.listProduct(cluster, sponsor, "Metered"), subject);
        t.deductible = 0.03e18;
        terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, terms);
    }

    function _orderOn(uint256 terms, address buyer, uint256 amount) internal returns (CoverOrder memory o) {
        _fund(buyer, address(pool), amount);
        o = _order(buyer, amount, 90 days);
        o.termsId = terms;
    }

    function _cover(uint256 terms, address buyer, uint256 amount) internal returns (uint256 coverId) {
        CoverOrder memory o = _orderOn(terms, buyer, amount);
        vm.prank(buyer);
        (coverId,) = pool.buyCover(o);
    }

    /// @dev A firing of the meter that terms are about.
    function _incidentUnder(uint256 terms, uint32 number) internal view returns (uint256) {
        return _incidentOf(registry.getTerms(terms).subject, number);
    }

    /// @dev From a fired incident to a paid claim, to the unit.
    function _settles(uint256 terms, uint256 coverId, uint256 amount, uint32 number, uint256 severity) internal {
        uint256 incidentId = _incidentUnder(terms, number);
        assertEq(court.getIncident(incidentId).severity, severity);
        uint256 expected = amount * (severity - 0.03e18) / WAD;
        assertEq(vault.openCase(terms, incidentId, 0), expected);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(coverId, incidentId);
        skip(ANSWER_WINDOW + 1);
        uint256 before = usdc.balanceOf(carol);
        assertEq(vault.claimPayout(coverId, incidentId), expected);
        assertEq(usdc.balanceOf(carol) - before, expected);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(coverId, incidentId);
        skip(60 days + 1);
        vault.settleCase(terms, incidentId);
        _assertSolvent();
    }

    // -------------------------------------------------------------- the whole way

    function test_RES2_DepegFromPurchaseToClaim() public {
        uint256 terms = _sell(address(priceDepeg), depegMeter, 3);
        _deposit(alice, 10_000_000 * unit);
        uint256 coverId = _cover(terms, carol, 500_000 * unit);
        _rounds(30 * 24, 100);
        _round(96);
        // Nobody insures what is burning.
        CoverOrder memory late = _orderOn(terms, dave, 1000 * unit);
        vm.expectRevert(Errors.BelowMark.selector);
        vm.prank(dave);
        pool.buyCover(late);
        priceDepeg.startAt(depegMeter, _id(1, 1 + 30 * 24));
        _rounds(6, 90);
        uint32 first = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, first).severity, 0.04e18);
        _rounds(6, 48);
        _settles(terms, coverId, 500_000 * unit, priceDepeg.fire(depegMeter), 0.1e18);
    }

    function test_RES2_BadDebtFromPurchaseToClaim() public {
        uint256 supply = 40_000_000 * unit;
        aave.set(0, supply);
        uint96 meter = badDebt.createMeter(_debtTerms());
        uint256 terms = _sell(address(badDebt), meter, 3);
        _deposit(alice, 100_000_000 * unit);
        // Cover is bounded by what the market holds.
        CoverOrder memory tooMuch = _orderOn(terms, carol, supply * 3 / 10 + unit);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, supply * 3 / 10));
        vm.prank(carol);
        pool.buyCover(tooMuch);
        uint256 coverId = _cover(terms, carol, 500_000 * unit);
        skip(30 days);
        aave.set(supply / 4, supply);
        CoverOrder memory late = _orderOn(terms, dave, 1000 * unit);
        vm.expectRevert(Errors.BelowMark.selector);
        vm.prank(dave);
        pool.buyCover(late);
        for (uint256 i; i < 3; ++i) {
            badDebt.poke(meter);
            skip(STEP);
        }
        _settles(terms, coverId, 500_000 * unit, badDebt.fire(meter), 0.25e18);
    }

    /// @dev A dip that nobody fired does not age the crash that comes after it.
    function test_RES2_CrashAfterADipIsPaid() public {
        uint256 terms = _sell(address(priceDepeg), depegMeter, 3);
        _deposit(alice, 20_000_000 * unit);
        uint256 coverId = _cover(terms, carol, 1_000_000 * unit);
        _rounds(5 * 24, 100);
        _rounds(10 * 24, 96);
        _rounds(7, 30);
        priceDepeg.startAt(depegMeter, _id(1, 2 + 15 * 24));
        _settles(terms, coverId, 1_000_000 * unit, priceDepeg.fire(depegMeter), 0.7e18);
    }

    /// @dev A price that falls for days is fired in parts, and none of them is too old to be reported.
    function test_RES2_NothingAgesBeforeItIsProven() public {
        uint256 price = WAD;
        uint256 fired;
        uint256 numbers;
        for (uint256 i; i < 264; ++i) {
            skip(1 hours);
            price = price * 99 / 100;
            aggregator.updateAnswer(int256(price / 1e10));
            try priceDepeg.fire(depegMeter) returns (uint32 number) {
                Firing memory x = priceDepeg.getFiring(depegMeter, number);
                ++fired;
                if (number > numbers) assertLe(vm.getBlockTimestamp() - x.time, DWELL + STEP);
                numbers = number;
            } catch {}
        }
        assertGt(fired, 20);
        assertEq(numbers, 5, "in two days each: what comes within them is more of the same");
        assertApproxEqRel(_depeg().mark, price, 0.12e18, "and hardly any of it is left out");
    }

    // ------------------------------------------------------------------- T-66

    /// @dev The feed goes over to an aggregator that has seen the same loss: it is paid once.
    function test_T66_LossThatTwoAggregatorsSawIsPaidOnce() public {
        uint256 terms = _sell(address(priceDepeg), depegMeter, 3);
        MockV3Aggregator next = new MockV3Aggregator(8, DOLLAR);
        _deposit(alice, 30_000_000 * unit);
        uint256 coverId = _cover(terms, carol, 1_000_000 * unit);
        _rounds(5 * 24, 100);
        priceDepeg.prove(depegMeter, 1000);
        for (uint256 i; i < 8; ++i) {
            _round(60);
            next.updateAnswer(0.6e8);
        }
        uint32 id = priceDepeg.fire(depegMeter);
        feed.proposeAggregator(address(next));
        feed.confirmAggregator(address(next));
        aggregator = next;
        _rounds(2, 60);
        priceDepeg.startAt(depegMeter, _id(2, 10));
        for (uint256 i; i < 12; ++i) {
            vm.expectRevert(Errors.ConditionNotMet.selector);
            priceDepeg.fire(depegMeter);
            _round(60);
        }
        _settles(terms, coverId, 1_000_000 * unit, id, 0.4e18);
    }

    // ------------------------------------------------------------------- T-28

    /// @dev A vault's share price moved within one block, by a loan or a donation, however often it is looked at.
    function test_T28_FlashMovedSharePriceNeverFires() public {
        for (uint256 day; day < 12; ++day) {
            vm.startPrank(address(leaky));
            usdc.transfer(eve, 20_000_000 * unit);
            vm.stopPrank();
            for (uint256 i; i < 5; ++i) {
                shareLoss.poke(meterId);
            }
            vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + DWELL));
            shareLoss.fire(meterId);
            vm.prank(eve);
            usdc.transfer(address(leaky), 20_000_000 * unit);
            shareLoss.poke(meterId);
            skip(DWELL / 3);
        }
    }

    /// @dev Looks from inside loans, whose money is back when the transaction ends: an honest one in between starts over.
    function test_T28_LooksInsideLoansNeverFireBesideHonestOnes() public {
        for (uint256 i; i < 12; ++i) {
            leaky.flashLoan(leaky.totalAssets() * 4 / 5);
            if (i % 3 == 0) shareLoss.poke(meterId);
            vm.expectRevert(Errors.ConditionNotMet.selector);
            shareLoss.fire(meterId);
            skip(DWELL / 3);
        }
        assertEq(shareLoss.reading(meterId), 8_000_000 * unit, "they only lower what may be sold");
        _proveMeter(meterId);
        assertEq(shareLoss.reading(meterId), 40_000_000 * unit);
    }

    function onFlashLoan(uint256 amount) external {
        shareLoss.poke(meterId);
        usdc.transfer(address(leaky), amount);
    }

    /// @dev A deposit for a block, into a vault that others have seen small, sells nothing.
    function test_T28_DepositForABlockSellsNothing() public {
        _deposit(alice, 20_000_000 * unit);
        uint256 left = 10_000 * unit;
        vm.prank(dave);
        leaky.redeem(40_000_000 * unit - left, dave, dave);
        shareLoss.poke(meterId);
        for (uint256 i; i < 4; ++i) {
            _fund(eve, address(leaky), 20_000_000 * unit);
            vm.prank(eve);
            uint256 shares = leaky.deposit(20_000_000 * unit, eve);
            CoverOrder memory o = _orderOn(termsId, eve, 3001 * unit);
            vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, 3000 * unit));
            vm.prank(eve);
            pool.buyCover(o);
            shareLoss.poke(meterId);
            vm.prank(eve);
            leaky.redeem(shares, eve, eve);
            shareLoss.poke(meterId);
            skip(DWELL / 3);
        }
        _buy(carol, 3000 * unit, 90 days);
    }

    /// @dev However many bad rounds there are: while one good one comes within each dwell, nothing fires.
    function testFuzz_T28_BadRoundsAmongGoodOnesNeverFire(uint256 seed) public {
        for (uint256 i; i < 30; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _round(i % 6 == 5 ? 100 : seed % 97 + 1);
            if (seed % 2 == 0) priceDepeg.prove(depegMeter, (seed >> 32) % 4);
            try priceDepeg.fire(depegMeter) {
                fail();
            } catch {}
        }
    }

    /// @dev One bad round proves nothing, even if it stands for as long as the feed may be silent.
    function test_T28_OneBadRoundNeverFires() public {
        PriceDepegConfig memory m = _depegMeter(address(feed));
        (m.heartbeat, m.dwell) = (1 days, 1 hours);
        depegMeter = priceDepeg.createMeter(m);
        _round(1);
        skip(1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() - 23 hours));
        priceDepeg.fire(depegMeter);
        _round(100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
    }

    function test_T28_DeficitOfOneBlockNeverFires() public {
        for (uint256 i; i < 12; ++i) {
            for (uint256 k; k < 5; ++k) {
                _see(900, 1000);
            }
            vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + DWELL));
            badDebt.fire(debtMeter);
            _see(0, 1000);
            skip(STEP);
        }
    }

    /// @dev A deposit for one block neither ends a loss nor makes it smaller, at the firing or before.
    function test_T28_DepositForABlockHidesNoLoss() public {
        for (uint256 i; i < 4; ++i) {
            if (i != 0) skip(STEP);
            _see(200, 1_000_000);
            _see(200, 1000);
        }
        _market(200, 1_000_000);
        assertEq(badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity, 0.2e18);
    }

    // ------------------------------------------------------------------- T-29

    function test_T29_DecimalsMakeNoDifference() public {
        uint8[4] memory all = [6, 8, 18, 20];
        for (uint256 i; i < 4; ++i) {
            int256 one = int256(10 ** all[i]);
            aggregator = new MockV3Aggregator(all[i], one);
            uint96 meter = priceDepeg.createMeter(_depegMeter(address(aggregator)));
            for (uint256 k; k < 7; ++k) {
                skip(1 hours);
                aggregator.updateAnswer(one * 97 / 100); // at the threshold
            }
            vm.expectRevert(Errors.ConditionNotMet.selector);
            priceDepeg.fire(meter);
            assertEq(priceDepeg.reading(meter), type(uint128).max);
            for (uint256 k; k < 7; ++k) {
                skip(1 hours);
                aggregator.updateAnswer(one * 97 / 100 - one / 1e6);
            }
            vm.expectRevert(Errors.BelowMark.selector);
            priceDepeg.reading(meter);
            priceDepeg.prove(meter, 100);
            assertEq(priceDepeg.getFiring(meter, priceDepeg.fire(meter)).severity, 0.030001e18);
        }
    }

    // ------------------------------------------------------------------- T-30

    /// @dev Answers that are none, in the middle of a loss: the dwell starts over after them, and the loss goes on.
    function test_T30_AnswersThatAreNoneProveNothing() public {
        int256[3] memory bad = [int256(0), -1, type(int256).max];
        for (uint256 i; i < 3; ++i) {
            _rounds(6, 50);
            skip(1 hours);
            aggregator.updateAnswer(bad[i]);
            vm.expectRevert(Errors.FeedStale.selector);
            priceDepeg.fire(depegMeter);
            vm.expectRevert(Errors.FeedStale.selector);
            priceDepeg.reading(depegMeter);
            _round(50);
            priceDepeg.prove(depegMeter, 100);
            vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + DWELL));
            priceDepeg.fire(depegMeter);
        }
        _rounds(6, 50);
        priceDepeg.fire(depegMeter);
    }

    /// @dev A round that the feed does not have stops the proof; a later round without loss goes past it.
    function test_T30_MissingRoundStopsTheProof() public {
        _rounds(3, 50);
        skip(1 hours);
        aggregator.updateRoundData(6, 0.5e8, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        _rounds(6, 50);
        assertEq(priceDepeg.prove(depegMeter, 100), 3);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        _round(100);
        _rounds(7, 50);
        priceDepeg.startAt(depegMeter, _id(1, 13));
        priceDepeg.fire(depegMeter);
    }

    /// @dev A round that repeats an older answer is none; one that calls itself another is not there.
    function test_T30_RoundsOfOthersProveNothing() public {
        _rounds(7, 50);
        uint80 id = _id(1, 5);
        bytes memory asked = abi.encodeCall(feed.getRoundData, (id));
        vm.mockCall(address(feed), asked, abi.encode(id - 1, 0.5e8, 0, vm.getBlockTimestamp() - 4 hours, id - 1));
        assertEq(priceDepeg.prove(depegMeter, 100), 3);
        vm.mockCall(address(feed), asked, abi.encode(id, 0.5e8, 0, vm.getBlockTimestamp() - 3 hours, id - 1));
        assertEq(priceDepeg.prove(depegMeter, 1), 1);
        assertEq(_from(), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + 4 hours));
        priceDepeg.fire(depegMeter);
    }

    /// @dev A feed of the future is not believed until then.
    function test_T30_RoundsOfTheFutureProveNothing() public {
        for (uint256 i = 1; i < 8; ++i) {
            uint256 time = vm.getBlockTimestamp() + i * 1 hours;
            aggregator.updateRoundData(uint80(i + 1), 0.5e8, time, time);
        }
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.fire(depegMeter);
    }

    /// @dev Feeds that revert, burn gas, return too much, too little or nonsense: nothing fires, bounded gas, and all goes on
    /// when they have come to their senses.
    function test_T30_T41_HostileFeedBricksNothing() public {
        HostileFeed hostile = new HostileFeed(aggregator);
        depegMeter = priceDepeg.createMeter(_depegMeter(address(hostile)));
        uint256 terms = _sell(address(priceDepeg), depegMeter, 3);
        _deposit(alice, 10_000_000 * unit);
        uint256 coverId = _cover(terms, carol, 1000 * unit);
        _rounds(7, 80);
        for (uint256 i = 2; i < 12; ++i) {
            bool scaled = i % 2 == 1;
            hostile.setMood(HostileFeed.Mood(i / 2), scaled);
            uint256 before = gasleft();
            vm.expectRevert(Errors.FeedStale.selector);
            priceDepeg.fire(depegMeter);
            if (!scaled) vm.expectRevert(Errors.FeedStale.selector);
            assertEq(priceDepeg.prove(depegMeter, 100), 0);
            vm.expectRevert(Errors.FeedStale.selector);
            priceDepeg.reading(depegMeter);
            vm.expectRevert(
                scaled
                    ? abi.encodeWithSelector(Errors.FeedStale.selector)
                    : abi.encodeWithSelector(Errors.InvalidMeter.selector, bytes32("feed"))
            );
            priceDepeg.createMeter(_depegMeter(address(hostile)));
            assertLt(before - gasleft(), 3_000_000, "bounded");
            // The pool neither: other terms sell, and it can be looked at.
            CoverOrder memory o = _orderOn(terms, dave, 1000 * unit);
            vm.expectRevert(Errors.FeedStale.selector);
            vm.prank(dave);
            pool.buyCover(o);
            _buy(dave, 1000 * unit, 90 days);
        }
        hostile.setMood(HostileFeed.Mood.Honest, true);
        assertGt(priceDepeg.fire(depegMeter), 0);
        vm.prank(carol);
        pool.cancelCover(coverId);
    }

    /// @dev Too little gas for a round must not pass for its absence.
    function testFuzz_T30_GasHidesNoRound(uint256 gas) public {
        _rounds(3, 50);
        _round(100);
        MockV3Aggregator next = new MockV3Aggregator(8, 0.5e8);
        feed.proposeAggregator(address(next));
        feed.confirmAggregator(address(next));
        priceDepeg.prove(depegMeter, 3);
        (bool done,) = address(priceDepeg).call{gas: bound(gas, 21_000, 1_000_000)}(
            abi.encodeCall(priceDepeg.prove, (depegMeter, 1))
        );
        assertEq(_depeg().roundId, _id(1, done ? 5 : 4));
    }

    // ------------------------------------------------------------------- T-31

    function test_T31_SequencerDownOrInGraceNeverFires() public {
        ArbitrumSequencerUptimeFeed sequencer = Sequencer.create();
        PriceDepegConfig memory m = _depegMeter(address(feed));
        m.sequencerFeed = address(sequencer);
        vm.expectRevert(Errors.SequencerDown.selector); // it has only just come up
        priceDepeg.createMeter(m);
        _round(100);
        depegMeter = priceDepeg.createMeter(m);
        _rounds(7, 50);
        Sequencer.report(vm, sequencer, true);
        vm.expectRevert(Errors.SequencerDown.selector);
        priceDepeg.fire(depegMeter);
        _round(50);
        Sequencer.report(vm, sequencer, false);
        uint256 up = vm.getBlockTimestamp();
        skip(1 hours - 1);
        vm.expectRevert(Errors.SequencerDown.selector);
        priceDepeg.fire(depegMeter);
        skip(1);
        aggregator.updateAnswer(0.5e8);
        // The dwell counts from the end of the grace period: nobody could act before.
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, up + 1 hours + DWELL));
        priceDepeg.fire(depegMeter);
        _rounds(6, 50);
        priceDepeg.fire(depegMeter);
    }

    /// @dev With the sequencer down, what the feed says is not believed at a purchase either.
    function test_T31_SequencerDownSellsNothing() public {
        ArbitrumSequencerUptimeFeed sequencer = Sequencer.create();
        PriceDepegConfig memory m = _depegMeter(address(feed));
        m.sequencerFeed = address(sequencer);
        _round(100);
        depegMeter = priceDepeg.createMeter(m);
        Sequencer.report(vm, sequencer, true);
        vm.expectRevert(Errors.SequencerDown.selector);
        priceDepeg.observe(depegMeter);
        m.sequencerFeed = address(aggregator); // no uptime feed at all
        vm.expectRevert(Errors.SequencerDown.selector);
        priceDepeg.createMeter(m);
        m.sequencerFeed = eve;
        vm.expectRevert(Errors.SequencerDown.selector);
        priceDepeg.createMeter(m);
    }

    // ------------------------------------------------------------------- T-32

    /// @dev All three fire with nobody covered: no case is opened, and nothing else happens.
    function test_T32_NobodyIsCovered() public {
        uint256[2] memory terms = [_sell(address(priceDepeg), depegMeter, 3), _sell(address(badDebt), debtMeter, 4)];
        _deposit(alice, 1000 * unit);
        uint256[3] memory ids = _fireAll(terms);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(termsId, ids[0], 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(terms[0], ids[1], 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(terms[1], ids[2], 0);
        assertEq(pool.totalAssets(), 1000 * unit);
    }

    /// @dev There is cover, but no capital any more: the case is empty, the pool short, and nothing reverts.
    function test_T32_NoCapitalIsThere() public {
        uint256 terms = _sell(address(priceDepeg), depegMeter, 3);
        _deposit(alice, 10_000_000 * unit);
        uint256 coverId = _cover(terms, carol, 100_000 * unit);
        _rounds(5 * 24, 100);
        priceDepeg.prove(depegMeter, 1000);
        _rounds(7, 50);
        uint256 id = _incidentUnder(terms, priceDepeg.fire(depegMeter));
        vm.store(address(pool), 0, bytes32(uint256(_word(0)) - pool.totalAssets()));
        assertEq(vault.openCase(terms, id, 0), 0);
        skip(ANSWER_WINDOW + 1);
        assertEq(vault.claimPayout(coverId, id), 0, "registered");
        skip(60 days + 1);
        vault.settleCase(terms, id);
    }

    function _fireAll(uint256[2] memory terms) internal returns (uint256[3] memory ids) {
        ids[0] = _exploitAndFire();
        for (uint256 i; i < 7; ++i) {
            _round(50);
            _see(200, 1000);
        }
        ids[1] = _incidentUnder(terms[0], priceDepeg.fire(depegMeter));
        ids[2] = _incidentUnder(terms[1], badDebt.fire(debtMeter));
    }
}
