// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

import {IPriceDepegTrigger, PriceDepegMeter, PriceDepegState} from "../../src/interfaces/IPriceDepegTrigger.sol";
import {IPriceFeed} from "../../src/interfaces/IPriceFeed.sol";
import {Incident} from "../../src/interfaces/IResolver.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {DisputeRules} from "../../src/interfaces/IBonds.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {Chainlink, IFluxAggregator} from "../mocks/Chainlink.sol";
import {FeedFixture} from "./FeedFixture.sol";

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
        assertEq(s.since, vm.getBlockTimestamp() - 2 hours);
        assertEq(s.from, s.since);
        assertEq(s.highest, 0.9e18);
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
            skip(seed % 5 == 0 ? HEARTBEAT + 1 : seed % (HEARTBEAT + 1));
            int256 answer = (seed >> 64) % 7 == 0 ? int256(0) : int256(0.9e8 + (seed >> 128) % 0.08e8);
            aggregator.updateAnswer(answer);
        }
        depegTrigger.prove(depegMeter, 24);
        PriceDepegState memory s = _depeg();
        // The loss began after the last answer that was none.
        uint256 since;
        uint256 from;
        int256 highest;
        for (uint256 i = 25; i > 0; --i) {
            int256 answer = aggregator.getAnswer(i);
            if (answer >= 0.97e8) break;
            if (answer > 0) since = aggregator.getTimestamp(i);
        }
        bool loss = since != 0;
        for (uint256 i = 25; i > 0; --i) {
            int256 answer = aggregator.getAnswer(i);
            if (answer <= 0 || (answer < 0.97e8) != loss) break;
            from = aggregator.getTimestamp(i);
            if (answer > highest) highest = answer;
            if (i > 1 && from > aggregator.getTimestamp(i - 1) + HEARTBEAT) break;
        }
        assertEq(s.direction, loss ? -1 : int8(0));
        if (loss) assertEq(s.since, since);
        assertEq(s.from, from);
        if (from != 0) assertEq(s.highest, uint256(highest) * 1e10);
    }

    function test_RES2_LateRoundKeepsTheTimeButProvesNothing() public {
        _round(90);
        uint256 first = vm.getBlockTimestamp();
        _rounds(5, 80);
        skip(HEARTBEAT - 1 hours);
        _round(80); // to the second in time
        depegTrigger.prove(depegMeter, 100);
        assertEq(_depeg().from, first);
        skip(HEARTBEAT - 1 hours + 1);
        _round(70);
        depegTrigger.prove(depegMeter, 100);
        PriceDepegState memory s = _depeg();
        assertEq(s.since, first);
        assertEq(s.from, vm.getBlockTimestamp());
        assertEq(s.highest, 0.7e18);
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
        assertEq(_depeg().since, vm.getBlockTimestamp() - 5 hours, "the old phase's last round ended the loss");
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

    /// @dev The old phase had been followed beyond the new one's beginning: those rounds are followed as well.
    function test_RES2_NewPhaseBeganBeforeItsTime() public {
        MockV3Aggregator old = aggregator;
        MockV3Aggregator next = new MockV3Aggregator(8, DOLLAR);
        vm.store(address(next), bytes32(uint256(3)), 0);
        for (uint256 i; i < 7; ++i) {
            skip(1 hours);
            old.updateAnswer(0.9e8);
            if (i > 1) next.updateAnswer(i == 3 ? int256(0.95e8) : int256(0.9e8));
        }
        depegTrigger.prove(depegMeter, 100);
        feed.proposeAggregator(address(next));
        feed.confirmAggregator(address(next));
        assertEq(depegTrigger.prove(depegMeter, 100), 5);
        assertEq(_depeg().roundId, _id(2, 5));
        assertEq(depegTrigger.getIncident(depegTrigger.fire(depegMeter)).severity, 0.05e18);
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
        _rounds(7, 80);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 52)); // a loss could not be dated
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 59)); // there is none yet
        depegTrigger.startAt(depegMeter, _id(1, 51));
        vm.expectRevert(Errors.ConditionNotMet.selector);
        depegTrigger.startAt(depegMeter, _id(1, 50)); // only forwards
        uint256 id = depegTrigger.fire(depegMeter);
        assertEq(depegTrigger.getIncident(id).time, vm.getBlockTimestamp() - 6 hours);
    }

    /// @dev A recovery ends a loss that was being proven, skipped to or not.
    function test_RES2_StartingLaterEndsALoss() public {
        _rounds(7, 80);
        depegTrigger.prove(depegMeter, 100);
        _round(100);
        _rounds(6, 80);
        depegTrigger.startAt(depegMeter, _id(1, 9));
        assertEq(_depeg().from, vm.getBlockTimestamp() - 6 hours);
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

    /// @dev RES-2: the same loss does not fire twice; a deeper one does, over what was left, and is as old as the first.
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
        assertEq(depegTrigger.getIncident(id).time, first);
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
        depegTrigger.checkTerms(_terms(productId, depegMeter));
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
