// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../src/common/Errors.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice Threats that are a matter of when: T-06, T-08, T-10, T-13, T-15, T-59, T-60.
contract TimingThreatsTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC

    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        (coverId,) = _buyScripted(carol, 200_000 * unit, 90 days);
        skip(5 days);
    }

    function _worth(address account) internal view returns (uint256) {
        return pool.maxWithdraw(account)
            + pool.convertToAssets(pool.balanceOf(account) + pool.pendingRedeemRequest(0, account));
    }

    // ------------------------------------------------------------------- T-06

    /// @dev What is settled before a case is opened is out; everything else bears it. Nothing else differs.
    function test_T06_SettleThenOpenAndOpenThenSettle() public {
        _request(alice, SHARES);
        skip(COOLDOWN);
        uint256 time = vm.getBlockTimestamp();
        uint256 equity = pool.totalAssets();
        uint256 snapshot = vm.snapshotState();

        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        uint256 full = pool.maxWithdraw(alice);
        (, uint256 reserve) = _openCaseOf(time, 0.55e18);
        assertEq(pool.maxWithdraw(alice), full, "EXIT-2: out");
        assertApproxEqAbs(full, equity / 2, 1);
        assertApproxEqAbs(_worth(bob), equity / 2 - reserve, 2, "bob bears all of it");
        vm.revertToState(snapshot);

        (, uint256 same) = _openCaseOf(time, 0.55e18);
        assertEq(same, reserve);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertApproxEqAbs(pool.maxWithdraw(alice), (equity - reserve) / 2, 1, "EXIT-1: both bear it");
        assertApproxEqAbs(_worth(bob), (equity - reserve) / 2, 2);
    }

    /// @dev Nobody can be gone before all answers are in about an incident that it knows of (POOL-7).
    function test_T06_CooldownOutlastsTheHorizon() public {
        uint256 incident = vm.getBlockTimestamp();
        _request(alice, SHARES);
        vm.warp(incident + REPORT_WINDOW); // the last second to open
        _openCaseOf(incident, 0.55e18);
        vm.warp(incident + HORIZON);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.CooldownNotOver.selector, incident + COOLDOWN));
        pool.settleRedeemRequests(alice);
        skip(1 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertLt(pool.maxWithdraw(alice), 960_000 * unit, "bore half of 100,000");
    }

    // ------------------------------------------------------------------- T-08

    /// @dev A standing request is no free option: the same loss a share, whatever is open and for how long.
    function testFuzz_T08_StandingRequestsBearTheSame(uint256 wait, uint256 queued, uint256 severity) public {
        queued = bound(queued, 1, SHARES);
        severity = bound(severity, 0.06e18, 1e18);
        _request(alice, queued);
        skip(bound(wait, 0, 40 days));
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), severity);
        assertApproxEqAbs(_worth(alice), _worth(bob), 2, "the same loss");
        vault.applyVerdict(scriptedTerms, id);
        skip(60 days + 1);
        vault.settleCase(scriptedTerms, id);
        vm.prank(alice);
        uint256 a = vault.collectReturns(alice, alice, 8);
        vm.prank(bob);
        uint256 b = vault.collectReturns(bob, bob, 8);
        assertEq(a, b, "and the same back");
    }

    // ------------------------------------------------------------- T-10, T-59

    /// @dev CLAIM-2: bought less than the waiting period before the incident, at it or after it: nothing.
    function testFuzz_T10_CoverBoughtTooLatePaysNothing(uint256 before, uint256 reported) public {
        // `before` counts from 2 days after the incident back to 4 days before it.
        uint256 incident = vm.getBlockTimestamp() + 4 days;
        before = bound(before, 0, 6 days);
        vm.warp(incident + 2 days - before);
        (uint256 late,) = _buyScripted(dave, 1000 * unit, 30 days);
        uint256 bought = vm.getBlockTimestamp();
        vm.warp(bound(reported, incident + 2 days, incident + REPORT_WINDOW));
        (uint256 id,) = _openCaseOf(incident, 0.55e18);
        if (bought + 3 days <= incident) {
            assertEq(vault.claimPayout(late, id), 500 * unit, "protected from its start");
        } else {
            assertEq(vault.previewPayout(late, id), 0);
            vm.expectRevert(Errors.NotCovered.selector);
            vault.claimPayout(late, id);
        }
    }

    /// @dev A metered product is not sold from the first block of the loss.
    function test_T10_MeteredTermsAreNotSoldDuringALoss() public {
        vm.prank(address(leaky));
        usdc.transfer(eve, 4_000_000 * unit);
        _fund(dave, address(pool), 1000 * unit);
        vm.expectRevert(Errors.BelowMark.selector);
        vm.prank(dave);
        pool.buyCover(_order(dave, unit, 30 days));
    }

    /// @dev No call lets an incident be covered that was not covered when it happened.
    function test_T59_NothingProtectsAfterTheFact() public {
        uint256 incident = vm.getBlockTimestamp();
        // Two covers that do not protect then: one bought too late, one that has ended.
        vm.warp(incident + 1);
        (uint256 late,) = _buyScripted(dave, 1000 * unit, 30 days);
        uint256 end = _coverOf(late).end;
        vm.prank(dave);
        pool.extendCover(late, 30 days, type(uint256).max, vm.getBlockTimestamp());
        vm.prank(dave);
        coverToken.transferFrom(dave, eve, late);
        (uint256 second,) = _buyScripted(dave, 1000 * unit, 30 days);
        (uint256 id,) = _openCaseOf(incident, 0.55e18);
        assertEq(vault.previewPayout(late, id), 0, "extended and transferred");
        assertEq(vault.previewPayout(second, id), 0, "another");
        assertEq(vault.previewPayout(coverId, id), 100_000 * unit, "covered then");
        assertGt(_coverOf(late).end, end);
        // While it is open, nothing moves an end.
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.SalesStopped.selector, scriptedProduct));
        pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
    }

    /// @dev An end that has passed cannot be moved past an incident that came after it.
    function test_T59_EndedCoverCannotBeExtended() public {
        uint256 end = _coverOf(coverId).end;
        vm.warp(end - 3 days + 1);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.CoverEnded.selector, end));
        pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        vm.warp(end + 1 days);
        (uint256 id,) = _openCaseOf(end, 0.55e18);
        assertEq(vault.previewPayout(coverId, id), 0);
    }

    // ------------------------------------------------------------------- T-13

    /// @dev Incident in the last second, its case in the last second of the window: upkeep, exits and sales in between
    /// have not freed a unit of what it needs.
    function test_T13_ExpiryCannotFreeCommittedCapital() public {
        uint256 end = _coverOf(coverId).end;
        _request(alice, SHARES);
        _request(bob, SHARES);
        vm.warp(end - 1 + REPORT_WINDOW);
        pool.processExpiries();
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertGe(pool.totalAssets(), 200_000 * unit, "CAP-4");
        (uint256 id, uint256 reserve) = _openCaseOf(end - 1, 0.95e18);
        assertEq(reserve, 180_000 * unit, "in full");
        assertEq(vault.claimPayout(coverId, id), 180_000 * unit);
    }

    /// @dev Incidents at the purchase, start − 1, start, end − 1, end and end + 1, each reported in the last second of its
    /// window and one later: paid exactly where the cover protects and the report is in time.
    function test_T13_EveryEdgeToTheSecond() public {
        uint256 bought = vm.getBlockTimestamp();
        (uint256 id,) = _buyScripted(dave, 1000 * unit, 30 days);
        (uint256 start, uint256 end) = (_coverOf(id).start, _coverOf(id).end);
        assertEq(start, bought + 3 days);
        assertEq(end % 1 days, 0);
        uint256[6] memory times = [bought, start - 1, start, end - 1, end, end + 1];
        uint256[6] memory paid = [uint256(0), 0, 500 * unit, 500 * unit, 0, 0];
        uint256 snapshot = vm.snapshotState();
        for (uint256 i; i < times.length; ++i) {
            vm.warp(times[i] + REPORT_WINDOW);
            (uint256 incident, uint256 reserve) = _openCaseOf(times[i], 0.55e18);
            assertGe(reserve, 100_500 * unit, "all that was committed then");
            assertEq(vault.previewPayout(id, incident), paid[i]);
            if (paid[i] == 0) vm.expectRevert(Errors.NotCovered.selector);
            assertEq(vault.claimPayout(id, incident), paid[i]);
            vm.revertToState(snapshot);

            vm.warp(times[i] + REPORT_WINDOW + 1);
            incident = _incident(times[i], 0.55e18);
            vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
            vault.openCase(scriptedTerms, incident, 0);
            vm.revertToState(snapshot);
        }
    }

    // ------------------------------------------------------------------- T-15

    /// @dev Never processed or processed again and again: all results are the same.
    function testFuzz_T15_LateUpkeepChangesNothing(uint256 seed) public {
        uint256 snapshot = vm.snapshotState();
        bytes32 never = _run(seed, false);
        vm.revertToState(snapshot);
        assertEq(_run(seed, true), never);
    }

    function _run(uint256 seed, bool upkeep) internal returns (bytes32) {
        for (uint256 i; i < 6; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 available = pool.quoteCover(scriptedTerms, unit, 30 days).available / unit;
            if (seed % 2 == 0 && available != 0) {
                _buyScripted(carol, bound(seed >> 8, 1, available) * unit, bound(seed >> 64, 1, 365) * 1 days);
            }
            if (seed % 5 == 0) _deposit(dave, 1 + seed % 1e12);
            uint256 steps = upkeep ? 4 : 1;
            uint256 wait = (seed >> 16) % 40 days;
            for (uint256 j; j < steps; ++j) {
                skip(wait / 4 * 4 / steps);
                if (upkeep) pool.processExpiries();
            }
        }
        _request(alice, SHARES / 2);
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(alice);
        return keccak256(
            abi.encode(
                pool.totalAssets(),
                pool.committedCover(scriptedProduct),
                pool.quoteCover(scriptedTerms, 1000 * unit, 77 days),
                earliest,
                latest,
                vm.getBlockTimestamp()
            )
        );
    }

    // ------------------------------------------------------------------- T-60

    /// @dev A market in tokens after the incident changes who is paid, not how much, nor whose loss it was.
    function test_T60_SoldCoverPaysTheSame() public {
        (uint256 id, uint256 reserve) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        uint256 expected = vault.previewPayout(coverId, id);
        vm.prank(carol);
        coverToken.transferFrom(carol, eve, coverId);
        assertEq(vault.previewPayout(coverId, id), expected);
        (address insured,) = coverToken.partiesOf(coverId);
        assertEq(insured, carol);
        uint256 before = usdc.balanceOf(eve);
        vault.claimPayout(coverId, id);
        assertEq(usdc.balanceOf(eve) - before, expected);
        vm.prank(eve);
        coverToken.transferFrom(eve, carol, coverId);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(coverId, id);
        assertEq(expected, reserve, "all of it went to the one cover");
    }
}
