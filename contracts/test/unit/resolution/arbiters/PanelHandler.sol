// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {PanelCase, PanelConfig, Phase, Stake, Vote} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {MockToken} from "../../../mocks/MockToken.sol";
import {HostileDisputes, MockDisputes} from "./MockDisputes.sol";

/// @notice Assessors who stake, vote, lie, forget to reveal, appeal and leave, at random times; one who never votes, and one who
/// commits in the last second, having seen all the rest. A fifth of the cases is at a court of their own, that decides when
/// and what they like, and takes it back. What cannot be done now is not tried: nothing here reverts.
contract PanelHandler is Test {
    uint256 public constant ACTORS = 6;
    /// @dev Of them: stakes, and does nothing else.
    uint256 public constant PASSIVE = 4;
    /// @dev Commits last.
    uint256 public constant LATE = 5;
    uint256 internal constant LIVE = 4;

    struct Listed {
        MockDisputes court;
        CaseRef ref;
    }

    uint256 internal constant NO_WINNER = 255;
    bytes32 internal constant SALT = "salt";

    MockToken public asset = new MockToken("Asset", "AST", 6);
    MockDisputes internal _court = new MockDisputes();
    MockDisputes internal _fake = new HostileDisputes();
    AssessorPanel public panel;
    address public appellant = makeAddr("appellant");
    Listed[] internal _listed;

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
    /// @dev After some settlement more weighed than there was, or winners of a case had gained more than its losers had lost.
    bool public weighedTwice;

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
        uint256 count = _listed.length;
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
        bool isFake = (seed >> 64) % 5 == 0;
        if (isFake && (seed >> 72) % 4 == 0) d.atStake = type(uint96).max;
        MockDisputes court = isFake ? _fake : _court;
        _listed.push(Listed(court, court.open(d)));
        ++done[isFake ? bytes32("fake dispute") : bytes32("dispute")];
    }

    function commit(uint256 who, uint256 which, uint256 vote) external {
        (Listed memory x, bool found) = _recent(which);
        if (!found || _phase(x) != Phase.Commit) return;
        if (_commit(actor(who % PASSIVE), x, vote)) ++done["commit"];
    }

    /// @dev Waits for the last second of a case's commits. Whoever then has more to put at risk than is committed decides, and
    /// takes from all the rest.
    function commitLast(uint256 which, uint256 vote) external {
        (Listed memory x, bool found) = _recent(which);
        if (!found || _caseOf(x) == 0 || _phase(x) != Phase.Commit) return;
        (, uint256 until) = _phaseOf(x);
        vm.warp(until - 1);
        uint256 before = panel.getCase(_caseOf(x)).committed;
        if (!_commit(actor(LATE), x, vote)) return;
        ++done["late"];
        if (panel.getVote(_caseOf(x), actor(LATE)).risk > before) ++done["late majority"];
    }

    /// @dev Of whoever has something to reveal; some are never asked in time.
    function reveal(uint256 who, uint256 which) external {
        (Listed memory x, bool found) = _recent(which);
        if (!found || _phase(x) != Phase.Reveal) return;
        uint256 caseId = _caseOf(x);
        for (uint256 i; i < ACTORS; ++i) {
            address account = actor(who % ACTORS + i);
            if (panel.getVote(caseId, account).commitment == 0) continue;
            vm.prank(account);
            panel.revealVote(x.court, x.ref, _hidden[caseId][account], SALT);
            ++done["reveal"];
            return;
        }
    }

    function appeal(uint256 which) external {
        (Listed memory x, bool found) = _recent(which);
        if (!found || _phase(x) != Phase.Appeal || x.court.isDecided(x.ref)) return;
        if (panel.rulingOf(x.court, x.ref) == NO_WINNER) return;
        uint256 fee = x.court.told(x.ref).atStake / 100 + 1;
        asset.mint(appellant, fee);
        vm.startPrank(appellant);
        asset.approve(address(panel), fee);
        panel.appealRuling(x.court, x.ref);
        vm.stopPrank();
        ++done["appeal"];
    }

    function tally(uint256 which) external {
        (Listed memory x, bool found) = _recent(which);
        if (!found || _phase(x) != Phase.Tally || x.court.isDecided(x.ref)) return;
        if (panel.rulingOf(x.court, x.ref) == NO_WINNER) return;
        panel.tally(x.court, x.ref);
        ++done["ruling"];
    }

    /// @dev The next arbiter, or none of them; at times the outcome of another case is taken over in the panel's turn.
    function decide(uint256 which, uint256 number) external {
        (Listed memory x, bool found) = _recent(which);
        if (!found) return;
        bool isFake = x.court == _fake;
        if (!isFake && x.court.isDecided(x.ref)) return;
        if (_phase(x) != Phase.Undecided && number % (isFake ? 16 : 32) != 0) return;
        number = (number >> 8) % (x.court.told(x.ref).answers.length + 2);
        if (number == 1 && x.court.told(x.ref).incomplete) number = 0;
        bool silent = number > x.court.told(x.ref).answers.length;
        x.court.decide(x.ref, silent ? Outcome.Silent : Outcome.Ruled, silent ? 0 : number);
        ++done[silent ? bytes32("silent") : bytes32("decided")];
    }

    /// @dev Of whoever has something to settle. Before the court has decided nothing is settled.
    function settle(uint256 who, uint256 which) external {
        (Listed memory x, bool found) = _oneOfLast(3 * LIVE, which);
        for (uint256 i; found && i < ACTORS; ++i) {
            if (_settle(x, actor(who % ACTORS + i))) return;
        }
    }

    /// @dev To the next end of a phase, or some hours.
    function pass(uint256 time) external {
        uint256 to = vm.getBlockTimestamp() + _bound(time, 1, 2 days);
        for (uint256 i; i < LIVE && i < _listed.length; ++i) {
            (, uint256 until) = _phaseOf(_listed[_listed.length - 1 - i]);
            if (until != 0 && until < to) to = until;
        }
        vm.warp(to);
    }

    /// @dev Everybody settles all and leaves, years later.
    function everybodyLeaves() external {
        skip(3650 days);
        // Each vote once, and winners again for what later ones lost.
        for (uint256 i; i < 2 * ACTORS; ++i) {
            for (uint256 k; k < _listed.length; ++k) {
                _settle(_listed[k], actor(i));
            }
        }
        for (uint256 i; i < ACTORS; ++i) {
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
            Vote memory v = panel.getVote(caseId, account);
            if (!v.freed) atRisk += v.risk;
        }
    }

    /// @dev What settled votes of a case have changed, and what its open ones would if an answer won.
    function sumIn(uint256 caseId, uint256 winner) public view returns (int256 sum) {
        sum = settledIn[caseId];
        for (uint256 i; i < ACTORS; ++i) {
            // Of which the settled part has changed it already.
            sum += panel.changeOf(caseId, actor(i), winner) - int256(uint256(panel.getVote(caseId, actor(i)).taken));
        }
    }

    function answersIn(uint256 caseId) external view returns (uint256) {
        return panel.getCase(caseId).answers;
    }

    // ------------------------------------------------------------- internals

    function _commit(address account, Listed memory x, uint256 vote) internal returns (bool) {
        if (x.court.isDecided(x.ref)) return false;
        uint256 caseId = _caseOf(x);
        if (caseId != 0 && panel.getVote(caseId, account).risk != 0) return false;
        if (panel.riskOf(x.court, x.ref, account) == 0) return false;
        Dispute memory d = x.court.told(x.ref);
        vote = _bound(vote, 0, d.answers.length);
        if (vote == 1 && d.incomplete) vote = 0;
        bytes32 commitment = panel.commitmentOf(x.court, x.ref, vote, SALT, account);
        vm.prank(account);
        panel.commitVote(x.court, x.ref, commitment);
        caseId = _caseOf(x);
        _hidden[caseId][account] = vote;
        atStakeOf[caseId] = d.atStake;
        _partOf[caseId][account] = d.atStake * panel.weightAt(account, d.time - 1) / panel.totalWeightAt(d.time - 1);
        return true;
    }

    function _settle(Listed memory x, address account) internal returns (bool) {
        uint256 caseId = _caseOf(x);
        Vote memory v = panel.getVote(caseId, account);
        if (caseId == 0 || v.risk == 0 || (v.freed && panel.dueOf(caseId, account) == 0)) return false;
        PanelCase memory c = panel.getCase(caseId);
        if (vm.getBlockTimestamp() < c.turnStarted + 3 days) return false;
        if (!c.decided && !x.court.isDecided(x.ref) && vm.getBlockTimestamp() < c.turnStarted + 120 days) return false;
        int256 before = int256(uint256(panel.getStake(account).held));
        panel.settleVote(x.court, x.ref, account);
        int256 change = int256(uint256(panel.getStake(account).held)) - before;
        settledIn[caseId] += change;
        result[account] += change;
        if (change < -int256(_partOf[caseId][account])) lostTooMuch = true;
        if (settledIn[caseId] > 0 || panel.totalWeightAt(vm.getBlockTimestamp()) > asset.balanceOf(address(panel))) {
            weighedTwice = true;
        }
        ++settledVotes;
        ++done[v.freed ? bytes32("rest") : bytes32("settle")];
        return true;
    }

    function _caseOf(Listed memory x) internal view returns (uint256) {
        return panel.caseIdOf(x.court, keccak256(abi.encode(x.ref)));
    }

    function _phase(Listed memory x) internal view returns (Phase phase) {
        (phase,) = _phaseOf(x);
    }

    function _phaseOf(Listed memory x) internal view returns (Phase, uint256 until) {
        return panel.phaseOf(x.court, x.ref);
    }

    /// @dev One that is opened or undecided still takes up a place.
    function _isLive(uint256 index) internal view returns (bool) {
        Listed memory x = _listed[index];
        Phase phase = _phase(x);
        return phase != Phase.None && phase != Phase.Final && !x.court.isDecided(x.ref);
    }

    /// @dev One of the last disputes.
    function _recent(uint256 which) internal view returns (Listed memory x, bool found) {
        return _oneOfLast(LIVE, which);
    }

    function _oneOfLast(uint256 last, uint256 which) internal view returns (Listed memory x, bool found) {
        uint256 count = _listed.length;
        if (count == 0) return (x, false);
        return (_listed[count - 1 - which % (count < last ? count : last)], true);
    }
}
