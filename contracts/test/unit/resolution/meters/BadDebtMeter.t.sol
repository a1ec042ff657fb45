// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAToken} from "../../../../src/resolution/meters/IAave.sol";
import {BadDebtConfig, BadDebtState, IBadDebtMeter} from "../../../../src/resolution/meters/IBadDebtMeter.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {Firing, IMeter, MeterLimits} from "../../../../src/resolution/meters/IMeter.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {Lows} from "../../../../src/resolution/meters/Lows.sol";
import {Runs} from "../../../../src/resolution/meters/Runs.sol";
import {AaveMarket} from "../../../../src/resolution/meters/AaveMarket.sol";
import {MockAave} from "../../../mocks/MockAave.sol";
import {DebtFixture} from "./DebtFixture.sol";

/// @notice The lending market's meter of RES-2. Branches: BadDebtMeter.tree.
contract BadDebtMeterTest is DebtFixture {
    function test_AaveMarket() public {
        _market(7, 900);
        assertEq(market.deficit(), 7);
        assertEq(market.supplied(), 900);
        assertEq(market.asset(), address(usdc));
        assertEq(address(market.pool()), address(aave));
        MeterLimits memory x = badDebt.limitsOf(debtMeter);
        assertEq(x.asset, address(usdc));
        assertEq(x.proofAge, 2 * DWELL);
        assertEq(x.raiseWindow, RAISE_WINDOW);
        assertEq(x.minLoss, 0.03e18);
    }

    // ------------------------------------------------------------------- fire

    /// @dev RES-2: severity is the smallest deficit that the whole dwell proves; time is its first observation.
    function test_RES2_SeverityIsTheSmallestDeficit() public {
        uint256 first = vm.getBlockTimestamp();
        _see(300, 1000);
        skip(STEP);
        _see(200, 1000);
        skip(STEP);
        _see(400, 1000);
        skip(STEP);
        vm.expectEmit(address(badDebt));
        emit IMeter.Fired(debtMeter, 1, 0.2e18, uint40(first));
        uint32 id = badDebt.fire(debtMeter);
        Firing memory incident = badDebt.getFiring(debtMeter, id);
        assertEq(incident.severity, 0.2e18);
        assertEq(incident.time, first);
        assertEq(incident.firedAt, first + DWELL);
    }

    /// @dev Whoever looks is told how many looks of a loss count by then.
    function test_RES2_LooksAreTold() public {
        _expectLook(0, 0, 0);
        _expectLook(200, -1, 1);
        skip(STEP);
        _expectLook(200, -1, 2);
        _expectLook(0, 0, 0);
    }

    function _expectLook(uint256 deficit, int8 direction, uint8 count) internal {
        _market(deficit, 1000);
        vm.expectEmit(address(badDebt));
        emit IBadDebtMeter.Observed(debtMeter, deficit, 1000, direction, count);
        badDebt.poke(debtMeter);
    }

    /// @dev RES-2: what was fired does not count again; what comes on top does, over what was left.
    function test_RES2_FiredDeficitDoesNotCountAgain() public {
        _see(200, 1000);
        _pokes(4);
        badDebt.fire(debtMeter);
        _pokes(5);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        badDebt.fire(debtMeter);
        _see(400, 1000);
        _pokes(4);
        uint32 id = badDebt.fire(debtMeter);
        assertEq(badDebt.getFiring(debtMeter, id).severity, 0.4e18, "400 of 1000: 200, and 200 of 800");
        assertEq(_debt().counted, 400);
    }

    /// @dev RES-2.1: what comes on top of what was fired counts from then on: the looks before prove nothing of it.
    function test_RES2_WhatComesOnTopIsProvenAnew() public {
        _see(200, 1000);
        _pokes(3);
        skip(STEP);
        _market(400, 1000);
        badDebt.fire(debtMeter);
        assertEq(_debt().counted, 200, "the least of all looks");
        assertEq(_debt().direction, 0);
        uint256 proven = vm.getBlockTimestamp() + 3 * STEP;
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, proven));
        badDebt.fire(debtMeter);
    }

    /// @dev RES-2: a deficit from before the meter's creation never counts; once the market has covered it, a new one does.
    function test_RES2_OldDeficitCountsOnlyWhenItFellBefore() public {
        _market(100, 1000);
        debtMeter = badDebt.createMeter(_debtTerms());
        _pokes(5);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        badDebt.fire(debtMeter);
        assertEq(badDebt.reading(debtMeter), 1000);
        _see(190, 1000);
        _pokes(4);
        assertEq(badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity, 0.1e18, "90 of 900");
        _see(40, 1000);
        assertEq(_debt().counted, 40, "covered by the market itself");
        _see(136, 1000);
        _pokes(4);
        assertEq(badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity, 0.1e18, "96 of 960");
    }

    function test_RevertWhen_RES2_DwellIsNotReached() public {
        _market(200, 1000);
        uint256 first = vm.getBlockTimestamp();
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, first + 3 * STEP));
        badDebt.fire(debtMeter);
        _pokes(3);
        skip(STEP - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, first + 3 * STEP));
        badDebt.fire(debtMeter);
        skip(1);
        badDebt.fire(debtMeter);
    }

    function test_RES2_OneContraryObservationStartsOver() public {
        _see(200, 1000);
        _pokes(3);
        skip(STEP);
        _see(0, 1000);
        assertEq(_count(), 0);
        _see(200, 1000);
        _pokes(3);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + STEP));
        badDebt.fire(debtMeter);
    }

    /// @dev RES-2.2: looks older than two dwells prove no loss. One of two dwells still does.
    function test_RES2_LooksCountForTwoDwells() public {
        _see(200, 1000);
        uint256 snapshot = vm.snapshotState();
        skip(2 * DWELL);
        _see(200, 1000);
        assertEq(_count(), 2);
        vm.revertToState(snapshot);
        skip(2 * DWELL + 1);
        _see(200, 1000);
        assertEq(_count(), 1);
    }

    function test_RevertWhen_LossIsWithinTheMinimum() public {
        _see(30, 1000); // minLoss is 3 %: at the edge it is none
        _pokes(4);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        badDebt.fire(debtMeter);
        _see(31, 1000);
        _pokes(4);
        badDebt.fire(debtMeter);
    }

    // ----------------------------------------------------------------- supply

    /// @dev RES-2: suppliers who run do not make the loss larger: the supply a dwell before is what it is taken over.
    function test_RES2_RunOnTheMarketDoesNotRaiseSeverity() public {
        _pokes(4);
        _see(100, 1000);
        skip(STEP);
        _see(100, 300);
        skip(STEP);
        _see(100, 120);
        skip(STEP);
        assertEq(badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity, 0.1e18);
    }

    /// @dev RES-2: the supply since the loss began counts where it is larger.
    function test_RES2_LargerSupplySinceThenLowersSeverity() public {
        _see(100, 2000);
        _pokes(4);
        assertEq(badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity, 0.05e18);
    }

    /// @dev A loss that turns out too small, because the market had grown unseen, does not keep a later one from counting.
    function test_RES2_TooSmallALossMakesRoomForALargerOne() public {
        _see(100, 10_000);
        _pokes(3);
        skip(STEP);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        badDebt.fire(debtMeter);
        badDebt.poke(debtMeter);
        _see(5000, 10_000);
        uint256 larger = vm.getBlockTimestamp();
        _pokes(4);
        uint32 id = badDebt.fire(debtMeter);
        assertEq(badDebt.getFiring(debtMeter, id).severity, 0.5e18);
        assertEq(badDebt.getFiring(debtMeter, id).time, larger);
    }

    /// @dev RES-2.9: recorded supply is the smallest of the last dwell.
    function test_RES2_SupplyIsTheSmallestOfAWholeDwell() public {
        _see(0, 900);
        _see(0, 5000);
        assertEq(_recorded(), 900);
        for (uint256 i; i < 3; ++i) {
            skip(STEP);
            _see(0, 6000 - i);
            assertEq(_recorded(), 900);
        }
        skip(STEP - 1);
        _see(0, 7000);
        assertEq(_recorded(), 900, "a second less than a dwell");
        skip(1);
        _see(0, 7000);
        assertEq(_recorded(), 5998);
    }

    /// @dev RES-2.9: two looks at a supply that is lent for a block record nothing of it, and hide no loss.
    function test_RES2_SupplyForTwoBlocksIsNotRecorded() public {
        skip(DWELL);
        _see(0, 100_000);
        _market(0, 1000);
        skip(DWELL);
        _market(0, 100_000);
        badDebt.poke(debtMeter);
        assertEq(badDebt.reading(debtMeter), 1000);
        _market(0, 1000);
        assertEq(_recorded(), 1000);
        uint256 lost = vm.getBlockTimestamp();
        _market(200, 1000);
        vm.expectRevert(Errors.BelowMark.selector);
        badDebt.reading(debtMeter);
        _pokes(4);
        uint32 id = badDebt.fire(debtMeter);
        assertEq(badDebt.getFiring(debtMeter, id).severity, 0.2e18);
        assertEq(badDebt.getFiring(debtMeter, id).time, lost);
    }

    /// @dev RES-2.9: a market that has grown unseen is sold on again after a dwell of looks.
    function test_RES2_TooSmallALossRecordsTheSupply() public {
        _see(40, 10_000);
        vm.expectRevert(Errors.BelowMark.selector);
        badDebt.reading(debtMeter);
        skip(STEP);
        _see(40, 9000);
        skip(STEP);
        _see(40, 20_000);
        skip(STEP);
        _see(40, 20_000);
        assertEq(_debt().direction, 0);
        assertEq(_recorded(), 9000, "the smallest of the four looks");
        assertEq(badDebt.reading(debtMeter), 9000);
        _see(271, 20_000);
        assertEq(_debt().direction, -1);
    }

    /// @dev RES-2.9: suppliers may have left with less than was lost before.
    function test_RES2_SupplyBelowTheCountedDeficit() public {
        _see(800, 1000);
        _pokes(4);
        badDebt.fire(debtMeter);
        skip(STEP);
        for (uint256 i; i < 4; ++i) {
            _see(800, 700);
            skip(STEP);
        }
        vm.expectRevert(Errors.ConditionNotMet.selector);
        badDebt.fire(debtMeter);
        _see(900, 700);
        _pokes(4);
        assertEq(badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity, WAD);
    }

    // -------------------------------------------------------------- last dwell

    /// @dev RES-2.1: what is written off after a long, small loss that nobody fired has its own time and its own size.
    function test_RES2_LossAfterALoss() public {
        for (uint256 i; i < 60; ++i) {
            _see(40, 1000);
            skip(STEP / 2);
        }
        uint256 more = vm.getBlockTimestamp();
        _see(400, 1000);
        _pokes(4);
        uint32 id = badDebt.fire(debtMeter);
        assertEq(badDebt.getFiring(debtMeter, id).time, more);
        assertEq(badDebt.getFiring(debtMeter, id).severity, 0.4e18);
    }

    /// @dev RES-2.1: looks that are older than two dwells prove nothing, and the supply of then does not count.
    function test_RES2_OldLooksProveNothing() public {
        _see(200, 100);
        _market(200, 1000);
        _pokes(3);
        skip(2 * DWELL + 1);
        uint256 first = vm.getBlockTimestamp();
        _pokes(3);
        skip(STEP);
        _see(200, 1000);
        assertEq(_debt().low, 1000);
        uint32 id = badDebt.fire(debtMeter);
        assertEq(badDebt.getFiring(debtMeter, id).time, first);
    }

    /// @dev The severity never exceeds the exact share.
    function testFuzz_RES2_SeverityRoundsDown(uint256 deficit, uint256 supply, uint256 old) public {
        supply = bound(supply, 1000, type(uint128).max);
        old = bound(old, 0, supply / 2);
        _market(old, supply);
        debtMeter = badDebt.createMeter(_debtTerms());
        deficit = bound(deficit, old + supply * 32 / 1000 + 1, supply);
        _see(deficit, supply);
        _pokes(4);
        uint256 severity = badDebt.getFiring(debtMeter, badDebt.fire(debtMeter)).severity;
        uint256 lost = deficit - old;
        assertLe(severity, 1e18);
        assertLe(severity * (supply - old) / 1e18, lost, "rounded down");
        assertGe((severity + 1) * (supply - old) / 1e18 + 1, lost);
    }

    /// @dev Looks of the run that count.
    function _count() internal view returns (uint256) {
        return Runs.count(_debt().run);
    }

    /// @dev The supply that losses are taken over.
    function _recorded() internal view returns (uint256) {
        return Lows.least(_debt().supplies);
    }

    // ------------------------------------------------------- observe, reading

    function test_RES2_ObserveRefusesAfterALoss() public {
        _market(5, 1000); // the allowance, to the unit
        assertEq(badDebt.reading(debtMeter), 1000);
        assertEq(badDebt.observe(debtMeter), 1000);
        _market(6, 1000);
        vm.expectRevert(Errors.BelowMark.selector);
        badDebt.reading(debtMeter);
        vm.expectRevert(Errors.BelowMark.selector);
        badDebt.observe(debtMeter);
    }

    /// @dev A deposit for a block buys no capacity.
    function test_ValueIsWhatStays() public {
        _market(0, 50_000);
        assertEq(badDebt.observe(debtMeter), 1000);
        _market(0, 400);
        assertEq(badDebt.observe(debtMeter), 400);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_MeterIsUnknown() public {
        vm.expectRevert(Errors.UnknownMeter.selector);
        badDebt.poke(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        badDebt.observe(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        badDebt.fire(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        badDebt.reading(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        badDebt.getMeter(0);
        vm.expectRevert(Errors.UnknownMeter.selector);
        badDebt.limitsOf(99);
        vm.expectRevert(Errors.UnknownIncident.selector);
        badDebt.getFiring(debtMeter, 1);
    }

    function test_RevertWhen_MarketIsBeyondTheWidth() public {
        _market(0, uint256(type(uint128).max) + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("market")));
        badDebt.poke(debtMeter);
    }

    function _expectInvalid(BadDebtConfig memory m, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidMeter.selector, field));
        badDebt.createMeter(m);
    }

    function test_RevertWhen_MeterIsInvalid() public {
        BadDebtConfig memory m = _debtTerms();
        m.market = eve;
        _expectInvalid(m, "market");
        m = _debtTerms();
        m.market = address(new AaveMarket(IAToken(address(new MockAave(address(usdc))))));
        _expectInvalid(m, "market"); // it is empty
        m = _debtTerms();
        m.dwell = 1 hours - 1;
        _expectInvalid(m, "dwell");
        m.dwell = 3 days + 1;
        _expectInvalid(m, "dwell");
        m = _debtTerms();
        m.raiseWindow = 1 days - 1;
        _expectInvalid(m, "raiseWindow");
        m.raiseWindow = 7 days + 1;
        _expectInvalid(m, "raiseWindow");
        m = _debtTerms();
        m.minLoss = m.allowance + 0.02e18 - 1; // RES-2: at least 2 % beyond the allowance
        _expectInvalid(m, "minLoss");
        m.minLoss = 1e18;
        _expectInvalid(m, "minLoss");
        m = _debtTerms();
        m.minLoss = m.allowance + 0.02e18;
        assertEq(badDebt.createMeter(m), debtMeter + 1);
    }
}
