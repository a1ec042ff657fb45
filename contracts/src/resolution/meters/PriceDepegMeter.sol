// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";

import {WAD} from "../../common/Constants.sol";
import {IPriceDepegMeter, PriceDepegConfig, PriceDepegState} from "./IPriceDepegMeter.sol";
import {IPriceFeed} from "./IPriceFeed.sol";
import {IMeter, MeterLimits} from "./IMeter.sol";
import {Errors} from "../../common/Errors.sol";
import {Run, Runs} from "./Runs.sol";
import {Meter} from "./Meter.sol";

/// @title Meter of a price below its peg
contract PriceDepegMeter is Meter, IPriceDepegMeter {
    using FixedPointMathLib for uint256;
    using Runs for Run;

    /// @dev One round of a feed.
    struct Round {
        uint80 id; // 0: there is no such round
        uint40 time;
        uint128 price; // WAD, rounded up; 0: the answer is invalid
    }

    /// @dev Gas that a feed may use, several times what Chainlink's feeds need.
    uint256 internal constant FEED_GAS = 200_000;
    /// @dev Gas that must be left so that a feed gets that much.
    uint256 internal constant NEEDED_GAS = 210_000;
    /// @dev Time that a sequencer must have been up, as Chainlink recommends.
    uint256 internal constant SEQUENCER_GRACE = 1 hours;
    /// @dev Rounds that `fire` follows by itself: others may have come since the proof.
    uint256 internal constant ROUNDS_AT_FIRING = 16;
    uint256 internal constant MAX_DECIMALS = 30;

    mapping(uint96 meterId => PriceDepegConfig) internal _meters;
    mapping(uint96 meterId => PriceDepegState) internal _states;

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IPriceDepegMeter
    function createMeter(PriceDepegConfig calldata m) external returns (uint96 meterId) {
        require(m.peg != 0, Errors.InvalidMeter("peg"));
        require(m.threshold != 0 && m.threshold <= uint256(m.peg) * 98 / 100, Errors.InvalidMeter("threshold"));
        require(m.heartbeat != 0 && m.heartbeat <= 2 days, Errors.InvalidMeter("heartbeat"));
        uint256 decimals = _decimalsOf(m.feed);
        require(decimals <= MAX_DECIMALS, Errors.InvalidMeter("feed"));
        PriceDepegState memory s;
        // forge-lint: disable-next-line(unsafe-typecast) -- at most MAX_DECIMALS
        (s.decimals, s.mark) = (uint8(decimals), m.peg);
        Round memory latest = _atPeg(m, s);
        // A feed that answers for future rounds cannot be followed.
        bool invents =
            _roundOf(m, s, _after(latest.id)).id != 0 || _roundOf(m, s, _firstOf(_phaseOf(latest.id) + 1)).id != 0;
        require(!invents, Errors.InvalidMeter("feed"));
        _step(m, s, latest);
        meterId = _newMeter(m.dwell, m.raiseWindow);
        _meters[meterId] = m;
        _states[meterId] = s;
        emit MeterCreated(meterId, m);
    }

    /// @inheritdoc IPriceDepegMeter
    function prove(uint96 meterId, uint256 rounds) external returns (uint256 proven) {
        (PriceDepegConfig memory m, PriceDepegState memory s) = getMeter(meterId);
        proven = _prove(meterId, m, s, _latest(m, s), rounds);
        _states[meterId] = s;
    }

    /// @inheritdoc IPriceDepegMeter
    function startAt(uint96 meterId, uint80 roundId) external {
        (PriceDepegConfig memory m, PriceDepegState memory s) = getMeter(meterId);
        Round memory latest = _latest(m, s);
        require(roundId > s.roundId && roundId <= latest.id, Errors.ConditionNotMet());
        Round memory r = _roundOf(m, s, roundId);
        require(r.time > s.time && _isHeard(m, s, r, _phaseOf(latest.id)), Errors.ConditionNotMet());
        Round memory before = _roundOf(m, s, roundId - 1);
        // The first later round of a phase that has earlier ones: nothing of that phase is left out.
        bool isNext = _phaseOf(roundId) > _phaseOf(s.roundId) && before.id != 0 && before.time <= s.time;
        if (!isNext) {
            // A loss needs only its last dwell. So rounds before that, or before a round without loss, can be left out:
            // nobody proves, delays or hides a loss by it. Only a recovery from a fired loss needs all rounds.
            bool harmless = s.mark == m.peg
                ? _directionOf(m, s, r.price) != -1 || latest.time >= uint256(r.time) + m.dwell
                : before.id == 0 && _isMissing(m, s, _phaseOf(latest.id));
            require(harmless, Errors.ConditionNotMet());
            _startOver(s, 0);
        }
        uint256 mark = s.mark;
        _step(m, s, r);
        _states[meterId] = s;
        _emit(meterId, s, mark);
    }

    /// @inheritdoc IMeter
    /// @dev From here on a price below the new mark counts as a further loss.
    function fire(uint96 meterId) external returns (uint32 number) {
        (PriceDepegConfig memory m, PriceDepegState memory s) = getMeter(meterId);
        Round memory latest = _fresh(m, s);
        _prove(meterId, m, s, latest, ROUNDS_AT_FIRING);
        require(s.direction == -1 && s.roundId == latest.id, Errors.ConditionNotMet());
        uint40 first = s.run.first();
        uint256 readyAt = uint256(first).max(_upSince(m.sequencerFeed)) + m.dwell;
        require(s.time >= readyAt, Errors.DwellNotReached(readyAt));
        uint256 highest = s.run.proven(false);
        number = _fire(meterId, first, s.mark, highest, m.raiseWindow);
        // forge-lint: disable-next-line(unsafe-typecast) -- the highest of prices of 128 bits
        s.mark = uint128(highest);
        _startOver(s, _directionOf(m, s, latest.price));
        if (s.direction != 0) s.run.add(s.time, latest.price, false, m.dwell, 0);
        _states[meterId] = s;
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IMeter
    function observe(uint96 meterId) external view returns (uint256 value) {
        return reading(meterId);
    }

    /// @inheritdoc IMeter
    /// @dev A price is not a holding, so it does not bound capacity.
    function reading(uint96 meterId) public view returns (uint256 value) {
        PriceDepegConfig memory m = _meterOf(meterId);
        PriceDepegState memory s;
        (s.decimals, s.mark) = (_states[meterId].decimals, _states[meterId].mark);
        _atPeg(m, s);
        _requireNoOpenFiring(meterId);
        return type(uint128).max;
    }

    /// @inheritdoc IMeter
    /// @dev The newest round may be as old as the heartbeat, and so may each round when the next one comes.
    function limitsOf(uint96 meterId) external view returns (MeterLimits memory) {
        PriceDepegConfig memory m = _meterOf(meterId);
        uint256 minLoss = WAD - uint256(m.threshold).fullMulDivUp(WAD, m.peg);
        // forge-lint: disable-next-line(unsafe-typecast) -- at most WAD
        return MeterLimits(address(0), 2 * (m.dwell + m.heartbeat), m.raiseWindow, uint64(minLoss));
    }

    /// @inheritdoc IPriceDepegMeter
    function getMeter(uint96 meterId) public view returns (PriceDepegConfig memory m, PriceDepegState memory s) {
        return (_meterOf(meterId), _states[meterId]);
    }

    // ------------------------------------------------------------- internals

    function _prove(
        uint96 meterId,
        PriceDepegConfig memory m,
        PriceDepegState memory s,
        Round memory latest,
        uint256 rounds
    ) private returns (uint256 proven) {
        uint256 mark = s.mark;
        for (; proven < rounds && s.roundId != latest.id; ++proven) {
            Round memory r = _next(m, s, _phaseOf(latest.id));
            if (r.id == 0) break;
            _step(m, s, r);
        }
        if (proven != 0) _emit(meterId, s, mark);
    }

    function _emit(uint96 meterId, PriceDepegState memory s, uint256 markBefore) private {
        emit Observed(meterId, s.roundId, s.direction, s.run.first(), s.run.proven(false));
        if (s.mark > markBefore) emit MarkRaised(meterId, s.mark);
    }

    /// @dev Follows one round. A late round, or an invalid answer, proves nothing of the time before it.
    function _step(PriceDepegConfig memory m, PriceDepegState memory s, Round memory r) private pure {
        int8 direction = r.price == 0 ? int8(0) : _directionOf(m, s, r.price);
        bool joined = direction == s.direction && r.time <= uint256(s.time) + m.heartbeat;
        (s.roundId, s.time) = (r.id, r.time);
        if (!joined) _startOver(s, direction);
        if (direction == 0) return;
        s.run.add(r.time, r.price, false, m.dwell, 0);
        s.run.shorten(r.time, m.dwell);
        if (direction == 1 && r.time >= uint256(s.run.first()) + m.dwell) {
            s.mark = m.peg;
            _startOver(s, 0);
        }
    }

    function _startOver(PriceDepegState memory s, int8 direction) private pure {
        Run memory none;
        (s.direction, s.run) = (direction, none);
    }

    /// @dev -1: lower than the mark by the part that counts. 1: at or above the threshold, after a fired loss.
    function _directionOf(PriceDepegConfig memory m, PriceDepegState memory s, uint256 price)
        private
        pure
        returns (int8)
    {
        if (price < uint256(s.mark).fullMulDiv(m.threshold, m.peg)) return -1;
        return s.mark < m.peg && price >= m.threshold ? int8(1) : int8(0);
    }

    /// @dev The round after the last one followed. While a phase is not the feed's last, the next phase's first round
    /// follows as soon as the old phase has no earlier one: later reports of the old aggregator do not count. There is
    /// none if the next phase's first round is missing, or is not later than the last one followed: `startAt` then
    /// names the round to continue with.
    function _next(PriceDepegConfig memory m, PriceDepegState memory s, uint80 phase)
        private
        view
        returns (Round memory)
    {
        Round memory r = _roundOf(m, s, _after(s.roundId));
        uint80 own = _phaseOf(s.roundId);
        if (own >= phase) return r;
        Round memory first = _roundOf(m, s, _firstOf(own + 1));
        bool later = first.id != 0 && first.time > s.time;
        return later && r.id != 0 && r.time <= first.time ? r : later ? first : _none();
    }

    /// @dev Whether the feed does not have, and never will have, the round after the last one followed.
    function _isMissing(PriceDepegConfig memory m, PriceDepegState memory s, uint80 phase) private view returns (bool) {
        uint80 own = _phaseOf(s.roundId);
        return _roundOf(m, s, own < phase ? _firstOf(own + 1) : _after(s.roundId)).id == 0;
    }

    /// @dev Whether the feed still used the round's phase then, as far as the rounds show.
    function _isHeard(PriceDepegConfig memory m, PriceDepegState memory s, Round memory r, uint80 phase)
        private
        view
        returns (bool)
    {
        uint80 own = _phaseOf(r.id);
        if (own == phase) return true;
        Round memory first = _roundOf(m, s, _firstOf(own + 1));
        return first.id != 0 && r.time < first.time;
    }

    /// @dev The newest round, of a feed that still has its decimals: otherwise rounds would be read at a wrong scale.
    function _latest(PriceDepegConfig memory m, PriceDepegState memory s) private view returns (Round memory) {
        require(_decimalsOf(m.feed) == s.decimals, Errors.FeedStale());
        return _ask(m.feed, abi.encodeCall(IPriceFeed.latestRoundData, ()), s.decimals);
    }

    function _fresh(PriceDepegConfig memory m, PriceDepegState memory s) private view returns (Round memory r) {
        r = _latest(m, s);
        require(r.price != 0 && block.timestamp <= uint256(r.time) + m.heartbeat, Errors.FeedStale());
    }

    /// @dev The newest round; reverts if something is lost, or a fired loss has not recovered.
    function _atPeg(PriceDepegConfig memory m, PriceDepegState memory s) private view returns (Round memory r) {
        r = _fresh(m, s);
        _upSince(m.sequencerFeed);
        require(s.mark == m.peg && r.price >= m.threshold, Errors.BelowMark());
    }

    function _roundOf(PriceDepegConfig memory m, PriceDepegState memory s, uint80 id)
        private
        view
        returns (Round memory r)
    {
        r = _ask(m.feed, abi.encodeCall(IPriceFeed.getRoundData, (id)), s.decimals);
        if (r.id != id) return _none();
    }

    /// @dev A feed's answer; an empty round if it reverts, burns its gas, returns too much, or has no such round yet.
    function _ask(address feed, bytes memory data, uint256 decimals) private view returns (Round memory r) {
        (bool answered, uint256[5] memory words) = _askQuietly(feed, data);
        (uint256 id, uint256 answer, uint256 time) = (words[0], words[1], words[3]);
        if (!answered || id > type(uint80).max || time == 0 || time > block.timestamp) return r;
        // forge-lint: disable-next-line(unsafe-typecast) -- 80 bits, and no later than now: compared in the line above
        (r.id, r.time) = (uint80(id), uint40(time));
        // Not positive, beyond the width, or carried over from an earlier round.
        if (answer > type(uint128).max || words[4] < id) return r;
        uint256 price = decimals <= 18 ? answer * 10 ** (18 - decimals) : answer.divUp(10 ** (decimals - 18));
        // forge-lint: disable-next-line(unsafe-typecast) -- compared in the same line
        if (price <= type(uint128).max) r.price = uint128(price);
    }

    function _none() private pure returns (Round memory r) {}

    function _phaseOf(uint80 roundId) private pure returns (uint80) {
        return roundId >> 64;
    }

    /// @dev After the highest number comes 0, which is no round's number.
    function _after(uint80 roundId) private pure returns (uint80) {
        unchecked {
            return roundId + 1;
        }
    }

    function _firstOf(uint80 phase) private pure returns (uint80) {
        return phase << 64 | 1;
    }

    /// @dev The time since which a sequencer has been up and everybody had time to act; 0 without a sequencer.
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
        // forge-lint: disable-next-line(unsafe-typecast) -- it is 32 bytes long
        return success && !tooMuch && answer.length == 32 ? uint256(bytes32(answer)) : type(uint256).max;
    }

    function _meterOf(uint96 meterId) private view returns (PriceDepegConfig memory m) {
        m = _meters[meterId];
        require(m.feed != address(0), Errors.UnknownMeter());
    }
}
