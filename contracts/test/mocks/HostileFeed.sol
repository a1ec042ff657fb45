// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

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

    constructor(MockV3Aggregator aggregator_) {
        aggregator = aggregator_;
    }

    function setMood(Mood mood_) external {
        mood = mood_;
    }

    fallback() external {
        if (mood == Mood.Reverts) revert("no data present");
        if (mood == Mood.BurnsGas) {
            while (true) {}
        }
        (, bytes memory answer) = address(aggregator).staticcall(msg.data);
        if (mood == Mood.SaysTooMuch) answer = new bytes(100_000);
        if (mood == Mood.SaysTooLittle) answer = new bytes(31);
        if (mood == Mood.SaysNonsense) {
            for (uint256 i; i < answer.length; ++i) {
                answer[i] = 0xff;
            }
        }
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}
