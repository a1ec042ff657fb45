// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Outcome} from "../../src/interfaces/IBonds.sol";
import {Ruling} from "../../src/interfaces/IDisputes.sol";
import {CourtReport, Docket} from "../../src/interfaces/IOptimisticCourt.sol";
import {IClaimsVaultExtension} from "../../src/interfaces/IClaimsVaultExtension.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {ScriptedMeter} from "../mocks/ScriptedMeter.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Firings at a court: "the meter moved without a loss". Branches: MeteredDisputes.tree.
contract MeteredDisputesTest is CourtFixture {
    uint40 internal constant DELAY = 2 days;
    ScriptedMeter internal meter;
    uint96 internal subject;
    uint256 internal meterTerms;
    uint256 internal id;
    uint256[2] internal coverId;

    function setUp() public override {
        super.setUp();
        meter = new ScriptedMeter(DELAY);
        meter.measure(0.4e18);
        subject = court.createDocket(_metered());
        vm.startPrank(owner);
        uint256 product = registry.listProduct(40, sponsor, "Measured");
        Terms memory t = _courtTerms(product, subject);
        t.observes = true;
        meterTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        for (uint256 i; i < 2; ++i) {
            pool = pools[i] = _createPool(_monoline());
            vaults[i] = IClaimsVault(pool.claimsVault());
            _addTerms(pool, meterTerms);
            _deposit(alice, M);
            coverId[i] = _protect(i, meterTerms, carol, COVER);
        }
        vault = vaults[0];
        vm.prank(frank);
        id = _incidentOf(subject, meter.fire(1));
    }

    function _metered() internal view returns (Docket memory d) {
        d = _docket(false);
        (d.meter, d.meterId, d.challengeWindow) = (address(meter), 1, DELAY);
    }

    function _payableAt(uint256 i) internal view returns (uint256) {
        return court.getVerdict(id, meterTerms, address(vaults[i])).payableAt;
    }

    function _contest(uint64 severity) internal returns (bytes32 key) {
        vm.prank(heidi);
        court.challenge(id, _answer(severity), type(uint256).max, "");
        return court.challengeKey(_answer(severity));
    }

    function test_RES2_OpeningsNeedNoBondAndMayFollowTheVerdict() public {
        uint256 end = _now() + DELAY;
        vaults[0].openCase(meterTerms, id);
        assertEq(_payableAt(0), end);
        skip(DELAY);
        vaults[1].openCase(meterTerms, id);
        assertEq(_payableAt(1), end, "one window for all");
        assertEq(vaults[1].claimPayout(coverId[1], id), 40_000e6);
        assertEq(usdc.balanceOf(address(court)), 0);
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.ChallengeWindowClosed.selector, end));
        court.challenge(id, _answer(0), type(uint256).max, "");
    }

    function test_RES2_OnlyThatLessWasLostIsAnAnswer() public {
        vm.startPrank(heidi);
        vm.expectRevert(Errors.InvalidAnswer.selector);
        court.challenge(id, _answer(0.4e18), type(uint256).max, "");
        vm.expectRevert(Errors.InvalidAnswer.selector);
        court.challenge(id, _answer(0.5e18), type(uint256).max, "");
        court.challenge(id, _answer(0.4e18 - 1), type(uint256).max, "");
    }

    /// @dev The bond is the meter's, whatever was set aside: by two per cent of it the lister has said how much that may
    /// be.
    function test_RES2_AChallengeSuspendsAllPools() public {
        assertEq(court.challengeBond(id), MIN_BOND);
        vaults[0].openCase(meterTerms, id);
        assertEq(court.challengeBond(id), MIN_BOND);
        bytes32 key = _contest(0);
        assertEq(court.getDispute(id).atStake, uint256(MIN_BOND) * 50);
        skip(DELAY);
        assertEq(_payableAt(0), 0);
        assertEq(_payableAt(1), 0);
        arbiter.rule(court, id, Ruling.Counter, 0);
        assertEq(court.withdrawBond(id, key, heidi), MIN_BOND, "there is nobody's bond to win");
        vm.expectRevert(Errors.IncidentDecided.selector);
        vaults[1].openCase(meterTerms, id);
        vault.applyVerdict(meterTerms, id);
        assertTrue(_case(0, meterTerms, id).status == CaseStatus.Denied);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.settleBonds(id, address(vault), meterTerms);
    }

    /// @dev Starts of new cover are deferred until a dispute is over, and a lower ruling is what is paid.
    function test_RES2_ALowerRulingIsPaidAtOnce() public {
        _contest(0.1e18);
        vm.prank(address(vaults[0]));
        assertEq(court.onOpen(id, meterTerms, grace, 1), _now() + DELAY + TURN + LAST_TURN, "decided by then");
        vaults[0].openCase(meterTerms, id);
        vm.expectRevert(Errors.NotArbiter.selector); // while it can be raised
        arbiter.rule(court, id, Ruling.Severity, 0.2e18);
        skip(DELAY);
        arbiter.rule(court, id, Ruling.Severity, 0.2e18);
        assertEq(_payableAt(0), _now());
        // Nearer to the counter-answer; cases may be opened after the ruling.
        vaults[1].openCase(meterTerms, id);
        assertEq(vaults[0].claimPayout(coverId[0], id), 20_000e6);
        assertEq(vaults[1].claimPayout(coverId[1], id), 20_000e6);
    }

    function test_RES5_ALosingChallengePaysWhoFired() public {
        vaults[0].openCase(meterTerms, id);
        bytes32 key = _contest(0);
        skip(DELAY);
        assertEq(court.bondOf(id, 0, frank), 0);
        arbiter.rule(court, id, Ruling.Report, 0);
        assertEq(court.bondOf(id, key, heidi), 0);
        assertEq(court.withdrawBond(id, 0, frank), MIN_BOND / 2);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(id, 0, frank);
        assertEq(court.burned(address(usdc)), MIN_BOND / 2);
        assertEq(usdc.balanceOf(address(court)), MIN_BOND / 2);
        assertEq(vaults[0].claimPayout(coverId[0], id), 40_000e6);
        vm.prank(address(vault));
        assertEq(court.onClose(id, meterTerms, 1e12, 1e12), 0, "what needs no bond earns no reward");
    }

    function test_T61_SilenceDeniesAFiring() public {
        vaults[0].openCase(meterTerms, id);
        bytes32 key = _contest(0);
        skip(DELAY + TURN + LAST_TURN);
        (Outcome outcome,) = court.outcomeOf(id);
        assertTrue(outcome == Outcome.Silence);
        vm.prank(address(vaults[1]));
        vm.expectRevert(Errors.IncidentDecided.selector);
        court.onOpen(id, meterTerms, grace, 1);
        assertEq(court.withdrawBond(id, key, heidi), MIN_BOND / 2);
        assertEq(court.bondOf(id, 0, frank), 0);
        assertEq(usdc.balanceOf(address(court)), MIN_BOND / 2, "the other half stays");
        vault.applyVerdict(meterTerms, id);
        assertTrue(_case(0, meterTerms, id).status == CaseStatus.Denied);
    }

    // ----------------------------------------------------------------- raises

    /// @dev A loss that goes on within the raise window is more of the same one: its case asks for more.
    function test_RES2_FiringThatIsRaisedRaisesItsCases() public {
        vaults[0].openCase(meterTerms, id);
        skip(DELAY);
        meter.measure(0.5e18);
        assertEq(meter.fire(1), 1, "in the last second");
        assertEq(court.getIncident(id).severity, 0.7e18, "half of what was left");
        vm.expectEmit(address(vault));
        emit IClaimsVaultExtension.CaseRaised(vault.caseIdOf(meterTerms, id), 70_000e6, 30_000e6, 2);
        assertEq(court.raiseCase(id, vaults[0], meterTerms), 30_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.CaseNotRaised.selector, 70_000e6));
        court.raiseCase(id, vaults[0], meterTerms);
        assertEq(vaults[0].claimPayout(coverId[0], id), 70_000e6);
        skip(1);
        assertEq(meter.fire(1), 2, "a loss of its own");
    }

    /// @dev Nobody is paid for what nobody set aside.
    function test_RES2_CaseThatIsNotRaisedPaysWhatItWasOpenedFor() public {
        vaults[0].openCase(meterTerms, id);
        meter.measure(0.5e18);
        meter.fire(1);
        skip(DELAY);
        assertEq(vaults[0].claimPayout(coverId[0], id), 40_000e6);
        vm.expectRevert(Errors.VerdictAlreadyApplied.selector);
        court.raiseCase(id, vaults[0], meterTerms);
    }

    /// @dev A later cover has no part in an earlier loss, and cannot be bought while that may go on.
    function test_RES2_NothingIsSoldWhileAFiringCanBeRaised() public {
        vm.expectRevert(Errors.BelowMark.selector);
        court.reading(subject);
        skip(DELAY);
        vm.expectRevert(Errors.BelowMark.selector);
        court.observe(subject);
        skip(1);
        assertEq(court.observe(subject), type(uint128).max);
        assertEq(court.reading(subject), type(uint128).max);
    }

    /// @dev What a challenge says is less than the loss as it stands when the arbiters' turn begins.
    function test_RES2_DisputeIsAboutTheFiringAsItWasRaised() public {
        vaults[0].openCase(meterTerms, id);
        _contest(0.3e18);
        meter.measure(0.5e18);
        meter.fire(1);
        court.raiseCase(id, vaults[0], meterTerms);
        skip(DELAY);
        assertEq(court.getDispute(id).report.severity, 0.7e18);
        arbiter.rule(court, id, Ruling.Report, 0);
        assertEq(vaults[0].claimPayout(coverId[0], id), 70_000e6);
    }

    /// @dev Or whoever likes sets capital aside for what was denied, and puts off the starts of new covers.
    function test_RevertWhen_RaisedAfterARuling() public {
        vaults[0].openCase(meterTerms, id);
        _contest(0);
        meter.measure(0.5e18);
        meter.fire(1);
        skip(DELAY);
        arbiter.rule(court, id, Ruling.Counter, 0);
        vm.expectRevert(Errors.IncidentDecided.selector);
        court.raiseCase(id, vaults[0], meterTerms);
    }

    function test_RevertWhen_NothingCanBeRaised() public {
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.raiseCase(id, vaults[0], meterTerms);
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.raiseCase(id + 1, vaults[0], meterTerms);
        uint256 reported = _report(0.5e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDocket.selector, bytes32("meter")));
        court.raiseCase(reported, vaults[0], terms);
    }

    // ----------------------------------------------------------------- dockets

    function test_RES2_FiringIsItsReport() public {
        CourtReport memory x = court.getReport(id);
        assertEq(x.reporter, frank);
        assertEq(x.time, _now());
        assertEq(x.reportedAt, _now());
        assertEq(x.bound, 0.4e18);
        assertEq(x.severity, 0.4e18);
        assertEq(court.getIncident(id).subject, subject);
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.getReport(id + 1);
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.getIncident(id + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDocket.selector, bytes32("meter")));
        court.reportIncident(subject, uint40(_now()), 1e18, 1e18, 0, "");
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.publishLosses(id, bytes32("root"), 1, 0, "");
    }

    function test_RevertWhen_DocketDoesNotFitItsMeter() public {
        Docket memory d = _metered();
        d.meter = eve;
        _expectBadDocket(d, "meter");
        d = _metered();
        (d.proofOfLoss, d.rootWindow) = (true, ROOT_WINDOW);
        _expectBadDocket(d, "proofOfLoss");
        d = _metered();
        d.challengeWindow -= 1;
        _expectBadDocket(d, "challengeWindow");
        ScriptedMeter quick = new ScriptedMeter(0);
        (d.meter, d.challengeWindow) = (address(quick), 1 days - 1);
        _expectBadDocket(d, "challengeWindow");
        d.challengeWindow += 1;
        assertEq(court.createDocket(d), subject + 1);
        // In the share meter's: two dwells and a day, and the vault's asset.
        (d.meter, d.meterId, d.challengeWindow) = (address(shareLoss), meterId, RAISE_WINDOW);
        d.reportWindow = uint40(2 * DWELL + 1 days - 1);
        _expectBadDocket(d, "reportWindow");
        d.reportWindow += 1;
        assertEq(court.createDocket(d), subject + 2);
        d.rules.asset = address(leaky);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDisputeRules.selector, bytes32("asset")));
        court.createDocket(d);
        d.meterId = 99;
        vm.expectRevert(Errors.UnknownMeter.selector);
        court.createDocket(d);
    }

    function _expectBadDocket(Docket memory d, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDocket.selector, field));
        court.createDocket(d);
    }

    /// @dev Terms on a meter observe, or they would sell after the loss, and deduct no more than it fires.
    function test_RevertWhen_TermsDoNotFitTheMeter() public {
        Terms memory t = _terms(productId, metered);
        court.checkTerms(t);
        t.observes = false;
        _expectBadTerms(t, "observes");
        (t.observes, t.deductible) = (true, 0.05e18 + 1);
        _expectBadTerms(t, "deductible");
        (t.deductible, t.reportWindow) = (0.05e18, REPORT_WINDOW - 1);
        _expectBadTerms(t, "reportWindow");
        (t.reportWindow, t.asset) = (REPORT_WINDOW, address(leaky));
        _expectBadTerms(t, "asset");
        (t.asset, t.proofOfLoss) = (address(usdc), true);
        _expectBadTerms(t, "proofOfLoss");
        (t.proofOfLoss, t.subject) = (false, 99);
        vm.expectRevert(Errors.UnknownDocket.selector);
        court.checkTerms(t);
        t = _courtTerms(productId, parametric);
        t.observes = true;
        _expectBadTerms(t, "observes");
    }

    function _expectBadTerms(Terms memory t, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, field));
        court.checkTerms(t);
    }
}
