// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {WAD} from "../../common/Constants.sol";
import {IArbiter} from "./IArbiter.sol";
import {IAssessorPanel, PanelCase, PanelConfig, Phase, Stake, Vote} from "./IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, IDisputes, Outcome, Turn} from "../IDisputes.sol";
import {ExactPull} from "../../common/ExactPull.sol";
import {Errors} from "../../common/Errors.sol";

/// @title Panel of staked assessors, for one asset: votes by commit and reveal
contract AssessorPanel is IAssessorPanel, Multicallable {
    using Checkpoints for Checkpoints.Trace208;
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    uint256 internal constant APPEAL_PERIOD = 1 days;
    uint256 internal constant TALLY_PERIOD = 1 days;
    /// @dev The most days from an incident to its report: a limit of the registry.
    uint256 internal constant LONGEST_REPORT_WINDOW = 20 days;
    /// @dev Divisor of what is at stake: the price of an appeal.
    uint256 internal constant APPEAL_FEE_DIVISOR = 100;
    /// @dev Divisor of what is at stake: the winners must have put at least this part at risk.
    uint256 internal constant AT_STAKE_DIVISOR = 10;
    /// @dev A court that has not decided this long after the panel's turn began never will: its longest route is 90
    /// days.
    uint256 internal constant MAX_DECISION_DELAY = 120 days;
    address internal constant BURNED = 0x000000000000000000000000000000000000dEaD;
    /// @dev No winner, and no ruling.
    uint256 internal constant NO_WINNER = 255;

    bool public constant isExternal = false;
    address public immutable asset;
    uint256 public immutable commitPeriod;
    uint256 public immutable revealPeriod;
    uint256 public immutable withdrawalDelay;
    uint256 public immutable quorum;
    uint256 public immutable slashShare;

    uint256 public caseCount;
    mapping(IDisputes court => mapping(bytes32 caseKey => uint256 caseId)) public caseIdOf;
    mapping(uint256 caseId => PanelCase) internal _cases;
    /// @inheritdoc IAssessorPanel
    mapping(uint256 caseId => mapping(uint256 number => uint256)) public revealedFor;
    mapping(uint256 caseId => mapping(address voter => Vote)) internal _votes;
    mapping(address account => Stake) internal _stakes;
    /// @dev Stake less what is leaving, at the end of each second in which it changed.
    mapping(address account => Checkpoints.Trace208) internal _weights;
    Checkpoints.Trace208 internal _totalWeight;

    constructor(PanelConfig memory c) {
        require(c.asset.code.length != 0, Errors.UnsupportedAsset("no code"));
        require(c.commitPeriod >= 1 days && c.commitPeriod <= 30 days, Errors.ValueOutOfRange("commitPeriod"));
        require(c.revealPeriod >= 1 days && c.revealPeriod <= 30 days, Errors.ValueOutOfRange("revealPeriod"));
        require(c.quorum != 0 && c.quorum <= WAD, Errors.ValueOutOfRange("quorum"));
        require(c.slashShare >= 0.01e18 && c.slashShare <= WAD / 4, Errors.ValueOutOfRange("slashShare"));
        (asset, commitPeriod, revealPeriod) = (c.asset, c.commitPeriod, c.revealPeriod);
        (withdrawalDelay, quorum, slashShare) = (c.withdrawalDelay, c.quorum, c.slashShare);
        require(
            c.withdrawalDelay >= LONGEST_REPORT_WINDOW + latency() && c.withdrawalDelay <= 365 days,
            Errors.ValueOutOfRange("withdrawalDelay")
        );
    }

    // ----------------------------------------------------------------- stakes

    /// @inheritdoc IAssessorPanel
    function depositStake(uint256 assets) external {
        require(assets != 0, Errors.AmountZero());
        ExactPull.pull(asset, msg.sender, assets);
        // All stakes together fit the width, so that no reward can overflow one.
        uint256 held = SafeTransferLib.balanceOf(asset, address(this));
        require(held <= type(uint96).max, Errors.ValueOutOfRange("stake"));
        Stake storage s = _stakes[msg.sender];
        // forge-lint: disable-next-line(unsafe-typecast) -- at most what is held, compared above
        s.held += uint96(assets);
        _recordWeight(msg.sender, s);
        emit StakeDeposited(msg.sender, assets);
    }

    /// @inheritdoc IAssessorPanel
    function requestStakeWithdrawal(uint256 assets) external {
        Stake storage s = _stakes[msg.sender];
        require(assets <= s.held, Errors.ValueOutOfRange("assets"));
        uint256 maturesAt = block.timestamp + withdrawalDelay;
        // forge-lint: disable-next-line(unsafe-typecast) -- at most what is held; a time: a year from now at most
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
        require(s.held - assets >= s.atRisk, Errors.StakeInUse(s.atRisk));
        // forge-lint: disable-next-line(unsafe-typecast) -- at most what was held, of 96 bits
        (s.held, s.leaving) = (uint96(s.held - assets), 0);
        emit StakeWithdrawn(msg.sender, receiver, assets);
        SafeTransferLib.safeTransfer(asset, receiver, assets);
    }

    // ------------------------------------------------------------------ votes

    /// @inheritdoc IAssessorPanel
    function commitVote(IDisputes court, CaseRef calldata ref, bytes32 commitment) external {
        Turn memory t = _turnOf(court, ref);
        uint256 caseId = _caseIdOf(court, ref);
        if (caseId == 0) caseId = _openCase(court, ref, t);
        PanelCase storage c = _cases[caseId];
        // Commits must belong to the turn in which the case began here: a court that reports another turn later must
        // not let voters commit who have seen reveals.
        require(
            block.timestamp >= c.turnStarted && block.timestamp < c.turnStarted + commitPeriod, Errors.CommitClosed()
        );
        // A commitment of zero would read as a revealed one.
        require(commitment != 0, Errors.ValueOutOfRange("commitment"));
        Vote storage v = _votes[caseId][msg.sender];
        require(v.risk == 0, Errors.AlreadyVoted());
        uint96 risk = uint96(_riskOf(t, msg.sender));
        require(risk != 0, Errors.NotEligible());

        (v.commitment, v.risk) = (commitment, risk);
        c.committed += risk;
        _stakes[msg.sender].atRisk += risk;
        emit VoteCommitted(caseId, msg.sender, commitment, risk);
    }

    /// @inheritdoc IAssessorPanel
    function revealVote(IDisputes court, CaseRef calldata ref, uint256 number, bytes32 salt) external {
        uint256 caseId = _caseIdOf(court, ref);
        PanelCase storage c = _cases[caseId];
        uint256 opensAt = c.turnStarted + commitPeriod;
        require(block.timestamp >= opensAt, Errors.RevealNotOpen(opensAt));
        require(block.timestamp < opensAt + revealPeriod, Errors.RevealClosed());
        Vote storage v = _votes[caseId][msg.sender];
        bytes32 commitment = v.commitment;
        bool matches = commitment != 0 && commitment == commitmentOf(court, ref, number, salt, msg.sender);
        require(matches, Errors.CommitmentMismatch());
        require(number <= c.answers && !(number == 1 && c.incomplete), Errors.UnknownAnswer());

        // Two numbers of one answer must not split those who support it.
        if (number == c.nothingAt) number = 0;
        // forge-lint: disable-next-line(unsafe-typecast) -- at most `answers`, of 8 bits
        (v.commitment, v.number) = (0, uint8(number));
        c.revealed += v.risk;
        revealedFor[caseId][number] += v.risk;
        emit VoteRevealed(caseId, msg.sender, number, v.risk);
    }

    /// @inheritdoc IAssessorPanel
    function appealRuling(IDisputes court, CaseRef calldata ref) external {
        uint256 caseId = _caseIdOf(court, ref);
        PanelCase storage c = _cases[caseId];
        uint256 revealed = _revealedAt(c);
        require(block.timestamp >= revealed, Errors.VotingOpen(revealed));
        require(block.timestamp < revealed + APPEAL_PERIOD && !c.appealed, Errors.AppealClosed());
        uint256 atStake = _turnOf(court, ref).atStake;
        require(_rulingOf(caseId, court.getDispute(ref)) != NO_WINNER, Errors.NoRuling());
        c.appealed = true;
        uint256 fee = atStake.divUp(APPEAL_FEE_DIVISOR);
        emit RulingAppealed(caseId, msg.sender, fee);
        SafeTransferLib.safeTransferFrom(asset, msg.sender, BURNED, fee);
    }

    /// @inheritdoc IAssessorPanel
    function tally(IDisputes court, CaseRef calldata ref) external returns (uint256 winner) {
        uint256 caseId = _caseIdOf(court, ref);
        PanelCase storage c = _cases[caseId];
        uint256 appealsUntil = _revealedAt(c) + APPEAL_PERIOD;
        require(block.timestamp >= appealsUntil, Errors.VotingOpen(appealsUntil));
        require(!c.appealed && !c.decided && block.timestamp < appealsUntil + TALLY_PERIOD, Errors.AlreadyFinal());
        _turnOf(court, ref);
        winner = _rulingOf(caseId, court.getDispute(ref));
        require(winner != NO_WINNER, Errors.NoRuling());
        _decide(caseId, c, winner);
        // The error is not caught: a caller must not be able to silence the panel by giving too little gas.
        court.arbitrate(ref, winner);
    }

    /// @inheritdoc IAssessorPanel
    function settleVote(IDisputes court, CaseRef calldata ref, address voter) external {
        uint256 caseId = _caseIdOf(court, ref);
        PanelCase storage c = _cases[caseId];
        Vote memory v = _votes[caseId][voter];
        require(v.risk != 0, Errors.NothingToSettle());
        if (!c.decided) _decide(caseId, c, _decidedBy(court, ref, caseId, c));

        (int256 change, bool isLast) = _dueOf(caseId, c, v);
        require(!v.freed || change != 0 || isLast, Errors.NothingToSettle());
        if (isLast) {
            delete _votes[caseId][voter];
        } else {
            Vote storage rest = _votes[caseId][voter];
            // forge-lint: disable-next-line(unsafe-typecast) -- a gain: part of what was lost, of 96 bits
            (rest.taken, rest.freed) = (v.taken + uint96(uint256(change)), true);
        }
        if (change < 0) c.lost += v.risk;

        Stake storage s = _stakes[voter];
        if (!v.freed) s.atRisk -= v.risk;
        // forge-lint: disable-next-line(unsafe-typecast) -- a loss is part of what is held; all stakes fit 96 bits
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
    function getCase(uint256 caseId) external view returns (PanelCase memory) {
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
    function phaseOf(IDisputes court, CaseRef calldata ref) external view returns (Phase, uint256 until) {
        uint256 caseId = _caseIdOf(court, ref);
        PanelCase memory c = _cases[caseId];
        if (caseId == 0) {
            Turn memory t = court.turnOf(ref);
            until = t.startedAt + commitPeriod;
            bool open = t.arbiter == address(this) && block.timestamp < until;
            return open ? (Phase.Commit, until) : (Phase.None, 0);
        }
        if (c.decided) return (Phase.Final, 0);
        until = c.turnStarted + commitPeriod;
        if (block.timestamp < until) return (Phase.Commit, until);
        if (block.timestamp < (until += revealPeriod)) return (Phase.Reveal, until);
        if (!c.appealed && block.timestamp < (until += APPEAL_PERIOD)) return (Phase.Appeal, until);
        if (!c.appealed && block.timestamp < (until += TALLY_PERIOD)) return (Phase.Tally, until);
        until = c.turnStarted + MAX_DECISION_DELAY;
        return block.timestamp < until ? (Phase.Undecided, until) : (Phase.Final, 0);
    }

    /// @inheritdoc IAssessorPanel
    function rulingOf(IDisputes court, CaseRef calldata ref) external view returns (uint256) {
        return _rulingOf(_caseIdOf(court, ref), court.getDispute(ref));
    }

    /// @inheritdoc IAssessorPanel
    function riskOf(IDisputes court, CaseRef calldata ref, address account) external view returns (uint256) {
        return _riskOf(court.turnOf(ref), account);
    }

    /// @inheritdoc IAssessorPanel
    function changeOf(uint256 caseId, address voter, uint256 winner) external view returns (int256) {
        PanelCase storage c = _cases[caseId];
        Vote memory v = _votes[caseId][voter];
        if (v.risk == 0) return 0;
        (bool gains, uint256 gaining) = _sideOf(caseId, c, v, _winnerOf(caseId, c, winner));
        return gains ? int256(_partOf(v, c.committed - gaining, gaining)) : -int256(uint256(v.risk));
    }

    /// @inheritdoc IAssessorPanel
    function dueOf(uint256 caseId, address voter) external view returns (int256 change) {
        PanelCase storage c = _cases[caseId];
        Vote memory v = _votes[caseId][voter];
        if (c.decided && v.risk != 0) (change,) = _dueOf(caseId, c, v);
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
    function commitmentOf(IDisputes court, CaseRef calldata ref, uint256 number, bytes32 salt, address voter)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), court, ref, number, salt, voter));
    }

    // ------------------------------------------------------------- internals

    function _caseIdOf(IDisputes court, CaseRef calldata ref) private view returns (uint256) {
        return caseIdOf[court][keccak256(abi.encode(ref))];
    }

    /// @dev Requires that the turn is the panel's.
    function _turnOf(IDisputes court, CaseRef calldata ref) private view returns (Turn memory t) {
        t = court.turnOf(ref);
        require(t.arbiter == address(this), Errors.NotArbiter());
        require(t.asset == asset, Errors.UnsupportedAsset("dispute"));
    }

    function _openCase(IDisputes court, CaseRef calldata ref, Turn memory t) private returns (uint256 caseId) {
        Dispute memory d = court.getDispute(ref);
        caseId = ++caseCount;
        caseIdOf[court][keccak256(abi.encode(ref))] = caseId;
        PanelCase storage c = _cases[caseId];
        (c.turnStarted, c.answers, c.incomplete) = (t.startedAt, d.answers.length.toUint8(), d.incomplete);
        for (uint256 k = d.incomplete ? 1 : 0; k < d.answers.length; ++k) {
            // forge-lint: disable-next-line(unsafe-typecast) -- at most 255: `toUint8` above
            if (d.answers[k].severity == 0) c.nothingAt = uint8(k + 1);
        }
        uint256 most = totalWeightAt(t.time - 1).fullMulDiv(slashShare, WAD).min(t.atStake);
        uint256 needed = most.fullMulDivUp(quorum, WAD);
        // forge-lint: disable-next-line(unsafe-typecast) -- part of all stake, of 96 bits, whatever a court says
        c.quorum = uint96(needed);
        emit CaseOpened(caseId, court, ref, needed);
    }

    /// @dev Stake from before the incident counts, which is never later than its report: nobody who has seen either can
    /// buy it. The risk of other open votes covers only those. All votes together risk no more than is at stake: nobody
    /// loses more in a small case.
    function _riskOf(Turn memory t, address account) private view returns (uint256) {
        Stake memory s = _stakes[account];
        uint256 weight = weightAt(account, t.time - 1);
        if (weight == 0) return 0;
        uint256 part = t.atStake.fullMulDiv(weight, totalWeightAt(t.time - 1));
        return (weight * slashShare / WAD).min(part).min(s.held - s.atRisk);
    }

    /// @dev The median: answers in the order of what they pay, the first at which half of the revealed risk is reached;
    /// of equal ones the lower. It rules if there is a quorum, and if its own voters put enough at risk.
    function _rulingOf(uint256 caseId, Dispute memory d) private view returns (uint256 last) {
        PanelCase storage c = _cases[caseId];
        if (c.committed < c.quorum || c.revealed == 0) return NO_WINNER;
        uint256 half = (uint256(c.revealed) + 1) / 2;
        uint256 reached = revealedFor[caseId][0];
        bool[] memory passed = new bool[](d.answers.length);
        while (reached < half) {
            uint256 next = type(uint256).max;
            for (uint256 k; k < passed.length; ++k) {
                uint256 pays = _paysOf(d.answers[k]);
                if (!passed[k] && pays < next) (next, last) = (pays, k + 1);
            }
            passed[last - 1] = true;
            reached += revealedFor[caseId][last];
        }
        if (revealedFor[caseId][last] * AT_STAKE_DIVISOR < d.atStake) return NO_WINNER;
    }

    function _paysOf(Answer memory a) private pure returns (uint256) {
        return a.lossTotal == 0 ? a.severity : a.lossTotal;
    }

    /// @dev The court's decision. There is no winner if the court was silent, or chose an answer that nobody here has
    /// voted for.
    function _decidedBy(IDisputes court, CaseRef calldata ref, uint256 caseId, PanelCase storage c)
        private
        view
        returns (uint256)
    {
        // A settled vote must not change with further reveals.
        require(block.timestamp >= _revealedAt(c), Errors.VotingOpen(_revealedAt(c)));
        uint256 until = c.turnStarted + MAX_DECISION_DELAY;
        // From here on the court is not asked: a court that fails holds nobody's stake.
        if (block.timestamp >= until) return NO_WINNER;
        (Outcome outcome, uint256 number,) = court.outcomeOf(ref);
        require(outcome != Outcome.None, Errors.VotingOpen(until));
        return outcome == Outcome.Silent ? NO_WINNER : _winnerOf(caseId, c, number);
    }

    /// @dev The winner if the court decides for an answer: none if nobody here has voted for it.
    function _winnerOf(uint256 caseId, PanelCase storage c, uint256 number) private view returns (uint256) {
        if (number == c.nothingAt) number = 0;
        return revealedFor[caseId][number] == 0 ? NO_WINNER : number;
    }

    /// @dev Fixes the winner once for all votes: a court that changes its decision must not make winners of all of
    /// them.
    function _decide(uint256 caseId, PanelCase storage c, uint256 winner) private {
        // forge-lint: disable-next-line(unsafe-typecast) -- NO_WINNER, or an answer that was voted for: at most 255
        (c.decided, c.winner) = (true, uint8(winner));
        emit CaseDecided(caseId, winner);
    }

    /// @dev The change that settling a vote books now, and whether it is the vote's last. Winners gain only what settled
    /// losers have lost: before that it weighs in the losers' stakes, and no stake weighs twice.
    function _dueOf(uint256 caseId, PanelCase storage c, Vote memory v)
        private
        view
        returns (int256 change, bool isLast)
    {
        (bool gains, uint256 gaining) = _sideOf(caseId, c, v, c.winner);
        if (!gains) return (-int256(uint256(v.risk)), true);
        change = int256(_partOf(v, c.lost, gaining)) - int256(uint256(v.taken));
        isLast = c.lost == c.committed - gaining;
    }

    /// @dev Whether a vote gains, and the risk of all that do: winning votes, or, without a winner, revealed ones. If
    /// nobody gains, nobody loses: then all gain a part of nothing.
    function _sideOf(uint256 caseId, PanelCase storage c, Vote memory v, uint256 winner)
        private
        view
        returns (bool gains, uint256 gaining)
    {
        bool won = winner != NO_WINNER;
        gaining = won ? revealedFor[caseId][winner] : c.revealed;
        if (gaining == 0) return (true, c.committed);
        gains = v.commitment == 0 && (!won || v.number == winner);
    }

    /// @dev Rounded down.
    function _partOf(Vote memory v, uint256 lost, uint256 gaining) private pure returns (uint256) {
        return uint256(v.risk).fullMulDiv(lost, gaining);
    }

    function _recordWeight(address account, Stake storage s) private {
        uint48 time = uint48(block.timestamp);
        (uint256 old, uint256 weight) = _weights[account].push(time, uint208(s.held - s.leaving));
        // forge-lint: disable-next-line(unsafe-typecast) -- a sum of weights of 96 bits
        _totalWeight.push(time, uint208(_totalWeight.latest() + weight - old));
    }

    function _revealedAt(PanelCase storage c) private view returns (uint256) {
        return c.turnStarted + commitPeriod + revealPeriod;
    }
}
