// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IShareLossTrigger, ShareLossMeter, ShareLossState} from "../../src/interfaces/IShareLossTrigger.sol";
import {ITrigger} from "../../src/interfaces/ITrigger.sol";
import {Incident} from "../../src/interfaces/IResolver.sol";
import {DisputeRules} from "../../src/interfaces/IBonds.sol";
import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {Runs} from "../../src/libraries/Runs.sol";
import {UnitFixture} from "./UnitFixture.sol";

/// @notice The objective trigger of RES-2. Branches: ShareLossTrigger.tree.
contract ShareLossTriggerTest is UnitFixture {
    uint256 internal constant STEP = DWELL / 3;
    uint64 internal constant WAD_64 = uint64(WAD);
    uint256 internal mark;

    function setUp() public override {
        super.setUp();
        mark = _state().mark;
    }

    function _state() internal view returns (ShareLossState memory s) {
        (, s) = trigger.getMeter(meterId);
    }

    /// @dev Looks of the run that count.
    function _count() internal view returns (uint256) {
        return Runs.count(_state().run);
    }

    function _meter() internal view returns (ShareLossMeter memory m) {
        (m,) = trigger.getMeter(meterId);
    }

    /// @dev Takes out or brings back a share of the vault's 40 million, so that the price is `share` of the mark.
    function _setPrice(uint256 share) internal {
        _setAssets(uint256(40_000_000) * unit * share / WAD);
    }

    function _setAssets(uint256 target) internal {
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
            assertEq(Runs.count(s.run), i);
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
        assertEq(_count(), 0, "a new run");
    }

    function test_RES2_OneContraryObservationStartsOver() public {
        _setPrice(1.1e18);
        _pokes(3);
        skip(STEP);
        _setPrice(1e18);
        trigger.poke(meterId);
        assertEq(_count(), 0);
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
        assertEq(_count(), 1);
        skip(STEP - 1);
        trigger.poke(meterId);
        assertEq(_count(), 1);
        skip(1);
        trigger.poke(meterId);
        assertEq(_count(), 2);
        assertEq(_state().direction, -1);
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

    /// @dev RES-2.1: a crash after a long dip that nobody fired has its own time and its own size.
    function test_RES2_CrashAfterADipHasItsOwnTime() public {
        _setPrice(0.9e18);
        for (uint256 i; i < 60; ++i) {
            trigger.poke(meterId);
            skip(STEP / 2);
        }
        _setPrice(0.3e18);
        uint256 crash = vm.getBlockTimestamp();
        trigger.poke(meterId);
        assertEq(_count(), 4, "the dip alone is proven");
        for (uint256 i; i < 3; ++i) {
            skip(STEP);
            trigger.poke(meterId);
        }
        uint256 id = trigger.fire(meterId);
        assertEq(trigger.getIncident(id).time, crash);
        assertEq(trigger.getIncident(id).severity, 0.7e18);
    }

    /// @dev RES-2.1: looks that are older than two dwells prove nothing, so nobody fires what is too old to be reported.
    function test_RES2_OldLooksProveNothing() public {
        _setPrice(0.5e18);
        _pokes(3);
        uint256 third = vm.getBlockTimestamp();
        vm.warp(third - 2 * STEP + 2 * DWELL); // the first is two dwells old, to the second
        uint256 snapshot = vm.snapshotState();
        assertEq(trigger.getIncident(trigger.fire(meterId)).time, third - 2 * STEP);
        vm.revertToState(snapshot);
        skip(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + STEP));
        trigger.fire(meterId);
        skip(10 days); // now all of them are: it starts over
        uint256 first = vm.getBlockTimestamp();
        _pokes(3);
        skip(STEP);
        assertEq(trigger.getIncident(trigger.fire(meterId)).time, first);
    }

    /// @dev RES-2.1: from when on and by how much, found by looking at all looks at once.
    function testFuzz_RES2_ProofIsTheLastFourThatCount(uint256 seed) public {
        uint256[24] memory times;
        uint256[24] memory shares;
        uint256[24] memory counted;
        uint256 counts;
        for (uint256 n; n < 24; ++n) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % (STEP / 2) + 1);
            shares[n] = 0.1e18 + (seed >> 64) % 80 * 0.01e18;
            times[n] = vm.getBlockTimestamp();
            _setPrice(shares[n]);
            trigger.poke(meterId);
            if (counts == 0 || times[n] >= times[counted[counts - 1]] + STEP) counted[counts++] = n;
        }
        uint256 from = counted[counts - 4];
        uint256 highest;
        for (uint256 i = from; i < 24; ++i) {
            if (shares[i] > highest) highest = shares[i];
        }
        uint256 id = trigger.fire(meterId);
        assertEq(trigger.getIncident(id).time, times[from]);
        assertApproxEqAbs(trigger.getIncident(id).severity, WAD - highest, 1e9);
    }

    /// @dev A mark may be proven at leisure.
    function test_RES2_OldLooksProveAMark() public {
        _setPrice(1.1e18);
        for (uint256 i; i < 4; ++i) {
            skip(30 days);
            trigger.poke(meterId);
        }
        assertEq(_state().mark, mark * 11 / 10);
    }

    /// @dev RES-2.1: at the longest dwell, and the widest price.
    function test_RES2_LongestDwellAndWidestPrice() public {
        ShareLossMeter memory m = _meter();
        (m.dwell, m.minSupply, m.minLoss, m.feeAllowance) = (3 days, 1, WAD_64 - 1, WAD_64 - 0.02e18 - 1);
        uint96 id = trigger.createMeter(m, _triggerRules());
        uint256 widest = type(uint128).max;
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalSupply, ()), abi.encode(1e27));
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalAssets, ()), abi.encode(widest + 1));
        trigger.poke(id);
        assertEq(trigger.priceOf(id), 0, "one more is not believed");
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalAssets, ()), abi.encode(widest));
        for (uint256 i; i < 4; ++i) {
            trigger.poke(id);
            skip(1 days);
        }
        (, ShareLossState memory s) = trigger.getMeter(id);
        assertEq(s.mark, widest);
        assertEq(trigger.reading(id), widest);
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalAssets, ()), abi.encode(1));
        for (uint256 i; i < 3; ++i) {
            trigger.poke(id);
            skip(1 days);
        }
        uint256 incident = trigger.fire(id);
        assertEq(trigger.getIncident(incident).severity, WAD - 1);
        assertEq(trigger.getIncident(incident).time, vm.getBlockTimestamp() - 3 days);
    }

    /// @dev The severity never exceeds the exact loss.
    function testFuzz_RES2_SeverityRoundsDown(uint256 share) public {
        share = bound(share, 0.001e18, 0.949e18);
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
        _setPrice(0.95e18); // minLoss is 5 %: at the edge it is none
        _pokes(4);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.fire(meterId);
        _setPrice(0.9499e18);
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

    /// @dev RES-2.3: what may be sold is the least of the last dwell, as far as it was looked at.
    function test_RES2_ValueIsTheLeastOfTheLastDwell() public {
        uint256 M = 1_000_000 * unit;
        vm.prank(dave);
        leaky.redeem(30 * M, dave, dave);
        assertEq(trigger.reading(meterId), 10 * M, "less counts at once");
        trigger.poke(meterId);
        _fund(dave, address(leaky), 50 * M);
        vm.prank(dave);
        leaky.deposit(50 * M, dave);
        for (uint256 i; i < 3; ++i) {
            assertEq(trigger.reading(meterId), 10 * M);
            skip(STEP);
            trigger.poke(meterId);
            assertEq(trigger.observe(meterId), 10 * M);
        }
        skip(STEP - 1);
        assertEq(trigger.reading(meterId), 10 * M, "more has been there for a second less than a dwell");
        skip(1);
        assertEq(trigger.reading(meterId), 60 * M);
        assertEq(trigger.observe(meterId), 60 * M);
    }

    /// @dev The same, found by looking at all looks at once.
    function testFuzz_RES2_ValueIsTheLeastOfTheLastDwell(uint256 seed) public {
        uint256[24] memory assets;
        uint256[24] memory parts;
        uint256 count;
        uint256 opened;
        for (uint256 n; n < 24; ++n) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % STEP + 1);
            assets[n] = (40 + (seed >> 64) % 60) * 1_000_000 * unit;
            _setAssets(assets[n]);
            trigger.poke(meterId);
            if (vm.getBlockTimestamp() < opened + STEP) continue;
            (opened, parts[count++]) = (vm.getBlockTimestamp(), n);
        }
        uint256 least = type(uint256).max;
        for (uint256 i = parts[count - 4]; i < 24; ++i) {
            if (assets[i] < least) least = assets[i];
        }
        _setAssets(40_000_000 * unit + assets[23]);
        assertEq(trigger.reading(meterId), least);
    }

    /// @dev RES-2.3: a vault that is too small proves nothing any more, neither a loss nor a mark.
    function test_RES2_TooSmallAVaultLosesItsMark() public {
        _setPrice(0.5e18);
        _pokes(3);
        assertEq(_count(), 3);
        skip(STEP);
        uint256 shares = leaky.balanceOf(dave) - 1e6;
        vm.prank(dave);
        leaky.redeem(shares, dave, dave);
        trigger.poke(meterId);
        assertEq(_count(), 4, "it has just enough");
        vm.prank(dave);
        leaky.redeem(1, dave, dave);
        assertEq(trigger.priceOf(meterId), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.fire(meterId);
        vm.expectEmit(address(trigger));
        emit IShareLossTrigger.MarkLost(meterId);
        trigger.poke(meterId);
        assertEq(_state().mark, 0);
        assertEq(_count(), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.reading(meterId);
        trigger.poke(meterId); // it has no mark to lose
        // Whoever comes back finds a vault at its price of now, which is proven like a first one.
        _fund(dave, address(leaky), 1_000_000 * unit);
        vm.prank(dave);
        leaky.deposit(1_000_000 * unit, dave);
        uint256 price = trigger.priceOf(meterId);
        assertLt(price, mark);
        _pokes(4);
        assertEq(_state().mark, price);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        trigger.fire(meterId);
    }

    /// @dev RES-2.3: what is lost of a vault that stays above its minimum is seen to the last unit.
    function test_RES2_TotalLossIsSeen() public {
        _setAssets(0);
        _pokes(4);
        assertEq(trigger.getIncident(trigger.fire(meterId)).severity, WAD);
    }

    /// @dev What is the same of all triggers.
    function test_CheckTerms() public {
        trigger.checkTerms(_terms(productId, meterId));
        Terms memory t = _terms(productId, 99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        trigger.checkTerms(t);
        t = _terms(productId, meterId);
        t.asset = address(leaky);
        _expectBadTerms(t, "asset");
        t = _terms(productId, meterId);
        t.proofOfLoss = true;
        _expectBadTerms(t, "proofOfLoss");
        t = _terms(productId, meterId);
        t.observes = false; // or it would sell after the loss
        _expectBadTerms(t, "observes");
        t = _terms(productId, meterId);
        t.reportWindow = uint32(2 * DWELL + 1 days - 1); // or what fires last could not be reported
        _expectBadTerms(t, "reportWindow");
        t.reportWindow += 1;
        trigger.checkTerms(t);
        t.deductible = 0.05e18 + 1; // or a loss in parts would not be paid
        _expectBadTerms(t, "deductible");
    }

    function _expectBadTerms(Terms memory t, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, field));
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
