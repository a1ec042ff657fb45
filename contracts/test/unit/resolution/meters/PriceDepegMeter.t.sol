// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

import {
    IPriceDepegMeter,
    PriceDepegConfig,
    PriceDepegState
} from "../../../../src/resolution/meters/IPriceDepegMeter.sol";
import {IPriceFeed} from "../../../../src/resolution/meters/IPriceFeed.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {Firing, IMeter, MeterLimits} from "../../../../src/resolution/meters/IMeter.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {Chainlink, IFluxAggregator} from "../../../mocks/Chainlink.sol";
import {FeedFixture} from "./FeedFixture.sol";

/// @notice An aggregator that never answered.
contract Silent {
    uint8 public constant decimals = 8;
}

/// @notice The price meter of RES-2. Branches: PriceDepegMeter.tree.
contract PriceDepegMeterTest is FeedFixture {
    function test_InterfaceIsChainlinks() public pure {
        assertEq(IPriceFeed.decimals.selector, AggregatorV3Interface.decimals.selector);
        assertEq(IPriceFeed.getRoundData.selector, AggregatorV3Interface.getRoundData.selector);
        assertEq(IPriceFeed.latestRoundData.selector, AggregatorV3Interface.latestRoundData.selector);
    }

    // ------------------------------------------------------------------ prove

    function test_RES2_FollowsRoundByRound() public {
        _rounds(2, 100);
        _rounds(3, 90);
        assertEq(priceDepeg.prove(depegMeter, 2), 2);
        PriceDepegState memory s = _depeg();
        assertEq(s.roundId, _id(1, 3));
        assertEq(s.direction, 0);
        assertEq(priceDepeg.prove(depegMeter, 100), 3, "as many as there are");
        s = _depeg();
        assertEq(s.roundId, _id(1, 6));
        assertEq(s.direction, -1);
        assertEq(_from(), vm.getBlockTimestamp() - 2 hours);
        assertEq(_highest(), 0.9e18);
        assertEq(priceDepeg.prove(depegMeter, 1), 0, "nothing new");
    }

    /// @dev RES-2: in how many calls the rounds are followed makes no difference.
    function testFuzz_RES2_ProofIsResumable(uint256 seed) public {
        uint96 other = priceDepeg.createMeter(_depegMeter(address(feed)));
        for (uint256 i; i < 30; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % 80 minutes);
            aggregator.updateAnswer(int256((seed >> 64) % 3 == 0 ? 1e8 : (seed >> 64) % 0.97e8));
        }
        while (_depeg().roundId != _id(1, 31)) {
            seed = uint256(keccak256(abi.encode(seed)));
            priceDepeg.prove(depegMeter, seed % 5);
        }
        priceDepeg.prove(other, 1000);
        (, PriceDepegState memory s) = priceDepeg.getMeter(other);
        assertEq(abi.encode(_depeg()), abi.encode(s));
    }

    /// @dev The same, found by looking at the whole history at once.
    function testFuzz_RES2_StateIsWhatTheHistorySays(uint256 seed) public {
        for (uint256 i; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % 17 == 0 ? HEARTBEAT + 1 : seed % (HEARTBEAT + 1));
            int256 answer = (seed >> 64) % 17 == 0 ? int256(0) : int256(0.9e8 + (seed >> 128) % 0.072e8);
            aggregator.updateAnswer(answer);
        }
        priceDepeg.prove(depegMeter, 24);
        // The unbroken rounds of the loss, back from the last one.
        uint256 first = 26;
        for (uint256 i = 25; i > 0; --i) {
            int256 answer = aggregator.getAnswer(i);
            if (answer <= 0 || answer >= 0.97e8) break;
            first = i;
            if (i > 1 && aggregator.getTimestamp(i) > aggregator.getTimestamp(i - 1) + HEARTBEAT) break;
        }
        assertEq(_depeg().direction, first == 26 ? int8(0) : -1);
        // Of every third of the dwell, counted from the first of them, the first; of those the last one a dwell ago.
        uint256 opened;
        uint256 start = first;
        for (uint256 i = first; i < 26; ++i) {
            uint256 time = aggregator.getTimestamp(i);
            if (time < opened + DWELL / 3) continue;
            opened = time;
            if (aggregator.getTimestamp(25) >= time + DWELL) start = i;
        }
        int256 highest;
        for (uint256 i = start; i < 26; ++i) {
            if (aggregator.getAnswer(i) > highest) highest = aggregator.getAnswer(i);
        }
        assertEq(_from(), first == 26 ? 0 : aggregator.getTimestamp(start));
        assertEq(_highest(), uint256(highest) * 1e10);
    }

    function test_RES2_LateRoundStartsOver() public {
        _round(90);
        uint256 first = vm.getBlockTimestamp();
        _rounds(5, 80);
        skip(HEARTBEAT - 1 hours);
        _round(80); // to the second in time
        priceDepeg.prove(depegMeter, 100);
        assertEq(_from(), first);
        skip(HEARTBEAT - 1 hours + 1);
        _round(70);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_from(), vm.getBlockTimestamp());
        assertEq(_highest(), 0.7e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + DWELL));
        priceDepeg.fire(depegMeter);
    }

    function test_RES2_OneContraryRoundStartsOver() public {
        _rounds(6, 90);
        _round(97); // at the threshold: no loss
        _rounds(6, 90);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + 1 hours));
        priceDepeg.fire(depegMeter);
        _round(90);
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev Chainlink's older aggregator: a round without an answer reverts, one that timed out repeats an older answer.
    function test_RES2_FluxAggregator() public {
        IFluxAggregator flux = Chainlink.fluxAggregator(vm, 8, address(this));
        flux.submit(1, DOLLAR);
        feed = Chainlink.proxy(vm, address(flux));
        depegMeter = priceDepeg.createMeter(_depegMeter(address(feed)));
        for (uint256 i = 2; i < 9; ++i) {
            skip(1 hours);
            flux.submit(i, 0.8e8);
        }
        vm.expectRevert("No data present");
        feed.getRoundData(_id(1, 9));
        assertEq(priceDepeg.prove(depegMeter, 100), 7);
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.2e18);
    }

    function test_RevertWhen_GasIsTooLowToAskAFeed() public {
        _round(90);
        vm.expectRevert(abi.encodeWithSelector(Errors.GasTooLow.selector, 210_000));
        priceDepeg.prove{gas: 215_000}(depegMeter, 1);
    }

    // ----------------------------------------------------------------- phases

    /// @dev RES-2: after a phase's last round comes the next phase's first.
    function test_RES2_FollowsAcrossPhases() public {
        _rounds(3, 90);
        _changePhase();
        _rounds(4, 85);
        assertEq(priceDepeg.prove(depegMeter, 100), 7);
        assertEq(_depeg().roundId, _id(2, 4));
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.1e18);
        assertEq(priceDepeg.getFiring(depegMeter, id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev No round of the old phase before the new one's first is left out.
    function test_RES2_OldPhaseIsFollowedToItsEnd() public {
        _rounds(3, 90);
        _round(100);
        _changePhase();
        _rounds(6, 85);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_from(), vm.getBlockTimestamp() - 5 hours, "the old phase's last round ended the loss");
    }

    /// @dev What the old aggregator says after the new one has begun does not count.
    function test_RES2_OldPhaseGoesOnUnheard() public {
        MockV3Aggregator old = aggregator;
        _rounds(3, 90);
        _changePhase();
        _rounds(2, 85);
        old.updateAnswer(DOLLAR);
        _rounds(2, 85);
        old.updateAnswer(DOLLAR);
        priceDepeg.fire(depegMeter);
        assertEq(_depeg().roundId, _id(2, 4));
    }

    /// @dev RES-2.7: an aggregator that reported beside the old one goes on where that one was left, and breaks nothing.
    function test_RES2_NewPhaseReportedBesideTheOldOne() public {
        MockV3Aggregator next = new MockV3Aggregator(8, DOLLAR);
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(0.9e8);
            next.updateAnswer(i == 3 ? int256(0.95e8) : int256(0.9e8));
        }
        priceDepeg.prove(depegMeter, 100);
        _goOver(next);
        assertEq(priceDepeg.prove(depegMeter, 100), 0, "its rounds so far are no news");
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(2, 8)); // of the same second
        _rounds(2, 90);
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(2, 10)); // would leave one out
        priceDepeg.startAt(depegMeter, _id(2, 9));
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.1e18, "of what the old one had answered");
        assertEq(priceDepeg.getFiring(depegMeter, id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev RES-2.7: nor is a new aggregator's first round, of the second of the old one's last.
    function test_RES2_NewPhaseOfTheSameSecondIsNoNews() public {
        _round(100);
        assertEq(priceDepeg.prove(depegMeter, 100), 1);
        _changePhase();
        aggregator.updateAnswer(DOLLAR);
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
    }

    /// @dev RES-2.7: one loss is fired once, though the new aggregator had seen all of it as well.
    function test_RES2_NewPhaseRepeatsNoLoss() public {
        MockV3Aggregator next = new MockV3Aggregator(8, DOLLAR);
        for (uint256 i; i < 8; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(0.6e8);
            next.updateAnswer(0.6e8);
        }
        priceDepeg.fire(depegMeter);
        _goOver(next);
        _rounds(1, 60);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_depeg().mark, 0.6e18);
        // Not from a round that comes before, either.
        for (uint80 i = 1; i < 10; ++i) {
            vm.expectRevert(Errors.ConditionNotMet.selector);
            priceDepeg.startAt(depegMeter, _id(2, i));
        }
        priceDepeg.startAt(depegMeter, _id(2, 10));
        _rounds(20, 60);
        priceDepeg.prove(depegMeter, 100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        assertEq(_depeg().mark, 0.6e18);
        _rounds(7, 100);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_depeg().mark, WAD, "a recovery is seen there");
        _rounds(7, 45);
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.55e18);
    }

    /// @dev RES-2.7: a phase without rounds is passed, once the next one's rounds span a dwell.
    function test_RES2_SilentPhaseIsPassed() public {
        _rounds(3, 85);
        priceDepeg.prove(depegMeter, 100);
        _goOver(new Silent());
        _changePhase();
        _rounds(6, 85);
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(3, 1)); // it might leave out a part of the last dwell
        _round(85);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(3, 2));
        priceDepeg.startAt(depegMeter, _id(3, 1));
        assertEq(_from(), vm.getBlockTimestamp() - 6 hours);
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.15e18);
        assertEq(priceDepeg.getFiring(depegMeter, id).time, vm.getBlockTimestamp() - 6 hours);
        // After a firing as well, though it may not be a dwell old yet.
        _goOver(new Silent());
        _changePhase();
        _rounds(2, 40);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(5, 2)); // would leave one out
        priceDepeg.startAt(depegMeter, _id(5, 1));
        _rounds(5, 40);
        id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.6e18, "more of the same");
    }

    /// @dev RES-2.7: likewise a phase that begins with a later number than 1.
    function test_RES2_PhaseMayBeginLate() public {
        _rounds(3, 100);
        _changePhase();
        for (uint256 slot = 4; slot < 7; ++slot) {
            vm.store(address(aggregator), keccak256(abi.encode(uint256(1), slot)), 0);
        }
        skip(1 hours);
        aggregator.updateRoundData(500, 0.85e8, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        _rounds(6, 85);
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        priceDepeg.startAt(depegMeter, _id(2, 500));
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.15e18);
    }

    /// @dev RES-2.7: what an aggregator says that the feed has left leads nobody away.
    function test_RES2_LeftPhaseIsNoWayOn() public {
        MockV3Aggregator old = aggregator;
        _rounds(3, 100);
        _goOver(new Silent());
        _changePhase();
        for (uint256 i; i < 7; ++i) {
            _round(85);
            old.updateAnswer(DOLLAR);
        }
        assertEq(priceDepeg.prove(depegMeter, 3), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 11)); // no loss, newer, and unheard
        priceDepeg.startAt(depegMeter, _id(3, 1));
        priceDepeg.fire(depegMeter);
    }

    function _goOver(Silent to) internal {
        _goOver(MockV3Aggregator(address(to)));
    }

    function _goOver(MockV3Aggregator to) internal {
        aggregator = to;
        feed.proposeAggregator(address(to));
        feed.confirmAggregator(address(to));
    }

    function test_RevertWhen_DecimalsChangeWithThePhase() public {
        _rounds(3, 90);
        aggregator = new MockV3Aggregator(18, 0.9e8);
        feed.proposeAggregator(address(aggregator));
        feed.confirmAggregator(address(aggregator));
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.prove(depegMeter, 100);
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.fire(depegMeter);
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.reading(depegMeter);
    }

    // ---------------------------------------------------------------- startAt

    function test_RES2_StartsAtALaterRoundWithoutLoss() public {
        _rounds(50, 100);
        _rounds(6, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 52)); // it might leave out a part of the last dwell
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 58)); // there is none yet
        vm.expectEmit(address(priceDepeg));
        emit IPriceDepegMeter.Observed(depegMeter, _id(1, 51), 0, 0, 0);
        priceDepeg.startAt(depegMeter, _id(1, 51));
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 50)); // only forwards
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, 0);
        _round(80);
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev Forwards is by number: not where a feed says that its last round has become later.
    function test_RevertWhen_RES2_LastRoundIsSaidToBeLater() public {
        _rounds(2, 100);
        priceDepeg.prove(depegMeter, 2);
        uint80 last = _depeg().roundId;
        skip(1 hours);
        uint256 time = vm.getBlockTimestamp();
        bytes memory said = abi.encode(last, DOLLAR, time, time, last);
        vm.mockCall(address(feed), abi.encodeCall(IPriceFeed.getRoundData, (last)), said);
        vm.mockCall(address(feed), abi.encodeCall(IPriceFeed.latestRoundData, ()), said);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, last);
    }

    /// @dev RES-2.6: a loss is proven by its last dwell, so that what came before need not be followed.
    function test_RES2_StartsAtALossThatIsADwellOld() public {
        _rounds(5, 90);
        _rounds(50, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 51));
        priceDepeg.startAt(depegMeter, _id(1, 50));
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).time, vm.getBlockTimestamp() - 6 hours);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.2e18);
    }

    /// @dev RES-2.8: of an earlier phase, too, as long as the feed spoke of that.
    function test_RES2_StartsAtALossInAnEarlierPhase() public {
        _rounds(50, 80);
        _changePhase();
        _rounds(8, 80);
        priceDepeg.startAt(depegMeter, _id(1, 48));
        assertEq(_depeg().roundId, _id(1, 48));
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.2e18);
    }

    /// @dev RES-2.7: also past a round that the feed does not have.
    function test_RES2_MissingRoundIsPassedInALoss() public {
        _rounds(7, 90);
        priceDepeg.prove(depegMeter, 100);
        skip(1 hours);
        aggregator.updateRoundData(20, 0.8e8, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        _rounds(6, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        priceDepeg.startAt(depegMeter, _id(1, 20));
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.2e18);
    }

    /// @dev A recovery ends a loss that was being proven, skipped to or not.
    function test_RES2_StartingLaterEndsALoss() public {
        _rounds(7, 80);
        priceDepeg.prove(depegMeter, 100);
        _round(100);
        _rounds(6, 80);
        priceDepeg.startAt(depegMeter, _id(1, 9));
        assertEq(_depeg().direction, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + 1 hours));
        priceDepeg.fire(depegMeter);
    }

    /// @dev Rounds after a firing could prove the recovery: they may be skipped only where one is missing.
    function test_RES2_RecoveryIsNotSkipped() public {
        _rounds(7, 80);
        priceDepeg.fire(depegMeter);
        _rounds(8, 100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 16));
        priceDepeg.prove(depegMeter, 3);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.startAt(depegMeter, _id(1, 16));
        priceDepeg.prove(depegMeter, 100);
        assertEq(_depeg().mark, WAD);
    }

    function test_RES2_MissingRoundIsSkippedAfterAFiring() public {
        _rounds(7, 80);
        priceDepeg.fire(depegMeter);
        skip(1 hours);
        aggregator.updateRoundData(20, DOLLAR, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        priceDepeg.startAt(depegMeter, _id(1, 20));
        _rounds(6, 100);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_depeg().mark, WAD);
    }

    // ------------------------------------------------------------------- fire

    function test_RES2_SeverityIsOfTheHighestAnswer() public {
        _round(60);
        uint256 first = vm.getBlockTimestamp();
        _rounds(2, 50);
        _round(75);
        _rounds(3, 10);
        vm.expectEmit(address(priceDepeg));
        emit IMeter.Fired(depegMeter, 1, 0.25e18, uint40(first));
        uint32 id = priceDepeg.fire(depegMeter);
        Firing memory incident = priceDepeg.getFiring(depegMeter, id);
        assertEq(incident.severity, 0.25e18);
        assertEq(incident.time, first);
        assertEq(incident.firedAt, first + DWELL);
    }

    /// @dev RES-2.6: a crash after a long dip that nobody fired has its own time and its own size.
    function testFuzz_RES2_CrashAfterADipHasItsOwnTime(uint256 before) public {
        before = bound(before, 1, 40);
        _rounds(before, 96);
        _round(30);
        uint256 crash = vm.getBlockTimestamp();
        _rounds(7, 30);
        priceDepeg.prove(depegMeter, 100);
        uint32 id = priceDepeg.fire(depegMeter);
        // An hour later where the crash was not the first round of a third of the dwell.
        assertEq(priceDepeg.getFiring(depegMeter, id).time, crash + before % 2 * 1 hours);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.7e18);
    }

    /// @dev RES-2.6: with the slowest feed and the longest dwell, what is proven can be reported for a day and more.
    function test_RES2_SlowestFeedAndLongestDwell() public {
        PriceDepegConfig memory m = _depegMeter(address(feed));
        (m.heartbeat, m.dwell, m.raiseWindow) = (2 days, 3 days, 7 days);
        depegMeter = priceDepeg.createMeter(m);
        MeterLimits memory x = priceDepeg.limitsOf(depegMeter);
        assertEq(x.asset, address(0), "a price is in no asset");
        assertEq(x.proofAge, 10 days);
        assertEq(x.raiseWindow, 7 days);
        assertEq(x.minLoss, 0.03e18);
        // As late as rounds can come, for weeks: whenever it can be fired, it can still be reported.
        uint256[4] memory gaps = [uint256(1 days - 1), 2 days, 2 days, 2 days];
        aggregator.updateAnswer(0.8e8);
        for (uint256 i; i < 12; ++i) {
            skip(gaps[i % 4]);
            aggregator.updateAnswer(0.8e8);
            priceDepeg.prove(depegMeter, 100);
            if (i == 0) continue;
            uint256 snapshot = vm.snapshotState();
            skip(2 days); // the newest round is about to be stale
            if (i == 1) {
                // A second short of the dwell.
                uint256 readyAt = vm.getBlockTimestamp() - 2 days + 1;
                vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, readyAt));
            }
            uint32 id = priceDepeg.fire(depegMeter);
            if (i > 1) {
                uint256 age = vm.getBlockTimestamp() - priceDepeg.getFiring(depegMeter, id).time;
                assertGe(age, 5 days);
                assertLe(age, 10 days);
            }
            vm.revertToState(snapshot);
        }
    }

    /// @dev The widest answers, the highest numbers: nothing wraps, and nothing is stuck.
    function test_RES2_WidestFeed() public {
        int256 widest = int256(uint256(type(uint128).max));
        aggregator = new MockV3Aggregator(18, widest);
        PriceDepegConfig memory m = _depegMeter(address(aggregator));
        (m.peg, m.threshold) = (type(uint128).max, uint128(uint256(type(uint128).max) * 98 / 100));
        depegMeter = priceDepeg.createMeter(m);
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(i == 3 ? widest / 2 : int256(1));
        }
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, WAD / 2);
        assertEq(_depeg().mark, uint256(widest) / 2);
        skip(1 hours);
        uint80 last = type(uint80).max;
        aggregator.updateRoundData(last, 1, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        // Of the last phase that there can be: nothing comes after it.
        priceDepeg.startAt(depegMeter, last);
        assertEq(_depeg().roundId, last);
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
        skip(1 hours);
        assertEq(priceDepeg.prove(depegMeter, 100), 0);
    }

    /// @dev A number beyond the width is no round's, be its low bits one's.
    function test_RevertWhen_RES2_RoundIsBeyondTheWidth() public {
        uint256 time = vm.getBlockTimestamp();
        uint256 id = 1 << 80 | uint256(_id(1, 1));
        vm.mockCall(
            address(feed), abi.encodeCall(IPriceFeed.latestRoundData, ()), abi.encode(id, DOLLAR, time, time, id)
        );
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.createMeter(_depegMeter(address(feed)));
    }

    /// @dev What a feed says beyond 18 decimals is rounded up: a loss is never made larger.
    function test_RES2_FeedOfMoreDecimals() public {
        aggregator = new MockV3Aggregator(20, 1e20);
        depegMeter = priceDepeg.createMeter(_depegMeter(address(aggregator)));
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(0.5e20 + 1);
        }
        priceDepeg.prove(depegMeter, 100);
        assertEq(_highest(), 0.5e18 + 1);
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.5e18 - 1);
    }

    /// @dev The least loss that fires is more than a ninth; a deductible may not be more than what is said of it.
    function test_RES2_LeastLossIsRoundedDown() public {
        PriceDepegConfig memory m = _depegMeter(address(feed));
        (m.peg, m.threshold) = (0.9e18, 0.8e18);
        depegMeter = priceDepeg.createMeter(m);
        assertEq(priceDepeg.limitsOf(depegMeter).minLoss, 111_111_111_111_111_111);
    }

    function testFuzz_RES2_SeverityRoundsDown(uint256 answer, uint256 peg) public {
        peg = bound(peg, 1.1e18, 5000e18);
        PriceDepegConfig memory m = _depegMeter(address(feed));
        (m.peg, m.threshold) = (uint128(peg), uint128(peg * 98 / 100));
        aggregator.updateAnswer(int256(peg / 1e10 + 1));
        depegMeter = priceDepeg.createMeter(m);
        answer = bound(answer, 1, peg * 97 / 100 / 1e10);
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(int256(answer));
        }
        uint256 severity = priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity;
        assertLe(severity * peg, (peg - answer * 1e10) * WAD, "rounded down");
        assertApproxEqAbs(severity, (peg - answer * 1e10) * WAD / peg, 1);
    }

    function test_RevertWhen_RES2_DwellIsNotReached() public {
        _rounds(6, 90);
        uint256 readyAt = vm.getBlockTimestamp() + 1 hours;
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, readyAt));
        priceDepeg.fire(depegMeter);
        // An answer proves the moment of its round, not how long it has stood.
        skip(65 minutes);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, readyAt));
        priceDepeg.fire(depegMeter);
        aggregator.updateAnswer(0.9e8);
        priceDepeg.fire(depegMeter);
    }

    function test_RevertWhen_NewestRoundIsNoLoss() public {
        _rounds(7, 90);
        priceDepeg.prove(depegMeter, 100);
        _round(100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
    }

    function test_RevertWhen_ProofHasNotReachedTheNewestRound() public {
        _rounds(17, 90);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        priceDepeg.prove(depegMeter, 1);
        priceDepeg.fire(depegMeter);
    }

    function test_RevertWhen_RES2_NewestRoundIsStale() public {
        _rounds(7, 90);
        skip(HEARTBEAT + 1);
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.fire(depegMeter);
        rewind(1);
        priceDepeg.fire(depegMeter);
    }

    /// @dev RES-2.1: the same loss does not fire twice; a deeper one does, over what was left, from the firing on.
    function test_RES2_DeeperLossCountsFromWhatWasLeft() public {
        _round(96);
        uint256 first = vm.getBlockTimestamp();
        _rounds(6, 48);
        uint32 id = priceDepeg.fire(depegMeter);
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.04e18);
        assertEq(_depeg().mark, 0.96e18);
        _rounds(6, 48);
        assertEq(priceDepeg.fire(depegMeter), id, "more of the same loss");
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.52e18, "0.48 of 1");
        assertEq(priceDepeg.getFiring(depegMeter, id).time, first);
        _rounds(10, 48);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        // Within 3 % of what was left: no loss.
        _rounds(10, 47);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        priceDepeg.fire(depegMeter);
        priceDepeg.prove(depegMeter, 100);
        _rounds(24, 47);
        priceDepeg.prove(depegMeter, 100);
        _round(24);
        first = vm.getBlockTimestamp();
        _rounds(6, 24);
        id = priceDepeg.fire(depegMeter);
        assertEq(id, 2, "the raise window is over");
        assertEq(priceDepeg.getFiring(depegMeter, id).severity, 0.5e18, "0.24 of 0.48");
        assertEq(priceDepeg.getFiring(depegMeter, id).time, first, "a loss of its own");
    }

    /// @dev RES-2: losses count from the peg again when a recovery has been proven over the dwell.
    function test_RES2_RecoveryIsProvenOverTheDwell() public {
        _rounds(7, 50);
        priceDepeg.fire(depegMeter);
        _rounds(6, 98);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_depeg().direction, 1);
        assertEq(_depeg().mark, 0.5e18);
        vm.expectRevert(Errors.BelowMark.selector);
        priceDepeg.reading(depegMeter);
        _round(96); // starts over
        _rounds(7, 97);
        vm.expectEmit(address(priceDepeg));
        emit IPriceDepegMeter.MarkRaised(depegMeter, WAD);
        priceDepeg.prove(depegMeter, 100);
        assertEq(_depeg().direction, 0, "there is nothing left to recover");
        assertEq(_from(), 0);
        vm.expectRevert(Errors.BelowMark.selector); // it may still be raised
        priceDepeg.reading(depegMeter);
        uint256 snapshot = vm.snapshotState();
        _rounds(7, 60);
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.5e18, "it never falls");
        assertEq(priceDepeg.firingCount(depegMeter), 1);
        vm.revertToState(snapshot);
        _rounds(7, 30);
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.7e18, "of the peg");
        vm.revertToState(snapshot);
        _rounds(36, 100);
        assertEq(priceDepeg.reading(depegMeter), type(uint128).max);
        priceDepeg.prove(depegMeter, 100);
        _rounds(7, 60);
        assertEq(priceDepeg.getFiring(depegMeter, priceDepeg.fire(depegMeter)).severity, 0.4e18, "of its own");
        assertEq(priceDepeg.firingCount(depegMeter), 2);
    }

    // ------------------------------------------------------- observe, reading

    function test_RES2_ObserveRefusesBelowTheThreshold() public {
        _round(97);
        assertEq(priceDepeg.reading(depegMeter), type(uint128).max);
        assertEq(priceDepeg.observe(depegMeter), type(uint128).max);
        aggregator.updateAnswer(0.97e8 - 1);
        vm.expectRevert(Errors.BelowMark.selector);
        priceDepeg.reading(depegMeter);
        vm.expectRevert(Errors.BelowMark.selector);
        priceDepeg.observe(depegMeter);
        aggregator.updateAnswer(DOLLAR);
        skip(HEARTBEAT);
        priceDepeg.observe(depegMeter);
        skip(1);
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.observe(depegMeter);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_MeterIsUnknown() public {
        vm.expectRevert(Errors.UnknownMeter.selector);
        priceDepeg.prove(99, 1);
        vm.expectRevert(Errors.UnknownMeter.selector);
        priceDepeg.startAt(99, 1);
        vm.expectRevert(Errors.UnknownMeter.selector);
        priceDepeg.observe(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        priceDepeg.fire(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        priceDepeg.getMeter(0);
        vm.expectRevert(Errors.UnknownMeter.selector);
        priceDepeg.limitsOf(99);
        vm.expectRevert(Errors.UnknownIncident.selector);
        priceDepeg.getFiring(depegMeter, 1);
    }

    /// @dev A feed that answers for rounds to come could be followed into them.
    function test_RevertWhen_FeedInventsRounds() public {
        PriceDepegConfig memory m = _depegMeter(address(feed));
        uint256 time = vm.getBlockTimestamp();
        uint80[2] memory ids = [_id(1, 2), _id(2, 1)];
        for (uint256 i; i < 2; ++i) {
            bytes memory asked = abi.encodeCall(feed.getRoundData, (ids[i]));
            vm.mockCall(address(feed), asked, abi.encode(ids[i], DOLLAR, time, time, ids[i]));
            _expectInvalid(m, "feed");
            // One that answers with what it has does not.
            vm.mockCall(address(feed), asked, abi.encode(_id(1, 1), DOLLAR, time, time, _id(1, 1)));
            priceDepeg.createMeter(m);
        }
    }

    function _expectInvalid(PriceDepegConfig memory m, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidMeter.selector, field));
        priceDepeg.createMeter(m);
    }

    function test_RevertWhen_MeterIsInvalid() public {
        PriceDepegConfig memory m = _depegMeter(eve);
        _expectInvalid(m, "feed");
        m = _depegMeter(address(new MockV3Aggregator(31, 1e31)));
        _expectInvalid(m, "feed");
        m = _depegMeter(address(feed));
        m.heartbeat = 0;
        _expectInvalid(m, "heartbeat");
        m.heartbeat = 2 days + 1;
        _expectInvalid(m, "heartbeat");
        m = _depegMeter(address(feed));
        m.dwell = 1 hours - 1;
        _expectInvalid(m, "dwell");
        m.dwell = 3 days + 1;
        _expectInvalid(m, "dwell");
        m = _depegMeter(address(feed));
        m.raiseWindow = 1 days - 1;
        _expectInvalid(m, "raiseWindow");
        m.raiseWindow = 7 days + 1;
        _expectInvalid(m, "raiseWindow");
        m = _depegMeter(address(feed));
        m.peg = 0;
        _expectInvalid(m, "peg");
        m.peg = uint128(WAD);
        m.threshold = 0.98e18 + 1; // RES-2: at least 2 % below the peg
        _expectInvalid(m, "threshold");
        m.threshold = 0;
        _expectInvalid(m, "threshold");
        m.threshold = 0.98e18;
        assertEq(priceDepeg.createMeter(m), depegMeter + 1);
    }

    /// @dev What is lost already cannot be covered.
    function test_RevertWhen_FeedIsNotAtItsPeg() public {
        _round(96);
        vm.expectRevert(Errors.BelowMark.selector);
        priceDepeg.createMeter(_depegMeter(address(feed)));
        _round(100);
        skip(HEARTBEAT + 1);
        vm.expectRevert(Errors.FeedStale.selector);
        priceDepeg.createMeter(_depegMeter(address(feed)));
    }
}
