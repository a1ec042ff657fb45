// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {IArbiter} from "../interfaces/IArbiter.sol";
import {DisputeRules, Outcome} from "../interfaces/IBonds.sol";
import {Answer} from "../interfaces/IDisputes.sol";
import {Errors} from "../libraries/Errors.sol";
import {BondPots} from "./BondPots.sol";

/// @title What is known of incidents and their challenges, and what follows from it at any time
abstract contract DisputeState is BondPots {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    /// @dev What a resolver says of an incident, but for its answer.
    struct Report {
        uint40 time;
        uint64 bound; // sizes cases, WAD
        bool byProof; // the answer is a loss table
        bool bonded; // openings need a bond, and have windows of their own
        uint40 completeAt; // when the answer was complete; 0 before
        uint40 lapsesAt; // when an incomplete report loses
        uint40 window; // seconds to challenge in, from the later of a bonded opening and the complete answer
    }

    /// @dev How an incident was challenged. Two slots, and the counter-answer.
    struct Case {
        uint40 challengedAt; // 0 for not
        uint40 ruledAt;
        Outcome outcome; // only what an arbiter ruled
        bool burned; // what silence takes of the challenge's bond has been counted
        uint64 severity; // decided, WAD
        uint24 before; // number of the last opening that was decided before; 0 for none
        uint24 last; // number of the last opening that was there: what a challenge loses is not for later ones
        uint96 bond; // of the challenge
        address challenger;
        Answer counter;
    }

    /// @dev A case that a pool's vault has opened for an incident. One slot; its weight and its bond are in the sums.
    struct Opening {
        address opener;
        uint40 openedAt;
        uint24 number; // among its incident's, from 1
        bool settled; // what is due to its vault was handed on
    }

    /// @dev The same, with what it weighs and what it was bonded with.
    struct Bonded {
        address opener;
        uint40 openedAt;
        uint24 number;
        bool settled;
        uint256 reserve; // its weight: at least 1
        uint256 bond;
    }

    /// @dev Sums over the openings of an incident up to one of them. One slot.
    struct Sums {
        uint40 openedAt; // that one
        uint24 number; // that one's
        uint96 reserve;
        uint96 bond;
    }

    uint256 internal constant WAD = 1e18;
    /// @dev A bond is at least this part of what it locks up: 2 %.
    uint256 internal constant BOND_PART = 50;
    /// @dev An opening that nobody challenged earns at most this part of what was paid: 0.5 %.
    uint256 internal constant REWARD_PART = 200;
    /// @dev A verdict waits this long for a bonus that nobody hands on.
    uint256 internal constant BONUS_WITHIN = 1 days;

    mapping(uint96 subject => DisputeRules) internal _rules; // slot 3
    mapping(uint256 incidentId => Case) internal _cases; // slot 4
    mapping(bytes32 potId => Opening) internal _openings; // slot 5
    mapping(uint256 incidentId => Sums) internal _sums; // slot 6: up to the last opening
    mapping(uint256 incidentId => mapping(uint256 number => Sums)) internal _earlier; // slot 7: up to each one before it

    // ------------------------------------------------------------- internals

    /// @dev What the resolver says of an incident. Errors: `UnknownIncident`.
    function _reportOf(uint256 incidentId) internal view virtual returns (Report memory);

    /// @dev Its answer. Errors: `UnknownIncident`.
    function _answerOf(uint256 incidentId) internal view virtual returns (Answer memory);

    /// @dev Who has half of a bond that a challenge loses, where openings need none. Errors: `UnknownIncident`.
    function _firedBy(uint256 incidentId) internal view virtual returns (address);

    /// @dev Fixes who decides a subject's disputes. Each arbiter is given more time than it needs, and one of them is not
    /// of this protocol.
    function _setRules(uint96 subject, DisputeRules memory x) internal {
        require(x.asset.code.length != 0, Errors.InvalidDisputeRules("asset"));
        require(x.minBond != 0, Errors.InvalidDisputeRules("minBond"));
        require(x.arbiter.code.length != 0, Errors.InvalidDisputeRules("arbiter"));
        require(
            x.fallbackArbiter.code.length != 0 && x.fallbackArbiter != x.arbiter,
            Errors.InvalidDisputeRules("fallbackArbiter")
        );
        require(x.arbiterTime > IArbiter(x.arbiter).latency(), Errors.InvalidDisputeRules("arbiterTime"));
        require(x.fallbackTime > IArbiter(x.fallbackArbiter).latency(), Errors.InvalidDisputeRules("fallbackTime"));
        require(
            IArbiter(x.arbiter).isExternal() || IArbiter(x.fallbackArbiter).isExternal(),
            Errors.InvalidDisputeRules("isExternal")
        );
        _rules[subject] = x;
    }

    /// @dev How an incident was decided as a whole: by an arbiter, by the silence of all, or by an incomplete report.
    function _outcomeOf(uint256 incidentId, Report memory r) internal view returns (Outcome outcome, uint256 since) {
        Case storage c = _cases[incidentId];
        if (c.outcome != Outcome.None) return (c.outcome, c.ruledAt);
        bool challenged = c.challengedAt != 0;
        if (r.completeAt == 0) {
            (outcome, since) = (challenged ? Outcome.Counter : Outcome.Lapsed, r.lapsesAt);
        } else if (challenged) {
            (outcome, since) = (Outcome.Silence, _deadline(incidentId, r, c));
        }
        if (block.timestamp < since) return (Outcome.None, 0);
    }

    function _subjectOf(uint256 incidentId) internal pure returns (uint96) {
        return uint96(incidentId >> 32);
    }

    /// @inheritdoc BondPots
    function _assetOf(uint256 incidentId) internal view override returns (address asset) {
        asset = _rules[_subjectOf(incidentId)].asset;
        require(asset != address(0), Errors.UnknownIncident());
    }

    /// @dev When an opening's window ends. Without a complete report it does not.
    function _windowEnd(Report memory r, uint256 openedAt) internal pure returns (uint256) {
        uint256 from = r.completeAt == 0 ? r.lapsesAt : r.completeAt;
        return (r.bonded ? from.max(openedAt) : from) + r.window;
    }

    /// @dev Whether an opening is not decided by its own window.
    function _suspended(Report memory r, Case storage c, uint256 openedAt) internal view returns (bool) {
        if (r.completeAt == 0) return true;
        return c.challengedAt != 0 && c.challengedAt < _windowEnd(r, openedAt);
    }

    /// @dev When a case that is opened now is decided, at the latest that is known.
    function _decidedBy(uint256 incidentId, Report memory r) internal view returns (uint256) {
        Case storage c = _cases[incidentId];
        return c.challengedAt == 0 ? _windowEnd(r, block.timestamp) : _deadline(incidentId, r, c);
    }

    /// @dev When the last arbiter's turn ends.
    function _deadline(uint256 incidentId, Report memory r, Case storage c) internal view returns (uint256) {
        DisputeRules storage rules = _rules[_subjectOf(incidentId)];
        return _turnsFrom(r, c) + rules.arbiterTime + rules.fallbackTime;
    }

    /// @dev The first arbiter's turn begins when there is something to decide; for what was measured when its window has
    /// ended, so that it is not decided while it can be raised.
    function _turnsFrom(Report memory r, Case storage c) private view returns (uint256) {
        if (!r.bonded) return _windowEnd(r, 0);
        uint256 from = r.completeAt == 0 ? r.lapsesAt : r.completeAt;
        return from.max(c.challengedAt);
    }

    /// @dev Whose turn it is; zeros before the first and after the last.
    function _turn(uint256 incidentId, Report memory r)
        internal
        view
        returns (address arbiter, uint40 from, uint40 until)
    {
        Case storage c = _cases[incidentId];
        if (c.challengedAt == 0 || r.completeAt == 0 || c.outcome != Outcome.None) return (address(0), 0, 0);
        DisputeRules storage x = _rules[_subjectOf(incidentId)];
        from = uint40(_turnsFrom(r, c));
        if (block.timestamp < from) return (address(0), 0, 0);
        until = from + x.arbiterTime;
        if (block.timestamp < until) return (x.arbiter, from, until);
        (from, until) = (until, until + x.fallbackTime);
        return block.timestamp < until ? (x.fallbackArbiter, from, until) : (address(0), uint40(0), uint40(0));
    }

    /// @dev An even amount, rounded up.
    function _bondFor(DisputeRules storage rules, uint256 reserve) internal view returns (uint256 bond) {
        bond = reserve.divUp(BOND_PART).max(rules.minBond);
        return bond + bond % 2;
    }

    /// @dev A challenge's bond, the number of the last opening that it comes too late for, and when the last window ends.
    /// No bond: none is open.
    function _challengeTerms(uint256 incidentId, Report memory r)
        internal
        view
        returns (uint256 bond, uint24 before, uint256 closedAt)
    {
        Sums memory last = _sums[incidentId];
        closedAt = r.completeAt == 0 ? r.lapsesAt : _windowEnd(r, last.openedAt);
        if (block.timestamp >= closedAt || r.bonded && last.number == 0) return (0, 0, closedAt);
        if (r.bonded && r.completeAt != 0 && block.timestamp >= uint256(r.completeAt) + r.window) {
            before = _lastDecided(incidentId, r, last.number - 1);
        }
        uint256 reserve = last.reserve - _sumsUpTo(incidentId, before).reserve;
        bond = _bondFor(_rules[_subjectOf(incidentId)], reserve);
    }

    /// @dev Number of the last opening up to `high` whose window has ended; 0 for none.
    function _lastDecided(uint256 incidentId, Report memory r, uint256 high) private view returns (uint24) {
        uint256 low;
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (_windowEnd(r, _earlier[incidentId][middle].openedAt) <= block.timestamp) low = middle;
            else high = middle - 1;
        }
        return uint24(low);
    }

    /// @dev Adds an opening to the sums. An incident's first needs one new word, a later one moves the word before it.
    function _record(uint256 incidentId, uint256 reserve, uint256 bond) internal returns (uint24 number) {
        Sums memory x = _sums[incidentId];
        number = x.number + 1;
        if (number != 1) _earlier[incidentId][x.number] = x;
        _sums[incidentId] = Sums({
            openedAt: uint40(block.timestamp),
            number: number,
            reserve: (x.reserve + reserve).toUint96(),
            bond: (x.bond + bond).toUint96()
        });
    }

    function _sumsUpTo(uint256 incidentId, uint256 number) private view returns (Sums memory x) {
        if (number == 0) return x;
        x = _sums[incidentId];
        if (x.number != number) x = _earlier[incidentId][number];
    }

    function _openingOf(uint256 incidentId, bytes32 key) internal view returns (Bonded memory k) {
        Opening memory x = _openings[_potId(incidentId, key)];
        (k.opener, k.openedAt, k.number, k.settled) = (x.opener, x.openedAt, x.number, x.settled);
        if (x.number == 0) return k;
        Sums memory sums = _sumsUpTo(incidentId, x.number);
        Sums memory before = _sumsUpTo(incidentId, x.number - 1);
        (k.reserve, k.bond) = (sums.reserve - before.reserve, sums.bond - before.bond);
    }

    /// @dev Sums over the openings that a dispute is about.
    function _disputed(uint256 incidentId, Case storage c) internal view returns (Sums memory x) {
        x = _sums[incidentId];
        Sums memory before = _sumsUpTo(incidentId, c.before);
        x.reserve -= before.reserve;
        x.bond -= before.bond;
    }

    /// @dev An opening's part of what a challenge has lost, rounded down. It is for those that it suspended: whoever sees the
    /// ruling come must not open a case for a part of it.
    function _partOf(uint256 incidentId, Case storage c, Bonded memory k, uint256 assets)
        internal
        view
        returns (uint256)
    {
        if (k.number > c.last) return 0;
        return
            assets.fullMulDiv(
                k.reserve, _sumsUpTo(incidentId, c.last).reserve - _sumsUpTo(incidentId, c.before).reserve
            );
    }
}
