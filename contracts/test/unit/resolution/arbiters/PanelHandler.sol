// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {PanelCase, PanelConfig, Phase, Stake} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {MockToken} from "../../../mocks/MockToken.sol";
import {MockDisputes} from "./MockDisputes.sol";

/// @notice Assessors who stake, vote, lie, forget to reveal, appeal and leave, at random times; one who never votes, and one who
/// commits in the last second, having seen all the rest. What cannot be done now is not tried: nothing here reverts.
contract PanelHandler is Test {
    uint256 public constant ACTORS = 6;
    /// @dev Of them: stakes, and does nothing else.
    uint256 public constant PASSIVE = 4;
    /// @dev Commits last.
    uint256 public constant LATE = 5;
    uint256 internal constant LIVE = 4;
    uint256 internal constant NO_WINNER = 255;
    bytes32 internal constant SALT = "salt";

    MockToken public asset = new MockToken("Asset", "AST", 6);
    MockDisputes public court = new MockDisputes();
    AssessorPanel public panel;
    address public appellant = makeAddr("appellant");
    CaseRef[] internal _refs;

    uint256 public deposited;
    uint256 public withdrawn;
    uint256 public settledVotes;
    mapping(bytes32 action => uint256) public done;
    /// @dev What each has committed to, by case.
    mapping(uint256 caseId => mapping(address => uint256)) internal _hidden;
    mapping(uint256 caseId => uint256) public atStakeOf;
    mapping(uint256 caseId => int256) public settledIn;
    /// @dev What a vote could lose at most when it was committed.
    mapping(uint256 caseId => mapping(address => uint256)) internal _partOf;
    mapping(address account => int256) public result;
    bool public lostTooMuch;

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

    /// @dev At most four at once; some about dust.
    function dispute(uint256 atStake, uint256 age, uint256 seed) external {
        uint256 count = _refs.length;
        if (count >= LIVE && _isLive(count - LIVE)) return;
        Dispute memory d;
        (d.asset, d.arbiter) = (address(asset), address(panel));
        d.time = uint40(vm.getBlockTimestamp() - _bound(age, 0, 20 days));
        d.turnStarted = uint40(vm.getBlockTimestamp());
        d.deadline = uint40(d.turnStarted + panel.latency() + 1);
        d.atStake = seed % 4 == 0 ? _bound(atStake, 0, 100) : _bound(atStake, 0, 500_000e6);
        d.answers = new Answer[](1 + seed % 5);
        for (uint256 k; k < d.answers.length; ++k) {
            d.answers[k].severity = uint64(((seed >> (8 * k)) % 10) * 0.1e18);
        }
        if (d.answers.length > 1 && seed % 7 == 0) (d.incomplete, d.answers[0].severity) = (true, 0);
        _refs.push(court.open(d));
        ++done["dispute"];
    }

    function commit(uint256 who, uint256 which, uint256 vote) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (!found || _phase(ref) != Phase.Commit) return;
        if (_commit(actor(who % PASSIVE), ref, vote)) ++done["commit"];
    }

    /// @dev Waits for the last second of a case's commits. Whoever then has more to put at risk than is committed decides, and
    /// takes from all the rest.
    function commitLast(uint256 which, uint256 vote) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (!found || _caseOf(ref) == 0 || _phase(ref) != Phase.Commit) return;
        (, uint256 until) = panel.phaseOf(court, ref);
        vm.warp(until - 1);
        uint256 before = panel.getCase(_caseOf(ref)).committed;
        if (!_commit(actor(LATE), ref, vote)) return;
        ++done["late"];
        if (panel.getVote(_caseOf(ref), actor(LATE)).risk > before) ++done["late majority"];
    }

    /// @dev Of whoever has something to reveal; some are never asked in time.
    function reveal(uint256 who, uint256 which) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (!found || _phase(ref) != Phase.Reveal) return;
        uint256 caseId = _caseOf(ref);
        for (uint256 i; i < ACTORS; ++i) {
            address account = actor(who % ACTORS + i);
            if (panel.getVote(caseId, account).commitment == 0) continue;
            vm.prank(account);
            panel.revealVote(court, ref, _hidden[caseId][account], SALT);
            ++done["reveal"];
            return;
        }
    }

    function appeal(uint256 which) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (!found || _phase(ref) != Phase.Appeal || court.isDecided(ref)) return;
        if (panel.rulingOf(court, ref) == NO_WINNER) return;
        uint256 fee = court.told(ref).atStake / 100 + 1;
        asset.mint(appellant, fee);
        vm.startPrank(appellant);
        asset.approve(address(panel), fee);
        panel.appealRuling(court, ref);
        vm.stopPrank();
        ++done["appeal"];
    }

    function tally(uint256 which) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (!found || _phase(ref) != Phase.Tally || court.isDecided(ref)) return;
        if (panel.rulingOf(court, ref) == NO_WINNER) return;
        panel.tally(court, ref);
        ++done["ruling"];
    }

    /// @dev The next arbiter, or none of them; at times the outcome of another case is taken over in the panel's turn.
    function decide(uint256 which, uint256 number) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (!found || court.isDecided(ref) || (_phase(ref) != Phase.Undecided && number % 32 != 0)) return;
        number = (number >> 8) % (court.told(ref).answers.length + 2);
        if (number == 1 && court.told(ref).incomplete) number = 0;
        bool silent = number > court.told(ref).answers.length;
        court.decide(ref, silent ? Outcome.Silent : Outcome.Ruled, silent ? 0 : number);
        ++done[silent ? bytes32("silent") : bytes32("decided")];
    }

    /// @dev Before the court has decided nothing is settled.
    function settle(uint256 who, uint256 which) external {
        (CaseRef memory ref, bool found) = _recent(which);
        if (found) _settle(ref, actor(who));
    }

    /// @dev To the next end of a phase, or some hours.
    function pass(uint256 time) external {
        uint256 to = vm.getBlockTimestamp() + _bound(time, 1, 2 days);
        for (uint256 i; i < LIVE && i < _refs.length; ++i) {
            (, uint256 until) = panel.phaseOf(court, _refs[_refs.length - 1 - i]);
            if (until != 0 && until < to) to = until;
        }
        vm.warp(to);
    }

    /// @dev Everybody settles all and leaves, years later.
    function everybodyLeaves() external {
        skip(3650 days);
        for (uint256 i; i < ACTORS; ++i) {
            for (uint256 k; k < _refs.length; ++k) {
                _settle(_refs[k], actor(i));
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

    /// @dev What an actor's open votes put at risk.
    function atRiskOf(address account) external view returns (uint256 atRisk) {
        for (uint256 caseId = 1; caseId <= panel.caseCount(); ++caseId) {
            atRisk += panel.getVote(caseId, account).risk;
        }
    }

    /// @dev What settled votes of a case have changed, and what its open ones would if an answer won.
    function sumIn(uint256 caseId, uint256 winner) public view returns (int256 sum) {
        sum = settledIn[caseId];
        for (uint256 i; i < ACTORS; ++i) {
            sum += panel.changeOf(caseId, actor(i), winner);
        }
    }

    function answersIn(uint256 caseId) external view returns (uint256) {
        return panel.getCase(caseId).answers;
    }

    // ------------------------------------------------------------- internals

    function _commit(address account, CaseRef memory ref, uint256 vote) internal returns (bool) {
        if (court.isDecided(ref)) return false;
        uint256 caseId = _caseOf(ref);
        if (caseId != 0 && panel.getVote(caseId, account).risk != 0) return false;
        if (panel.riskOf(court, ref, account) == 0) return false;
        Dispute memory d = court.told(ref);
        vote = _bound(vote, 0, d.answers.length);
        if (vote == 1 && d.incomplete) vote = 0;
        bytes32 commitment = panel.commitmentOf(court, ref, vote, SALT, account);
        vm.prank(account);
        panel.commitVote(court, ref, commitment);
        caseId = _caseOf(ref);
        _hidden[caseId][account] = vote;
        atStakeOf[caseId] = d.atStake;
        _partOf[caseId][account] = d.atStake * panel.weightAt(account, d.time - 1) / panel.totalWeightAt(d.time - 1);
        return true;
    }

    function _settle(CaseRef memory ref, address account) internal {
        uint256 caseId = _caseOf(ref);
        if (caseId == 0 || panel.getVote(caseId, account).risk == 0) return;
        PanelCase memory c = panel.getCase(caseId);
        if (vm.getBlockTimestamp() < c.turnStarted + 3 days) return;
        if (!c.decided && !court.isDecided(ref) && vm.getBlockTimestamp() < c.turnStarted + 120 days) return;
        int256 before = int256(uint256(panel.getStake(account).held));
        panel.settleVote(court, ref, account);
        int256 change = int256(uint256(panel.getStake(account).held)) - before;
        settledIn[caseId] += change;
        result[account] += change;
        if (change < -int256(_partOf[caseId][account])) lostTooMuch = true;
        ++settledVotes;
        ++done["settle"];
    }

    function _caseOf(CaseRef memory ref) internal view returns (uint256) {
        return panel.caseIdOf(court, keccak256(abi.encode(ref)));
    }

    function _phase(CaseRef memory ref) internal view returns (Phase phase) {
        (phase,) = panel.phaseOf(court, ref);
    }

    /// @dev One that is opened or undecided still takes up a place.
    function _isLive(uint256 index) internal view returns (bool) {
        Phase phase = _phase(_refs[index]);
        return phase != Phase.None && phase != Phase.Final && !court.isDecided(_refs[index]);
    }

    /// @dev One of the last disputes.
    function _recent(uint256 which) internal view returns (CaseRef memory ref, bool found) {
        uint256 count = _refs.length;
        if (count == 0) return (ref, false);
        return (_refs[count - 1 - which % (count < LIVE ? count : LIVE)], true);
    }
}
