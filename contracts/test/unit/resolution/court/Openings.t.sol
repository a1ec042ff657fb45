// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {CourtCase, ICourt} from "../../../../src/resolution/court/ICourt.sol";
import {ICoverPool} from "../../../../src/pool/ICoverPool.sol";
import {CaseRef, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {PoolConfig} from "../../../../src/pool/PoolTypes.sol";
import {MockToken} from "../../../mocks/MockToken.sol";
import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice What it takes to open a case, and what an opener may say after that. Branches: Openings.tree.
contract OpeningsTest is CourtFixture {
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            _protect(i, terms, carol, COVER);
            _protect(i, proofTerms, carol, COVER);
        }
        _protect(0, moreTerms, carol, COVER / 100);
        id = _report(parametric);
    }

    // --------------------------------------------------------------- openings

    function test_RES3_AnOpeningPostsTwoPerCentOfItsNeed() public {
        CaseRef memory ref = CaseRef(id, address(vault), terms);
        uint256 had = usdc.balanceOf(grace);
        vm.expectEmit(address(court));
        emit ICourt.OpeningBonded(court.caseKeyOf(ref), ref, grace, 0.4e18, 800e6, _now() + WINDOW);
        _open(grace, 0, terms, id, 0.4e18);
        assertEq(had - usdc.balanceOf(grace), 800e6);
        CourtCase memory x = court.getCase(ref);
        assertEq(x.opener, grace);
        assertEq(x.openedAt, _now());
        assertEq(x.severity, 0.4e18);
        assertEq(x.openingBond, 800e6);
        assertEq(x.endsAt, _now() + WINDOW);
        assertEq(x.atStake, 0);
        assertEq(x.answers.length, 1);
        assertEq(x.answers[0].by, address(0), "an opening is kept once");
        assertEq(x.answers[0].answer.severity, 0.4e18);
        assertEq(_case(ref).reserve, 40_000e6);
    }

    function test_RES3_ASmallCaseCostsTheLeastBond() public {
        uint256 had = usdc.balanceOf(grace);
        CaseRef memory ref = _open(grace, 0, moreTerms, id, 1);
        assertEq(had - usdc.balanceOf(grace), MIN_BOND);
        assertEq(court.getCase(ref).openingBond, MIN_BOND);
    }

    /// @dev What the pool lacks is part of the need: an opening is no cheaper where the pool is short.
    function test_RES3_ABondIsMeasuredByTheNeedNotByWhatThereWas() public {
        for (uint256 k; k < 8; ++k) {
            _protect(0, terms, dave, COVER);
            _protect(0, proofTerms, dave, COVER);
        }
        _open(grace, 0, proofTerms, _report(byProof), 1e18);
        id = _report(parametric);
        uint256 had = usdc.balanceOf(grace);
        CaseRef memory ref = _open(grace, 0, terms, id, 1e18);
        assertLt(_case(ref).reserve, 9 * COVER);
        assertEq(had - usdc.balanceOf(grace), 9 * COVER / 50);
    }

    /// @dev The bond is computed from what the vault keeps of the case; it stays the same whatever becomes of that.
    function test_RES5_AnOpeningBondStaysWhatItWasForEver() public {
        CaseRef memory ref = _open(grace, 0, terms, id, 0.4e18);
        _post(ref, 0.9e18);
        assertEq(court.getCase(ref).openingBond, 800e6, "raised");
        _rule(ref, FIRST);
        _settle(ref);
        _apply(ref);
        assertEq(court.getCase(ref).openingBond, 800e6, "applied");
        skip(61 days);
        vault.settleCase(terms, id);
        assertTrue(_case(ref).closed);
        skip(3650 days);
        assertEq(court.getCase(ref).openingBond, 800e6, "closed");
        // Half of Heidi's 1,800 is more than Grace had bonded.
        assertEq(_withdraw(ref, OPENING, grace), 800e6 + 800e6);
    }

    /// @dev Starts of new covers wait until the case is decided, as far as that is known: if nobody answers, or by the arbiters
    /// where an answer raises it.
    function test_CAP5_StartsWaitForTheDecision() public {
        uint256 neighbour = _listTerms(10, parametric);
        pool = pools[1] = _createPool(_monoline());
        vaults[1] = IClaimsVault(pool.claimsVault());
        _addTerms(pool, terms);
        _addTerms(pool, neighbour);
        _deposit(alice, M);
        _protect(1, terms, carol, COVER);
        CaseRef memory ref = _open(grace, 1, terms, _report(parametric), 0.4e18);
        assertEq(pool.quoteCover(neighbour, 100e6, 30 days).start, _endsAt(ref));
        _post(ref, 0.3e18);
        assertEq(pool.quoteCover(neighbour, 100e6, 30 days).start, _endsAt(ref));
        _post(ref, 0.9e18);
        assertEq(pool.quoteCover(neighbour, 100e6, 30 days).start, _endsAt(ref) + 1 + TURN + LAST_TURN);
    }

    function test_RES3_EachPoolHasACaseOfItsOwn() public {
        CaseRef memory ref = _open(grace, 0, terms, id, 0.4e18);
        skip(2 days);
        CaseRef memory other = _open(heidi, 1, terms, id, 0.7e18);
        assertEq(_endsAt(ref) + 2 days, _endsAt(other));
        skip(3 days + 1);
        assertEq(_severityOf(ref), 0.4e18);
        assertEq(_payable(other), 0, "what one pool decides never reaches another");
        skip(2 days);
        assertEq(_severityOf(other), 0.7e18);
    }

    function test_RES3_WithoutAnotherAnswerTheOpenersStands() public {
        CaseRef memory ref = _open(grace, 0, terms, id, 0.4e18);
        skip(WINDOW);
        assertTrue(_outcome(ref) == Outcome.None);
        assertEq(_payable(ref), 0);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(terms, id);
        skip(1);
        assertTrue(_outcome(ref) == Outcome.Unopposed);
        assertEq(_chosen(ref), FIRST);
        assertEq(_payable(ref), _now());
        vault.applyVerdict(terms, id);
        assertTrue(_case(ref).status == CaseStatus.Payable);
    }

    function test_RevertWhen_NoCaseCanBeOpened() public {
        vm.startPrank(grace);
        vm.expectRevert(Errors.UnknownIncident.selector);
        vault.openCase(terms, id + 1, 1e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(proofTerms, id, 1e18);
        vm.expectRevert(Errors.SeverityZero.selector);
        vault.openCase(terms, id, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("severity")));
        vault.openCase(terms, id, 1e18 + 1);
        vault.openCase(terms, id, 0.4e18);
        vm.expectPartialRevert(Errors.CaseAlreadyOpen.selector);
        vault.openCase(terms, id, 0.5e18);
        vm.stopPrank();
        vm.prank(eve);
        usdc.approve(address(court), 0);
        vm.prank(eve);
        vm.expectRevert(bytes4(keccak256("TransferFromFailed()")));
        vaults[1].openCase(terms, id, 0.4e18);
    }

    function test_RevertWhen_TheReportWindowIsOver() public {
        uint256 time = court.getIncident(id).time;
        vm.warp(time + REPORT_WINDOW + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, time, time + REPORT_WINDOW));
        vault.openCase(terms, id, 1e18);
        vm.warp(time + REPORT_WINDOW);
        CaseRef memory ref = _open(grace, 0, terms, id, 1e18);
        assertEq(_endsAt(ref), time + HORIZON, "as long as more can be set aside");
    }

    /// @dev T-56: neither anybody, nor a pool of another asset, opens cases at the court.
    function test_RevertWhen_WhoOpensIsNoPoolsVault() public {
        vm.expectRevert();
        court.onOpen(id, terms, eve, 1e18, 1e30);
        FalseVaultOfPool imposter = new FalseVaultOfPool(pool.poolId(), address(usdc));
        vm.prank(address(imposter));
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.onOpen(id, terms, eve, 1e18, 1e30);
        PoolConfig memory c = _monoline();
        c.asset = address(new MockToken("Junk", "JUNK", 6));
        (address at_,) = factory.createPool(c);
        vm.prank(ICoverPool(at_).claimsVault());
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.onOpen(id, terms, eve, 1e18, 1e30);
    }

    function test_RevertWhen_NoCaseIsOpen() public {
        CaseRef memory ref = CaseRef(id, address(vault), terms);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.getCase(ref);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.outcomeOf(ref);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.getDispute(ref);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.postAnswer(ref, _answer(0), M, "");
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.publishLosses(ref, keccak256("table"), 1, "");
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.settleBonds(ref);
        assertEq(court.getVerdict(id, terms, address(vault)).payableAt, 0);
        ref.incidentId += 1;
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.getCase(ref);
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.getVerdict(id + 1, terms, address(vault));
    }

    // ----------------------------------------------------------------- tables

    function test_RES3_TheOpenersTableIsItsAnswer() public {
        CaseRef memory ref = _openProof();
        CourtCase memory x = court.getCase(ref);
        assertEq(x.answers[0].answer.severity, 0, "none yet");
        assertEq(x.endsAt, _now() + ROOT_WINDOW + WINDOW);
        assertTrue(court.getDispute(ref).incomplete);
        skip(ROOT_WINDOW);
        _publish(ref, 60_000e6);
        x = court.getCase(ref);
        assertEq(x.answers[0].by, grace);
        assertEq(x.answers[0].bond, 0);
        assertEq(x.answers[0].answer.severity, 1e18);
        assertEq(x.answers[0].answer.lossTotal, 60_000e6);
        assertEq(x.answers[0].answer.lossRoot, keccak256("table"));
        assertFalse(court.getDispute(ref).incomplete);
        skip(WINDOW + 1);
        assertEq(_chosen(ref), FIRST);
        assertEq(_payable(ref), _now());
        assertEq(court.getVerdict(ref.incidentId, proofTerms, ref.vault).lossTotal, 60_000e6);
        assertEq(court.getVerdict(ref.incidentId, proofTerms, ref.vault).lossRoot, keccak256("table"));
    }

    function test_RevertWhen_ATableIsNotTheOpenersOrNotInTime() public {
        CaseRef memory ref = _openProof();
        vm.prank(frank);
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.publishLosses(ref, keccak256("table"), 1e6, "");
        vm.startPrank(grace);
        vm.expectRevert(Errors.InvalidAnswer.selector);
        court.publishLosses(ref, 0, 1e6, "");
        vm.expectRevert(Errors.InvalidAnswer.selector);
        court.publishLosses(ref, keccak256("table"), 0, "");
        uint256 closesAt = _now() + ROOT_WINDOW;
        vm.warp(closesAt + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.RootWindowClosed.selector, closesAt));
        court.publishLosses(ref, keccak256("table"), 1e6, "");
        vm.warp(closesAt);
        court.publishLosses(ref, keccak256("table"), 1e6, "");
        vm.expectRevert(Errors.LossesAlreadyPublished.selector);
        court.publishLosses(ref, keccak256("better"), 1e6, "");
        vm.stopPrank();
        CaseRef memory noProof = _openNew(1e18);
        vm.prank(grace);
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.publishLosses(noProof, keccak256("table"), 1e6, "");
    }

    /// @dev An opener's table rests on the opening's bond: it asks for no more than that was measured by, even after others
    /// have set more aside.
    function test_RevertWhen_ATableAsksForMoreThanTheCaseWasOpenedFor() public {
        CaseRef memory ref = _open(grace, 0, proofTerms, _report(byProof), 0.2e18);
        bytes memory tooMuch = abi.encodeWithSelector(Errors.AnswerAboveCase.selector, 20_000e6);
        vm.prank(grace);
        vm.expectRevert(tooMuch);
        court.publishLosses(ref, keccak256("table"), 20_000e6 + 1, "");
        _postBy(heidi, ref, _table(90_000e6));
        vm.prank(grace);
        vm.expectRevert(tooMuch);
        court.publishLosses(ref, keccak256("table"), 50_000e6, "");
        _publish(ref, 20_000e6);
        assertEq(court.getCase(ref).answers[0].answer.lossTotal, 20_000e6);
    }

    function test_RevertWhen_ATableStandsAlready() public {
        CaseRef memory ref = _openProof();
        _postBy(heidi, ref, _table(60_000e6));
        vm.prank(grace);
        vm.expectRevert(abi.encodeWithSelector(Errors.AnswerAlreadyPosted.selector, FIRST + 1));
        court.publishLosses(ref, keccak256("counter table"), 60_000e6, "");
    }
}

/// @dev Says that it is a pool's vault.
contract FalseVaultOfPool {
    uint256 public immutable poolId;
    address public immutable asset;

    constructor(uint256 poolId_, address asset_) {
        (poolId, asset) = (poolId_, asset_);
    }
}
