// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssessorPanel} from "../../src/arbiters/AssessorPanel.sol";
import {PanelConfig} from "../../src/interfaces/IAssessorPanel.sol";
import {Outcome} from "../../src/interfaces/IBonds.sol";
import {Answer, IDisputes, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Docket} from "../../src/interfaces/IOptimisticCourt.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {PoolConfig} from "../../src/types/PoolTypes.sol";
import {CourtFixture} from "../unit/CourtFixture.sol";

/// @notice Ways around the rules of disputes: answers of no size, cases that overlap, and openings in the last moment.
contract DisputeThreatsTest is CourtFixture {
    AssessorPanel internal panel;

    function _withPanel(bool proof) internal returns (uint256 panelTerms, uint96 subject) {
        panel = new AssessorPanel(PanelConfig(address(usdc), 3 days, 2 days, 140 days, 0.3e18, 0.2e18));
        Docket memory d = _docket(proof);
        d.rules.arbiter = address(panel);
        subject = court.createDocket(d);
        vm.startPrank(owner);
        uint256 product = registry.listProduct(20, sponsor, "Panel's");
        Terms memory t = _courtTerms(product, subject);
        t.proofOfLoss = proof;
        panelTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _newPools(panelTerms);
    }

    /// @dev Pools get their terms before their capital.
    function _newPools(uint256 termsId_) internal {
        for (uint256 i; i < 2; ++i) {
            PoolConfig memory c = _monoline();
            (c.leverage, c.exitLeverage) = (4e18, 5e18);
            pool = pools[i] = _createPool(c);
            vaults[i] = IClaimsVault(pool.claimsVault());
            _addTerms(pool, termsId_);
            _deposit(alice, M);
        }
        (pool, vault) = (pools[0], vaults[0]);
    }

    function _stake(address account, uint256 assets) internal {
        _fund(account, address(panel), assets);
        vm.prank(account);
        panel.depositStake(assets);
    }

    function _commit(address account, uint256 id, Ruling ruling) internal {
        bytes32 commitment = panel.commitmentOf(IDisputes(address(court)), id, ruling, "salt", account);
        vm.prank(account);
        panel.commitVote(IDisputes(address(court)), id, commitment);
    }

    function _reveal(address account, uint256 id, Ruling ruling) internal {
        vm.prank(account);
        panel.revealVote(IDisputes(address(court)), id, ruling, "salt");
    }

    function _voteAlone(uint256 id) internal {
        _commit(eve, id, Ruling.Report);
        skip(3 days);
        _reveal(eve, id, Ruling.Report);
        skip(3 days);
        panel.tally(IDisputes(address(court)), id);
    }

    /// @dev RES-6, docs/arbiters.md: a false ruling takes stake of at least P / 2. An opening that finds the product's
    /// cover already set aside for another incident has a reserve of nothing, though its claims are paid out of that.
    function test_T61_WhatAnotherIncidentHoldsIsAtStakeToo() public {
        (uint256 panelTerms, uint96 subject) = _withPanel(false);
        _protect(0, panelTerms, carol, COVER);
        uint256 eves = _protect(0, panelTerms, eve, COVER);
        _stake(eve, 10);
        skip(1);
        // Somebody's honest report, or eve's own: as long as its case is open nothing more can be set aside.
        uint256 id = _reportOn(subject, 1e18, 1e18);
        _openCaseBy(grace, 0, panelTerms, id);
        uint256 falseId = _reportOn(subject, 1e18, 1e18);
        _openCaseBy(eve, 0, panelTerms, falseId);
        // Only the honest one's denial is missing for eve's to take all.
        _challenge(id, 0);
        _challenge(falseId, 0);
        _voteAlone(falseId);
        uint256 paid;
        if (_outcome(falseId) == Outcome.Report) {
            court.settleBonds(falseId, address(vault), panelTerms);
            paid = vault.claimPayout(eves, falseId);
        }
        assertEq(paid, 0, "a panel with ten units of stake rules nothing worth 200,000e6");
    }

    /// @dev The comparison: where the case holds what is claimed, ten units rule nothing.
    function test_T61_ADustOfStakeRulesNothing() public {
        (uint256 panelTerms, uint96 subject) = _withPanel(false);
        _protect(0, panelTerms, eve, COVER);
        _stake(eve, 10);
        skip(1);
        uint256 id = _reportOn(subject, 1e18, 1e18);
        _openCaseBy(eve, 0, panelTerms, id);
        _challenge(id, 0);
        _voteAlone(id);
        assertTrue(_outcome(id) == Outcome.None);
    }

    /// @dev Losers pay winners. After the reveals they know that they have lost, open a case in a pool of their own, and
    /// what is at stake is too much for the winners: no ruling, and nobody loses.
    function test_T24_LosersCannotRaiseWhatIsAtStake() public {
        (uint256 panelTerms, uint96 subject) = _withPanel(false);
        _protect(0, panelTerms, carol, COVER);
        _protect(1, panelTerms, eve, 2 * COVER);
        _stake(eve, 100_000e6);
        _stake(bob, 110_000e6);
        skip(1);
        uint256 id = _reportOn(subject, 1e18, 1e18);
        _openCaseBy(grace, 0, panelTerms, id);
        _challenge(id, 0);
        _commit(eve, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        skip(3 days);
        _reveal(eve, id, Ruling.Report);
        _reveal(bob, id, Ruling.Counter);
        skip(3 days);
        // 22,000 are enough for 100,000 at stake, and not for 300,000.
        _openCaseBy(eve, 1, panelTerms, id);
        panel.tally(IDisputes(address(court)), id);
        uint256 caseId = panel.caseIdOf(IDisputes(address(court)), id);
        panel.settleVote(caseId, eve);
        panel.settleVote(caseId, bob);
        assertEq(panel.getStake(eve).held, 80_000e6, "the wrong side pays");
    }

    /// @dev docs/court.md: C / 2 is the openers', C / 2 the claimants' that were kept waiting. Whoever sees the ruling come
    /// opens a case in a pool of its own just before it, at no risk, and takes nearly all of both.
    function test_RES5_ALostBondIsNotForWhoComesLast() public {
        _protect(0, terms, carol, COVER / 5);
        _protect(1, terms, eve, 2 * COVER);
        uint256 id = _report(1e18);
        _openCaseOf(0, id);
        _challenge(id, 0);
        skip(TURN - 1);
        _openCaseBy(eve, 1, terms, id);
        _rule(id, Ruling.Report, 0);
        uint256 won = court.bondOf(id, _key(0, terms), grace) - 500e6;
        assertEq(won, 250e6);
        assertEq(court.bondOf(id, _key(1, terms), eve), 4000e6, "her own");
        uint256 held = usdc.balanceOf(address(court));
        court.settleBonds(id, address(vaults[1]), terms);
        assertEq(usdc.balanceOf(address(court)), held, "nor for her claimants");
        court.settleBonds(id, address(vault), terms);
        court.withdrawBond(id, _key(0, terms), grace);
        court.withdrawBond(id, _key(1, terms), eve);
        assertEq(usdc.balanceOf(address(court)), 0, "all of it has left");
    }

    /// @dev INC-2, POOL-7: what was reported in time, and has its table or not, has its case within the report window or
    /// never.
    function test_POOL7_AFreeReportKeepsNoEventOpen() public {
        _protect(0, proofTerms, carol, COVER);
        uint256 time = _now();
        vm.prank(eve);
        uint256 id = court.reportIncident(byProof, uint40(time), 1e18, 1e18, 0, "");
        skip(REPORT_WINDOW + 1);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(proofTerms, id);
        vm.prank(eve);
        court.publishLosses(id, keccak256("table"), 50_000e6, 0, "");
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(proofTerms, id);
    }

    /// @dev A table says what was lost. A severity beside it that says less would size the case of a true table at
    /// nothing: a report's bound, or a counter-answer's severity.
    function test_RevertWhen_RES3_ATableComesWithASeverityOfItsOwn() public {
        _protect(0, proofTerms, carol, COVER);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("bound")));
        court.reportIncident(byProof, uint40(_now()), 1e18 - 1, 1, 0, "");
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        _publish(id, 51_000e6);
        _openCaseBy(grace, 0, proofTerms, id);
        bytes32 root = vault.leafOf(0, carol, 50_000e6);
        vm.startPrank(heidi);
        vm.expectRevert(Errors.InvalidAnswer.selector);
        court.challenge(id, Answer({severity: 1, lossTotal: 50_000e6, lossRoot: root, evidence: 0}), M, "");
        court.challenge(id, Answer({severity: 1e18, lossTotal: 50_000e6, lossRoot: root, evidence: 0}), M, "");
        vm.stopPrank();
    }

    /// @dev COST-1: recoveries are returns like any other, collected oldest first. Small ones are refused, and many that
    /// are not cost later collections nothing.
    function test_T40_ManyRecoveriesMakeNoCollectionDearer() public {
        _protect(0, terms, carol, COVER);
        uint256 id = _report(1e18);
        _openCaseBy(eve, 0, terms, id);
        _challenge(id, 0);
        _rule(id, Ruling.Counter, 0);
        vault.applyVerdict(terms, id);
        usdc.mint(eve, M);
        vm.startPrank(eve);
        usdc.approve(address(vault), M);
        vm.expectRevert(abi.encodeWithSelector(Errors.RecoveryTooSmall.selector, 1e6));
        vault.addRecovery(terms, id, 1e6 - 1);
        uint256 before = vault.shareReturnCount();
        uint256 issued = before == 0 ? 0 : vault.shareReturnOf(0).shares;
        for (uint256 i; i < 300; ++i) {
            (, uint256 one) = vault.addRecovery(terms, id, 1e6);
            issued += one;
        }
        vm.stopPrank();
        assertEq(vault.shareReturnCount(), before + 1, "one return, however many");
        uint256 gas = gasleft();
        (uint256 shares, uint256 returns_) = vault.returnsOf(alice);
        assertLt(gas - gasleft(), 100_000, "and nobody's read is dearer");
        assertEq(returns_, before + 1);
        vm.prank(alice);
        assertEq(vault.collectReturns(alice, alice, 100), shares);
        // It grows until the next case; she keeps what she has seen.
        vm.prank(eve);
        (, uint256 more) = vault.addRecovery(terms, id, 3e6);
        vm.prank(alice);
        assertApproxEqAbs(vault.collectReturns(alice, alice, 100), more * shares / issued, more / 1e3);
        vm.prank(alice);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(alice, alice, 100);
    }
}
