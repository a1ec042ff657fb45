// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {PanelConfig, Phase} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, IDisputes, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {MockToken} from "../../../mocks/MockToken.sol";
import {MockDisputes} from "./MockDisputes.sol";

/// @notice A court with cases, a panel of assessors, and helpers that read like sentences.
abstract contract ArbiterFixture is Test {
    uint256 internal constant M = 1_000_000e6;
    uint40 internal constant COMMIT = 3 days;
    uint40 internal constant REVEAL = 2 days;
    uint40 internal constant DELAY = 140 days;
    /// @dev Numbers of the usual answers: four fifths, a tenth, nothing.
    uint256 internal constant FIRST = 1;
    uint256 internal constant LESS = 2;
    uint256 internal constant NOTHING = 0;
    uint256 internal constant NO_WINNER = 255;

    address internal alice = makeAddr("alice, assessor");
    address internal bob = makeAddr("bob, assessor");
    address internal carol = makeAddr("carol, assessor");
    address internal dave = makeAddr("dave, challenger");
    address internal eve = makeAddr("eve, attacker");

    MockToken internal usdc;
    MockDisputes internal court;
    AssessorPanel internal panel;

    function setUp() public virtual {
        vm.warp(1_790_000_000);
        usdc = new MockToken("USD Coin", "USDC", 6);
        court = new MockDisputes();
        panel = new AssessorPanel(_config());
    }

    function _config() internal view returns (PanelConfig memory) {
        return PanelConfig({
            asset: address(usdc),
            commitPeriod: COMMIT,
            revealPeriod: REVEAL,
            withdrawalDelay: DELAY,
            quorum: 0.3e18,
            slashShare: 0.2e18
        });
    }

    /// @dev Said to have happened now and reported at once; the turn begins after an answer window.
    function _dispute(address arbiter, uint256 atStake) internal view returns (Dispute memory d) {
        d.asset = address(usdc);
        d.subject = 7;
        d.time = uint40(vm.getBlockTimestamp());
        d.evidence = keccak256("report");
        d.answers = new Answer[](2);
        d.answers[0] = Answer({severity: 0.8e18, lossTotal: 0, lossRoot: 0});
        d.answers[1] = Answer({severity: 0.1e18, lossTotal: 0, lossRoot: 0});
        d.atStake = atStake;
        d.arbiter = arbiter;
        d.turnStarted = uint40(vm.getBlockTimestamp() + 5 days);
        d.deadline = d.turnStarted + 30 days;
    }

    /// @dev Parametric answers by number, in percent.
    function _answers(uint256[] memory percents) internal pure returns (Answer[] memory answers) {
        answers = new Answer[](percents.length);
        for (uint256 k; k < percents.length; ++k) {
            answers[k] = Answer(uint64(percents[k] * 0.01e18), 0, 0);
        }
    }

    /// @dev Opens it and waits for the turn.
    function _open(Dispute memory d) internal returns (CaseRef memory ref) {
        ref = court.open(d);
        vm.warp(d.turnStarted);
    }

    function _openFor(uint256 atStake) internal returns (CaseRef memory ref) {
        return _open(_dispute(address(panel), atStake));
    }

    function _fund(address account, address spender, uint256 assets) internal {
        usdc.mint(account, assets);
        vm.prank(account);
        usdc.approve(spender, type(uint256).max);
    }

    /// @dev Staked a second before what comes next.
    function _stake(address account, uint256 assets) internal {
        _fund(account, address(panel), assets);
        vm.prank(account);
        panel.depositStake(assets);
        skip(1);
    }

    function _salt(address account) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt of", account));
    }

    function _commitIn(IDisputes where, address account, CaseRef memory ref, uint256 number) internal {
        bytes32 commitment = panel.commitmentOf(where, ref, number, _salt(account), account);
        vm.prank(account);
        panel.commitVote(where, ref, commitment);
    }

    function _revealIn(IDisputes where, address account, CaseRef memory ref, uint256 number) internal {
        vm.prank(account);
        panel.revealVote(where, ref, number, _salt(account));
    }

    function _commit(address account, CaseRef memory ref, uint256 number) internal {
        _commitIn(court, account, ref, number);
    }

    function _reveal(address account, CaseRef memory ref, uint256 number) internal {
        _revealIn(court, account, ref, number);
    }

    /// @dev Waits for the end of the phase a case is in.
    function _pass(CaseRef memory ref, Phase expected) internal {
        vm.warp(_expectPhase(ref, expected));
    }

    function _expectPhase(CaseRef memory ref, Phase expected) internal view returns (uint256 until) {
        Phase phase;
        (phase, until) = panel.phaseOf(court, ref);
        assertEq(uint256(phase), uint256(expected), "phase");
    }

    function _settle(address account, CaseRef memory ref) internal {
        panel.settleVote(court, ref, account);
    }

    function _appeal(address account, CaseRef memory ref) internal {
        _fund(account, address(panel), court.told(ref).atStake / 100 + 1);
        vm.prank(account);
        panel.appealRuling(court, ref);
    }

    function _held(address account) internal view returns (uint256) {
        return panel.getStake(account).held;
    }

    function _chosen(CaseRef memory ref) internal view returns (uint256) {
        assertTrue(court.decisionOf(ref).outcome == Outcome.Ruled, "ruled");
        return court.decisionOf(ref).number;
    }

    function _expect(bytes4 selector, uint256 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }

    function _expect(bytes4 selector, bytes32 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }
}
