// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {DisputeRules, IBonds, Outcome} from "../interfaces/IBonds.sol";
import {ICoverPool} from "../interfaces/ICoverPool.sol";
import {Answer, Dispute, IDisputes, Ruling} from "../interfaces/IDisputes.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {IClaimsVault} from "../interfaces/IClaimsVault.sol";
import {Incident, IResolver, Verdict} from "../interfaces/IResolver.sol";
import {Errors} from "../libraries/Errors.sol";
import {CaseStatus} from "../claims/ClaimTypes.sol";
import {BondPots} from "./BondPots.sol";
import {DisputeState} from "./DisputeState.sol";

/// @title Challenges to what a resolver says, and what comes of them
/// @notice A resolver says what was lost; whoever inherits this tells by `_reportOf`. Each opening has a window in which that
/// may be challenged, and is decided for good when the window ends unchallenged. A challenge suspends the openings whose
/// window is open, and those made later join them. What the arbiters decide then holds for all of these; if none of them
/// rules in time the incident is denied, and both sides pay for it. What is decided is never more than cases are opened for.
abstract contract Disputes is DisputeState, IDisputes, IResolver {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    /// @dev What a decided dispute's bonds leave to an opening's claimants or holders.
    struct Share {
        uint256 assets;
        uint256 burned;
        bool forClaims;
        bool silence; // half of the challenge's bond is burned too
    }

    ILossLedger internal immutable _ledger;

    /// @param ledger knows every pool's vault
    constructor(ILossLedger ledger) {
        _ledger = ledger;
    }

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IResolver
    function onOpen(uint256 incidentId, uint256 termsId, address opener, uint256 reserve)
        external
        nonReentrant
        returns (uint256 decidedBy)
    {
        Report memory r = _reportOf(incidentId);
        (Outcome outcome,) = _outcomeOf(incidentId, r);
        // What was measured is paid as it was decided, whenever a case is opened.
        require(outcome == Outcome.None || !r.bonded && _cases[incidentId].severity != 0, Errors.IncidentDecided());
        decidedBy = _decidedBy(incidentId, r);
        // A measurement needs no bond, so that nothing is kept of an opening: it costs 100,000 gas less.
        if (!r.bonded) return decidedBy;
        DisputeRules storage rules = _rules[_subjectOf(incidentId)];
        _requireVault(rules.asset);
        bytes32 key = openingKey(msg.sender, termsId);
        uint256 bond = _bondFor(rules, reserve);
        uint24 number = _record(incidentId, reserve.max(1), bond);
        _openings[_potId(incidentId, key)] = Opening(opener, uint40(block.timestamp), number, false);
        _post(incidentId, key, bond, opener);
        emit OpeningBonded(incidentId, msg.sender, termsId, opener, reserve, bond, decidedBy);
    }

    /// @inheritdoc IResolver
    function onClose(uint256 incidentId, uint256 termsId, uint256 paid, uint256 left)
        external
        returns (uint256 reward)
    {
        bytes32 key = openingKey(msg.sender, termsId);
        Bonded memory k = _openingOf(incidentId, key);
        if (k.bond == 0 || _suspended(_reportOf(incidentId), _cases[incidentId], k.openedAt)) return 0;
        reward = (paid / REWARD_PART).min(left).min(k.bond);
        _pots[_potId(incidentId, key)].rewards += uint96(reward);
        emit OpeningRewarded(incidentId, msg.sender, termsId, reward);
    }

    /// @inheritdoc IBonds
    function challenge(uint256 incidentId, Answer calldata counter, uint256 maxBond, string calldata uri)
        external
        nonReentrant
    {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        require(c.challengedAt == 0, Errors.AlreadyChallenged());
        (uint256 bond, uint24 before, uint256 closedAt) = _challengeTerms(incidentId, r);
        require(bond != 0, Errors.ChallengeWindowClosed(closedAt));
        require(bond <= maxBond, Errors.BondAboveMax(bond));
        _requireCounter(r, _answerOf(incidentId), counter);
        (c.challengedAt, c.before, c.last) = (uint40(block.timestamp), before, _sums[incidentId].number);
        (c.bond, c.challenger) = (bond.toUint96(), msg.sender);
        c.counter = counter;
        _post(incidentId, challengeKey(counter), bond, msg.sender);
        emit ReportChallenged(incidentId, msg.sender, counter, bond, uri);
    }

    /// @inheritdoc IDisputes
    function arbitrate(uint256 incidentId, Ruling ruling, uint64 severity) external {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        (address arbiter,,) = _turn(incidentId, r);
        require(msg.sender == arbiter, Errors.NotArbiter());
        require(ruling != Ruling.None, Errors.ValueOutOfRange("ruling"));
        Answer memory answer = _answerOf(incidentId);
        if (ruling == Ruling.Severity) {
            uint256 max = r.byProof ? 0 : uint256(answer.severity).max(c.counter.severity);
            require(severity <= max, Errors.SeverityTooHigh(max));
            c.outcome = _nearer(r.byProof, answer, c.counter, severity);
        } else {
            c.outcome = ruling == Ruling.Report ? Outcome.Report : Outcome.Counter;
            severity = ruling == Ruling.Report ? answer.severity : c.counter.severity;
        }
        (c.ruledAt, c.severity) = (uint40(block.timestamp), severity);
        if (c.outcome == Outcome.Report && _disputed(incidentId, c).reserve == 0) {
            burned[_assetOf(incidentId)] += c.bond / 2;
        }
        emit VerdictArbitrated(incidentId, arbiter, ruling, c.outcome, severity);
    }

    /// @inheritdoc IBonds
    function settleBonds(uint256 incidentId, address vault, uint256 termsId) external nonReentrant {
        bytes32 key = openingKey(vault, termsId);
        Bonded memory k = _openingOf(incidentId, key);
        require(k.openedAt != 0, Errors.CaseNotOpen());
        require(!k.settled, Errors.BondsAlreadySettled());
        Share memory x = _shareOf(incidentId, k);
        _openings[_potId(incidentId, key)].settled = true;
        if (x.silence) {
            Case storage c = _cases[incidentId];
            if (!c.burned) (c.burned, x.burned) = (true, x.burned + c.bond / 2);
        }
        // Less than a quantum is not worth a return that every holder would have to collect.
        if (x.assets < ICoverPool(IClaimsVault(vault).pool()).quantum()) {
            (x.assets, x.burned) = (0, x.burned + x.assets);
        }
        if (x.burned != 0) burned[_assetOf(incidentId)] += x.burned;
        if (x.assets != 0) _handOn(incidentId, IClaimsVault(vault), termsId, x);
        emit BondsSettled(incidentId, vault, termsId, x.assets, x.burned);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function getIncident(uint256 incidentId) external view returns (Incident memory x) {
        Report memory r = _reportOf(incidentId);
        (x.subject, x.time, x.severity) = (_subjectOf(incidentId), r.time, r.bound);
        if (r.byProof) x.lossTotal = _answerOf(incidentId).lossTotal;
    }

    /// @inheritdoc IResolver
    function getVerdict(uint256 incidentId, uint256 termsId, address vault) external view returns (Verdict memory v) {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        Opening memory k;
        if (r.bonded) k = _openings[_potId(incidentId, openingKey(vault, termsId))];
        bool isOpened = k.openedAt != 0;
        // Where no case is open, it is told what an opening now would lead to.
        if (!isOpened) k.openedAt = uint40(block.timestamp);
        if (!_suspended(r, c, k.openedAt)) {
            Answer memory answer = _answerOf(incidentId);
            return _verdict(answer, answer.severity, _windowEnd(r, k.openedAt));
        }
        (Outcome outcome, uint256 since) = _outcomeOf(incidentId, r);
        if (outcome == Outcome.None) return v;
        // Claimants get their bonus with their payouts, not after them.
        if (outcome == Outcome.Report && isOpened && !k.settled) since += BONUS_WITHIN;
        if (c.severity == 0) v.payableAt = uint40(since);
        else v = _verdict(outcome == Outcome.Report ? _answerOf(incidentId) : c.counter, c.severity, since);
    }

    /// @inheritdoc IDisputes
    function getDispute(uint256 incidentId) external view returns (Dispute memory d) {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        if (c.challengedAt == 0) return d;
        (d.asset, d.subject, d.time) = (_assetOf(incidentId), _subjectOf(incidentId), r.time);
        (d.report, d.counter) = (_answerOf(incidentId), c.counter);
        // Of the needs of a firing's cases only the docket's estimate is known.
        d.atStake = r.bonded ? _disputed(incidentId, c).reserve : uint256(c.bond) * BOND_PART;
        (d.arbiter, d.turnStarted, d.deadline) = _turn(incidentId, r);
        (Outcome outcome,) = _outcomeOf(incidentId, r);
        d.decided = outcome != Outcome.None;
    }

    /// @inheritdoc IBonds
    function challengeBond(uint256 incidentId) external view returns (uint256 assets) {
        if (_cases[incidentId].challengedAt == 0) (assets,,) = _challengeTerms(incidentId, _reportOf(incidentId));
    }

    /// @inheritdoc IBonds
    function outcomeOf(uint256 incidentId) external view returns (Outcome outcome, uint256 decidedAt) {
        return _outcomeOf(incidentId, _reportOf(incidentId));
    }

    /// @inheritdoc IBonds
    function rulesOf(uint96 subject) external view returns (DisputeRules memory) {
        return _rules[subject];
    }

    // ------------------------------------------------------------- internals

    /// @inheritdoc BondPots
    function _posted(uint256 incidentId, bytes32 key) internal view override returns (Posted memory x) {
        Case storage c = _cases[incidentId];
        Bonded memory k = _openingOf(incidentId, key);
        if (k.bond != 0) {
            (x.bond, x.by, x.payout) = (k.bond, k.opener, _payoutOfOpening(incidentId, c, k));
        } else if (c.challengedAt != 0) {
            Report memory r = _reportOf(incidentId);
            (Outcome outcome,) = _outcomeOf(incidentId, r);
            if (key == challengeKey(c.counter)) {
                (x.bond, x.by, x.payout) = (c.bond, c.challenger, _halfIn(outcome, c.bond));
                if (outcome == Outcome.Counter) x.payout = x.bond + _disputed(incidentId, c).bond / 2;
            } else if (key == 0 && !r.bonded) {
                // Whoever reported has all of a pot that nobody pays into.
                (x.bond, x.by) = (1, _firedBy(incidentId));
                if (outcome == Outcome.Report) x.payout = c.bond / 2;
            }
        }
    }

    /// @dev What has come back of an opening's bond, and what it won.
    function _payoutOfOpening(uint256 incidentId, Case storage c, Bonded memory k) private view returns (uint256) {
        Report memory r = _reportOf(incidentId);
        if (!_suspended(r, c, k.openedAt)) return block.timestamp < _windowEnd(r, k.openedAt) ? 0 : k.bond;
        (Outcome outcome,) = _outcomeOf(incidentId, r);
        if (outcome != Outcome.Report) return _halfIn(outcome, k.bond);
        return k.bond + _partOf(incidentId, c, k, c.bond / 2);
    }

    /// @dev Half of a bond where nobody has won.
    function _halfIn(Outcome outcome, uint256 bond) private pure returns (uint256) {
        return outcome == Outcome.Silence || outcome == Outcome.Lapsed ? bond / 2 : 0;
    }

    /// @dev Only a pool's vault calls, and only pools of the subject's asset.
    function _requireVault(address asset) private view {
        IClaimsVault vault = IClaimsVault(msg.sender);
        require(_ledger.vaultOf(vault.poolId()) == msg.sender && vault.asset() == asset, Errors.NotAuthorized());
    }

    /// @dev A counter-answer differs from the report, is of its kind, and is no higher than what cases are opened for. Where
    /// nothing is known yet it can only say that nothing was lost, and where a measurement spoke, that less was.
    function _requireCounter(Report memory r, Answer memory answer, Answer calldata a) private pure {
        bool table = r.byProof && a.severity != 0;
        require(!table || a.severity == WAD, Errors.InvalidAnswer());
        require((a.lossTotal != 0) == table && (a.lossRoot != 0) == table, Errors.InvalidAnswer());
        require(a.severity == 0 || r.completeAt != 0, Errors.InvalidAnswer());
        require(r.bonded || a.severity < answer.severity, Errors.InvalidAnswer());
        bool differs = r.byProof
            ? a.severity == 0 || a.lossRoot != answer.lossRoot || a.lossTotal != answer.lossTotal
            : a.severity != answer.severity;
        require(differs, Errors.InvalidAnswer());
        uint256 max = r.byProof ? answer.lossTotal : r.bound;
        require((r.byProof ? a.lossTotal : a.severity) <= max, Errors.AnswerAboveReport(max));
    }

    /// @dev Whose answer an arbiter's own severity is nearer to; the report's if to both alike.
    function _nearer(bool byProof, Answer memory report, Answer memory counter, uint256 severity)
        private
        pure
        returns (Outcome)
    {
        uint256 toReport = byProof ? report.lossTotal : severity.dist(report.severity);
        uint256 toCounter = byProof ? counter.lossTotal : severity.dist(counter.severity);
        return toCounter < toReport ? Outcome.Counter : Outcome.Report;
    }

    function _verdict(Answer memory a, uint256 severity, uint256 payableAt) private pure returns (Verdict memory) {
        return Verdict(uint40(payableAt), uint64(severity), a.lossTotal, a.lossRoot);
    }

    /// @dev Half of a lost bond is theirs whom it hurt: the claimants that a challenge kept waiting, or the holders whose
    /// shares a report locked up.
    function _shareOf(uint256 incidentId, Bonded memory k) private view returns (Share memory x) {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        (Outcome outcome,) = _outcomeOf(incidentId, r);
        require(_suspended(r, c, k.openedAt) && outcome != Outcome.None, Errors.BondLocked());
        if (outcome == Outcome.Report) (x.assets, x.forClaims) = (_partOf(incidentId, c, k, c.bond / 2), true);
        else if (outcome == Outcome.Silence) (x.burned, x.silence) = (k.bond / 2, true);
        else x.assets = k.bond / 2;
    }

    /// @dev Claimants that have begun to be paid are made whole, if they were cut; the rest is the holders'.
    function _handOn(uint256 incidentId, IClaimsVault vault, uint256 termsId, Share memory x) private {
        bool opened = vault.getCase(vault.caseIdOf(termsId, incidentId)).status == CaseStatus.Open;
        SafeTransferLib.safeApproveWithRetry(_assetOf(incidentId), address(vault), x.assets);
        if (x.forClaims && opened) return vault.addBonus(termsId, incidentId, x.assets);
        if (opened) vault.applyVerdict(termsId, incidentId);
        vault.addRecovery(termsId, incidentId, x.assets);
    }
}
