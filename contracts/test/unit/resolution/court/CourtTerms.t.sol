// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CourtTerms, ICourt} from "../../../../src/resolution/court/ICourt.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {MockArbiter} from "../../../mocks/MockArbiter.sol";
import {ScriptedMeter} from "../../../mocks/ScriptedMeter.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice What a court agrees to hear, and on which terms. Branches: CourtTerms.tree.
contract CourtTermsTest is CourtFixture {
    function test_RES4_CourtTermsAreChecked() public {
        CourtTerms memory d = _courtTerms(true);
        d.reportWindow = 1 days - 1;
        _refuse(d, "reportWindow");
        d.reportWindow = 20 days + 1;
        _refuse(d, "reportWindow");
        d = _courtTerms(true);
        d.rootWindow = 1 days - 1;
        _refuse(d, "rootWindow");
        d.rootWindow = 14 days + 1;
        _refuse(d, "rootWindow");
        d = _courtTerms(false);
        d.rootWindow = 1;
        _refuse(d, "rootWindow");
        d = _courtTerms(true);
        d.answerWindow = 3 days - 1;
        _refuse(d, "answerWindow");
        d.answerWindow = 3 days;
        court.createCourtTerms(d);
        d.title = "";
        _refuse(d, "title");
    }

    /// @dev Vaults wait for 120 days. All windows and turns used to their end take at most 90.
    function test_RES4_TheLongestRouteFitsIntoWhatVaultsWaitFor() public {
        CourtTerms memory d = _courtTerms(true);
        d.answerWindow = (90 days - ROOT_WINDOW - TURN - LAST_TURN) / 2;
        uint96 subject = court.createCourtTerms(d);
        assertEq(court.longestRoute(subject), REPORT_WINDOW + 90 days + 1 days);
        d.answerWindow += 1 days;
        _refuse(d, "route");
        d = _courtTerms(true);
        d.rules.arbiterTime = type(uint40).max;
        _refuse(d, "route");
    }

    function _refuse(CourtTerms memory d, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidCourtTerms.selector, field));
        court.createCourtTerms(d);
    }

    function test_RES4_ArbitersAreChecked() public {
        CourtTerms memory d = _courtTerms(false);
        d.rules.asset = alice;
        _refuseRules(d, "asset");
        d = _courtTerms(false);
        d.rules.minBond = 0;
        _refuseRules(d, "minBond");
        d = _courtTerms(false);
        d.rules.arbiter = alice;
        _refuseRules(d, "arbiter");
        d = _courtTerms(false);
        d.rules.fallbackArbiter = alice;
        _refuseRules(d, "fallbackArbiter");
        d.rules.fallbackArbiter = d.rules.arbiter;
        _refuseRules(d, "fallbackArbiter");
        d = _courtTerms(false);
        d.rules.arbiterTime = 7 days;
        _refuseRules(d, "arbiterTime");
        d = _courtTerms(false);
        d.rules.fallbackTime = 14 days;
        _refuseRules(d, "fallbackTime");
        d = _courtTerms(false);
        d.rules.fallbackArbiter = address(new MockArbiter(14 days, false));
        _refuseRules(d, "isExternal");
    }

    function _refuseRules(CourtTerms memory d, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDisputeRules.selector, field));
        court.createCourtTerms(d);
    }

    function test_RES2_CourtTermsOnMetersAreChecked() public {
        CourtTerms memory d = _metered(new ScriptedMeter(4 days));
        d.answerWindow = 5 days - 1;
        _refuse(d, "answerWindow");
        d.answerWindow = 5 days;
        d.reportWindow = 1 days;
        court.createCourtTerms(d);
        (d.proofOfLoss, d.rootWindow) = (true, 1 days);
        _refuse(d, "proofOfLoss");
        d = _metered(new ScriptedMeter(4 days));
        d.meter = alice;
        _refuse(d, "meter");
        // Its proofs are up to twelve hours old.
        (d.meter, d.meterId) = (address(shareLoss), meterId);
        d.reportWindow = 36 hours - 1;
        _refuse(d, "reportWindow");
        d.reportWindow = 36 hours;
        court.createCourtTerms(d);
        d.rules.asset = address(leaky);
        _refuseRules(d, "asset");
    }

    function _metered(ScriptedMeter meter) internal view returns (CourtTerms memory d) {
        d = _courtTerms(false);
        (d.meter, d.meterId) = (address(meter), 1);
    }

    function test_RES1_CourtTermsAreWhatTheyWereCreatedAs() public {
        vm.expectEmit(address(court));
        emit ICourt.CourtTermsCreated(4, address(0), 0);
        uint96 subject = court.createCourtTerms(_courtTerms(true));
        assertEq(subject, 4);
        assertEq(court.courtTermsCount(), 4);
        assertEq(abi.encode(court.getCourtTerms(subject)), abi.encode(_courtTerms(true)));
        assertEq(court.reading(subject), type(uint128).max, "it measures nothing");
        assertEq(court.observe(subject), type(uint128).max);
        assertEq(court.longestRoute(subject), REPORT_WINDOW + 14 days + 10 days + 23 days + 1 days);
    }

    function test_RES2_AMetersCourtTermsReadsItsMeter() public {
        ScriptedMeter meter = new ScriptedMeter(2 days);
        uint96 subject = court.createCourtTerms(_metered(meter));
        assertEq(court.reading(subject), type(uint128).max);
        meter.measure(0.4e18);
        meter.fire(1);
        vm.expectRevert(Errors.BelowMark.selector);
        court.reading(subject);
        vm.expectRevert(Errors.BelowMark.selector);
        court.observe(subject);
    }

    function test_RES1_TermsAreChecked() public {
        Terms memory t = _courtTerms(1, byProof);
        court.checkTerms(t);
        t.reportWindow += 1;
        _expectBadTerms(t, "horizon");
        t.horizon += 1;
        court.checkTerms(t);
        t.reportWindow = REPORT_WINDOW - 1;
        _expectBadTerms(t, "reportWindow");
        t = _courtTerms(1, byProof);
        t.proofOfLoss = false;
        _expectBadTerms(t, "proofOfLoss");
        t.proofOfLoss = true;
        t.observes = true;
        _expectBadTerms(t, "observes");
        t.asset = address(leaky);
        _expectBadTerms(t, "asset");
        t = _courtTerms(1, metered);
        _expectBadTerms(t, "observes");
        (t.observes, t.deductible) = (true, 0.05e18);
        court.checkTerms(t);
        t.deductible += 1;
        _expectBadTerms(t, "deductible");
    }

    function _expectBadTerms(Terms memory t, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, field));
        court.checkTerms(t);
    }

    function test_RevertWhen_CourtTermsAreUnknown() public {
        bytes4 unknown = Errors.UnknownCourtTerms.selector;
        for (uint96 subject; subject < 10; subject += 9) {
            vm.expectRevert(unknown);
            court.getCourtTerms(subject);
            vm.expectRevert(unknown);
            court.checkTerms(_courtTerms(1, subject));
            vm.expectRevert(unknown);
            court.reading(subject);
            vm.expectRevert(unknown);
            court.observe(subject);
            vm.expectRevert(unknown);
            court.longestRoute(subject);
            vm.expectRevert(unknown);
            court.reportIncident(subject, uint40(_now()), 0, "");
        }
    }
}
