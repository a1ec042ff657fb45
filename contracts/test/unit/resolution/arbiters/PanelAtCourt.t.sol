// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseRef, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {ScriptedMeter} from "../../../mocks/ScriptedMeter.sol";
import {PanelAtCourtFixture} from "./PanelAtCourtFixture.sol";

/// @notice A panel before the court as it is deployed: what is at stake is what the court says that is.
contract PanelAtCourtTest is PanelAtCourtFixture {
    function test_RES6_ThePanelsMedianIsPaid() public {
        _sell(address(0));
        uint256 coverId = _protect(0, panelTerms, carol, COVER);
        _stake(alice, 400_000e6);
        _stake(bob, 300_000e6);
        _stake(dave, 350_000e6);
        skip(1);
        CaseRef memory ref = _open(grace, 0, panelTerms, _report(subject), 0.8e18);
        _post(ref, 0.4e18);
        _postBy(eve, ref, _answer(0.1e18));
        _close(ref);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, FIRST + 1);
        _commit(dave, ref, FIRST + 2);
        skip(3 days);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, FIRST + 1);
        _reveal(dave, ref, FIRST + 2);
        skip(3 days);
        assertEq(panel.tally(court, ref), FIRST + 1);
        address[3] memory voters = [alice, dave, bob];
        uint256 sum;
        for (uint256 i; i < 3; ++i) {
            panel.settleVote(court, ref, voters[i]);
            sum += panel.getStake(voters[i]).held;
        }
        assertGt(panel.getStake(bob).held, 300_000e6 + 50_000e6, "what the others had at risk");
        assertApproxEqAbs(sum, 1_050_000e6, 3);
        _settle(ref);
        uint256 had = usdc.balanceOf(carol);
        vault.claimPayout(coverId, ref.incidentId);
        assertEq(usdc.balanceOf(carol) - had, 40_000e6 + 1600e6, "and half of what the others lost");
    }

    /// @dev RES-6.5: a false ruling takes stake of at least a tenth of what is at stake. A case that finds the capital set
    /// aside for another one asks for no less.
    function test_T61_WhatAnotherCaseHoldsIsAtStakeToo() public {
        _sell(address(0));
        _protect(0, panelTerms, carol, 2 * COVER);
        _stake(eve, 10);
        skip(1);
        for (uint256 k; k < 4; ++k) {
            assertEq(_case(_open(grace, 0, panelTerms, _report(subject), 1e18)).reserve, 2 * COVER);
        }
        CaseRef memory lie = _open(eve, 0, panelTerms, _report(subject), 1e18);
        assertLt(_case(lie).reserve, 2 * COVER, "there is not so much left");
        _post(lie, 0);
        assertEq(court.getDispute(lie).atStake, 2 * COVER);
        _close(lie);
        _voteAlone(lie);
    }

    function test_T61_ADustOfStakeRulesNothing() public {
        _sell(address(0));
        _protect(0, panelTerms, eve, COVER);
        _stake(eve, 10);
        skip(1);
        CaseRef memory ref = _open(eve, 0, panelTerms, _report(subject), 1e18);
        _post(ref, 0);
        _close(ref);
        _voteAlone(ref);
    }

    /// @dev Eve alone votes for what she opened, and rules nothing.
    function _voteAlone(CaseRef memory ref) internal {
        _commit(eve, ref, FIRST);
        skip(3 days);
        _reveal(eve, ref, FIRST);
        skip(3 days);
        vm.expectRevert(Errors.NoRuling.selector);
        panel.tally(court, ref);
        assertTrue(_outcome(ref) == Outcome.None);
    }

    /// @dev Losers pay winners. After the reveals they know that they have lost: 5,500 at risk are enough for the 40,000 at
    /// stake. Could they have kept a raise back, it would be 70,000, there would be no ruling, and nobody would lose.
    function test_T24_LosersCannotRaiseWhatIsAtStake() public {
        ScriptedMeter meter = new ScriptedMeter(2 days);
        meter.measure(0.4e18);
        _sell(address(meter));
        _protect(0, panelTerms, carol, COVER);
        _stake(eve, 25_000e6);
        _stake(bob, 27_500e6);
        skip(1);
        uint256 id = _incidentOf(subject, meter.fire(1));
        CaseRef memory ref = _open(eve, 0, panelTerms, id, 0);
        _post(ref, 0);
        meter.measure(0.5e18);
        meter.fire(1);
        assertEq(court.getDispute(ref).atStake, 40_000e6);
        _close(ref);
        uint256 risk = panel.riskOf(court, ref, eve);
        _commit(eve, ref, FIRST);
        _commit(bob, ref, FIRST + 1);
        skip(3 days);
        _reveal(eve, ref, FIRST);
        _reveal(bob, ref, FIRST + 1);
        skip(3 days);
        uint256 endsAt = _endsAt(ref);
        vm.prank(eve);
        vm.expectRevert(abi.encodeWithSelector(Errors.AnswerWindowClosed.selector, endsAt));
        court.raiseCase(ref);
        panel.tally(court, ref);
        panel.settleVote(court, ref, eve);
        panel.settleVote(court, ref, bob);
        assertEq(_severityOf(ref), 0);
        assertGt(risk, 0);
        assertEq(panel.getStake(eve).held, 25_000e6 - risk, "the wrong side pays");
    }
}
