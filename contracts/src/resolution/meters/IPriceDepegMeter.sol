// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Run} from "./Runs.sol";
import {IMeter} from "./IMeter.sol";

/// @notice What a meter watches and how; immutable.
struct PriceDepegConfig {
    address feed; // Chainlink's, of what is covered in what it should be worth
    uint40 heartbeat; // seconds that may lie between two rounds: the feed's own heartbeat and some grace
    uint40 dwell; // seconds over which rounds must agree
    address sequencerFeed; // Chainlink's uptime feed; zero on chains without a sequencer
    uint40 raiseWindow; // seconds from a firing in which a further one raises it, and nothing is sold
    uint128 peg; // price that nothing is lost at, WAD
    uint128 threshold; // price below which something is, WAD; at least 2 % below the peg
}

/// @notice How far the feed's rounds have been followed, and what they prove. Prices are WAD. Five slots.
struct PriceDepegState {
    uint80 roundId; // last round that was looked at
    uint40 time; // when it was updated
    int8 direction; // of the last rounds: -1 in a loss, 1 recovered from one that was fired, 0 neither
    uint8 decimals; // of the feed
    uint128 mark; // the peg, or what was left of it when the meter last fired
    Run run; // the last rounds that span a dwell: none late, bad or of another direction; their highest answers
}

/// @title Meter of a price below its peg
/// @notice The rounds of a Chainlink feed are followed one by one, by anybody, in as many calls as it takes. A loss counts
/// when every answer over the last dwell was below the threshold, none of them late, and the newest one still is.
interface IPriceDepegMeter is IMeter {
    /// @param meterId the meter
    /// @param meter what it watches
    event MeterCreated(uint96 indexed meterId, PriceDepegConfig meter);
    /// @param roundId the last round that was looked at
    /// @param direction -1 in a loss, 1 recovered from one that was fired, 0 neither
    /// @param from first of the last rounds that span a dwell, none late, bad or of another direction; 0 if there is none
    /// @param highest of the answers since then, WAD
    event Observed(uint96 indexed meterId, uint80 roundId, int8 direction, uint40 from, uint256 highest);
    /// @param mark the peg: the price has recovered over the dwell, and losses count from there again
    event MarkRaised(uint96 indexed meterId, uint256 mark);

    /// @notice Creates a meter on a feed that is at its peg. Anyone may; terms name the one they rely on.
    /// @dev Errors: `InvalidMeter(field)`, `FeedStale`, `SequencerDown`, `BelowMark`.
    function createMeter(PriceDepegConfig calldata meter) external returns (uint96 meterId);

    /// @notice Follows the feed by up to `rounds` rounds. Anyone may.
    /// @dev Errors: `UnknownMeter`, `FeedStale` if the feed's decimals have changed, `GasTooLow(needed)`.
    /// @return proven how many rounds were there
    function prove(uint96 meterId, uint256 rounds) external returns (uint256 proven);

    /// @notice Goes on from a later round; what came before it proves nothing any more. Where a new phase's rounds do not
    /// begin after the last one followed, this is how to go on.
    /// @dev The round must be there, later than the last one followed, and of the feed's last phase, or earlier than the
    /// next phase's first. It is one at which nothing is lost, or a dwell older than the newest. After a firing, when a
    /// recovery could be passed over, only past a round, or a phase, that the feed does not have, to a round that none comes
    /// before. Always allowed, and no break, is the first later round of a phase that has earlier ones.
    /// Errors: as `prove`; `ConditionNotMet`.
    function startAt(uint96 meterId, uint80 roundId) external;

    function getMeter(uint96 meterId) external view returns (PriceDepegConfig memory, PriceDepegState memory);
}
