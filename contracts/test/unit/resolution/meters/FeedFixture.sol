// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockV3Aggregator} from "@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol";

import {PriceDepegConfig, PriceDepegState} from "../../../../src/resolution/meters/IPriceDepegMeter.sol";
import {Runs} from "../../../../src/resolution/meters/Runs.sol";
import {Chainlink, IFeedProxy} from "../../../mocks/Chainlink.sol";
import {UnitFixture} from "../../UnitFixture.sol";

/// @notice A dollar on Chainlink's proxy: eight decimals, a round an hour, ten minutes of grace.
abstract contract FeedFixture is UnitFixture {
    uint40 internal constant HEARTBEAT = 70 minutes;
    int256 internal constant DOLLAR = 1e8;

    MockV3Aggregator internal aggregator;
    IFeedProxy internal feed;
    uint96 internal depegMeter;

    function setUp() public virtual override {
        super.setUp();
        aggregator = new MockV3Aggregator(8, DOLLAR);
        feed = Chainlink.proxy(vm, address(aggregator));
        depegMeter = priceDepeg.createMeter(_depegMeter(address(feed)));
    }

    function _depegMeter(address of_) internal view returns (PriceDepegConfig memory) {
        return PriceDepegConfig({
            feed: of_,
            heartbeat: HEARTBEAT,
            dwell: DWELL,
            sequencerFeed: address(0),
            raiseWindow: RAISE_WINDOW,
            peg: uint128(WAD),
            threshold: 0.97e18
        });
    }

    function _depeg() internal view returns (PriceDepegState memory s) {
        (, s) = priceDepeg.getMeter(depegMeter);
    }

    /// @dev First of the rounds that the meter would prove a loss by.
    function _from() internal view returns (uint256) {
        return Runs.first(_depeg().run);
    }

    /// @dev Their highest answer.
    function _highest() internal view returns (uint256) {
        return Runs.proven(_depeg().run, false);
    }

    /// @dev The next round, an hour later; the answer in cents.
    function _round(uint256 cents) internal {
        skip(1 hours);
        aggregator.updateAnswer(int256(cents) * DOLLAR / 100);
    }

    function _rounds(uint256 count, uint256 cents) internal {
        for (uint256 i; i < count; ++i) {
            _round(cents);
        }
    }

    function _id(uint80 phase, uint80 round) internal pure returns (uint80) {
        return phase << 64 | round;
    }

    /// @dev A new aggregator, which has seen nothing yet, takes over.
    function _changePhase() internal {
        aggregator = new MockV3Aggregator(8, DOLLAR);
        vm.store(address(aggregator), bytes32(uint256(3)), 0);
        feed.proposeAggregator(address(aggregator));
        feed.confirmAggregator(address(aggregator));
    }
}
