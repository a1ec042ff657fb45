// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../../../script/Deployment.sol";
import {ProtocolCode} from "../../../script/ProtocolCode.sol";
import {BreakwaterBase} from "../../kit/BreakwaterBase.sol";
import {MockToken} from "../../mocks/MockToken.sol";

/// @notice The published test kit on the code that is compiled with the tests.
abstract contract KitBase is BreakwaterBase {
    function _protocolCode() internal view override returns (Deployment.Code memory, bytes memory) {
        return (ProtocolCode.compiled(), type(MockToken).creationCode);
    }
}
