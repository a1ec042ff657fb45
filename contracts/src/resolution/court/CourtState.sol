// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {IBonds} from "./IBonds.sol";
import {IClaimsVault} from "../../claims/IClaimsVault.sol";
import {DisputeRules, CourtTerms, ICourt, Report} from "./ICourt.sol";
import {Answer, CaseRef, Outcome} from "../IDisputes.sol";
import {Firing, IMeter} from "../meters/IMeter.sol";
import {Errors} from "../../common/Errors.sol";

/// @title Storage of a court, and what follows from it at any time
abstract contract CourtState is ICourt, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    /// @dev A case that somebody has opened under bond. One slot. Its bond follows from what it says.
    struct Opening {
        address opener;
        uint32 openedAt;
        uint64 severity; // the most that was destroyed, WAD
    }

    /// @dev What answers have made of a case. One slot, written with the first of them.
    struct Contest {
        uint40 endsAt; // last second to answer in; 0 while that follows from the opening, or the firing
        uint40 longest; // how long that can be prolonged; 0 while it follows likewise
        uint40 ruledAt; // 0 for not
        uint8 count; // answers besides number 1
        uint8 chosen; // what was ruled
        uint8 raises; // of the case, to set more aside
        bool settled; // what is due to its vault was handed on
        uint96 atStake; // the most that any answer asks for, asset units
    }

    /// @dev An answer that stands. Three slots, of which the last is in use only for a table.
    struct Posted {
        address by;
        uint96 bond;
        uint64 severity;
        uint128 lossTotal;
        bytes32 lossRoot;
    }

    /// @dev A case, and all that is decided by.
    struct Hearing {
        CaseRef ref;
        bytes32 key;
        CourtTerms d; // without its title, and its rules only where they are needed
        bool metered;
        uint256 time; // of the incident
        Opening o; // of a firing: when it was fired, and what was measured
        Contest c;
        uint256 endsAt; // of the answer window
        bool complete; // number 1 is an answer
        Outcome outcome;
        uint256 chosen; // number of the answer that holds; 0 for nothing
        uint256 decidedAt;
    }

    /// @dev A bond is at least this part of what it asks for, or locks up: 2 %.
    uint256 internal constant BOND_DIVISOR = 50;
    /// @dev A verdict waits this long for a bonus that nobody hands on.
    uint256 internal constant MAX_BONUS_DELAY = 1 days;
    /// @dev Whoever is answered has so long to answer that, at least.
    uint256 internal constant ANSWER_TIME = 3 days;
    /// @dev So many answers stand besides number 1.
    uint256 internal constant MAX_ANSWERS = 16;
    /// @dev Number of the opener's answer, or the meter's.
    uint256 internal constant FIRST = 1;

    uint96 public courtTermsCount; // slot 0
    mapping(uint256 subject => CourtTerms) internal _courtTerms; // slot 1
    mapping(uint96 subject => uint32) internal _reportCount; // slot 2
    mapping(uint256 incidentId => Report) internal _reports; // slot 3
    mapping(bytes32 caseKey => Opening) internal _openings; // slot 4
    mapping(bytes32 caseKey => Contest) internal _contests; // slot 5
    mapping(bytes32 caseKey => mapping(uint256 number => Posted)) internal _answers; // slot 6

    // --------------------------------------------------------------- court terms

    /// @dev Not cut to what a subject may be: an incident has one number.
    function _subjectOf(uint256 incidentId) internal pure returns (uint256) {
        return incidentId >> 32;
    }

    function _courtTermsOf(uint256 subject) internal view returns (CourtTerms storage d) {
        d = _courtTerms[subject];
        require(d.rules.asset != address(0), Errors.UnknownCourtTerms());
    }

    /// @dev A meter's firing, which goes by the same number here, or a report, which measures nothing. Errors:
    /// `UnknownIncident`.
    function _firingOf(CourtTerms storage d, uint256 incidentId) internal view returns (Firing memory) {
        // forge-lint: disable-next-line(unsafe-typecast) -- the low 32 bits are the firing's number
        if (d.meter != address(0)) return IMeter(d.meter).getFiring(d.meterId, uint32(incidentId));
        Report storage x = _reports[incidentId];
        require(x.reportedAt != 0, Errors.UnknownIncident());
        return Firing(x.time, x.reportedAt, 0);
    }

    /// @dev Who reported, or fired.
    function _reporterOf(uint256 incidentId) internal view returns (address) {
        CourtTerms storage d = _courtTerms[_subjectOf(incidentId)];
        // forge-lint: disable-next-line(unsafe-typecast) -- the low 32 bits are the firing's number
        if (d.meter != address(0)) return IMeter(d.meter).firedBy(d.meterId, uint32(incidentId));
        return _reports[incidentId].reporter;
    }

    // ----------------------------------------------------------------- cases

    /// @inheritdoc IBonds
    function caseKeyOf(CaseRef memory ref) public pure returns (bytes32) {
        return keccak256(abi.encode(ref));
    }

    /// @inheritdoc IBonds
    function answerKey(Answer memory answer) public pure returns (bytes32) {
        return keccak256(abi.encode(answer));
    }

    /// @dev A case as it stands. Errors: `UnknownIncident`, and `CaseNotOpen` where somebody has to open it under bond.
    function _hear(CaseRef memory ref) internal view returns (Hearing memory h) {
        _load(h, ref);
        require(h.o.openedAt != 0, Errors.CaseNotOpen());
        _loadRules(h);
    }

    /// @dev The same, opened or not, and without rules: where it is not, as if it were opened now.
    function _load(Hearing memory h, CaseRef memory ref) internal view {
        CourtTerms storage d = _courtTerms[_subjectOf(ref.incidentId)];
        (h.d.meter, h.d.meterId) = (d.meter, d.meterId);
        (h.d.rootWindow, h.d.answerWindow, h.d.proofOfLoss) = (d.rootWindow, d.answerWindow, d.proofOfLoss);
        h.metered = h.d.meter != address(0);
        (h.ref, h.key) = (ref, caseKeyOf(ref));
        Firing memory x = _firingOf(d, ref.incidentId);
        h.time = x.time;
        uint256 from;
        if (h.metered) {
            h.o = Opening(address(0), uint32(x.firedAt), x.severity);
            from = x.firedAt;
            h.complete = true;
        } else {
            h.o = _openings[h.key];
            from = h.o.openedAt == 0 ? block.timestamp : h.o.openedAt;
            h.complete = !h.d.proofOfLoss || _answers[h.key][FIRST].lossTotal != 0;
        }
        // Before an opening under bond there is none. Whether a meter has fired is its word, and may change.
        if (h.metered || h.o.openedAt != 0) h.c = _contests[h.key];
        h.endsAt = h.c.endsAt == 0 ? from + h.d.rootWindow + h.d.answerWindow : h.c.endsAt;
        _decide(h);
    }

    /// @dev Apart: three words that openings and verdicts of firings do not need.
    function _loadRules(Hearing memory h) internal view {
        DisputeRules storage rules = _courtTerms[_subjectOf(h.ref.incidentId)].rules;
        (h.d.rules.asset, h.d.rules.minBond) = (rules.asset, rules.minBond);
        (h.d.rules.arbiter, h.d.rules.arbiterTime) = (rules.arbiter, rules.arbiterTime);
        (h.d.rules.fallbackArbiter, h.d.rules.fallbackTime) = (rules.fallbackArbiter, rules.fallbackTime);
    }

    /// @dev What one answer alone says holds when the window has ended; of several what an arbiter chooses, or nothing if
    /// all are silent.
    function _decide(Hearing memory h) private view {
        if (h.c.ruledAt != 0) {
            (h.outcome, h.chosen, h.decidedAt) = (Outcome.Ruled, h.c.chosen, h.c.ruledAt);
            return;
        }
        if (block.timestamp <= h.endsAt) return;
        uint256 count = h.c.count + (h.complete ? 1 : 0);
        if (count < 2) {
            (h.outcome, h.decidedAt) = (Outcome.Unopposed, h.endsAt + 1);
            if (count == 1) h.chosen = h.complete ? FIRST : FIRST + 1;
        } else {
            _loadRules(h);
            if (block.timestamp >= _lastTurnEnds(h)) (h.outcome, h.decidedAt) = (Outcome.Silent, _lastTurnEnds(h));
        }
    }

    function _lastTurnEnds(Hearing memory h) internal pure returns (uint256) {
        return h.endsAt + 1 + h.d.rules.arbiterTime + h.d.rules.fallbackTime;
    }

    /// @dev Whose turn it is; zeros before the first and after the last.
    function _turnOf(Hearing memory h) internal view returns (address arbiter, uint40 from, uint40 until) {
        if (h.outcome != Outcome.None || block.timestamp <= h.endsAt) return (address(0), 0, 0);
        DisputeRules memory x = h.d.rules;
        from = uint40(h.endsAt + 1);
        until = from + x.arbiterTime;
        if (block.timestamp < until) return (x.arbiter, from, until);
        return (x.fallbackArbiter, until, until + x.fallbackTime);
    }

    /// @dev Number 1 is the opener's, or the meter's; there may be none where a table has to be published.
    function _answerAt(Hearing memory h, uint256 number) internal view returns (Answer memory a) {
        if (number == 0 || number > FIRST + h.c.count) return a;
        if (number == FIRST && !h.d.proofOfLoss) {
            a.severity = h.o.severity;
            return a;
        }
        Posted storage x = _answers[h.key][number];
        (a.severity, a.lossTotal) = (x.severity, x.lossTotal);
        if (a.lossTotal != 0) a.lossRoot = x.lossRoot;
    }

    /// @dev Whether a number is an answer's.
    function _stands(Hearing memory h, uint256 number) internal pure returns (bool) {
        return number == FIRST ? h.complete : number != 0 && number <= FIRST + h.c.count;
    }

    /// @dev The number of an answer that says the same; 0 for none.
    function _numberOf(Hearing memory h, Answer memory a) internal view returns (uint256) {
        bytes32 key = answerKey(a);
        for (uint256 k = FIRST; k <= FIRST + h.c.count; ++k) {
            if (_stands(h, k) && answerKey(_answerAt(h, k)) == key) return k;
        }
        return 0;
    }

    function _bondFor(Hearing memory h, uint256 need) internal pure returns (uint256) {
        return need.divUp(BOND_DIVISOR).max(h.d.rules.minBond);
    }

    /// @dev What an opening was bonded with: it follows from what it said, and from what the pool covered then. Nobody has
    /// bonded a firing, but so much it would have been.
    function _openingBond(Hearing memory h) internal view returns (uint256) {
        (uint256 need,) = _needOf(h, h.o.severity, 0);
        return _bondFor(h, need);
    }

    /// @dev What an answer asks for, and what has been set aside for the case, or is lacking, asset units.
    function _needOf(Hearing memory h, uint256 severity, uint256 lossTotal)
        internal
        view
        returns (uint256 need, uint256 present)
    {
        return IClaimsVault(h.ref.vault).needFor(h.ref.termsId, h.ref.incidentId, severity, lossTotal);
    }

    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
