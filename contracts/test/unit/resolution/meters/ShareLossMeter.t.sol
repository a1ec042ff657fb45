// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IShareLossMeter, ShareLossConfig, ShareLossState} from "../../../../src/resolution/meters/IShareLossMeter.sol";
import {Firing, IMeter, MeterLimits} from "../../../../src/resolution/meters/IMeter.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {Runs} from "../../../../src/resolution/meters/Runs.sol";
import {UnitFixture} from "../../UnitFixture.sol";

/// @notice The share meter of RES-2. Branches: ShareLossMeter.tree.
contract ShareLossMeterTest is UnitFixture {
    uint256 internal constant STEP = DWELL / 3;
    uint64 internal constant WAD_64 = uint64(WAD);
    uint256 internal mark;

    function setUp() public override {
        super.setUp();
        mark = _state().mark;
    }

    function _state() internal view returns (ShareLossState memory s) {
        (, s) = shareLoss.getMeter(meterId);
    }

    /// @dev Looks of the run that count.
    function _count() internal view returns (uint256) {
        return Runs.count(_state().run);
    }

    function _meter() internal view returns (ShareLossConfig memory m) {
        (m,) = shareLoss.getMeter(meterId);
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
            shareLoss.poke(meterId);
        }
    }

    // ------------------------------------------------------------------ marks

    function test_RES2_FirstMarkNeedsFourObservations() public {
        uint96 id = shareLoss.createMeter(_meter());
        for (uint256 i; i < 4; ++i) {
            (, ShareLossState memory s) = shareLoss.getMeter(id);
            assertEq(s.mark, 0);
            assertEq(Runs.count(s.run), i);
            // A look counts like an observation: the fourth would prove the mark.
            if (i < 3) vm.expectRevert(Errors.ConditionNotMet.selector);
            shareLoss.reading(id);
            shareLoss.poke(id);
            skip(STEP);
        }
        (, ShareLossState memory proven) = shareLoss.getMeter(id);
        assertEq(proven.mark, shareLoss.priceOf(id));
        assertEq(shareLoss.reading(id), 40_000_000 * unit);
    }

    /// @dev Whoever looks is told how many looks of a rise or of a loss count by then.
    function test_RES2_LooksAreTold() public {
        _expectLook(1e18, 0, 0);
        _expectLook(0.8e18, -1, 1);
        skip(STEP);
        _expectLook(0.8e18, -1, 2);
        _expectLook(1.1e18, 1, 1);
        _expectLook(1e18, 0, 0);
    }

    function _expectLook(uint256 share, int8 direction, uint8 count) internal {
        _setPrice(share);
        uint256 price = shareLoss.priceOf(meterId);
        vm.expectEmit(address(shareLoss));
        emit IShareLossMeter.Observed(meterId, price, direction, count);
        shareLoss.poke(meterId);
    }

    function test_RES2_MarkRisesToTheLowestProvenPrice() public {
        _setPrice(1.1e18);
        shareLoss.poke(meterId);
        skip(STEP);
        _setPrice(1.05e18);
        shareLoss.poke(meterId);
        skip(STEP);
        _setPrice(1.2e18);
        shareLoss.poke(meterId);
        skip(STEP);
        assertEq(_state().mark, mark, "not yet");
        vm.expectEmit(address(shareLoss));
        emit IShareLossMeter.MarkRaised(meterId, uint256(mark) * 105 / 100);
        shareLoss.poke(meterId);
        assertEq(_state().mark, uint256(mark) * 105 / 100, "the lowest of the four");
        assertEq(_count(), 0, "a new run");
    }

    function test_RES2_OneContraryObservationStartsOver() public {
        _setPrice(1.1e18);
        _pokes(3);
        skip(STEP);
        _setPrice(1e18);
        shareLoss.poke(meterId);
        assertEq(_count(), 0);
        _setPrice(1.1e18);
        _pokes(3);
        assertEq(_state().mark, mark);
    }

    /// @dev RES-2: observations count in distinct blocks and a third of the dwell apart.
    function test_RES2_CrowdedObservationsCountOnce() public {
        _setPrice(0.5e18);
        for (uint256 i; i < 20; ++i) {
            shareLoss.poke(meterId);
        }
        assertEq(_count(), 1);
        skip(STEP - 1);
        shareLoss.poke(meterId);
        assertEq(_count(), 1);
        skip(1);
        shareLoss.poke(meterId);
        assertEq(_count(), 2);
        assertEq(_state().direction, -1);
    }

    // ------------------------------------------------------------------- fire

    /// @dev RES-2: severity is the smallest drop that the whole dwell proves; time is the first observation below.
    function test_RES2_SeverityIsTheSmallestDrop() public {
        uint256 first = vm.getBlockTimestamp();
        _setPrice(0.5e18);
        shareLoss.poke(meterId);
        skip(STEP);
        _setPrice(0.8e18);
        shareLoss.poke(meterId);
        skip(STEP);
        _setPrice(0.1e18);
        shareLoss.poke(meterId);
        skip(STEP);
        vm.expectEmit(address(shareLoss));
        emit IMeter.Fired(meterId, 1, 0.2e18, uint40(first));
        uint32 id = shareLoss.fire(meterId);
        Firing memory incident = shareLoss.getFiring(meterId, id);
        assertEq(incident.severity, 0.2e18);
        assertEq(incident.time, first);
        assertEq(incident.firedAt, first + DWELL);
        assertEq(shareLoss.firedBy(meterId, 1), address(this));
        assertEq(_state().mark, uint256(mark) * 8 / 10, "firing lowers the mark");
        // A second, deeper loss counts from the new mark, and is more of the same one.
        _pokes(4);
        vm.expectEmit(address(shareLoss));
        emit IMeter.Fired(meterId, 1, 0.9e18, uint40(first));
        assertEq(shareLoss.fire(meterId), 1);
        assertEq(shareLoss.getFiring(meterId, 1).severity, 0.9e18, "0.1 of 1");
        vm.expectRevert(Errors.ConditionNotMet.selector);
        shareLoss.fire(meterId);
    }

    /// @dev RES-2.1: a crash after a long dip that nobody fired has its own time and its own size.
    function test_RES2_CrashAfterADipHasItsOwnTime() public {
        _setPrice(0.9e18);
        for (uint256 i; i < 60; ++i) {
            shareLoss.poke(meterId);
            skip(STEP / 2);
        }
        _setPrice(0.3e18);
        uint256 crash = vm.getBlockTimestamp();
        shareLoss.poke(meterId);
        assertEq(_count(), 4, "the dip alone is proven");
        for (uint256 i; i < 3; ++i) {
            skip(STEP);
            shareLoss.poke(meterId);
        }
        uint32 id = shareLoss.fire(meterId);
        assertEq(shareLoss.getFiring(meterId, id).time, crash);
        assertEq(shareLoss.getFiring(meterId, id).severity, 0.7e18);
    }

    /// @dev RES-2.1: looks that are older than two dwells prove nothing, so nobody fires what is too old to be reported.
    function test_RES2_OldLooksProveNothing() public {
        _setPrice(0.5e18);
        _pokes(3);
        uint256 third = vm.getBlockTimestamp();
        vm.warp(third - 2 * STEP + 2 * DWELL); // the first is two dwells old, to the second
        uint256 snapshot = vm.snapshotState();
        assertEq(shareLoss.getFiring(meterId, shareLoss.fire(meterId)).time, third - 2 * STEP);
        vm.revertToState(snapshot);
        skip(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, vm.getBlockTimestamp() + STEP));
        shareLoss.fire(meterId);
        skip(10 days); // now all of them are: it starts over
        uint256 first = vm.getBlockTimestamp();
        _pokes(3);
        skip(STEP);
        assertEq(shareLoss.getFiring(meterId, shareLoss.fire(meterId)).time, first);
    }

    /// @dev RES-2.1: from when on and by how much, found by looking at all looks at once.
    function testFuzz_RES2_ProofIsTheLastFourThatCount(uint256 seed) public {
        uint256[24] memory times;
        uint256[24] memory shares;
        uint256[24] memory counted;
        uint256 counts;
        for (uint256 n; n < 24; ++n) {
            seed = uint256(keccak256(abi.encode(seed)));
            // A fifth to a half of a step: whatever the seed, four looks count.
            skip(STEP / 5 + seed % (STEP * 3 / 10));
            shares[n] = 0.1e18 + (seed >> 64) % 80 * 0.01e18;
            times[n] = vm.getBlockTimestamp();
            _setPrice(shares[n]);
            shareLoss.poke(meterId);
            if (counts == 0 || times[n] >= times[counted[counts - 1]] + STEP) counted[counts++] = n;
        }
        uint256 from = counted[counts - 4];
        uint256 highest;
        for (uint256 i = from; i < 24; ++i) {
            if (shares[i] > highest) highest = shares[i];
        }
        uint32 id = shareLoss.fire(meterId);
        assertEq(shareLoss.getFiring(meterId, id).time, times[from]);
        assertApproxEqAbs(shareLoss.getFiring(meterId, id).severity, WAD - highest, 1e9);
    }

    /// @dev A mark may be proven at leisure.
    function test_RES2_OldLooksProveAMark() public {
        _setPrice(1.1e18);
        for (uint256 i; i < 4; ++i) {
            skip(30 days);
            shareLoss.poke(meterId);
        }
        assertEq(_state().mark, mark * 11 / 10);
    }

    /// @dev RES-2.1: at the longest dwell, and the widest price.
    function test_RES2_LongestDwellAndWidestPrice() public {
        ShareLossConfig memory m = _meter();
        (m.dwell, m.minSupply, m.minLoss, m.feeAllowance) = (3 days, 1, WAD_64 - 1, WAD_64 - 0.02e18 - 1);
        uint96 id = shareLoss.createMeter(m);
        uint256 widest = type(uint128).max;
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalSupply, ()), abi.encode(1e27));
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalAssets, ()), abi.encode(widest + 1));
        shareLoss.poke(id);
        assertEq(shareLoss.priceOf(id), 0, "one more is not believed");
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalAssets, ()), abi.encode(widest));
        for (uint256 i; i < 4; ++i) {
            shareLoss.poke(id);
            skip(1 days);
        }
        (, ShareLossState memory s) = shareLoss.getMeter(id);
        assertEq(s.mark, widest);
        assertEq(shareLoss.reading(id), widest);
        vm.mockCall(address(leaky), abi.encodeCall(leaky.totalAssets, ()), abi.encode(1));
        for (uint256 i; i < 3; ++i) {
            shareLoss.poke(id);
            skip(1 days);
        }
        uint32 incident = shareLoss.fire(id);
        assertEq(shareLoss.getFiring(id, incident).severity, WAD - 1);
        assertEq(shareLoss.getFiring(id, incident).time, vm.getBlockTimestamp() - 3 days);
    }

    /// @dev The severity never exceeds the exact loss.
    function testFuzz_RES2_SeverityRoundsDown(uint256 share) public {
        share = bound(share, 0.001e18, 0.949e18);
        _setPrice(share);
        _pokes(3);
        skip(STEP);
        uint256 price = shareLoss.priceOf(meterId);
        uint256 severity = shareLoss.getFiring(meterId, shareLoss.fire(meterId)).severity;
        assertLe(severity * mark, (mark - price) * WAD, "rounded down");
        assertApproxEqAbs(severity, WAD - share, 1e9);
    }

    function test_RevertWhen_RES2_DwellIsNotReached() public {
        _setPrice(0.5e18);
        uint256 first = vm.getBlockTimestamp();
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, first + 3 * STEP));
        shareLoss.fire(meterId);
        _pokes(3);
        skip(STEP - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DwellNotReached.selector, first + 3 * STEP));
        shareLoss.fire(meterId);
        skip(1);
        assertGt(shareLoss.fire(meterId), 0, "fire observes as well");
    }

    /// @dev T-28: a price moved for one block, however often, never fires.
    function testFuzz_T28_OneBlockMovesNeverFire(uint256 seed) public {
        for (uint256 i; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _setPrice(bound(seed, 1, 0.9e18));
            shareLoss.poke(meterId);
            try shareLoss.fire(meterId) {
                fail();
            } catch {}
            _setPrice(1e18);
            if (seed % 2 == 0) shareLoss.poke(meterId);
            else try shareLoss.observe(meterId) {} catch {}
            skip(seed % DWELL);
        }
        assertEq(shareLoss.firingCount(meterId), 0);
        assertEq(_state().mark, mark);
    }

    function test_RevertWhen_LossIsWithinTheAllowance() public {
        _setPrice(0.95e18); // minLoss is 5 %: at the edge it is none
        _pokes(4);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        shareLoss.fire(meterId);
        _setPrice(0.9499e18);
        _pokes(3);
        skip(STEP);
        assertGt(shareLoss.fire(meterId), 0);
    }

    // ------------------------------------------------------- observe, reading

    /// @dev RES-2: a purchase is refused below the mark, by more than fees explain.
    function test_RES2_ObserveRefusesBelowTheMark() public {
        _setPrice(0.995e18);
        assertEq(shareLoss.reading(meterId), 39_800_000 * unit);
        assertEq(shareLoss.observe(meterId), 39_800_000 * unit);
        _setPrice(0.9949e18);
        vm.expectRevert(Errors.BelowMark.selector);
        shareLoss.reading(meterId);
        vm.expectRevert(Errors.BelowMark.selector);
        shareLoss.observe(meterId);
    }

    /// @dev RES-2.3: what may be sold is the least of the last dwell, as far as it was looked at.
    /// @dev It tells what `reading` does, for whoever only has to know whether there is a loss.
    function testFuzz_RES2_StatusTellsWhetherReadingIsRefused(uint256 seed) public {
        for (uint256 i; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % 8 hours);
            uint256 kind = seed >> 32 & 7;
            if (kind < 3) _setPrice(WAD - (seed >> 64) % 0.01e18);
            else if (kind < 5) _setPrice(WAD - (seed >> 64) % 0.9e18);
            else if (kind < 6) _setPrice(WAD + (seed >> 64) % 0.1e18);
            if (seed >> 40 & 1 == 1) shareLoss.poke(meterId);
            try shareLoss.fire(meterId) {} catch {}
            (uint32 firings, bool refused) = shareLoss.statusOf(meterId);
            assertEq(firings, shareLoss.firingCount(meterId));
            bool refusedReading;
            try shareLoss.reading(meterId) {}
            catch {
                refusedReading = true;
            }
            assertEq(refused, refusedReading);
        }
    }

    function test_RES2_StatusOfAVaultThatIsTooSmallOrHasNoMark() public {
        uint96 id = shareLoss.createMeter(_meter());
        (, bool refused) = shareLoss.statusOf(id);
        assertTrue(refused, "no mark yet");
        uint256 all = leaky.balanceOf(dave);
        vm.prank(dave);
        leaky.redeem(all, dave, dave);
        (, refused) = shareLoss.statusOf(meterId);
        assertTrue(refused, "too small");
    }

    function test_RES2_ValueIsTheLeastOfTheLastDwell() public {
        uint256 M = 1_000_000 * unit;
        vm.prank(dave);
        leaky.redeem(30 * M, dave, dave);
        assertEq(shareLoss.reading(meterId), 10 * M, "less counts at once");
        shareLoss.poke(meterId);
        _fund(dave, address(leaky), 50 * M);
        vm.prank(dave);
        leaky.deposit(50 * M, dave);
        for (uint256 i; i < 3; ++i) {
            assertEq(shareLoss.reading(meterId), 10 * M);
            skip(STEP);
            shareLoss.poke(meterId);
            assertEq(shareLoss.observe(meterId), 10 * M);
        }
        skip(STEP - 1);
        assertEq(shareLoss.reading(meterId), 10 * M, "more has been there for a second less than a dwell");
        skip(1);
        assertEq(shareLoss.reading(meterId), 60 * M);
        assertEq(shareLoss.observe(meterId), 60 * M);
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
            shareLoss.poke(meterId);
            if (vm.getBlockTimestamp() < opened + STEP) continue;
            (opened, parts[count++]) = (vm.getBlockTimestamp(), n);
        }
        uint256 least = type(uint256).max;
        for (uint256 i = parts[count - 4]; i < 24; ++i) {
            if (assets[i] < least) least = assets[i];
        }
        _setAssets(40_000_000 * unit + assets[23]);
        assertEq(shareLoss.reading(meterId), least);
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
        shareLoss.poke(meterId);
        assertEq(_count(), 4, "it has just enough");
        vm.prank(dave);
        leaky.redeem(1, dave, dave);
        assertEq(shareLoss.priceOf(meterId), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        shareLoss.fire(meterId);
        vm.expectEmit(address(shareLoss));
        emit IShareLossMeter.MarkLost(meterId);
        shareLoss.poke(meterId);
        assertEq(_state().mark, 0);
        assertEq(_count(), 0);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        shareLoss.reading(meterId);
        shareLoss.poke(meterId); // it has no mark to lose
        // Whoever comes back finds a vault at its price of now, which is proven like a first one.
        _fund(dave, address(leaky), 1_000_000 * unit);
        vm.prank(dave);
        leaky.deposit(1_000_000 * unit, dave);
        uint256 price = shareLoss.priceOf(meterId);
        assertLt(price, mark);
        _pokes(4);
        assertEq(_state().mark, price);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        shareLoss.fire(meterId);
    }

    /// @dev RES-2.3: a vault that was emptied comes back at a price of another kind. What it loses then is measured against
    /// that, though the last firing could still be raised.
    function test_RES2_AFiringEndsWithItsMark() public {
        _setPrice(0.5e18);
        _pokes(4);
        uint32 first = shareLoss.fire(meterId);
        uint256 severity = shareLoss.getFiring(meterId, first).severity;
        uint256 openUntil = vm.getBlockTimestamp() + RAISE_WINDOW;
        uint256 shares = leaky.balanceOf(dave);
        vm.prank(dave);
        leaky.redeem(shares, dave, dave);
        shareLoss.poke(meterId);
        _fund(dave, address(leaky), 1_000_000 * unit);
        vm.prank(dave);
        leaky.deposit(1_000_000 * unit, dave);
        _pokes(8);
        assertEq(shareLoss.reading(meterId), 1_000_000 * unit, "it may sell again");
        _setAssets(900_000 * unit);
        _pokes(4);
        uint32 second = shareLoss.fire(meterId);
        assertLt(vm.getBlockTimestamp(), openUntil);
        assertEq(second, first + 1);
        assertApproxEqAbs(shareLoss.getFiring(meterId, second).severity, 0.1e18, 1e9);
        assertEq(shareLoss.getFiring(meterId, first).severity, severity);
    }

    /// @dev RES-2.3: what is lost of a vault that stays above its minimum is seen to the last unit.
    function test_RES2_TotalLossIsSeen() public {
        _setAssets(0);
        _pokes(4);
        assertEq(shareLoss.getFiring(meterId, shareLoss.fire(meterId)).severity, WAD);
    }

    function test_RES2_Limits() public {
        MeterLimits memory x = shareLoss.limitsOf(meterId);
        assertEq(x.asset, address(usdc));
        assertEq(x.proofAge, 2 * DWELL);
        assertEq(x.raiseWindow, RAISE_WINDOW);
        assertEq(x.minLoss, 0.05e18);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.limitsOf(99);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_MeterIsUnknown() public {
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.poke(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.observe(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.fire(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.reading(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.getMeter(99);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.priceOf(0);
        vm.expectRevert(Errors.UnknownMeter.selector);
        shareLoss.statusOf(99);
        vm.expectRevert(Errors.UnknownIncident.selector);
        shareLoss.getFiring(meterId, 1);
    }

    function _expectInvalid(ShareLossConfig memory m, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidMeter.selector, field));
        shareLoss.createMeter(m);
    }

    function test_RevertWhen_MeterIsInvalid() public {
        ShareLossConfig memory m = _meter();
        m.vault = eve;
        _expectInvalid(m, "vault");
        m = _meter();
        m.dwell = 1 hours - 1;
        _expectInvalid(m, "dwell");
        m.dwell = 3 days + 1;
        _expectInvalid(m, "dwell");
        m = _meter();
        m.raiseWindow = 1 days - 1;
        _expectInvalid(m, "raiseWindow");
        m.raiseWindow = 7 days + 1;
        _expectInvalid(m, "raiseWindow");
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
        assertEq(shareLoss.createMeter(m), meterId + 1);
    }
}
