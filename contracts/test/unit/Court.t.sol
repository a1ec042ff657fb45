// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBonds} from "../../src/interfaces/IBonds.sol";
import {Ruling} from "../../src/interfaces/IDisputes.sol";
import {CourtReport, Docket, IOptimisticCourt} from "../../src/interfaces/IOptimisticCourt.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Incident} from "../../src/interfaces/IResolver.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {MockArbiter} from "../mocks/MockArbiter.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Dockets, reports, openings, challenges and rulings of RES-3 and RES-4. Branches: Court.tree.
contract CourtTest is CourtFixture {
    // ---------------------------------------------------------------- dockets

    function test_RES4_DocketsAreChecked() public {
        Docket memory d = _docket(true);
        d.reportWindow = 1 days - 1;
        _refuse(d, "reportWindow");
        d.reportWindow = 20 days + 1;
        _refuse(d, "reportWindow");
        d = _docket(true);
        d.rootWindow = 1 days - 1;
        _refuse(d, "rootWindow");
        d.rootWindow = 14 days + 1;
        _refuse(d, "rootWindow");
        d = _docket(false);
        d.rootWindow = 1;
        _refuse(d, "rootWindow");
        d = _docket(true);
        d.challengeWindow = 5 days - 1;
        _refuse(d, "challengeWindow");
        d.challengeWindow = 52 days - ROOT_WINDOW - TURN - LAST_TURN + 1;
        _refuse(d, "route");
        d.challengeWindow -= 1;
        court.createDocket(d);
        d.title = "";
        _refuse(d, "title");
    }

    function _refuse(Docket memory d, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDocket.selector, field));
        court.createDocket(d);
    }

    function test_RES4_ArbitersAreChecked() public {
        Docket memory d = _docket(false);
        d.rules.asset = alice;
        _refuseRules(d, "asset");
        d = _docket(false);
        d.rules.minBond = 0;
        _refuseRules(d, "minBond");
        d = _docket(false);
        d.rules.arbiter = alice;
        _refuseRules(d, "arbiter");
        d = _docket(false);
        d.rules.fallbackArbiter = alice;
        _refuseRules(d, "fallbackArbiter");
        d.rules.fallbackArbiter = d.rules.arbiter;
        _refuseRules(d, "fallbackArbiter");
        d = _docket(false);
        d.rules.arbiterTime = 7 days;
        _refuseRules(d, "arbiterTime");
        d = _docket(false);
        d.rules.fallbackTime = 14 days;
        _refuseRules(d, "fallbackTime");
        d = _docket(false);
        d.rules.fallbackArbiter = address(new MockArbiter(14 days, false));
        _refuseRules(d, "isExternal");
    }

    function _refuseRules(Docket memory d, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidDisputeRules.selector, field));
        court.createDocket(d);
    }

    function test_RES1_ADocketIsWhatItWasCreatedAs() public {
        vm.expectEmit(address(court));
        emit IOptimisticCourt.DocketCreated(4, _docket(true));
        uint96 subject = court.createDocket(_docket(true));
        assertEq(subject, 4);
        assertEq(court.docketCount(), 4);
        assertEq(abi.encode(court.getDocket(subject)), abi.encode(_docket(true)));
        assertEq(abi.encode(court.rulesOf(subject)), abi.encode(_rules()));
        assertEq(court.reading(subject), type(uint128).max, "it measures nothing");
        assertEq(court.observe(subject), type(uint128).max);
        assertEq(court.longestRoute(subject), REPORT_WINDOW + 42 days + 1 days);
    }

    function test_CheckTerms() public {
        uint96 subject = court.createDocket(_docket(true));
        Terms memory t = _courtTerms(1, subject);
        (t.proofOfLoss, t.reportWindow) = (true, uint32(REPORT_WINDOW));
        court.checkTerms(t);
        t.reportWindow += 1;
        court.checkTerms(t);
        t.reportWindow = uint32(REPORT_WINDOW) - 1;
        _expectBadTerms(t, "reportWindow");
        t.reportWindow = uint32(REPORT_WINDOW);
        t.proofOfLoss = false;
        _expectBadTerms(t, "proofOfLoss");
        t.proofOfLoss = true;
        t.observes = true;
        _expectBadTerms(t, "observes");
        t.asset = address(leaky);
        _expectBadTerms(t, "asset");
    }

    function _expectBadTerms(Terms memory t, bytes32 field) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, field));
        court.checkTerms(t);
    }

    function test_RevertWhen_DocketOrIncidentIsUnknown() public {
        bytes4 unknown = Errors.UnknownDocket.selector;
        vm.expectRevert(unknown);
        court.getDocket(9);
        vm.expectRevert(unknown);
        court.checkTerms(_courtTerms(1, 9));
        vm.expectRevert(unknown);
        court.reading(9);
        vm.expectRevert(unknown);
        court.longestRoute(9);
        vm.expectRevert(unknown);
        court.reportIncident(9, uint40(_now()), 1e18, 1e18, 0, "");
        uint256 id = uint256(parametric) << 32 | 1;
        unknown = Errors.UnknownIncident.selector;
        vm.expectRevert(unknown);
        court.getReport(id);
        vm.expectRevert(unknown);
        court.getIncident(id);
        vm.expectRevert(unknown);
        court.getVerdict(id, terms, address(vault));
        vm.expectRevert(unknown);
        court.getDispute(id);
        vm.expectRevert(unknown);
        court.outcomeOf(id);
        vm.expectRevert(unknown);
        court.challengeBond(id);
        vm.expectRevert(unknown);
        court.challenge(id, _answer(0), 0, "");
        vm.expectRevert(unknown);
        court.arbitrate(id, Ruling.Report, 0);
        vm.expectRevert(unknown);
        court.publishLosses(id, bytes32(uint256(1)), 1, 0, "");
        vm.expectRevert(unknown);
        court.pledge(9 << 32, bytes32(uint256(1)), 1);
        id = _report(0.4e18);
        vm.expectRevert(unknown);
        court.getIncident(id | 1 << 128);
    }

    // ---------------------------------------------------------------- reports

    function test_INC1_ReportsAreBounded() public {
        uint40 time = uint40(_now());
        skip(REPORT_WINDOW);
        court.reportIncident(parametric, time, 1e18, 1e18, 0, "");
        skip(1);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        court.reportIncident(parametric, time, 1e18, 1e18, 0, "");
        time = uint40(_now()) + 1;
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        court.reportIncident(parametric, time, 1e18, 1e18, 0, "");
        time -= 1;
        vm.expectRevert(Errors.SeverityZero.selector);
        court.reportIncident(parametric, time, 1e18, 0, 0, "");
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("bound")));
        court.reportIncident(parametric, time, 0.5e18, 0.5e18 + 1, 0, "");
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("bound")));
        court.reportIncident(parametric, time, 1e18 + 1, 1, 0, "");
    }

    function test_INC1_AReportAloneCostsAndDoesNothing() public {
        uint256 before = usdc.balanceOf(frank);
        vm.expectEmit(address(court));
        emit IOptimisticCourt.IncidentReported(
            uint256(parametric) << 32 | 1,
            parametric,
            frank,
            uint40(_now()),
            0.6e18,
            0.4e18,
            keccak256("evidence"),
            "ipfs://evidence"
        );
        uint256 id = _reportOn(parametric, 0.6e18, 0.4e18);
        assertEq(usdc.balanceOf(frank), before);
        Incident memory x = court.getIncident(id);
        assertEq(
            abi.encode(x),
            abi.encode(Incident({subject: parametric, time: uint40(_now()), severity: 0.6e18, lossTotal: 0}))
        );
        CourtReport memory r = court.getReport(id);
        assertEq(r.reporter, frank);
        assertEq(r.severity, 0.4e18);
        assertEq(r.reportedAt, _now());
        assertEq(r.evidence, keccak256("evidence"));
        assertEq(_payable(0, id), _now() + WINDOW, "what an opening now would lead to");
        assertEq(court.challengeBond(id), 0, "and there is nothing to challenge");
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.ChallengeWindowClosed.selector, _now() + WINDOW));
        court.challenge(id, _answer(0), type(uint256).max, "");
    }

    function test_INC1_OnlyTheReporterPublishesOnceAndInTime() public {
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.publishLosses(id, keccak256("table"), 1, 0, "");
        vm.startPrank(frank);
        vm.expectRevert(Errors.AmountZero.selector);
        court.publishLosses(id, 0, 1, 0, "");
        vm.expectRevert(Errors.AmountZero.selector);
        court.publishLosses(id, keccak256("table"), 0, 0, "");
        uint256 closesAt = _now() + ROOT_WINDOW;
        vm.warp(closesAt - 1);
        vm.expectEmit(address(court));
        emit IOptimisticCourt.LossesPublished(id, keccak256("table"), 7e6, bytes32("e"), "ipfs://table");
        court.publishLosses(id, keccak256("table"), 7e6, bytes32("e"), "ipfs://table");
        vm.expectRevert(Errors.LossesAlreadyPublished.selector);
        court.publishLosses(id, keccak256("table"), 7e6, 0, "");
        assertEq(court.getIncident(id).lossTotal, 7e6);
        assertEq(court.getReport(id).rootAt, _now());
        vm.stopPrank();

        id = _reportOn(byProof, 1e18, 1e18);
        closesAt = _now() + ROOT_WINDOW;
        vm.warp(closesAt);
        vm.startPrank(frank);
        vm.expectRevert(abi.encodeWithSelector(Errors.RootWindowClosed.selector, closesAt));
        court.publishLosses(id, keccak256("table"), 1, 0, "");
        vm.stopPrank();
        // A parametric incident has no table.
        id = _report(1e18);
        vm.prank(frank);
        vm.expectRevert(abi.encodeWithSelector(Errors.RootWindowClosed.selector, _now()));
        court.publishLosses(id, keccak256("table"), 1, 0, "");
    }

    // --------------------------------------------------------------- openings

    function test_INC2_AOpeningPostsABondAndOpensAWindow() public {
        _protect(0, terms, carol, COVER);
        uint256 id = _report(0.4e18);
        uint256 before = usdc.balanceOf(grace);
        vm.expectEmit(address(court));
        emit IBonds.OpeningBonded(id, address(vault), terms, grace, 40_000e6, 800e6, _now() + WINDOW);
        _openCaseOf(0, id);
        assertEq(before - usdc.balanceOf(grace), 800e6, "2 %");
        assertEq(_payable(0, id), _now() + WINDOW);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(terms, id);
        skip(WINDOW - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(terms, id);
        skip(1);
        vault.applyVerdict(terms, id);
        assertEq(_case(0, terms, id).severity, 0.4e18);
    }

    function test_INC2_ASmallOpeningPostsTheMinimum() public {
        _protect(0, terms, carol, 1000e6);
        uint256 id = _report(0.4e18);
        uint256 before = usdc.balanceOf(grace);
        _openCaseOf(0, id);
        assertEq(before - usdc.balanceOf(grace), MIN_BOND);
    }

    function test_INC2_BondsAreEven() public {
        _protect(0, terms, carol, COVER);
        uint256 id = _report(0.4e18 + 0.001e18);
        _openCaseOf(0, id);
        assertEq(usdc.balanceOf(address(court)), 802e6);
        _protect(1, terms, carol, 30_001e6);
        id = _reportOn(parametric, 0.999999e18, 0.4e18);
        _openCaseOf(1, id);
        // 2 % of 30,000.969999 rounded up to the next even unit.
        assertEq(usdc.balanceOf(address(court)) - 802e6, 600_019_400);
    }

    function test_RevertWhen_ItIsNotAPoolsVaultThatOpens() public {
        uint256 id = _report(0.4e18);
        vm.expectRevert();
        court.onOpen(id, terms, grace, 1);
        // A contract that says it were a vault of a real pool is not.
        PretendedVault pretended = new PretendedVault(pool.poolId(), address(usdc));
        vm.prank(address(pretended));
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.onOpen(id, terms, grace, 1);
        // Nor is a real vault whose pool is of another asset.
        Docket memory d = _docket(false);
        d.rules.asset = address(leaky);
        uint96 other = court.createDocket(d);
        id = _reportOn(other, 0.4e18, 0.4e18);
        vm.prank(address(vault));
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.onOpen(id, terms, grace, 1);
    }

    function test_INC2_EveryVersionOfTermsIsOpenedOnItsOwn() public {
        _protect(0, terms, carol, COVER);
        _protect(0, moreTerms, carol, COVER);
        uint256 id = _report(0.4e18);
        _openCaseOf(0, id);
        skip(3 days);
        _openCaseBy(grace, 0, moreTerms, id);
        assertEq(_payable(0, id), _now() + 2 days);
        assertEq(court.getVerdict(id, moreTerms, address(vault)).payableAt, _now() + 5 days, "a window of its own");
        skip(2 days);
        vault.applyVerdict(terms, id);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(moreTerms, id);
        _challenge(id, 0);
        assertEq(court.getDispute(id).atStake, 40_000e6, "the second alone");
    }
}

/// @notice Says that it were the vault of somebody's pool.
contract PretendedVault {
    uint256 public poolId;
    address public asset;

    constructor(uint256 poolId_, address asset_) {
        (poolId, asset) = (poolId_, asset_);
    }
}
