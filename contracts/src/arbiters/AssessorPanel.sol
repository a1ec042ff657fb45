// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IArbiter} from "../interfaces/IArbiter.sol";
import {Case, IAssessorPanel, PanelConfig, Phase, Stake, Vote} from "../interfaces/IAssessorPanel.sol";
import {Dispute, IDisputes, Ruling} from "../interfaces/IDisputes.sol";
import {Errors} from "../libraries/Errors.sol";

/// @title Staked assessors who decide disputes by commit and reveal: one panel per asset
contract AssessorPanel is IAssessorPanel, Multicallable {
    using Checkpoints for Checkpoints.Trace208;
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant APPEAL_PERIOD = 1 days;
    uint256 internal constant TALLY_PERIOD = 1 days;
    /// @dev An incident is at most this old when it is reported: a limit of the registry.
    uint256 internal constant LONGEST_REPORT_WINDOW = 20 days;
    /// @dev An appeal costs this part of what is at stake.
    uint256 internal constant APPEAL_FEE_DIVISOR = 100;
    /// @dev The winners must have put at least this part of what is at stake at risk.
    uint256 internal constant AT_STAKE_DIVISOR = 10;
    address internal constant BURNED = 0x000000000000000000000000000000000000dEaD;
    uint256 internal constant LANE_BITS = 30;
    uint256 internal constant LANES = 4;
    uint256 internal constant LANE_MASK = (1 << LANE_BITS) - 1;

    bool public constant isExternal = false;
    address public immutable asset;
    uint256 public immutable commitPeriod;
    uint256 public immutable revealPeriod;
    uint256 public immutable withdrawalDelay;
    uint256 public immutable quorum;
    uint256 public immutable slashShare;

    uint256 public caseCount;
    mapping(IDisputes resolver => mapping(uint256 incidentId => uint256 caseId)) public caseIdOf;
    mapping(uint256 caseId => Case) internal _cases;
    mapping(uint256 caseId => mapping(address voter => Vote)) internal _votes;
    mapping(address account => Stake) internal _stakes;
    /// @dev Stake without what is leaving, at the end of each second in which it changed.
    mapping(address account => Checkpoints.Trace208) internal _weights;
    Checkpoints.Trace208 internal _totalWeight;

    constructor(PanelConfig memory c) {
        require(c.asset.code.length != 0, Errors.UnsupportedAsset("no code"));
        require(c.commitPeriod >= 1 days && c.commitPeriod <= 30 days, Errors.ValueOutOfRange("commitPeriod"));
        require(c.revealPeriod >= 1 days && c.revealPeriod <= 30 days, Errors.ValueOutOfRange("revealPeriod"));
        require(c.quorum != 0 && c.quorum <= WAD, Errors.ValueOutOfRange("quorum"));
        require(c.slashShare >= 0.01e18 && c.slashShare <= WAD / LANES, Errors.ValueOutOfRange("slashShare"));
        (asset, commitPeriod, revealPeriod) = (c.asset, c.commitPeriod, c.revealPeriod);
        (withdrawalDelay, quorum, slashShare) = (c.withdrawalDelay, c.quorum, c.slashShare);
        require(c.withdrawalDelay >= LONGEST_REPORT_WINDOW + latency(), Errors.ValueOutOfRange("withdrawalDelay"));
    }

    // ----------------------------------------------------------------- stakes

    /// @inheritdoc IAssessorPanel
    function depositStake(uint256 assets) external {
        require(assets != 0, Errors.AmountZero());
        uint256 before = SafeTransferLib.balanceOf(asset, address(this));
        SafeTransferLib.safeTransferFrom(asset, msg.sender, address(this), assets);
        uint256 held = SafeTransferLib.balanceOf(asset, address(this));
        require(held - before == assets, Errors.UnsupportedAsset("transfer fee"));
        // All stakes together fit, so that no reward can overflow one.
        require(held <= type(uint96).max, Errors.ValueOutOfRange("stake"));
        Stake storage s = _stakes[msg.sender];
        s.held += uint96(assets);
        _recordWeight(msg.sender, s);
        emit StakeDeposited(msg.sender, assets);
    }

    /// @inheritdoc IAssessorPanel
    function requestStakeWithdrawal(uint256 assets) external {
        Stake storage s = _stakes[msg.sender];
        require(assets <= s.held, Errors.ValueOutOfRange("assets"));
        uint256 maturesAt = block.timestamp + withdrawalDelay;
        (s.leaving, s.maturesAt) = (uint96(assets), uint40(maturesAt));
        _recordWeight(msg.sender, s);
        emit StakeWithdrawalRequested(msg.sender, assets, maturesAt);
    }

    /// @inheritdoc IAssessorPanel
    function withdrawStake(address receiver) external returns (uint256 assets) {
        Stake storage s = _stakes[msg.sender];
        assets = s.leaving;
        require(assets != 0, Errors.AmountZero());
        require(block.timestamp >= s.maturesAt, Errors.StakeLocked(s.maturesAt));
        require(s.held - assets >= s.atRisk, Errors.StakeInUse(_anyOpenVote(s.openVotes)));
        (s.held, s.leaving) = (uint96(s.held - assets), 0);
        emit StakeWithdrawn(msg.sender, receiver, assets);
        SafeTransferLib.safeTransfer(asset, receiver, assets);
    }

    // ------------------------------------------------------------------ votes

    /// @inheritdoc IAssessorPanel
    function commitVote(IDisputes resolver, uint256 incidentId, bytes32 commitment) external {
        Dispute memory d = _disputeOf(resolver, incidentId);
        require(
            block.timestamp >= d.turnStarted && block.timestamp < d.turnStarted + commitPeriod, Errors.CommitClosed()
        );
        uint256 caseId = caseIdOf[resolver][incidentId];
        if (caseId == 0) caseId = _openCase(resolver, incidentId, d);
        Vote storage v = _votes[caseId][msg.sender];
        require(v.risk == 0, Errors.AlreadyVoted());
        uint96 risk = uint96(_riskOf(d, msg.sender));
        require(risk != 0, Errors.NotEligible());

        (v.commitment, v.risk) = (commitment, risk);
        _cases[caseId].committed += risk;
        Stake storage s = _stakes[msg.sender];
        s.atRisk += risk;
        s.openVotes = _replaceLane(s.openVotes, 0, caseId);
        emit VoteCommitted(caseId, msg.sender, commitment, risk);
    }

    /// @inheritdoc IAssessorPanel
    function revealVote(IDisputes resolver, uint256 incidentId, Ruling ruling, bytes32 salt) external {
        uint256 caseId = caseIdOf[resolver][incidentId];
        Case storage c = _cases[caseId];
        uint256 opensAt = c.turnStarted + commitPeriod;
        require(block.timestamp >= opensAt, Errors.RevealNotOpen(opensAt));
        require(block.timestamp < opensAt + revealPeriod, Errors.RevealClosed());
        Vote storage v = _votes[caseId][msg.sender];
        bool matches = v.commitment == commitmentOf(resolver, incidentId, ruling, salt, msg.sender);
        require(matches && ruling != Ruling.None, Errors.CommitmentMismatch());

        // Two names of one answer must not split those who hold it.
        if (ruling == Ruling.Severity && c.counterDenies) ruling = Ruling.Counter;
        (v.commitment, v.ruling) = (0, ruling);
        c.revealed[uint256(ruling)] += v.risk;
        emit VoteRevealed(caseId, msg.sender, ruling, v.risk);
    }

    /// @inheritdoc IAssessorPanel
    function appealRuling(IDisputes resolver, uint256 incidentId) external {
        Case storage c = _cases[caseIdOf[resolver][incidentId]];
        uint256 revealed = _revealedAt(c);
        require(block.timestamp >= revealed, Errors.VotingOpen(revealed));
        Dispute memory d = _disputeOf(resolver, incidentId);
        require(
            block.timestamp < revealed + APPEAL_PERIOD && !c.appealed && _rules(c, _winnerOf(c), d.atStake),
            Errors.AppealClosed()
        );
        c.appealed = true;
        uint256 fee = d.atStake.divUp(APPEAL_FEE_DIVISOR);
        emit RulingAppealed(caseIdOf[resolver][incidentId], msg.sender, fee);
        SafeTransferLib.safeTransferFrom(asset, msg.sender, BURNED, fee);
    }

    /// @inheritdoc IAssessorPanel
    function tally(IDisputes resolver, uint256 incidentId) external returns (Ruling winner) {
        uint256 caseId = caseIdOf[resolver][incidentId];
        Case storage c = _cases[caseId];
        uint256 appealsUntil = _revealedAt(c) + APPEAL_PERIOD;
        require(block.timestamp >= appealsUntil, Errors.VotingOpen(appealsUntil));
        require(!_isFinal(c), Errors.AlreadyFinal());
        uint256 atStake = _disputeOf(resolver, incidentId).atStake;
        winner = _winnerOf(c);
        (c.tallied, c.winner) = (true, winner);
        emit VotesTallied(caseId, winner);
        // Not caught: a caller who gives too little gas must not be able to make the panel silent.
        if (!c.appealed && _rules(c, winner, atStake)) resolver.arbitrate(incidentId, winner, 0);
    }

    /// @inheritdoc IAssessorPanel
    function settleVote(uint256 caseId, address voter) external {
        Case storage c = _cases[caseId];
        Vote memory v = _votes[caseId][voter];
        require(v.risk != 0, Errors.NothingToSettle());
        require(_isFinal(c), Errors.VotingOpen(_finalAt(c)));
        delete _votes[caseId][voter];

        int256 change = _changeOf(c, v, c.winner);
        Stake storage s = _stakes[voter];
        s.atRisk -= v.risk;
        s.openVotes = _replaceLane(s.openVotes, caseId, 0);
        s.held = uint96(uint256(int256(uint256(s.held)) + change));
        if (s.leaving > s.held) s.leaving = s.held;
        if (change != 0) _recordWeight(voter, s);
        emit VoteSettled(caseId, voter, change);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IArbiter
    function latency() public view returns (uint256) {
        return commitPeriod + revealPeriod + APPEAL_PERIOD + TALLY_PERIOD;
    }

    /// @inheritdoc IAssessorPanel
    function getCase(uint256 caseId) external view returns (Case memory) {
        return _cases[caseId];
    }

    /// @inheritdoc IAssessorPanel
    function getVote(uint256 caseId, address voter) external view returns (Vote memory) {
        return _votes[caseId][voter];
    }

    /// @inheritdoc IAssessorPanel
    function getStake(address account) external view returns (Stake memory) {
        return _stakes[account];
    }

    /// @inheritdoc IAssessorPanel
    function phaseOf(IDisputes resolver, uint256 incidentId) external view returns (Phase, uint256 until) {
        uint256 caseId = caseIdOf[resolver][incidentId];
        Case memory c = _cases[caseId];
        if (caseId == 0) {
            Dispute memory d = resolver.getDispute(incidentId);
            until = d.turnStarted + commitPeriod;
            bool open = d.arbiter == address(this) && !d.decided && block.timestamp < until;
            return open ? (Phase.Commit, until) : (Phase.None, 0);
        }
        until = c.turnStarted + commitPeriod;
        if (block.timestamp < until) return (Phase.Commit, until);
        if (block.timestamp < (until += revealPeriod)) return (Phase.Reveal, until);
        if (block.timestamp < (until += APPEAL_PERIOD)) return (Phase.Appeal, until);
        if (!c.tallied && block.timestamp < (until += TALLY_PERIOD)) return (Phase.Tally, until);
        return (Phase.Final, 0);
    }

    /// @inheritdoc IAssessorPanel
    function riskOf(IDisputes resolver, uint256 incidentId, address account) external view returns (uint256) {
        return _riskOf(resolver.getDispute(incidentId), account);
    }

    /// @inheritdoc IAssessorPanel
    function changeOf(uint256 caseId, address voter, Ruling winner) external view returns (int256) {
        return _changeOf(_cases[caseId], _votes[caseId][voter], winner);
    }

    /// @inheritdoc IAssessorPanel
    function weightAt(address account, uint256 time) public view returns (uint256) {
        return _weights[account].upperLookupRecent(time.toUint48());
    }

    /// @inheritdoc IAssessorPanel
    function totalWeightAt(uint256 time) public view returns (uint256) {
        return _totalWeight.upperLookupRecent(time.toUint48());
    }

    /// @inheritdoc IAssessorPanel
    function commitmentOf(IDisputes resolver, uint256 incidentId, Ruling ruling, bytes32 salt, address voter)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), resolver, incidentId, ruling, salt, voter));
    }

    // ------------------------------------------------------------- internals

    function _disputeOf(IDisputes resolver, uint256 incidentId) private view returns (Dispute memory d) {
        d = resolver.getDispute(incidentId);
        require(d.arbiter == address(this) && !d.decided, Errors.NotArbiter());
        require(d.asset == asset, Errors.UnsupportedAsset("dispute"));
    }

    function _openCase(IDisputes resolver, uint256 incidentId, Dispute memory d) private returns (uint256 caseId) {
        caseId = ++caseCount;
        caseIdOf[resolver][incidentId] = caseId;
        Case storage c = _cases[caseId];
        (c.resolver, c.incidentId, c.turnStarted) = (resolver, incidentId, d.turnStarted);
        c.counterDenies = d.counter.severity == 0;
        uint256 needed = totalWeightAt(d.time - 1).fullMulDivUp(slashShare * quorum, WAD * WAD);
        c.quorum = uint96(needed);
        emit CaseOpened(caseId, resolver, incidentId, needed);
    }

    /// @dev Stake from before the incident: it is never later than its report, and it cannot be bought by who has seen
    /// either. What other open votes put at risk covers those alone.
    function _riskOf(Dispute memory d, address account) private view returns (uint256) {
        Stake memory s = _stakes[account];
        return (weightAt(account, d.time - 1) * slashShare / WAD).min(s.held - s.atRisk);
    }

    /// @dev The answer that most was put at risk for; None without a quorum, on a tie, or if too little was for what is
    /// at stake.
    function _winnerOf(Case memory c) private pure returns (Ruling winner) {
        if (c.committed < c.quorum) return Ruling.None;
        uint256 most;
        for (uint256 i = uint256(Ruling.Report); i <= uint256(Ruling.Severity); ++i) {
            if (c.revealed[i] > most) (most, winner) = (c.revealed[i], Ruling(i));
            else if (c.revealed[i] == most) winner = Ruling.None;
        }
    }

    function _rules(Case memory c, Ruling winner, uint256 atStake) private pure returns (bool) {
        return winner != Ruling.None && c.revealed[uint256(winner)] * AT_STAKE_DIVISOR >= atStake;
    }

    /// @dev What the losing votes put at risk is divided among the winning ones, down; without a winner, what was not
    /// revealed among those who revealed. If there is nobody to gain, nobody loses.
    function _changeOf(Case memory c, Vote memory v, Ruling winner) private pure returns (int256) {
        bool ruled = winner != Ruling.None;
        uint256 gaining = ruled ? c.revealed[uint256(winner)] : c.revealed[1] + c.revealed[2] + c.revealed[3];
        if (gaining == 0) return 0;
        bool gains = ruled ? v.ruling == winner : v.ruling != Ruling.None;
        return gains ? int256(uint256(v.risk).fullMulDiv(c.committed - gaining, gaining)) : -int256(uint256(v.risk));
    }

    function _recordWeight(address account, Stake storage s) private {
        uint48 time = uint48(block.timestamp);
        (uint256 old, uint256 weight) = _weights[account].push(time, uint208(s.held - s.leaving));
        _totalWeight.push(time, uint208(_totalWeight.latest() + weight - old));
    }

    function _revealedAt(Case storage c) private view returns (uint256) {
        return c.turnStarted + commitPeriod + revealPeriod;
    }

    function _finalAt(Case storage c) private view returns (uint256) {
        return c.turnStarted + latency();
    }

    /// @dev What was not tallied in the panel's own time has no ruling.
    function _isFinal(Case storage c) private view returns (bool) {
        return c.tallied || block.timestamp >= _finalAt(c);
    }

    /// @dev Puts a case into an empty lane, or empties its lane.
    function _replaceLane(uint120 lanes, uint256 from, uint256 to) private pure returns (uint120) {
        for (uint256 shift; shift < LANES * LANE_BITS; shift += LANE_BITS) {
            if ((lanes >> shift) & LANE_MASK == from) return lanes ^ uint120((from ^ to) << shift);
        }
        revert Errors.StakeInUse(_anyOpenVote(lanes));
    }

    function _anyOpenVote(uint120 lanes) private pure returns (uint256 caseId) {
        while (lanes != 0 && caseId == 0) (caseId, lanes) = (lanes & LANE_MASK, lanes >> LANE_BITS);
    }
}
