// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

import {IPriceFeed} from "../../src/resolution/meters/IPriceFeed.sol";

/// @notice A feed that answers well until it is told not to.
contract HostileFeed {
    enum Mood {
        Honest,
        Reverts,
        BurnsGas,
        SaysTooMuch,
        SaysTooLittle,
        SaysNonsense
    }

    MockV3Aggregator public immutable aggregator;
    Mood public mood;
    /// @notice Whether it tells its decimals all the same.
    bool public scaled;

    constructor(MockV3Aggregator aggregator_) {
        aggregator = aggregator_;
    }

    function setMood(Mood mood_, bool scaled_) external {
        (mood, scaled) = (mood_, scaled_);
    }

    fallback() external {
        Mood now_ = scaled && msg.sig == IPriceFeed.decimals.selector ? Mood.Honest : mood;
        if (now_ == Mood.Reverts) revert("no data present");
        if (now_ == Mood.BurnsGas) {
            while (true) {}
        }
        (, bytes memory answer) = address(aggregator).staticcall(msg.data);
        if (now_ == Mood.SaysTooMuch) answer = bytes.concat(answer, new bytes(100_000));
        if (now_ == Mood.SaysTooLittle) answer = new bytes(31);
        if (now_ == Mood.SaysNonsense) {
            for (uint256 i; i < answer.length; ++i) {
                answer[i] = 0xff;
            }
        }
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}
