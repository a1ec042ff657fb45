// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Calls of a meter to a Chainlink feed, by its AggregatorV3Interface
/// @dev A proxy's round ids are `phase << 64 | round of that phase's aggregator`; a phase's first round is 1.
interface IPriceFeed {
    function decimals() external view returns (uint8);

    function getRoundData(uint80 id)
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
