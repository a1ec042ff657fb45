// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../../script/Deployment.sol";
import {ProtocolCode} from "../../script/ProtocolCode.sol";
import {Court} from "../../src/resolution/court/Court.sol";
import {CoverPoolFactory} from "../../src/CoverPoolFactory.sol";
import {BadDebtMeter} from "../../src/resolution/meters/BadDebtMeter.sol";
import {PriceDepegMeter} from "../../src/resolution/meters/PriceDepegMeter.sol";
import {ShareLossMeter} from "../../src/resolution/meters/ShareLossMeter.sol";
import {CoveredVaultFactory} from "../../src/embedding/CoveredVaultFactory.sol";
import {PayoutDistributorFactory} from "../../src/embedding/PayoutDistributorFactory.sol";
import {CoverRouter} from "../../src/router/CoverRouter.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice One deployment, at addresses known in advance, that can be run again.
contract DeploymentTest is Fixture {
    function test_Deployment_IsWhereItWasPredicted() public view {
        assertEq(address(shareLoss), Deployment.predict(type(ShareLossMeter).creationCode));
        assertEq(address(priceDepeg), Deployment.predict(type(PriceDepegMeter).creationCode));
        assertEq(address(badDebt), Deployment.predict(type(BadDebtMeter).creationCode));
        bytes memory court_ = abi.encodePacked(type(Court).creationCode, abi.encode(address(lossLedger)));
        assertEq(address(court), Deployment.predict(court_), "it is told which vaults are pools' own");
        assertEq(factory.coverToken(), address(coverToken));
        assertEq(factory.poolConfigurator(), address(poolConfigurator));
        assertEq(factory.registry(), address(registry));
    }

    function test_Deployment_AgainChangesNothing() public {
        bytes32 before = address(factory).codehash;
        Deployment.Addresses memory a = Deployment.deploy(owner, ProtocolCode.compiled());
        assertEq(a.factory, address(factory));
        assertEq(a.registry, address(registry));
        assertEq(a.coverToken, address(coverToken));
        assertEq(a.poolConfigurator, address(poolConfigurator));
        assertEq(a.shareLossMeter, address(shareLoss));
        assertEq(a.priceDepegMeter, address(priceDepeg));
        assertEq(a.badDebtMeter, address(badDebt));
        assertEq(a.court, address(court));
        assertEq(CoverRouter(a.coverRouter).coverToken(), address(coverToken));
        assertTrue(CoveredVaultFactory(a.coveredVaultFactory).implementation().code.length != 0);
        assertTrue(PayoutDistributorFactory(a.payoutDistributorFactory).implementation().code.length != 0);
        assertTrue(a.renewalMandate.code.length != 0);
        assertEq(a.factory.codehash, before);
        assertEq(CoverPoolFactory(a.factory).poolCount(), 1, "what was done there is still there");
    }

    function test_Deployment_AnotherOwnerIsAnotherDeployment() public {
        Deployment.Addresses memory a = Deployment.deploy(eve, ProtocolCode.compiled());
        assertTrue(a.registry != address(registry));
        assertTrue(a.factory != address(factory));
    }
}
