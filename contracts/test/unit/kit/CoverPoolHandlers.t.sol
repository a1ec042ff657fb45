// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibString} from "solady/utils/LibString.sol";

import {Quote} from "../../../src/pool/PoolTypes.sol";
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

    // ------------------------------------------- what properties have to tell

    function assertAll() external view {
        assertSolvent(breakwater.pool);
        assertReserved(breakwater.vault);
        assertShares(breakwater.pool, handlers.underwriters());
    }

    function _takeFrom(address holder) private {
        uint256 held = breakwater.asset.balanceOf(holder);
        vm.prank(holder);
        breakwater.asset.transfer(address(0xdead), held);
    }

    function _assertTold(bytes memory rule) private {
        try this.assertAll() {
            assertTrue(false, "no property tells");
        } catch (bytes memory reason) {
            assertTrue(LibString.startsWith(string(_textOf(reason)), string(rule)), string(reason));
        }
    }

    /// @dev What a cheatcode's error says.
    function _textOf(bytes memory reason) private pure returns (bytes memory) {
        bytes memory data = new bytes(reason.length - 4);
        for (uint256 i; i < data.length; ++i) {
            data[i] = reason[i + 4];
        }
        return bytes(abi.decode(data, (string)));
    }

    function test_SolvencyTellsStolenAssets() public {
        this.assertAll();
        _takeFrom(address(breakwater.pool));
        _assertTold("SOLV-1");
    }

    function test_ReserveTellsStolenAssets() public {
        buyCover(address(this), 1_000_000e6, 30 days);
        skip(4 days);
        loseFundsUntil(1e18, 1 days);
        this.assertAll();
        _takeFrom(address(breakwater.vault));
        _assertTold("SOLV-3");
    }

    function test_SharesTellForgedOnes() public {
        address forger = handlers.underwriters()[0];
        uint256 forged = breakwater.pool.totalSupply() + 1;
        vm.mockCall(address(breakwater.pool), abi.encodeCall(breakwater.pool.balanceOf, (forger)), abi.encode(forged));
        _assertTold("POOL-2");
    }

    function test_RulesTellWhatAHandlerFound() public {
        // A pool that takes less than it quotes.
        Quote memory q = breakwater.pool.quoteCover(breakwater.termsId, 1e6, 30 days);
        q.premium = 100_000_000e6;
        vm.mockCall(
            address(breakwater.pool), abi.encodeWithSelector(breakwater.pool.quoteCover.selector), abi.encode(q)
        );
        for (uint256 seed; handlers.brokenRules().length == 0; ++seed) {
            try handlers.buy(seed) {} catch {}
            assertLt(seed, 100, "nothing is told");
        }
        assertEq(handlers.brokenRules()[0], bytes32("PREM-5"));
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
