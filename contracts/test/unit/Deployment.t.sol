// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../../script/Deployment.sol";
import {CoverPoolFactory} from "../../src/CoverPoolFactory.sol";
import {BadDebtTrigger} from "../../src/resolvers/BadDebtTrigger.sol";
import {PriceDepegTrigger} from "../../src/resolvers/PriceDepegTrigger.sol";
import {ShareLossTrigger} from "../../src/resolvers/ShareLossTrigger.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice One deployment, at addresses known in advance, that can be run again.
contract DeploymentTest is Fixture {
    function test_Deployment_IsWhereItWasPredicted() public view {
        assertEq(address(trigger), Deployment.predict(_withLedger(type(ShareLossTrigger).creationCode)));
        assertEq(address(depegTrigger), Deployment.predict(_withLedger(type(PriceDepegTrigger).creationCode)));
        assertEq(address(debtTrigger), Deployment.predict(_withLedger(type(BadDebtTrigger).creationCode)));
        assertEq(factory.coverToken(), address(coverToken));
        assertEq(factory.poolManager(), address(poolManager));
        assertEq(factory.registry(), address(registry));
    }

    function test_Deployment_AgainChangesNothing() public {
        bytes32 before = address(factory).codehash;
        Deployment.Addresses memory a = Deployment.deploy(owner);
        assertEq(a.factory, address(factory));
        assertEq(a.registry, address(registry));
        assertEq(a.coverToken, address(coverToken));
        assertEq(a.poolManager, address(poolManager));
        assertEq(a.shareLossTrigger, address(trigger));
        assertEq(a.priceDepegTrigger, address(depegTrigger));
        assertEq(a.badDebtTrigger, address(debtTrigger));
        assertGt(a.optimisticCourt.code.length, 0);
        assertEq(a.factory.codehash, before);
        assertEq(CoverPoolFactory(a.factory).poolCount(), 1, "what was done there is still there");
    }

    function test_Deployment_AnotherOwnerIsAnotherDeployment() public {
        Deployment.Addresses memory a = Deployment.deploy(eve);
        assertTrue(a.registry != address(registry));
        assertTrue(a.factory != address(factory));
    }

    /// @dev Resolvers are told which vaults are pools' own.
    function _withLedger(bytes memory creationCode) private view returns (bytes memory) {
        return abi.encodePacked(creationCode, abi.encode(address(lossLedger)));
    }
}
