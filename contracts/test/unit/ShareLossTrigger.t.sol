// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IShareLossTrigger, ShareLossMeter, ShareLossState} from "../../src/interfaces/IShareLossTrigger.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {Incident} from "../../src/interfaces/IResolver.sol";
import {DisputeRules} from "../../src/interfaces/IBonds.sol";
import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {UnitFixture} from "./UnitFixture.sol";

/// @notice The objective trigger of RES-2. Branches: ShareLossTrigger.tree.
contract ShareLossTriggerTest is UnitFixture {
    uint256 internal constant STEP = DWELL / 3;
    uint256 internal mark;

    function setUp() public override {
        super.setUp();
        mark = _state().mark;
    }

    function _state() internal view returns (ShareLossState memory s) {
        (, s) = trigger.getMeter(meterId);
    }

    function _meter() internal view returns (ShareLossMeter memory m) {
        (m,) = trigger.getMeter(meterId);
    }

    /// @dev Takes out or brings back a share of the vault's 40 million, so that the price is `share` of the mark.
    function _setPrice(uint256 share) internal {
        uint256 target = uint256(40_000_000) * unit * share / WAD;
        uint256 now_ = usdc.balanceOf(address(leaky));
        if (target < now_) {
            vm.prank(address(leaky));
            usdc.transfer(address(1), now_ - target);
        } else {
            usdc.mint(address(leaky), target - now_);
        }
    }

    function _pokes(uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            if (i != 0) skip(STEP);
            trigger.poke(meterId);
        }
    }

    // ------------------------------------------------------------------ marks

    function test_RES2_FirstMarkNeedsFourObservations() public {
        uint96 id = trigger.createMeter(_meter(), _triggerRules());
        for (uint256 i; i < 4; ++i) {
            (, ShareLossState memory s) = trigger.getMeter(id);
            assertEq(s.mark, 0);
            assertEq(s.run.count, i);
            // A look counts like an observation: the fourth would prove the mark.
            if (i < 3) vm.expectRevert(Errors.ConditionNotMet.selector);
            trigger.reading(id);
            trigger.poke(id);
            skip(STEP);
        }
        (, ShareLossState memory proven) = trigger.getMeter(id);
        assertEq(proven.mark, trigger.priceOf(id));
        assertEq(trigger.reading(id), 40_000_000 * unit);
    }

    function test_RES2_MarkRisesToTheLowestProvenPrice() public {
        _setPrice(1.1e18);
        trigger.poke(meterId);
        skip(STEP);
        _setPrice(1.05e18);
        trigger.poke(meterId);
        skip(STEP);
        _setPrice(1.2e18);
        trigger.poke(meterId);
        skip(STEP);
        assertEq(_state().mark, mark, "not yet");
        vm.expectEmit(address(trigger));
        emit IShareLossTrigger.MarkRaised(meterId, uint256(mark) * 105 / 100);
        trigger.poke(meterId);
        assertEq(_state().mark, uint256(mark) * 105 / 100, "the lowest of the four");
        assertEq(_state().run.count, 0, "a new run");
    }

    function test_RES2_OneContraryObservationStartsOver() public {
        _setPrice(1.1e18);
        _pokes(3);
        skip(STEP);
        _setPrice(1e18);
        trigger.poke(meterId);
        assertEq(_state().run.count, 0);
        _setPrice(1.1e18);
        _pokes(3);
        assertEq(_state().mark, mark);
    }

    /// @dev RES-2: observations count in distinct blocks and a third of the dwell apart.
    function test_RES2_CrowdedObservationsCountOnce() public {
        _setPrice(0.5e18);
        for (uint256 i; i < 20; ++i) {
            trigger.poke(meterId);
        }
        assertEq(_state().run.count, 1);
        skip(STEP - 1);
        trigger.poke(meterId);
        assertEq(_state().run.count, 1);
        skip(1);
        trigger.poke(meterId);
        assertEq(_state().run.count, 2);
        assertEq(_state().run.direction, -1);
    }

    // ------------------------------------------------------------------- fire

    /// @dev RES-2: severity is the smallest drop that the whole dwell proves; time is the first observation below.
    function test_RES2_SeverityIsTheSmallestDrop() public {
        uint256 first = vm.getBlockTimestamp();
        _setPrice(0.5e18);
        trigger.poke(meterId);
        skip(STEP);
        _setPrice(0.8e18);
        trigger.poke(meterId);
        skip(STEP);
        _setPrice(0.1e18);
        trigger.poke(meterId);
        skip(STEP);
        vm.expectEmit(address(trigger));
        emit ITrigger.TriggerFired(
            uint256(meterId) << 32 | 1, meterId, 0.2e18, uint40(first), uint40(first + DWELL + PAYABLE_DELAY)
        );
        uint256 id = trigger.fire(meterId);
        Incident memory incident = trigger.getIncident(id);
        assertEq(incident.severity, 0.2e18);
        assertEq(incident.time, first);
        assertEq(incident.subject, meterId);
        assertEq(trigger.getVerdict(id, termsId, address(vault)).payableAt, first + DWELL + PAYABLE_DELAY);
        assertEq(_state().mark, uint256(mark) * 8 / 10, "firing lowers the mark");
        // A second, deeper loss of the same event counts from the new mark only.
        _pokes(4);
        id = trigger.fire(meterId);
        assertEq(trigger.getIncident(id).severity, 0.875e18, "0.1 of 0.8");
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.fire(meterId);
    }

    /// @dev The severity never exceeds the exact loss.
    function testFuzz_RES2_SeverityRoundsDown(uint256 share) public {
        share = bound(share, 0.001e18, 0.969e18);
        _setPrice(share);
        _pokes(3);
        skip(STEP);
        uint256 price = trigger.priceOf(meterId);
        uint256 severity = trigger.getIncident(trigger.fire(meterId)).severity;
        assertLe(severity * mark, (mark - price) * WAD, "rounded down");
        assertApproxEqAbs(severity, WAD - share, 1e9);
    }

    function test_RevertWhen_RES2_DwellIsNotReached() public {
        _setPrice(0.5e18);
        uint256 first = vm.getBlockTimestamp();
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, first + 3 * STEP));
        trigger.fire(meterId);
        _pokes(3);
        skip(STEP - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, first + 3 * STEP));
        trigger.fire(meterId);
        skip(1);
        assertGt(trigger.fire(meterId), 0, "fire observes as well");
    }

    /// @dev T-28: a price moved for one block, however often, never fires.
    function testFuzz_T28_OneBlockMovesNeverFire(uint256 seed) public {
        for (uint256 i; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _setPrice(bound(seed, 1, 0.9e18));
            trigger.poke(meterId);
            try trigger.fire(meterId) {
                fail();
            } catch {}
            _setPrice(1e18);
            if (seed % 2 == 0) trigger.poke(meterId);
            else try trigger.observe(meterId) {} catch {}
            skip(seed % DWELL);
        }
        assertEq(_state().incidents, 0);
        assertEq(_state().mark, mark);
    }

    function test_RevertWhen_LossIsWithinTheAllowance() public {
        _setPrice(0.97e18); // minLoss is 3 %: at the edge it is none
        _pokes(4);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.fire(meterId);
        _setPrice(0.9699e18);
        _pokes(3);
        skip(STEP);
        assertGt(trigger.fire(meterId), 0);
    }

    // ------------------------------------------------------- observe, reading

    /// @dev RES-2: a purchase is refused below the mark, by more than fees explain.
    function test_RES2_ObserveRefusesBelowTheMark() public {
        _setPrice(0.995e18);
        assertEq(trigger.reading(meterId), 39_800_000 * unit);
        assertEq(trigger.observe(meterId), 39_800_000 * unit);
        _setPrice(0.9949e18);
        vm.expectRevert(Errors.BelowMark.selector);
        trigger.reading(meterId);
        vm.expectRevert(Errors.BelowMark.selector);
        trigger.observe(meterId);
    }

    function test_SupplyBelowTheMinimumIsNotSeen() public {
        vm.prank(dave);
        leaky.redeem(40_000_000 * unit - 1e6 + 1, dave, dave);
        assertLt(leaky.totalSupply(), 1e6);
        assertEq(trigger.priceOf(meterId), 0);
        ShareLossState memory before = _state();
        trigger.poke(meterId);
        assertEq(keccak256(abi.encode(_state())), keccak256(abi.encode(before)));
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.reading(meterId);
    }

    /// @dev What is the same of all triggers.
    function test_CheckTerms() public {
        trigger.checkTerms(_terms(productId, meterId));
        Terms memory t = _terms(productId, 99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.checkTerms(t);
        t = _terms(productId, meterId);
        t.asset = address(leaky);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("asset")));
        trigger.checkTerms(t);
        t = _terms(productId, meterId);
        t.proofOfLoss = true;
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("proofOfLoss")));
        trigger.checkTerms(t);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_MeterIsUnknown() public {
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.poke(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.observe(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.fire(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.reading(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.getMeter(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.priceOf(0);
        vm.expectRevert(Errors.UnknownIncident.selector);
        trigger.getIncident(1);
    }

    /// @dev RES-2: "the meter moved without a loss". The challenge suspends every pool, and denies the firing if it wins.
    function test_RES2_AFiringCanBeChallenged() public {
        _deposit(alice, 1_000_000 * unit);
        _buy(carol, 100_000 * unit, 90 days);
        skip(10 days);
        uint256 id = _exploitAndFire();
        assertEq(trigger.getFiring(id).firedBy, address(this));
        vault.openCase(termsId, id);
        uint256 payableAt = trigger.getVerdict(id, termsId, address(vault)).payableAt;
        assertEq(payableAt, vm.getBlockTimestamp() + PAYABLE_DELAY);
        _fund(eve, address(trigger), 1000 * unit);
        Answer memory none;
        vm.prank(eve);
        trigger.challenge(id, none, 1000 * unit, "data:,The%20vault%20was%20moved");
        vm.warp(payableAt);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(termsId, id);
        firstArbiter.rule(trigger, id, Ruling.Counter, 0);
        vault.applyVerdict(termsId, id);
        assertEq(vault.getCase(vault.caseIdOf(termsId, id)).severity, 0, "denied");
        assertEq(trigger.withdrawBond(id, trigger.challengeKey(none), eve), 1000 * unit);
    }

    /// @dev Bonds are in the vault's own asset, and both turns end within what a vault waits for.
    function test_RevertWhen_DisputeRulesAreInvalid() public {
        ShareLossMeter memory m = _meter();
        DisputeRules memory rules = _triggerRules();
        rules.asset = address(this);
        _expectInvalidRules(m, rules, "asset");
        rules = _triggerRules();
        rules.fallbackTime = 56 days - rules.arbiterTime + 1;
        _expectInvalidRules(m, rules, "route");
        rules.fallbackTime -= 1;
        assertEq(trigger.createMeter(m, rules), meterId + 1);
    }

    function _expectInvalidRules(ShareLossMeter memory m, DisputeRules memory rules, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDisputeRules.selector, field));
        trigger.createMeter(m, rules);
    }

    function _expectInvalid(ShareLossMeter memory m, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidMeter.selector, field));
        trigger.createMeter(m, _triggerRules());
    }

    function test_RevertWhen_MeterIsInvalid() public {
        ShareLossMeter memory m = _meter();
        m.vault = eve;
        _expectInvalid(m, "vault");
        m = _meter();
        m.dwell = 1 hours - 1;
        _expectInvalid(m, "dwell");
        m.dwell = 3 days + 1;
        _expectInvalid(m, "dwell");
        m = _meter();
        m.payableDelay = 1 days - 1;
        _expectInvalid(m, "payableDelay");
        m.payableDelay = 7 days + 1;
        _expectInvalid(m, "payableDelay");
        m = _meter();
        m.minSupply = 0;
        _expectInvalid(m, "minSupply");
        m = _meter();
        // RES-2: at least 2 % beyond the fee allowance.
        m.minLoss = m.feeAllowance + 0.02e18 - 1;
        _expectInvalid(m, "minLoss");
        m.minLoss = 1e18;
        _expectInvalid(m, "minLoss");
        m = _meter();
        m.feeAllowance = type(uint64).max;
        _expectInvalid(m, "minLoss");
        m = _meter();
        m.minLoss = m.feeAllowance + 0.02e18;
        assertEq(trigger.createMeter(m, _triggerRules()), meterId + 1);
    }
}
