// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {BreakwaterTest} from "@breakwater/contracts/test/kit/BreakwaterTest.sol";
import {CoverPoolHandlers} from "@breakwater/contracts/test/kit/CoverPoolHandlers.sol";

contract KitTest is BreakwaterTest {
    function setUp() public {
        deployBreakwater();
        targetContract(address(new CoverPoolHandlers(breakwater)));
    }

    function test_CoverPays() public {
        (uint256 coverId,) = buyCover(address(this), 1000e6, 30 days);
        skip(4 days);
        uint256 incidentId = loseFunds(0.8e18);
        assertEq(breakwater.vault.claimPayout(coverId, incidentId), 750e6, "80 % less the deductible of 5 %");
    }

    function invariant_PoolIsSolvent() public view {
        assertSolvent(breakwater.pool);
    }
}
