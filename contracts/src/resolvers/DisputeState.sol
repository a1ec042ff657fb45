// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {IArbiter} from "../interfaces/IArbiter.sol";
import {DisputeRules, Outcome} from "../interfaces/IBonds.sol";
import {Answer} from "../interfaces/IDisputes.sol";
import {Errors} from "../libraries/Errors.sol";
import {BondPots} from "./BondPots.sol";

/// @title What is known of incidents and their challenges, and what follows from it at any time
abstract contract DisputeState is BondPots {
    using FixedPointMathLib for uint256;

    /// @dev What a resolver says of an incident.
    struct Report {
        Answer answer;
        uint40 time;
        uint64 bound; // sizes pockets, WAD
        bool byProof; // the answer is a loss table
        bool bonded; // carvings need a bond, and have windows of their own
        address reporter; // where they need none: it has half of a bond lost by a challenge
        uint40 completeAt; // when the answer was complete; 0 before
        uint40 lapsesAt; // when an incomplete report loses
        uint40 window; // seconds to challenge in, from the later of a bonded carving and the complete answer
        uint40 until; // see `Incident`
        uint256 repeats; // denied incident that it repeats; 0 for none
    }

    /// @dev How an incident was challenged. Two slots, and the counter-answer.
    struct Case {
        uint40 challengedAt; // 0 for not
        uint40 ruledAt;
        Outcome outcome; // only what an arbiter ruled
        bool twin; // the counter-answer needs more than was set aside
        bool burned; // what silence takes of the challenge's bond has been counted
        uint64 severity; // decided, WAD
        uint112 reserveBefore; // Σ of the carvings that were decided before
        uint104 bondBefore; // likewise
        uint96 bond; // of the challenge
        Answer counter;
    }

    /// @dev A pool that was carved under some terms. One slot.
    struct Bonded {
        uint40 carvedAt;
        uint96 reserve; // its weight: at least 1, and 0 if it came after the decision
        uint96 bond;
        bool settled; // what is due to its vault was handed on
    }

    /// @dev Sums over the carvings of an incident up to one of them. One slot.
    struct Checkpoint {
        uint40 carvedAt;
        uint112 reserve;
        uint104 bond;
    }
    uint256 internal constant WAD = 1e18;
    uint256 internal constant TWIN = 1 << 128;
    /// @dev A bond is at least this part of what it locks up: 2 %.
    uint256 internal constant BOND_PART = 50;
    /// @dev A carving that nobody challenged earns at most this part of what was paid: 0.5 %.
    uint256 internal constant REWARD_PART = 200;
    /// @dev A verdict waits this long for a bonus that nobody hands on.
    uint256 internal constant BONUS_WITHIN = 1 days;
    /// @dev Twins may be carved this long after the last arbiter's turn: a ruling may come at its end.
    uint256 internal constant TWIN_WITHIN = 7 days;

    mapping(uint96 subject => DisputeRules) internal _rules; // slot 3
    mapping(uint256 incidentId => Case) internal _cases; // slot 4
    mapping(bytes32 potId => Bonded) internal _carvings; // slot 5
    mapping(uint256 incidentId => Checkpoint[]) internal _books; // slot 6

    // ------------------------------------------------------------- internals

    /// @dev What the resolver says of an incident. Errors: `UnknownIncident`.
    function _reportOf(uint256 incidentId) internal view virtual returns (Report memory);

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
            (outcome, since) = (Outcome.Silence, _deadline(r, c, _rules[_subjectOf(incidentId)]));
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

    /// @dev When a carving's window ends. Without a complete report it does not.
    function _windowEnd(Report memory r, uint256 carvedAt) internal pure returns (uint256) {
        uint256 from = r.completeAt == 0 ? r.lapsesAt : r.completeAt;
        return (r.bonded ? from.max(carvedAt) : from) + r.window;
    }

    /// @dev Whether a carving is not decided by its own window.
    function _suspended(Report memory r, Case storage c, uint256 carvedAt) internal view returns (bool) {
        if (r.completeAt == 0) return true;
        return c.challengedAt != 0 && c.challengedAt < _windowEnd(r, carvedAt);
    }

    /// @dev When the last arbiter's turn ends: the first one's begins when there is something to decide.
    function _deadline(Report memory r, Case storage c, DisputeRules memory rules) internal view returns (uint256) {
        uint256 from = r.completeAt == 0 ? r.lapsesAt : r.completeAt;
        return from.max(c.challengedAt) + rules.arbiterTime + rules.fallbackTime;
    }

    /// @dev Whose turn it is; zeros before the first and after the last.
    function _turn(uint256 incidentId, Report memory r)
        internal
        view
        returns (address arbiter, uint40 from, uint40 until)
    {
        Case storage c = _cases[incidentId];
        if (c.challengedAt == 0 || r.completeAt == 0 || c.outcome != Outcome.None) return (address(0), 0, 0);
        DisputeRules memory x = _rules[_subjectOf(incidentId)];
        from = uint40(uint256(r.completeAt).max(c.challengedAt));
        until = from + x.arbiterTime;
        if (block.timestamp < until) return (x.arbiter, from, until);
        (from, until) = (until, until + x.fallbackTime);
        return block.timestamp < until ? (x.fallbackArbiter, from, until) : (address(0), uint40(0), uint40(0));
    }

    function _twinOf(uint256 twinId) internal view returns (Case storage c) {
        c = _cases[twinId % TWIN];
        require(twinId >> 129 == 0 && c.twin, Errors.UnknownIncident());
    }

    /// @dev An even amount, rounded up.
    function _bondFor(DisputeRules memory rules, uint256 reserve) internal pure returns (uint256 bond) {
        bond = reserve.divUp(BOND_PART).max(rules.minBond);
        return bond + bond % 2;
    }

    /// @dev A challenge's bond, the sums of what it comes too late for, and when the last window ends. No bond: none is open.
    function _challengeTerms(uint256 incidentId, Report memory r)
        internal
        view
        returns (uint256 bond, Checkpoint memory before, uint256 closedAt)
    {
        Checkpoint memory last = _last(incidentId);
        closedAt = r.completeAt == 0 ? r.lapsesAt : _windowEnd(r, last.carvedAt);
        if (block.timestamp >= closedAt || r.bonded && last.carvedAt == 0) return (0, before, closedAt);
        Checkpoint[] storage book = _books[incidentId];
        if (r.bonded && r.completeAt != 0 && block.timestamp >= uint256(r.completeAt) + r.window) {
            (uint256 low, uint256 high) = (0, book.length);
            while (low < high) {
                uint256 middle = low.avg(high);
                if (_windowEnd(r, book[middle].carvedAt) > block.timestamp) high = middle;
                else low = middle + 1;
            }
            if (low != 0) before = book[low - 1];
        }
        bond = _bondFor(_rules[_subjectOf(incidentId)], last.reserve - before.reserve);
    }

    function _record(uint256 incidentId, Bonded memory k) internal {
        Checkpoint memory x = _last(incidentId);
        x.carvedAt = k.carvedAt;
        x.reserve += k.reserve;
        x.bond += k.bond;
        _books[incidentId].push(x);
    }

    function _last(uint256 incidentId) internal view returns (Checkpoint memory x) {
        uint256 count = _books[incidentId].length;
        if (count != 0) x = _books[incidentId][count - 1];
    }

    /// @dev Sums over the carvings that a dispute is about.
    function _disputed(uint256 incidentId, Case storage c) internal view returns (Checkpoint memory x) {
        x = _last(incidentId);
        x.reserve -= c.reserveBefore;
        x.bond -= c.bondBefore;
    }

    /// @dev A carving's part of an amount that is for all of a dispute, rounded down.
    function _partOf(uint256 incidentId, Case storage c, Bonded memory k, uint256 assets)
        internal
        view
        returns (uint256)
    {
        return k.reserve == 0 ? 0 : assets.fullMulDiv(k.reserve, _disputed(incidentId, c).reserve);
    }
}
