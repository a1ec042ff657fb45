// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AddressArbiter} from "../../../../src/resolution/arbiters/AddressArbiter.sol";
import {UmaArbiter} from "../../../../src/resolution/arbiters/UmaArbiter.sol";
import {CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {CourtTerms} from "../../../../src/resolution/court/ICourt.sol";
import {CaseRef, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {IUma} from "../../../mocks/MockOptimisticOracle.sol";
import {PanelAtCourtFixture} from "./PanelAtCourtFixture.sol";

/// @notice The shipped arbiters before the real court and real pools: a bought panel first, UMA as its fallback, one address
/// before UMA. Against any Optimistic Oracle V3.
abstract contract ArbitersAtCourtSuite is PanelAtCourtFixture {
    uint256 internal constant FINAL_FEE = 250e6;
    uint256 internal constant UMA_BOND = 500e6;

    IUma internal oracle;
    UmaArbiter internal uma;
    CaseRef internal ref;
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        oracle = _deployOracle();
        uma = new UmaArbiter(oracle, address(usdc), 2 days, 10 days, 0);
        _fund(heidi, address(uma), 10 * UMA_BOND);
        _fund(eve, address(uma), 10 * UMA_BOND);
        _fund(heidi, address(oracle), 10 * UMA_BOND);
    }

    /// @dev An oracle that takes `usdc` for a final fee of `FINAL_FEE`.
    function _deployOracle() internal virtual returns (IUma);

    /// @dev What UMA's voters say of the assertion that was disputed last.
    function _umaVotes(bytes32 assertionId, bool truthful) internal virtual;

    /// @dev Eve says that all was lost, Heidi that 40 % was, which is true.
    function _disputed(address first) internal {
        CourtTerms memory d = _courtTerms(false);
        (d.rules.arbiter, d.rules.fallbackArbiter) = (first, address(uma));
        _sellOn(d);
        coverId = _protect(0, panelTerms, carol, COVER);
        skip(1);
        ref = _open(eve, 0, panelTerms, _report(subject), 1e18);
        _post(ref, 0.4e18);
        _close(ref);
    }

    function _assertBy(address account, uint256 number) internal returns (bytes32 assertionId) {
        vm.prank(account);
        assertionId = uma.assertAnswer(court, ref, number, "ipfs://evidence");
    }

    /// @dev Cover is paid by the truth, and whoever was right has its bond and half of the other.
    function _expectTruth() internal {
        assertTrue(_outcome(ref) == Outcome.Ruled);
        assertEq(_chosen(ref), FIRST + 1);
        _settle(ref);
        uint256 had = usdc.balanceOf(carol);
        vault.claimPayout(coverId, ref.incidentId);
        assertEq(usdc.balanceOf(carol) - had, 40_000e6 + 1000e6);
        assertEq(_bond(ref, court.answerKey(_answer(0.4e18)), heidi), 2000e6 + 1000e6);
        assertEq(_bond(ref, OPENING, eve), 0);
    }

    /// @dev A majority of the panel is bought. An appeal makes it silent, a dispute takes Eve's assertion, and what the panel's
    /// votes had at risk is settled by what UMA said.
    function test_T61_ABoughtPanelIsAppealedAndUmaIsRight() public {
        _stake(eve, 600_000e6);
        _stake(alice, 500_000e6);
        skip(1);
        _disputed(address(panel));
        _commit(eve, ref, FIRST);
        _commit(alice, ref, FIRST + 1);
        skip(3 days);
        _reveal(eve, ref, FIRST);
        _reveal(alice, ref, FIRST + 1);
        skip(2 days);
        _fund(bob, address(panel), 1000e6);
        vm.prank(bob);
        panel.appealRuling(court, ref);
        vm.warp(_endsAt(ref) + 1 + TURN);

        bytes32 lie = _assertBy(eve, FIRST);
        skip(1 hours);
        bytes32 truth = _assertBy(heidi, FIRST + 1);
        vm.prank(heidi);
        oracle.disputeAssertion(lie, heidi);
        skip(2 days);
        assertTrue(uma.settleAnswer(truth));
        _umaVotes(lie, false);
        assertFalse(uma.creditBond(lie));
        vm.expectRevert(Errors.AmountZero.selector);
        vm.prank(eve);
        uma.withdrawCredit(eve);
        vm.prank(heidi);
        assertEq(uma.withdrawCredit(heidi), UMA_BOND);
        _expectTruth();
        uint256 risk = panel.getVote(panel.caseIdOf(court, court.caseKeyOf(ref)), eve).risk;
        assertGt(risk, 0);
        panel.settleVote(court, ref, eve);
        panel.settleVote(court, ref, alice);
        assertEq(panel.getStake(eve).held, 600_000e6 - risk);
        assertApproxEqAbs(panel.getStake(alice).held, 500_000e6 + risk, 1);
    }

    /// @dev An assertion of the truth that is disputed on the first day is decided by UMA's voters in time.
    function test_T61_UmasVotersAreInTime() public {
        _disputed(address(panel));
        vm.warp(_endsAt(ref) + 1 + TURN);
        bytes32 truth = _assertBy(heidi, FIRST + 1);
        skip(2 days - 1);
        _fund(eve, address(oracle), UMA_BOND);
        vm.prank(eve);
        oracle.disputeAssertion(truth, eve);
        skip(10 days);
        _umaVotes(truth, true);
        assertTrue(uma.settleAnswer(truth));
        _expectTruth();
        vm.prank(heidi);
        assertEq(uma.withdrawCredit(heidi), UMA_BOND * 3 / 2);
    }

    /// @dev One address is asleep, and nobody asks UMA: silence denies, and each loses half.
    function test_T61_SilenceOfBothDenies() public {
        AddressArbiter judge = new AddressArbiter(frank, 7 days, false);
        _disputed(address(judge));
        vm.warp(_endsAt(ref) + 1 + TURN);
        vm.prank(frank);
        vm.expectRevert(Errors.NotArbiter.selector);
        judge.rule(court, ref, FIRST + 1);
        skip(LAST_TURN);
        vm.prank(heidi);
        vm.expectRevert(Errors.NotArbiter.selector);
        uma.assertAnswer(court, ref, FIRST + 1, "");
        assertTrue(_outcome(ref) == Outcome.Silent);
        _settle(ref);
        vault.applyVerdict(panelTerms, ref.incidentId);
        assertTrue(_case(ref).status == CaseStatus.Denied);
        assertEq(_bond(ref, OPENING, eve), 1000e6);
        assertEq(court.burned(address(usdc)), 2000e6);
    }
}
