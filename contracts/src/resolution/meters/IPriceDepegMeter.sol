// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Run} from "./Runs.sol";
import {IMeter} from "./IMeter.sol";

/// @notice Configuration of a meter; immutable.
struct PriceDepegConfig {
    address feed; // Chainlink feed of the covered asset's price in its peg
    uint40 heartbeat; // seconds that may lie between two rounds: the feed's own heartbeat and some grace
    uint40 dwell; // seconds over which rounds must agree
    address sequencerFeed; // Chainlink's uptime feed; zero on chains without a sequencer
    uint40 raiseWindow; // seconds from a firing in which a further one raises it, and nothing is sold
    uint128 peg; // price at which nothing is lost, WAD
    uint128 threshold; // price below which something is lost, WAD; at least 2 % below the peg
}

/// @notice State of a meter: the feed's rounds that it has followed, and what they prove. Prices are WAD. Five slots.
struct PriceDepegState {
    uint80 roundId; // last round that was followed
    uint40 time; // time of that round
    int8 direction; // of the last rounds: -1 in a loss, 1 recovered from a fired loss, 0 neither
    uint8 decimals; // of the feed
    uint128 mark; // the peg, or what was left of it at the last firing
    Run run; // the last rounds that span a dwell: none late, invalid or of another direction; their highest answers
}

/// @title Meter of a price below its peg
/// @notice Anybody follows the rounds of a Chainlink feed one by one, in any number of calls. A loss counts if every
/// answer over the last dwell was below the threshold, none of them late, and the newest one still is.
interface IPriceDepegMeter is IMeter {
    /// @param meterId the meter
    /// @param meter its configuration
    event MeterCreated(uint96 indexed meterId, PriceDepegConfig meter);
    /// @param roundId last round that was followed
    /// @param direction -1 in a loss, 1 recovered from a fired loss, 0 neither
    /// @param from first of the last rounds that span a dwell, none late, invalid or of another direction; 0 if there
    /// is none
    /// @param highest highest answer since then, WAD
    event Observed(uint96 indexed meterId, uint80 roundId, int8 direction, uint40 from, uint256 highest);
    /// @param mark the peg: the price has recovered over the dwell, and losses count from there again
    event MarkRaised(uint96 indexed meterId, uint256 mark);

    /// @notice Creates a meter on a feed that is at its peg. Anyone may call it; court terms name the meter they rely
    /// on.
    /// @dev Errors: `InvalidMeter(field)`, `FeedStale`, `SequencerDown`, `BelowMark`.
    function createMeter(PriceDepegConfig calldata meter) external returns (uint96 meterId);

    /// @notice Follows the feed by up to `rounds` rounds. Anyone may call it.
    /// @dev Errors: `UnknownMeter`, `FeedStale` if the feed's decimals have changed, `GasTooLow(needed)`.
    /// @return proven number of rounds that were followed
    function prove(uint96 meterId, uint256 rounds) external returns (uint256 proven);

    /// @notice Continues from a later round; earlier rounds prove nothing any more. This is the way on if a new phase's
    /// rounds do not begin after the last one followed.
    /// @dev The round must exist, be later than the last one followed, and be of the feed's last phase, or earlier than
    /// the next phase's first round. Nothing is lost at it, or it is a dwell older than the newest. After a firing,
    /// when a recovery could be skipped, it may skip only a round, or a phase, that the feed does not have, to a round
    /// that none precedes. The first later round of a phase that has earlier ones is always allowed, and does not start
    /// over. Errors: as `prove`; `ConditionNotMet`.
    function startAt(uint96 meterId, uint80 roundId) external;

    function getMeter(uint96 meterId) external view returns (PriceDepegConfig memory, PriceDepegState memory);
}
