// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Test} from "forge-std/Test.sol";

import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {HandlerRules} from "./HandlerRules.sol";

interface IBalances {
    function balanceOf(address account) external view returns (uint256);
}

/// @title What holds of every pool after every call
/// @notice Breakwater's own tests assert it. `contracts/SPEC.md` has the rules.
abstract contract CoverPoolProperties is Test {
    /// @notice SOLV-1: what a pool holds is no less than equity, unearned premium, settled exits.
    function assertSolvent(ICoverPool pool) internal view {
        bytes32[] memory slots = new bytes32[](2);
        slots[1] = bytes32(uint256(4));
        bytes32[] memory words = pool.extsload(slots);
        (uint256 net, uint256 owed) = (uint104(uint256(words[0])), uint104(uint256(words[1])));
        assertGe(IBalances(pool.asset()).balanceOf(address(pool)), net + owed, "SOLV-1");
        assertLe(pool.totalAssets(), net, "equity within net");
    }

    /// @notice Part of SOLV-3: a vault holds no less than what cases without a verdict have set aside.
    function assertReserved(IClaimsVault vault) internal view {
        uint256 held = IBalances(vault.asset()).balanceOf(address(vault));
        assertGe(held, vault.undecided(), "SOLV-3");
    }

    /// @notice POOL-2: shares of `holders`, and those that the pool and its vault hold for others, are within the supply.
    function assertShares(ICoverPool pool, address[] memory holders) internal view {
        uint256 sum = pool.balanceOf(address(pool)) + pool.balanceOf(pool.claimsVault());
        for (uint256 i; i < holders.length; ++i) {
            sum += pool.balanceOf(holders[i]);
        }
        assertLe(sum, pool.totalSupply(), "POOL-2");
    }

    /// @notice No action of the handlers broke a rule.
    function assertRulesKept(HandlerRules handlers) internal view {
        bytes32[] memory rules = handlers.brokenRules();
        if (rules.length == 0) return;
        assertEq(handlers.broken(rules[0]), "", string(abi.encodePacked(rules[0])));
    }
}
