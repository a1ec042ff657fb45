// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverPoolHandlers} from "../../kit/CoverPoolHandlers.sol";
import {KitBase} from "./KitBase.sol";

/// @notice The published handlers and properties, as a consumer has them.
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.depth = 64
contract CoverPoolHandlersTest is KitBase {
    uint256 internal constant CALLS = 3000;
    CoverPoolHandlers internal handlers;

    function setUp() public {
        deployBreakwater();
        handlers = new CoverPoolHandlers(breakwater);
        targetContract(address(handlers));
    }

    function invariant_PoolIsAsPromised() public view {
        assertRulesKept(handlers);
        assertSolvent(breakwater.pool);
        assertReserved(breakwater.vault);
        assertShares(breakwater.pool, handlers.underwriters());
    }

    /// @dev That calls reach what the properties are about, on a fixed seed.
    function test_EveryActionSucceedsOften() public {
        bytes32[13] memory names = [
            bytes32("deposit"),
            "request exit",
            "settle",
            "withdraw",
            "buy",
            "extend",
            "cancel",
            "lose",
            "decide",
            "claim",
            "close",
            "wait",
            "donate"
        ];
        uint256[13] memory total;
        uint256 seed = uint256(keccak256("kit"));
        for (uint256 i; i < CALLS; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _act(seed % 13, seed >> 8);
            if (i % 300 != 299) continue;
            this.invariant_PoolIsAsPromised();
            for (uint256 k; k < 13; ++k) {
                total[k] += handlers.done(names[k]);
            }
            setUp();
        }
        for (uint256 k; k < 13; ++k) {
            assertGe(total[k], 10, string(abi.encodePacked(names[k], " succeeded too seldom")));
        }
    }

    function _act(uint256 what, uint256 seed) private {
        if (what == 0) handlers.deposit(seed);
        else if (what == 1) handlers.requestExit(seed);
        else if (what == 2) handlers.withdraw(seed);
        else if (what < 5) handlers.buy(seed);
        else if (what == 5) handlers.extend(seed);
        else if (what == 6) handlers.cancel(seed);
        else if (what == 7) handlers.lose(seed);
        else if (what == 8) handlers.decide(seed);
        else if (what == 9) handlers.claim(seed);
        else if (what == 10) handlers.close(seed);
        else if (what == 11) handlers.wait(seed);
        else handlers.donate(seed);
    }
}
