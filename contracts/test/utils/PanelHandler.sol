// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../src/arbiters/AssessorPanel.sol";
import {Case, PanelConfig, Phase, Stake, Vote} from "../../src/interfaces/IAssessorPanel.sol";
import {Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {MockDisputes} from "../mocks/MockDisputes.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice Assessors who stake, vote, lie, forget to reveal, appeal and leave, at random times. What cannot be done now is not
/// tried: nothing here reverts.
contract PanelHandler is Test {
    uint256 public constant ACTORS = 5;
    uint256 internal constant LIVE = 4;
    bytes32 internal constant SALT = "salt";

    MockToken public asset = new MockToken("Asset", "AST", 6);
    MockDisputes public court = new MockDisputes();
    AssessorPanel public panel;
    address public appellant = makeAddr("appellant");

    uint256 public deposited;
    uint256 public withdrawn;
    uint256 public settledVotes;
    mapping(bytes32 action => uint256) public done;
    /// @dev What each has committed to, by case.
    mapping(uint256 caseId => mapping(address => Ruling)) internal _hidden;

    constructor() {
        vm.warp(1_790_000_000);
        panel = new AssessorPanel(
            PanelConfig({
                asset: address(asset),
                commitPeriod: 2 days,
                revealPeriod: 1 days,
                withdrawalDelay: 30 days,
                quorum: 0.3e18,
                slashShare: 0.25e18
            })
        );
    }

    function actor(uint256 i) public pure returns (address) {
        return address(uint160(0xAC70 + i % ACTORS));
    }

    // ---------------------------------------------------------------- actions

    function deposit(uint256 who, uint256 assets) external {
        address account = actor(who);
        assets = _bound(assets, 1, 1_000_000e6);
        asset.mint(account, assets);
        vm.startPrank(account);
        asset.approve(address(panel), assets);
        panel.depositStake(assets);
        vm.stopPrank();
        deposited += assets;
        ++done["deposit"];
    }

    function request(uint256 who, uint256 assets) external {
        address account = actor(who);
        Stake memory s = panel.getStake(account);
        // A request replaces the last: seldom, or nobody would ever leave.
        if (s.leaving != 0 && assets % 8 != 0) return;
        assets = _bound(assets, 0, s.held);
        vm.prank(account);
        panel.requestStakeWithdrawal(assets);
        ++done["request"];
    }

    function withdraw(uint256 who) external {
        address account = actor(who);
        Stake memory s = panel.getStake(account);
        if (s.leaving == 0 || vm.getBlockTimestamp() < s.maturesAt || s.held - s.leaving < s.atRisk) return;
        vm.prank(account);
        withdrawn += panel.withdrawStake(account);
        ++done["withdraw"];
    }

    /// @dev At most four at once.
    function dispute(uint256 atStake, uint256 age, bool counterDenies) external {
        uint256 count = court.disputeCount();
        if (count >= LIVE && uint256(_phase(count - LIVE + 1)) % uint256(Phase.Final) != 0) return;
        Dispute memory d;
        (d.asset, d.arbiter) = (address(asset), address(panel));
        d.time = uint40(vm.getBlockTimestamp() - _bound(age, 0, 20 days));
        d.turnStarted = uint40(vm.getBlockTimestamp());
        d.deadline = uint40(d.turnStarted + panel.latency() + 1);
        d.atStake = _bound(atStake, 0, 500_000e6);
        (d.report.severity, d.counter.severity) = (0.8e18, counterDenies ? 0 : 0.2e18);
        court.open(d);
        ++done["dispute"];
    }

    function commit(uint256 who, uint256 which, uint256 vote) external {
        uint256 incidentId = _recent(which);
        address account = actor(who);
        if (incidentId == 0 || _phase(incidentId) != Phase.Commit) return;
        uint256 caseId = panel.caseIdOf(court, incidentId);
        if (caseId != 0 && panel.getVote(caseId, account).risk != 0) return;
        if (panel.riskOf(court, incidentId, account) == 0 || openVotes(account) == LIVE) return;
        Ruling ruling = Ruling(_bound(vote, 1, 3));
        bytes32 commitment = panel.commitmentOf(court, incidentId, ruling, SALT, account);
        vm.prank(account);
        panel.commitVote(court, incidentId, commitment);
        _hidden[panel.caseIdOf(court, incidentId)][account] = ruling;
        ++done["commit"];
    }

    function reveal(uint256 who, uint256 which) external {
        uint256 incidentId = _recent(which);
        address account = actor(who);
        if (incidentId == 0 || _phase(incidentId) != Phase.Reveal) return;
        uint256 caseId = panel.caseIdOf(court, incidentId);
        Vote memory v = panel.getVote(caseId, account);
        if (v.risk == 0 || v.ruling != Ruling.None) return;
        vm.prank(account);
        panel.revealVote(court, incidentId, _hidden[caseId][account], SALT);
        ++done["reveal"];
    }

    function appeal(uint256 which) external {
        uint256 incidentId = _recent(which);
        if (incidentId == 0 || _phase(incidentId) != Phase.Appeal) return;
        uint256 atStake = court.getDispute(incidentId).atStake;
        asset.mint(appellant, atStake);
        vm.startPrank(appellant);
        asset.approve(address(panel), atStake);
        try panel.appealRuling(court, incidentId) {
            ++done["appeal"];
        } catch {}
        vm.stopPrank();
    }

    function tally(uint256 which) external {
        uint256 incidentId = _recent(which);
        if (incidentId == 0 || _phase(incidentId) != Phase.Tally) return;
        ++done[panel.tally(court, incidentId) == Ruling.None ? bytes32("no ruling") : bytes32("ruling")];
    }

    function settle(uint256 who, uint256 which) external {
        uint256 caseId = (panel.getStake(actor(who)).openVotes >> (30 * (which % LIVE))) & (1 << 30) - 1;
        if (caseId != 0 && _phase(panel.getCase(caseId).incidentId) == Phase.Final) _settle(caseId, actor(who));
    }

    /// @dev To the next end of a phase, or some hours.
    function pass(uint256 time) external {
        uint256 to = vm.getBlockTimestamp() + _bound(time, 1, 2 days);
        for (uint256 i; i < LIVE && i < court.disputeCount(); ++i) {
            (, uint256 until) = panel.phaseOf(court, court.disputeCount() - i);
            if (until != 0 && until < to) to = until;
        }
        vm.warp(to);
    }

    /// @dev Everybody settles all and leaves, years later.
    function everybodyLeaves() external {
        skip(3650 days);
        for (uint256 i; i < ACTORS; ++i) {
            for (uint256 caseId = 1; caseId <= panel.caseCount(); ++caseId) {
                _settle(caseId, actor(i));
            }
            uint256 held = panel.getStake(actor(i)).held;
            vm.prank(actor(i));
            panel.requestStakeWithdrawal(held);
        }
        skip(30 days);
        for (uint256 i; i < ACTORS; ++i) {
            if (panel.getStake(actor(i)).leaving == 0) continue;
            vm.prank(actor(i));
            withdrawn += panel.withdrawStake(actor(i));
        }
    }

    // ----------------------------------------------------------------- reads

    /// @dev What an actor would have if all its final votes were settled, what its open votes put at risk, and how many
    /// they are.
    function positionOf(address account) external view returns (int256 settled, uint256 atRisk, uint256 open) {
        settled = int256(uint256(panel.getStake(account).held));
        for (uint256 caseId = 1; caseId <= panel.caseCount(); ++caseId) {
            Vote memory v = panel.getVote(caseId, account);
            if (v.risk == 0) continue;
            (atRisk, open) = (atRisk + v.risk, open + 1);
            Case memory c = panel.getCase(caseId);
            if (_phase(c.incidentId) == Phase.Final) settled += panel.changeOf(caseId, account, c.winner);
        }
    }

    function _settle(uint256 caseId, address account) internal {
        if (panel.getVote(caseId, account).risk == 0) return;
        panel.settleVote(caseId, account);
        ++settledVotes;
        ++done["settle"];
    }

    function _phase(uint256 incidentId) internal view returns (Phase phase) {
        (phase,) = panel.phaseOf(court, incidentId);
    }

    /// @dev One of the last disputes; 0 without one.
    function _recent(uint256 which) internal view returns (uint256) {
        uint256 count = court.disputeCount();
        return count == 0 ? 0 : count - which % (count < LIVE ? count : LIVE);
    }

    /// @dev Lanes in use, each with another case in which there is a vote.
    function openVotes(address account) public view returns (uint256 count) {
        uint256 lanes = panel.getStake(account).openVotes;
        for (; lanes != 0; lanes >>= 30) {
            uint256 caseId = lanes & (1 << 30) - 1;
            if (caseId == 0) continue;
            assertGt(panel.getVote(caseId, account).risk, 0, "a lane without a vote");
            ++count;
        }
    }
}
