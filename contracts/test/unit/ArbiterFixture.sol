// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../src/arbiters/AssessorPanel.sol";
import {PanelConfig, Phase} from "../../src/interfaces/IAssessorPanel.sol";
import {Answer, Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {MockDisputes} from "../mocks/MockDisputes.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice A resolver with disputes, a panel of assessors, and helpers that read like sentences.
abstract contract ArbiterFixture is Test {
    uint256 internal constant M = 1_000_000e6;
    uint40 internal constant COMMIT = 3 days;
    uint40 internal constant REVEAL = 2 days;
    uint40 internal constant DELAY = 140 days;

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

    /// @dev Said to have happened now and reported at once; the turn begins after a challenge window.
    function _dispute(address arbiter, uint256 atStake) internal view returns (Dispute memory d) {
        d.asset = address(usdc);
        d.subject = 7;
        d.time = uint40(vm.getBlockTimestamp());
        d.report = Answer({severity: 0.8e18, lossTotal: 0, lossRoot: 0, evidence: keccak256("report")});
        d.counter = Answer({severity: 0.1e18, lossTotal: 0, lossRoot: 0, evidence: keccak256("counter")});
        d.atStake = atStake;
        d.arbiter = arbiter;
        d.turnStarted = uint40(vm.getBlockTimestamp() + 5 days);
        d.deadline = d.turnStarted + 30 days;
    }

    /// @dev Opens it and waits for the turn.
    function _open(Dispute memory d) internal returns (uint256 incidentId) {
        incidentId = court.open(d);
        vm.warp(d.turnStarted);
    }

    function _openFor(uint256 atStake) internal returns (uint256 incidentId) {
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

    function _commit(address account, uint256 incidentId, Ruling ruling) internal {
        bytes32 commitment = panel.commitmentOf(court, incidentId, ruling, _salt(account), account);
        vm.prank(account);
        panel.commitVote(court, incidentId, commitment);
    }

    function _reveal(address account, uint256 incidentId, Ruling ruling) internal {
        vm.prank(account);
        panel.revealVote(court, incidentId, ruling, _salt(account));
    }

    /// @dev Waits for the end of the phase a dispute is in.
    function _pass(uint256 incidentId, Phase expected) internal {
        (Phase phase, uint256 until) = panel.phaseOf(court, incidentId);
        assertEq(uint256(phase), uint256(expected), "phase");
        vm.warp(until);
    }

    function _caseOf(uint256 incidentId) internal view returns (uint256) {
        return panel.caseIdOf(court, incidentId);
    }

    function _settle(address account, uint256 incidentId) internal {
        panel.settleVote(_caseOf(incidentId), account);
    }

    function _held(address account) internal view returns (uint256) {
        return panel.getStake(account).held;
    }
}
