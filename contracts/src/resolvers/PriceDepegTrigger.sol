// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";

import {IPriceDepegTrigger, PriceDepegMeter, PriceDepegState} from "../interfaces/IPriceDepegTrigger.sol";
import {IPriceFeed} from "../interfaces/IPriceFeed.sol";
import {DisputeRules} from "../interfaces/IBonds.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {IResolver} from "../interfaces/IResolver.sol";
import {ITrigger} from "../interfaces/ITrigger.sol";
import {Errors} from "../libraries/Errors.sol";
import {Disputes} from "./Disputes.sol";
import {Trigger} from "./Trigger.sol";

/// @title An objective trigger: a price below its peg
contract PriceDepegTrigger is Trigger, IPriceDepegTrigger {
    using FixedPointMathLib for uint256;

    /// @dev One round of a feed.
    struct Round {
        uint80 id; // 0: there is no such round
        uint40 time;
        uint128 price; // WAD, rounded up; 0: the answer is none
    }

    /// @dev What a feed may use of a call's gas, several times what Chainlink's need.
    uint256 internal constant FEED_GAS = 200_000;
    /// @dev What must be left so that a feed gets that much.
    uint256 internal constant NEEDED_GAS = 210_000;
    /// @dev How long a sequencer must have been up, as Chainlink recommends.
    uint256 internal constant SEQUENCER_GRACE = 1 hours;
    /// @dev Rounds that `fire` follows by itself: others may have come since the proof.
    uint256 internal constant ROUNDS_AT_FIRING = 16;
    uint256 internal constant MAX_DECIMALS = 30;

    mapping(uint96 meterId => PriceDepegMeter) internal _meters;
    mapping(uint96 meterId => PriceDepegState) internal _states;

    constructor(ILossLedger ledger) Disputes(ledger) {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IPriceDepegTrigger
    function createMeter(PriceDepegMeter calldata m, DisputeRules calldata rules) external returns (uint96 meterId) {
        require(m.peg != 0, Errors.InvalidMeter("peg"));
        require(m.threshold != 0 && m.threshold <= uint256(m.peg) * 98 / 100, Errors.InvalidMeter("threshold"));
        require(m.heartbeat != 0 && m.heartbeat <= 2 days, Errors.InvalidMeter("heartbeat"));
        uint256 decimals = _decimalsOf(m.feed);
        require(decimals <= MAX_DECIMALS, Errors.InvalidMeter("feed"));
        PriceDepegState memory s;
        (s.decimals, s.mark) = (uint8(decimals), m.peg);
        _step(m, s, _atPeg(m, s));
        meterId = _newMeter(m.dwell, m.payableDelay, rules.asset, rules);
        _meters[meterId] = m;
        _states[meterId] = s;
        emit MeterCreated(meterId, m);
    }

    /// @inheritdoc IPriceDepegTrigger
    function prove(uint96 meterId, uint256 rounds) external returns (uint256 proven) {
        (PriceDepegMeter memory m, PriceDepegState memory s) = getMeter(meterId);
        proven = _prove(meterId, m, s, _latest(m, s), rounds);
        _states[meterId] = s;
    }

    /// @inheritdoc IPriceDepegTrigger
    function startAt(uint96 meterId, uint80 roundId) external {
        (PriceDepegMeter memory m, PriceDepegState memory s) = getMeter(meterId);
        Round memory latest = _latest(m, s);
        require(roundId > s.roundId, Errors.ConditionNotMet());
        require(s.mark == m.peg || _next(m, s, latest.id >> 64).id == 0, Errors.ConditionNotMet());
        Round memory r = _roundOf(m, s, roundId);
        require(r.price != 0 && _directionOf(m, s, r.price) != -1, Errors.ConditionNotMet());
        (s.direction, s.from) = (0, 0);
        _step(m, s, r);
        _states[meterId] = s;
        emit Observed(meterId, s.roundId, s.direction, s.from, s.highest);
    }

    /// @inheritdoc ITrigger
    /// @dev What is below the new mark already goes on as the same loss, and keeps its time.
    function fire(uint96 meterId) external returns (uint256 incidentId) {
        (PriceDepegMeter memory m, PriceDepegState memory s) = getMeter(meterId);
        Round memory latest = _fresh(m, s);
        _prove(meterId, m, s, latest, ROUNDS_AT_FIRING);
        require(s.direction == -1 && s.roundId == latest.id, Errors.ConditionNotMet());
        uint256 readyAt = uint256(s.from).max(_upSince(m.sequencerFeed)) + m.dwell;
        require(s.time >= readyAt, Errors.DwellNotReached(readyAt));
        uint256 severity = WAD - uint256(s.highest).fullMulDivUp(WAD, s.mark);
        incidentId = _fire(meterId, ++s.incidents, s.since, severity, m.payableDelay);
        (s.mark, s.from, s.highest) = (s.highest, s.time, latest.price);
        s.direction = _directionOf(m, s, latest.price);
        _states[meterId] = s;
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function observe(uint96 meterId) external view returns (uint256 value) {
        return reading(meterId);
    }

    /// @inheritdoc IResolver
    /// @dev A price is not a holding: there is nothing to bound capacity by.
    function reading(uint96 meterId) public view returns (uint256 value) {
        (PriceDepegMeter memory m, PriceDepegState memory s) = getMeter(meterId);
        _atPeg(m, s);
        return type(uint128).max;
    }

    /// @inheritdoc IPriceDepegTrigger
    function getMeter(uint96 meterId) public view returns (PriceDepegMeter memory m, PriceDepegState memory s) {
        m = _meters[meterId];
        require(m.feed != address(0), Errors.UnknownMeter());
        s = _states[meterId];
    }

    // ------------------------------------------------------------- internals

    function _prove(
        uint96 meterId,
        PriceDepegMeter memory m,
        PriceDepegState memory s,
        Round memory latest,
        uint256 rounds
    ) private returns (uint256 proven) {
        uint256 mark = s.mark;
        for (; proven < rounds && s.roundId != latest.id; ++proven) {
            Round memory r = _next(m, s, latest.id >> 64);
            if (r.id == 0) break;
            _step(m, s, r);
        }
        if (proven != 0) emit Observed(meterId, s.roundId, s.direction, s.from, s.highest);
        if (s.mark > mark) emit MarkRaised(meterId, s.mark);
    }

    /// @dev One round further. A late round, or a bad answer, keeps a loss's time but proves nothing of what lies between.
    function _step(PriceDepegMeter memory m, PriceDepegState memory s, Round memory r) private pure {
        bool joined = s.from != 0 && r.time <= uint256(s.time) + m.heartbeat;
        (s.roundId, s.time) = (r.id, r.time);
        if (r.price == 0) {
            s.from = 0;
            return;
        }
        int8 direction = _directionOf(m, s, r.price);
        if (direction != s.direction) {
            (s.direction, s.since) = (direction, r.time);
            joined = false;
        }
        if (!joined) (s.from, s.highest) = (r.time, r.price);
        else if (r.price > s.highest) s.highest = r.price;
        if (direction == 1 && r.time >= uint256(s.from) + m.dwell) (s.mark, s.direction) = (m.peg, 0);
    }

    /// @dev -1: lower than the mark by the share that counts. 1: as good as the peg, after a loss that was fired.
    function _directionOf(PriceDepegMeter memory m, PriceDepegState memory s, uint256 price)
        private
        pure
        returns (int8)
    {
        if (price < uint256(s.mark).fullMulDiv(m.threshold, m.peg)) return -1;
        return s.mark < m.peg && price >= m.threshold ? int8(1) : int8(0);
    }

    /// @dev The round after the last one. While a phase is not the feed's last, the next phase's first round comes as soon
    /// as the old one has none that is earlier: what the old aggregator still reports counts no more.
    function _next(PriceDepegMeter memory m, PriceDepegState memory s, uint256 phase)
        private
        view
        returns (Round memory r)
    {
        r = _roundOf(m, s, s.roundId + 1);
        uint80 own = s.roundId >> 64;
        if (own >= phase) return r;
        Round memory first = _roundOf(m, s, (own + 1) << 64 | 1);
        if (first.id != 0 && (r.id == 0 || first.time < r.time)) return first;
    }

    /// @dev The newest round, of a feed that still has its decimals: rounds would be read at a wrong scale.
    function _latest(PriceDepegMeter memory m, PriceDepegState memory s) private view returns (Round memory) {
        require(_decimalsOf(m.feed) == s.decimals, Errors.FeedStale());
        return _ask(m.feed, abi.encodeCall(IPriceFeed.latestRoundData, ()), s.decimals);
    }

    function _fresh(PriceDepegMeter memory m, PriceDepegState memory s) private view returns (Round memory r) {
        r = _latest(m, s);
        require(r.price != 0 && block.timestamp <= uint256(r.time) + m.heartbeat, Errors.FeedStale());
    }

    /// @dev The newest round, if nothing is lost and nothing that was fired is still open.
    function _atPeg(PriceDepegMeter memory m, PriceDepegState memory s) private view returns (Round memory r) {
        r = _fresh(m, s);
        _upSince(m.sequencerFeed);
        require(s.mark == m.peg && r.price >= m.threshold, Errors.BelowMark());
    }

    function _roundOf(PriceDepegMeter memory m, PriceDepegState memory s, uint80 id)
        private
        view
        returns (Round memory r)
    {
        r = _ask(m.feed, abi.encodeCall(IPriceFeed.getRoundData, (id)), s.decimals);
        if (r.id != id) r.id = 0;
    }

    /// @dev What a feed answers; nothing if it reverts, burns its gas, says too much, or has no such round yet.
    function _ask(address feed, bytes memory data, uint256 decimals) private view returns (Round memory r) {
        (bool answered, uint256[5] memory words) = _askQuietly(feed, data);
        (uint256 id, uint256 answer, uint256 time) = (words[0], words[1], words[3]);
        if (!answered || id > type(uint80).max || time == 0 || time > block.timestamp) return r;
        (r.id, r.time) = (uint80(id), uint40(time));
        // Not positive, beyond the width, or carried over from an earlier round.
        if (answer > type(uint128).max || words[4] < id) return r;
        uint256 price = decimals <= 18 ? answer * 10 ** (18 - decimals) : answer.divUp(10 ** (decimals - 18));
        if (price <= type(uint128).max) r.price = uint128(price);
    }

    /// @dev From when on a sequencer has been up and everybody had time to act; 0 where there is none.
    function _upSince(address sequencerFeed) private view returns (uint256 since) {
        if (sequencerFeed == address(0)) return 0;
        (bool answered, uint256[5] memory words) =
            _askQuietly(sequencerFeed, abi.encodeCall(IPriceFeed.latestRoundData, ()));
        require(answered && words[1] == 0 && words[2] != 0 && words[2] <= block.timestamp, Errors.SequencerDown());
        since = words[2] + SEQUENCER_GRACE;
        require(block.timestamp >= since, Errors.SequencerDown());
    }

    /// @dev Nobody may make a round look missing by giving the call too little gas.
    function _askQuietly(address feed, bytes memory data)
        private
        view
        returns (bool answered, uint256[5] memory words)
    {
        require(gasleft() >= NEEDED_GAS, Errors.GasTooLow(NEEDED_GAS));
        (bool success, bool tooMuch, bytes memory answer) = LibCall.tryStaticCall(feed, FEED_GAS, 160, data);
        answered = success && !tooMuch && answer.length == 160;
        if (answered) words = abi.decode(answer, (uint256[5]));
    }

    function _decimalsOf(address feed) private view returns (uint256) {
        (bool success, bool tooMuch, bytes memory answer) =
            LibCall.tryStaticCall(feed, FEED_GAS, 32, abi.encodeCall(IPriceFeed.decimals, ()));
        return success && !tooMuch && answer.length == 32 ? uint256(bytes32(answer)) : type(uint256).max;
    }
}
