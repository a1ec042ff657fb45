// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Script} from "forge-std/Script.sol";

import {Deployment} from "./Deployment.sol";
import {ProtocolCode} from "./ProtocolCode.sol";

/// @notice Deploys what is missing and writes the addresses to contracts/deployments/<chain id>.json.
/// `OWNER=0x… forge script contracts/script/Deploy.s.sol --rpc-url … --broadcast`
contract Deploy is Script {
    function run() external returns (Deployment.Addresses memory a) {
        address owner = vm.envAddress("OWNER");
        vm.startBroadcast();
        a = Deployment.deploy(owner, ProtocolCode.compiled());
        vm.stopBroadcast();
        string memory json = "deployment";
        vm.serializeAddress(json, "coverToken", a.coverToken);
        vm.serializeAddress(json, "factory", a.factory);
        vm.serializeAddress(json, "poolConfigurator", a.poolConfigurator);
        vm.serializeAddress(json, "lossLedger", a.lossLedger);
        vm.serializeAddress(json, "registry", a.registry);
        vm.serializeAddress(json, "auditRegistry", a.auditRegistry);
        vm.serializeAddress(json, "proxyCode", a.proxyCode);
        vm.serializeAddress(json, "priceDepegMeter", a.priceDepegMeter);
        vm.serializeAddress(json, "badDebtMeter", a.badDebtMeter);
        vm.serializeAddress(json, "court", a.court);
        vm.serializeAddress(json, "coverRouter", a.coverRouter);
        vm.serializeAddress(json, "coveredVaultFactory", a.coveredVaultFactory);
        vm.serializeAddress(json, "payoutDistributorFactory", a.payoutDistributorFactory);
        vm.serializeAddress(json, "renewalMandate", a.renewalMandate);
        json = vm.serializeAddress(json, "shareLossMeter", a.shareLossMeter);
        vm.writeJson(json, string.concat("contracts/deployments/", vm.toString(block.chainid), ".json"));
    }
}
