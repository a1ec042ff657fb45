// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

import {IPriceDepegTrigger, PriceDepegMeter, PriceDepegState} from "../../src/interfaces/IPriceDepegTrigger.sol";
import {IPriceFeed} from "../../src/interfaces/IPriceFeed.sol";
import {Incident} from "../../src/interfaces/IResolver.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {DisputeRules} from "../../src/interfaces/IBonds.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {Chainlink, IFluxAggregator} from "../mocks/Chainlink.sol";
import {FeedFixture} from "./FeedFixture.sol";

/// @notice An aggregator that never answered.
contract Silent {
    uint8 public constant decimals = 8;
}

/// @notice The price trigger of RES-2. Branches: PriceDepegTrigger.tree.
contract PriceDepegTriggerTest is FeedFixture {
    function test_InterfaceIsChainlinks() public pure {
        assertEq(IPriceFeed.decimals.selector, AggregatorV3Interface.decimals.selector);
        assertEq(IPriceFeed.getRoundData.selector, AggregatorV3Interface.getRoundData.selector);
        assertEq(IPriceFeed.latestRoundData.selector, AggregatorV3Interface.latestRoundData.selector);
    }

    // ------------------------------------------------------------------ prove

    function test_RES2_FollowsRoundByRound() public {
        _rounds(2, 100);
        _rounds(3, 90);
        assertEq(depegTrigger.prove(depegMeter, 2), 2);
        PriceDepegState memory s = _depeg();
        assertEq(s.roundId, _id(1, 3));
        assertEq(s.direction, 0);
        assertEq(depegTrigger.prove(depegMeter, 100), 3, "as many as there are");
        s = _depeg();
        assertEq(s.roundId, _id(1, 6));
        assertEq(s.direction, -1);
        assertEq(_from(), vm.getBlockTimestamp() - 2 hours);
        assertEq(_highest(), 0.9e18);
        assertEq(depegTrigger.prove(depegMeter, 1), 0, "nothing new");
    }

    /// @dev RES-2: in how many calls the rounds are followed makes no difference.
    function testFuzz_RES2_ProofIsResumable(uint256 seed) public {
        uint96 other = depegTrigger.createMeter(_depegMeter(address(feed)), _triggerRules());
        for (uint256 i; i < 30; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % 80 minutes);
            aggregator.updateAnswer(int256((seed >> 64) % 3 == 0 ? 1e8 : (seed >> 64) % 0.97e8));
        }
        while (_depeg().roundId != _id(1, 31)) {
            seed = uint256(keccak256(abi.encode(seed)));
            depegTrigger.prove(depegMeter, seed % 5);
        }
        depegTrigger.prove(other, 1000);
        (, PriceDepegState memory s) = depegTrigger.getMeter(other);
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
        depegTrigger.prove(depegMeter, 24);
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
        depegTrigger.prove(depegMeter, 100);
        assertEq(_from(), first);
        skip(HEARTBEAT - 1 hours + 1);
        _round(70);
        depegTrigger.prove(depegMeter, 100);
        assertEq(_from(), vm.getBlockTimestamp());
        assertEq(_highest(), 0.7e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + DWELL));
        depegTrigger.fire(depegMeter);
    }

    function test_RES2_OneContraryRoundStartsOver() public {
        _rounds(6, 90);
        _round(97); // at the threshold: no loss
        _rounds(6, 90);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + 1 hours));
        depegTrigger.fire(depegMeter);
        _round(90);
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev Chainlink's older aggregator: a round without an answer reverts, one that timed out repeats an older answer.
    function test_RES2_FluxAggregator() public {
        IFluxAggregator flux = Chainlink.fluxAggregator(vm, 8, address(this));
        flux.submit(1, DOLLAR);
        feed = Chainlink.proxy(vm, address(flux));
        depegMeter = depegTrigger.createMeter(_depegMeter(address(feed)), _triggerRules());
        for (uint256 i = 2; i < 9; ++i) {
            skip(1 hours);
            flux.submit(i, 0.8e8);
        }
        vm.expectRevert("No data present");
        feed.getRoundData(_id(1, 9));
        assertEq(depegTrigger.prove(depegMeter, 100), 7);
        assertEq(depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity, 0.2e18);
    }

    function test_RevertWhen_GasIsTooLowToAskAFeed() public {
        _round(90);
        vm.expectRevert(abi.encodeWithSelector(Errors.GasTooLow.selector, 210_000));
        depegTrigger.prove{gas: 215_000}(depegMeter, 1);
    }

    // ----------------------------------------------------------------- phases

    /// @dev RES-2: after a phase's last round comes the next phase's first.
    function test_RES2_FollowsAcrossPhases() public {
        _rounds(3, 90);
        _changePhase();
        _rounds(4, 85);
        assertEq(depegTrigger.prove(depegMeter, 100), 7);
        assertEq(_depeg().roundId, _id(2, 4));
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, 0.1e18);
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev No round of the old phase before the new one's first is left out.
    function test_RES2_OldPhaseIsFollowedToItsEnd() public {
        _rounds(3, 90);
        _round(100);
        _changePhase();
        _rounds(6, 85);
        depegTrigger.prove(depegMeter, 100);
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
        depegTrigger.fire(depegMeter);
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
        depegTrigger.prove(depegMeter, 100);
        _goOver(next);
        assertEq(depegTrigger.prove(depegMeter, 100), 0, "its rounds so far are no news");
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(2, 8)); // of the same second
        _rounds(2, 90);
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(2, 10)); // would leave one out
        depegTrigger.startAt(depegMeter, _id(2, 9));
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, 0.1e18, "of what the old one had answered");
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev RES-2.7: one loss is fired once, though the new aggregator had seen all of it as well.
    function test_RES2_NewPhaseRepeatsNoLoss() public {
        MockV3Aggregator next = new MockV3Aggregator(8, DOLLAR);
        for (uint256 i; i < 8; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(0.6e8);
            next.updateAnswer(0.6e8);
        }
        depegTrigger.fire(depegMeter);
        _goOver(next);
        _rounds(1, 60);
        depegTrigger.prove(depegMeter, 100);
        assertEq(_depeg().mark, 0.6e18);
        // Not from a round that comes before, either.
        for (uint80 i = 1; i < 10; ++i) {
            vm.expectRevert(Errors.ConditionNotMet.selector);
            depegTrigger.startAt(depegMeter, _id(2, i));
        }
        depegTrigger.startAt(depegMeter, _id(2, 10));
        _rounds(20, 60);
        depegTrigger.prove(depegMeter, 100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        assertEq(_depeg().mark, 0.6e18);
        _rounds(7, 100);
        depegTrigger.prove(depegMeter, 100);
        assertEq(_depeg().mark, WAD, "a recovery is seen there");
        _rounds(7, 45);
        assertEq(depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity, 0.55e18);
    }

    /// @dev RES-2.7: a phase without rounds is passed, once the next one's rounds span a dwell.
    function test_RES2_SilentPhaseIsPassed() public {
        _rounds(3, 85);
        depegTrigger.prove(depegMeter, 100);
        _goOver(new Silent());
        _changePhase();
        _rounds(6, 85);
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(3, 1)); // it might leave out a part of the last dwell
        _round(85);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(3, 2));
        depegTrigger.startAt(depegMeter, _id(3, 1));
        assertEq(_from(), vm.getBlockTimestamp() - 6 hours);
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, 0.15e18);
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
        // After a firing as well, though it may not be a dwell old yet.
        _goOver(new Silent());
        _changePhase();
        _rounds(2, 40);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(5, 2)); // would leave one out
        depegTrigger.startAt(depegMeter, _id(5, 1));
        _rounds(5, 40);
        id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, WAD - uint256(40) * WAD / 85 - 1);
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
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
        depegTrigger.startAt(depegMeter, _id(2, 500));
        assertEq(depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity, 0.15e18);
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
        assertEq(depegTrigger.prove(depegMeter, 3), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 11)); // no loss, newer, and unheard
        depegTrigger.startAt(depegMeter, _id(3, 1));
        depegTrigger.fire(depegMeter);
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
        depegTrigger.prove(depegMeter, 100);
        vm.expectRevert(Errors.FeedStale.selector);
        depegTrigger.fire(depegMeter);
        vm.expectRevert(Errors.FeedStale.selector);
        depegTrigger.reading(depegMeter);
    }

    // ---------------------------------------------------------------- startAt

    function test_RES2_StartsAtALaterRoundWithoutLoss() public {
        _rounds(50, 100);
        _rounds(6, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 52)); // it might leave out a part of the last dwell
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 58)); // there is none yet
        depegTrigger.startAt(depegMeter, _id(1, 51));
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 50)); // only forwards
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, 0);
        _round(80);
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev RES-2.6: a loss is proven by its last dwell, so that what came before need not be followed.
    function test_RES2_StartsAtALossThatIsADwellOld() public {
        _rounds(5, 90);
        _rounds(50, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 51));
        depegTrigger.startAt(depegMeter, _id(1, 50));
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
        assertEq(depegTrigger.getIncident(id).severity, 0.2e18);
    }

    /// @dev RES-2.7: also past a round that the feed does not have.
    function test_RES2_MissingRoundIsPassedInALoss() public {
        _rounds(7, 90);
        depegTrigger.prove(depegMeter, 100);
        skip(1 hours);
        aggregator.updateRoundData(20, 0.8e8, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        _rounds(6, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        depegTrigger.startAt(depegMeter, _id(1, 20));
        assertEq(depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity, 0.2e18);
    }

    /// @dev A recovery ends a loss that was being proven, skipped to or not.
    function test_RES2_StartingLaterEndsALoss() public {
        _rounds(7, 80);
        depegTrigger.prove(depegMeter, 100);
        _round(100);
        _rounds(6, 80);
        depegTrigger.startAt(depegMeter, _id(1, 9));
        assertEq(_depeg().direction, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + 1 hours));
        depegTrigger.fire(depegMeter);
    }

    /// @dev Rounds after a firing could prove the recovery: they may be skipped only where one is missing.
    function test_RES2_RecoveryIsNotSkipped() public {
        _rounds(7, 80);
        depegTrigger.fire(depegMeter);
        _rounds(8, 100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 16));
        depegTrigger.prove(depegMeter, 3);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 16));
        depegTrigger.prove(depegMeter, 100);
        assertEq(_depeg().mark, WAD);
    }

    function test_RES2_MissingRoundIsSkippedAfterAFiring() public {
        _rounds(7, 80);
        depegTrigger.fire(depegMeter);
        skip(1 hours);
        aggregator.updateRoundData(20, DOLLAR, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
        depegTrigger.startAt(depegMeter, _id(1, 20));
        _rounds(6, 100);
        depegTrigger.prove(depegMeter, 100);
        assertEq(_depeg().mark, WAD);
    }

    // ------------------------------------------------------------------- fire

    function test_RES2_SeverityIsOfTheHighestAnswer() public {
        _round(60);
        uint256 first = vm.getBlockTimestamp();
        _rounds(2, 50);
        _round(75);
        _rounds(3, 10);
        vm.expectEmit(address(depegTrigger));
        emit ITrigger.TriggerFired(
            uint256(depegMeter) << 32 | 1, depegMeter, 0.25e18, uint40(first), uint40(first + DWELL + PAYABLE_DELAY)
        );
        uint256 id = depegTrigger.fire(depegMeter);
        Incident memory incident = depegTrigger.getIncident(id);
        assertEq(incident.severity, 0.25e18);
        assertEq(incident.time, first);
        assertEq(incident.subject, depegMeter);
        assertEq(depegTrigger.getVerdict(id, 0, address(vault)).payableAt, first + DWELL + PAYABLE_DELAY);
        assertEq(depegTrigger.onOpen(id, 0, eve, 0), first + DWELL + PAYABLE_DELAY);
    }

    /// @dev RES-2.6: a crash after a long dip that nobody fired has its own time and its own size.
    function testFuzz_RES2_CrashAfterADipHasItsOwnTime(uint256 before) public {
        before = bound(before, 1, 40);
        _rounds(before, 96);
        _round(30);
        uint256 crash = vm.getBlockTimestamp();
        _rounds(7, 30);
        depegTrigger.prove(depegMeter, 100);
        uint256 id = depegTrigger.fire(depegMeter);
        // An hour later where the crash was not the first round of a third of the dwell.
        assertEq(depegTrigger.getIncident(id).time, crash + before % 2 * 1 hours);
        assertEq(depegTrigger.getIncident(id).severity, 0.7e18);
    }

    /// @dev RES-2.6: with the slowest feed and the longest dwell, what is proven can be reported for a day and more.
    function test_RES2_SlowestFeedAndLongestDwell() public {
        PriceDepegMeter memory m = _depegMeter(address(feed));
        (m.heartbeat, m.dwell, m.payableDelay) = (2 days, 3 days, 7 days);
        depegMeter = depegTrigger.createMeter(m, _triggerRules());
        Terms memory t = _terms(productId, depegMeter);
        t.deductible = 0.03e18;
        t.reportWindow = 11 days - 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("reportWindow")));
        depegTrigger.checkTerms(t);
        t.reportWindow = 11 days;
        depegTrigger.checkTerms(t);
        t.deductible += 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("deductible")));
        depegTrigger.checkTerms(t);
        // As late as rounds can come, for weeks: whenever it can be fired, it can still be reported.
        uint256[4] memory gaps = [uint256(1 days - 1), 2 days, 2 days, 2 days];
        aggregator.updateAnswer(0.8e8);
        for (uint256 i; i < 12; ++i) {
            skip(gaps[i % 4]);
            aggregator.updateAnswer(0.8e8);
            depegTrigger.prove(depegMeter, 100);
            if (i == 0) continue;
            uint256 snapshot = vm.snapshotState();
            skip(2 days); // the newest round is about to be stale
            if (i == 1) vm.expectRevert(); // a second short of the dwell
            uint256 id = depegTrigger.fire(depegMeter);
            if (i > 1) {
                uint256 age = vm.getBlockTimestamp() - depegTrigger.getIncident(id).time;
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
        PriceDepegMeter memory m = _depegMeter(address(aggregator));
        (m.peg, m.threshold) = (type(uint128).max, uint128(uint256(type(uint128).max) * 98 / 100));
        depegMeter = depegTrigger.createMeter(m, _triggerRules());
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(i == 3 ? widest / 2 : int256(1));
        }
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, WAD / 2);
        assertEq(_depeg().mark, uint256(widest) / 2);
        skip(1 hours);
        uint80 last = type(uint80).max;
        aggregator.updateRoundData(last, 1, vm.getBlockTimestamp(), vm.getBlockTimestamp());
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        // Of the last phase that there can be: nothing comes after it.
        depegTrigger.startAt(depegMeter, last);
        assertEq(_depeg().roundId, last);
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
        skip(1 hours);
        assertEq(depegTrigger.prove(depegMeter, 100), 0);
    }

    function testFuzz_RES2_SeverityRoundsDown(uint256 answer, uint256 peg) public {
        peg = bound(peg, 1.1e18, 5000e18);
        PriceDepegMeter memory m = _depegMeter(address(feed));
        (m.peg, m.threshold) = (uint128(peg), uint128(peg * 98 / 100));
        aggregator.updateAnswer(int256(peg / 1e10 + 1));
        depegMeter = depegTrigger.createMeter(m, _triggerRules());
        answer = bound(answer, 1, peg * 97 / 100 / 1e10);
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            aggregator.updateAnswer(int256(answer));
        }
        uint256 severity = depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity;
        assertLe(severity * peg, (peg - answer * 1e10) * WAD, "rounded down");
        assertApproxEqAbs(severity, (peg - answer * 1e10) * WAD / peg, 1);
    }

    function test_RevertWhen_RES2_DwellIsNotReached() public {
        _rounds(6, 90);
        uint256 readyAt = vm.getBlockTimestamp() + 1 hours;
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, readyAt));
        depegTrigger.fire(depegMeter);
        // An answer proves the moment of its round, not how long it has stood.
        skip(65 minutes);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, readyAt));
        depegTrigger.fire(depegMeter);
        aggregator.updateAnswer(0.9e8);
        depegTrigger.fire(depegMeter);
    }

    function test_RevertWhen_NewestRoundIsNoLoss() public {
        _rounds(7, 90);
        depegTrigger.prove(depegMeter, 100);
        _round(100);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
    }

    function test_RevertWhen_ProofHasNotReachedTheNewestRound() public {
        _rounds(17, 90);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        depegTrigger.prove(depegMeter, 1);
        depegTrigger.fire(depegMeter);
    }

    function test_RevertWhen_RES2_NewestRoundIsStale() public {
        _rounds(7, 90);
        skip(HEARTBEAT + 1);
        vm.expectRevert(Errors.FeedStale.selector);
        depegTrigger.fire(depegMeter);
        rewind(1);
        depegTrigger.fire(depegMeter);
    }

    /// @dev RES-2.1: the same loss does not fire twice; a deeper one does, over what was left, from the firing on.
    function test_RES2_DeeperLossCountsFromWhatWasLeft() public {
        _round(96);
        uint256 first = vm.getBlockTimestamp();
        _rounds(6, 48);
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, 0.04e18);
        assertEq(_depeg().mark, 0.96e18);
        _rounds(6, 48);
        id = depegTrigger.fire(depegMeter);
        assertEq(id, uint256(depegMeter) << 32 | 2);
        assertEq(depegTrigger.getIncident(id).severity, 0.5e18, "0.48 of 0.96");
        assertEq(depegTrigger.getIncident(id).time, first + 6 hours);
        _rounds(10, 48);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        // Within 3 % of what was left: no loss.
        _rounds(10, 47);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.fire(depegMeter);
        depegTrigger.prove(depegMeter, 100);
        _round(24);
        first = vm.getBlockTimestamp();
        _rounds(6, 24);
        id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).severity, 0.5e18, "0.24 of 0.48");
        assertEq(depegTrigger.getIncident(id).time, first, "a loss of its own");
    }

    /// @dev RES-2: losses count from the peg again when a recovery has been proven over the dwell.
    function test_RES2_RecoveryIsProvenOverTheDwell() public {
        _rounds(7, 50);
        depegTrigger.fire(depegMeter);
        _rounds(6, 98);
        depegTrigger.prove(depegMeter, 100);
        assertEq(_depeg().direction, 1);
        assertEq(_depeg().mark, 0.5e18);
        vm.expectRevert(Errors.BelowMark.selector);
        depegTrigger.reading(depegMeter);
        _round(96); // starts over
        _rounds(7, 97);
        vm.expectEmit(address(depegTrigger));
        emit IPriceDepegTrigger.MarkRaised(depegMeter, WAD);
        depegTrigger.prove(depegMeter, 100);
        assertEq(depegTrigger.reading(depegMeter), type(uint128).max);
        _rounds(7, 60);
        assertEq(depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity, 0.4e18);
    }

    // ------------------------------------------------------- observe, reading

    function test_RES2_ObserveRefusesBelowTheThreshold() public {
        _round(97);
        assertEq(depegTrigger.reading(depegMeter), type(uint128).max);
        assertEq(depegTrigger.observe(depegMeter), type(uint128).max);
        aggregator.updateAnswer(0.97e8 - 1);
        vm.expectRevert(Errors.BelowMark.selector);
        depegTrigger.reading(depegMeter);
        vm.expectRevert(Errors.BelowMark.selector);
        depegTrigger.observe(depegMeter);
        aggregator.updateAnswer(DOLLAR);
        skip(HEARTBEAT);
        depegTrigger.observe(depegMeter);
        skip(1);
        vm.expectRevert(Errors.FeedStale.selector);
        depegTrigger.observe(depegMeter);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_MeterIsUnknown() public {
        vm.expectRevert(Errors.UnknownMeter.selector);
        depegTrigger.prove(99, 1);
        vm.expectRevert(Errors.UnknownMeter.selector);
        depegTrigger.startAt(99, 1);
        vm.expectRevert(Errors.UnknownMeter.selector);
        depegTrigger.observe(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        depegTrigger.fire(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        depegTrigger.getMeter(0);
        vm.expectRevert(Errors.UnknownMeter.selector);
        depegTrigger.checkTerms(_terms(productId, 99));
        vm.expectRevert(Errors.UnknownIncident.selector);
        depegTrigger.getIncident(uint256(depegMeter) << 32 | 1);
        Terms memory t = _terms(productId, depegMeter);
        t.deductible = 0.03e18;
        depegTrigger.checkTerms(t);
    }

    /// @dev A feed that answers for rounds to come could be followed into them.
    function test_RevertWhen_FeedInventsRounds() public {
        PriceDepegMeter memory m = _depegMeter(address(feed));
        uint256 time = vm.getBlockTimestamp();
        uint80[2] memory ids = [_id(1, 2), _id(2, 1)];
        for (uint256 i; i < 2; ++i) {
            bytes memory asked = abi.encodeCall(feed.getRoundData, (ids[i]));
            vm.mockCall(address(feed), asked, abi.encode(ids[i], DOLLAR, time, time, ids[i]));
            _expectInvalid(m, "feed");
            // One that answers with what it has does not.
            vm.mockCall(address(feed), asked, abi.encode(_id(1, 1), DOLLAR, time, time, _id(1, 1)));
            depegTrigger.createMeter(m, _triggerRules());
        }
    }

    function _expectInvalid(PriceDepegMeter memory m, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidMeter.selector, field));
        depegTrigger.createMeter(m, _triggerRules());
    }

    function test_RevertWhen_AssetIsNone() public {
        DisputeRules memory rules = _triggerRules();
        rules.asset = eve;
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDisputeRules.selector, bytes32("asset")));
        depegTrigger.createMeter(_depegMeter(address(feed)), rules);
    }

    function test_RevertWhen_MeterIsInvalid() public {
        PriceDepegMeter memory m = _depegMeter(eve);
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
        m.payableDelay = 1 days - 1;
        _expectInvalid(m, "payableDelay");
        m.payableDelay = 7 days + 1;
        _expectInvalid(m, "payableDelay");
        m = _depegMeter(address(feed));
        m.peg = 0;
        _expectInvalid(m, "peg");
        m.peg = uint128(WAD);
        m.threshold = 0.98e18 + 1; // RES-2: at least 2 % below the peg
        _expectInvalid(m, "threshold");
        m.threshold = 0;
        _expectInvalid(m, "threshold");
        m.threshold = 0.98e18;
        assertEq(depegTrigger.createMeter(m, _triggerRules()), depegMeter + 1);
    }

    /// @dev What is lost already cannot be covered.
    function test_RevertWhen_FeedIsNotAtItsPeg() public {
        _round(96);
        vm.expectRevert(Errors.BelowMark.selector);
        depegTrigger.createMeter(_depegMeter(address(feed)), _triggerRules());
        _round(100);
        skip(HEARTBEAT + 1);
        vm.expectRevert(Errors.FeedStale.selector);
        depegTrigger.createMeter(_depegMeter(address(feed)), _triggerRules());
    }
}
