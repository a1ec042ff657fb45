// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../../script/Deployment.sol";
import {ProtocolCode} from "../../script/ProtocolCode.sol";

/// @notice Deploys the protocol. A contract of its own, because its code would not fit into a test's beside all the rest.
contract HandlerSystem {
    function deploy(address owner) external returns (Deployment.Addresses memory) {
        return Deployment.deploy(owner, ProtocolCode.compiled());
    }
}
