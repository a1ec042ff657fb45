// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {DisputeRules, IBonds, Outcome} from "../interfaces/IBonds.sol";
import {ICoverPool} from "../interfaces/ICoverPool.sol";
import {Answer, Dispute, IDisputes, Ruling} from "../interfaces/IDisputes.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {IPocketVault} from "../interfaces/IPocketVault.sol";
import {Incident, IResolver, Verdict} from "../interfaces/IResolver.sol";
import {Errors} from "../libraries/Errors.sol";
import {CaseStatus} from "../claims/ClaimTypes.sol";
import {BondPots} from "./BondPots.sol";
import {DisputeState} from "./DisputeState.sol";

/// @title Challenges to what a resolver says, and what comes of them
/// @notice A resolver says what was lost; whoever inherits this tells by `_reportOf`. Each carving has a window in which that
/// may be challenged, and is decided for good when the window ends unchallenged. A challenge suspends the carvings whose
/// window is open, and those made later join them. What the arbiters decide then holds for all of these; if none of them
/// rules in time the incident is denied, and both sides pay for it.
///
/// A counter-answer that needs more than the report set aside opens a twin of the incident. Of the two exactly one is paid.
abstract contract Disputes is DisputeState, IDisputes, IResolver {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    /// @dev What a decided dispute's bonds leave to a carving's claimants or holders.
    struct Share {
        uint256 pocketOf; // incident whose pocket receives it
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
    function onCarve(uint256 incidentId, uint256 termsId, address carver, uint256 reserve)
        external
        virtual
        nonReentrant
        returns (uint256 decidedBy)
    {
        DisputeRules storage rules = _rules[_subjectOf(incidentId)];
        _requireVault(rules.asset);
        bytes32 key = carvingKey(msg.sender, termsId);
        bool bonded;
        (bonded, decidedBy) = _admit(incidentId, key);
        Carving memory k;
        k.carvedAt = uint40(block.timestamp);
        uint256 bond;
        if (bonded) {
            bond = _bondFor(rules, reserve);
            (k.carver, k.number) = (carver, _record(incidentId, reserve.max(1), bond));
        }
        _carvings[_potId(incidentId, key)] = k;
        if (bonded) _post(incidentId, key, bond, carver);
        emit CarvingBonded(incidentId, msg.sender, termsId, carver, reserve, bond, decidedBy);
    }

    /// @inheritdoc IResolver
    function onRelease(uint256 incidentId, uint256 termsId, uint256 paid, uint256 left)
        external
        returns (uint256 reward)
    {
        uint256 first = incidentId % TWIN;
        bytes32 key = carvingKey(msg.sender, termsId);
        Bonded memory k = _carvingOf(incidentId, key);
        if (k.bond == 0 || incidentId != first || _suspended(_reportOf(first), _cases[first], k.carvedAt)) return 0;
        reward = (paid / REWARD_PART).min(left).min(k.bond);
        _pots[_potId(incidentId, key)].rewards += uint96(reward);
        emit CarvingRewarded(incidentId, msg.sender, termsId, reward);
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
        c.twin = _requireCounter(r, _answerOf(incidentId), counter);
        (c.challengedAt, c.before, c.last) = (uint40(block.timestamp), before, _sums[incidentId].number);
        (c.bond, c.challenger) = (bond.toUint96(), msg.sender);
        c.counter = counter;
        _post(incidentId, challengeKey(counter), bond, msg.sender);
        emit ReportChallenged(incidentId, msg.sender, counter, bond, c.twin ? incidentId | TWIN : 0, uri);
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
        bytes32 key = carvingKey(vault, termsId);
        Bonded memory k = _carvingOf(incidentId, key);
        require(k.carvedAt != 0, Errors.PocketNotCarved());
        require(!k.settled, Errors.BondsAlreadySettled());
        Share memory x = _shareOf(incidentId, key, k);
        _carvings[_potId(incidentId, key)].settled = true;
        if (x.silence) {
            Case storage c = _cases[incidentId % TWIN];
            if (!c.burned) (c.burned, x.burned) = (true, x.burned + c.bond / 2);
        }
        // Less than a quantum is not worth a return that every holder would have to collect.
        if (x.assets < ICoverPool(IPocketVault(vault).pool()).quantum()) {
            (x.assets, x.burned) = (0, x.burned + x.assets);
        }
        if (x.burned != 0) burned[_assetOf(incidentId)] += x.burned;
        if (x.assets != 0) _handOn(IPocketVault(vault), termsId, x);
        emit BondsSettled(incidentId, vault, termsId, x.pocketOf, x.assets, x.burned);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function getIncident(uint256 incidentId) external view returns (Incident memory x) {
        uint256 first = incidentId % TWIN;
        Report memory r = _reportOf(first);
        (x.subject, x.time) = (_subjectOf(first), r.time);
        if (incidentId == first) {
            (x.severity, x.until, x.follows) = (r.bound, r.until, r.repeats);
            if (r.byProof) x.lossTotal = _answerOf(first).lossTotal;
        } else {
            Case storage c = _twinOf(incidentId);
            (x.severity, x.lossTotal) = (c.counter.severity, c.counter.lossTotal);
            (x.until, x.follows) = (uint40(_deadline(first, r, c) + TWIN_WITHIN), first);
        }
    }

    /// @inheritdoc IResolver
    function getVerdict(uint256 incidentId, uint256 termsId, address vault) external view returns (Verdict memory v) {
        uint256 first = incidentId % TWIN;
        Report memory r = _reportOf(first);
        Case storage c = incidentId == first ? _cases[first] : _twinOf(incidentId);
        bytes32 key = carvingKey(vault, termsId);
        uint256 carvedAt = r.bonded ? _carvings[_potId(incidentId, key)].carvedAt : 0;
        // Who has not been carved is told what a carving now would lead to.
        if (carvedAt == 0) carvedAt = block.timestamp;
        if (incidentId == first && !_suspended(r, c, carvedAt)) {
            Answer memory answer = _answerOf(first);
            return _verdict(answer, answer.severity, _windowEnd(r, carvedAt));
        }
        (Outcome outcome, uint256 since) = _outcomeOf(first, r);
        if (outcome == Outcome.None) return v;
        // Of an incident and its twin one is paid.
        bool paid = incidentId == first
            ? outcome == Outcome.Report || outcome == Outcome.Counter && !c.twin
            : outcome == Outcome.Counter;
        if (!paid || c.severity == 0) {
            (v.payableAt, v.severity) = (uint40(since), 0);
        } else {
            v = _verdict(outcome == Outcome.Report ? _answerOf(first) : c.counter, c.severity, since);
        }
        // Claimants get their bonus with their payouts, not after them.
        Carving memory k = _carvings[_potId(first, key)];
        bool bonus = outcome == Outcome.Report ? incidentId == first : incidentId != first && paid;
        if (bonus && k.number != 0 && !k.settled) v.payableAt = uint40(since.max(carvedAt) + BONUS_WITHIN);
    }

    /// @inheritdoc IDisputes
    function getDispute(uint256 incidentId) external view returns (Dispute memory d) {
        Report memory r = _reportOf(incidentId);
        Case storage c = _cases[incidentId];
        if (c.challengedAt == 0) return d;
        (d.asset, d.subject, d.time) = (_assetOf(incidentId), _subjectOf(incidentId), r.time);
        (d.report, d.counter) = (_answerOf(incidentId), c.counter);
        // Of what a trigger's pools set aside only the meter's estimate is known.
        d.atStake = r.bonded
            ? uint256(_disputed(incidentId, c).reserve) + _sums[incidentId | TWIN].reserve
            : uint256(c.bond) * BOND_PART;
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
        uint256 first = incidentId % TWIN;
        Case storage c = _cases[first];
        Bonded memory k = _carvingOf(incidentId, key);
        if (k.bond != 0) {
            (x.bond, x.by, x.payout) = (k.bond, k.carver, _payoutOfCarving(incidentId, c, k));
        } else if (incidentId == first && c.challengedAt != 0) {
            Report memory r = _reportOf(first);
            (Outcome outcome,) = _outcomeOf(first, r);
            if (key == challengeKey(c.counter)) {
                (x.bond, x.by, x.payout) = (c.bond, c.challenger, _halfIn(outcome, c.bond));
                if (outcome == Outcome.Counter) x.payout = x.bond + _disputed(first, c).bond / 2;
            } else if (key == 0 && !r.bonded) {
                // Whoever reported has all of a pot that nobody pays into.
                (x.bond, x.by) = (1, _firedBy(first));
                if (outcome == Outcome.Report) x.payout = _lostToReport(first, c) / 2;
            }
        }
    }

    /// @dev What has come back of a carving's bond, and what it won.
    function _payoutOfCarving(uint256 incidentId, Case storage c, Bonded memory k) private view returns (uint256) {
        uint256 first = incidentId % TWIN;
        Report memory r = _reportOf(first);
        bool twin = incidentId != first;
        if (!twin && !_suspended(r, c, k.carvedAt)) return block.timestamp < _windowEnd(r, k.carvedAt) ? 0 : k.bond;
        (Outcome outcome,) = _outcomeOf(first, r);
        if (outcome == Outcome.Counter) return twin ? k.bond : 0;
        if (outcome != Outcome.Report) return _halfIn(outcome, k.bond);
        return twin ? 0 : k.bond + _partOf(first, c, k, _lostToReport(first, c) / 2);
    }

    /// @dev Half of a bond where nobody has won.
    function _halfIn(Outcome outcome, uint256 bond) private pure returns (uint256) {
        return outcome == Outcome.Silence || outcome == Outcome.Lapsed ? bond / 2 : 0;
    }

    /// @dev The bonds that are lost if the report wins.
    function _lostToReport(uint256 incidentId, Case storage c) private view returns (uint256) {
        return uint256(c.bond) + _sums[incidentId | TWIN].bond;
    }

    /// @dev Whether a pool may be carved, and on which conditions.
    function _admit(uint256 incidentId, bytes32 key) private view returns (bool bonded, uint256 decidedBy) {
        uint256 first = incidentId % TWIN;
        Report memory r = _reportOf(first);
        Case storage c = _cases[first];
        (Outcome outcome,) = _outcomeOf(first, r);
        // After a ruling for it a twin is carved for what is known to be due.
        bonded = outcome == Outcome.None;
        decidedBy = c.challengedAt == 0 ? _windowEnd(r, block.timestamp) : _deadline(first, r, c);
        if (incidentId == first) {
            require(bonded, Errors.IncidentDecided());
        } else {
            require(bonded || outcome == Outcome.Counter, Errors.IncidentDecided());
            require(c.twin && block.timestamp < decidedBy + TWIN_WITHIN, Errors.IncidentDecided());
            _requireNotPaid(first, r, key);
        }
        if (r.repeats != 0) _requireNotPaid(r.repeats, _reportOf(r.repeats), key);
    }

    /// @dev Only a pool's vault calls, and only pools of the subject's asset.
    function _requireVault(address asset) private view {
        IPocketVault vault = IPocketVault(msg.sender);
        require(_ledger.vaultOf(vault.poolId()) == msg.sender && vault.asset() == asset, Errors.NotAuthorized());
    }

    /// @dev A carving that was decided by its own window has been paid for this event.
    function _requireNotPaid(uint256 incidentId, Report memory r, bytes32 key) private view {
        uint256 carvedAt = _carvings[_potId(incidentId, key)].carvedAt;
        require(carvedAt == 0 || _suspended(r, _cases[incidentId], carvedAt), Errors.PocketAlreadyCarved());
    }

    /// @dev A counter-answer differs from the report, and is of its kind. Where nothing is known yet it can only say that
    /// nothing was lost, and where a measurement spoke, that less was.
    /// @return twin it needs more than was set aside
    function _requireCounter(Report memory r, Answer memory answer, Answer calldata a)
        private
        pure
        returns (bool twin)
    {
        bool table = r.byProof && a.severity != 0;
        require(table ? a.severity == WAD : a.severity <= WAD, Errors.InvalidAnswer());
        require((a.lossTotal != 0) == table && (a.lossRoot != 0) == table, Errors.InvalidAnswer());
        require(a.severity == 0 || r.completeAt != 0, Errors.InvalidAnswer());
        require(r.bonded || a.severity < answer.severity, Errors.InvalidAnswer());
        bool differs = r.byProof
            ? a.severity == 0 || a.lossRoot != answer.lossRoot || a.lossTotal != answer.lossTotal
            : a.severity != answer.severity;
        require(differs, Errors.InvalidAnswer());
        return r.byProof ? a.lossTotal > answer.lossTotal : a.severity > r.bound;
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

    /// @dev Half of a lost bond is theirs whom it hurt: the claimants that a challenge or a low report kept waiting, or the
    /// holders whose shares a report or a twin locked up.
    function _shareOf(uint256 incidentId, bytes32 key, Bonded memory k) private view returns (Share memory x) {
        uint256 first = incidentId % TWIN;
        Report memory r = _reportOf(first);
        Case storage c = _cases[first];
        (Outcome outcome,) = _outcomeOf(first, r);
        bool due = incidentId != first || _suspended(r, c, k.carvedAt);
        require(due && outcome != Outcome.None, Errors.BondLocked());
        (x.pocketOf, x.assets) = (incidentId, k.bond / 2);
        if (outcome == Outcome.Silence) {
            (x.assets, x.burned, x.silence) = (0, x.assets, true);
        } else if (incidentId != first) {
            if (outcome == Outcome.Counter) x.assets = 0;
        } else if (outcome == Outcome.Report) {
            (x.assets, x.forClaims) = (_partOf(first, c, k, c.bond / 2), true);
        } else if (c.twin) {
            (x.pocketOf, x.forClaims) = (first | TWIN, true);
            if (_carvings[_potId(x.pocketOf, key)].carvedAt != 0) return x;
            uint256 until = _deadline(first, r, c) + TWIN_WITHIN;
            require(block.timestamp >= until, Errors.TooEarly(until));
            (x.assets, x.burned) = (0, x.assets);
        }
    }

    /// @dev Claimants that have begun to be paid are made whole, if they were cut; the rest is the holders'.
    function _handOn(IPocketVault vault, uint256 termsId, Share memory x) private {
        bool carved = vault.getPocket(vault.caseIdOf(termsId, x.pocketOf)).status == CaseStatus.Open;
        SafeTransferLib.safeApproveWithRetry(_assetOf(x.pocketOf), address(vault), x.assets);
        if (x.forClaims && carved) return vault.addBonus(termsId, x.pocketOf, x.assets);
        if (carved) vault.applyVerdict(termsId, x.pocketOf);
        vault.addRecovery(termsId, x.pocketOf, x.assets);
    }
}
