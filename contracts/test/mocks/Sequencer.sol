// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    ArbitrumSequencerUptimeFeed
} from "@chainlink/contracts/src/v0.8/l2ep/dev/arbitrum/ArbitrumSequencerUptimeFeed.sol";
import {Vm} from "forge-std/Vm.sol";

/// @notice The list of flags that Chainlink's uptime feed of Arbitrum writes to.
contract NoFlags {
    function getFlag(address) external pure returns (bool) {}

    function raiseFlag(address) external {}

    function lowerFlag(address) external {}
}

/// @notice Chainlink's uptime feed of Arbitrum, open to everybody, told by a test what L1 says of the sequencer.
library Sequencer {
    function create() internal returns (ArbitrumSequencerUptimeFeed feed) {
        feed = new ArbitrumSequencerUptimeFeed(address(new NoFlags()), address(1));
        feed.initialize();
        feed.disableAccessCheck();
    }

    function report(Vm vm, ArbitrumSequencerUptimeFeed feed, bool down) internal {
        vm.prank(feed.aliasedL1MessageSender());
        feed.updateStatus(down, uint64(vm.getBlockTimestamp()));
    }
}
