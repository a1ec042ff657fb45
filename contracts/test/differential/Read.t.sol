// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Formulas} from "./Formulas.sol";

/// @notice SDK-4, one way: what the SDK drew and computed is what the contracts compute. The vectors are written by
/// contracts/script/generate/vectors.ts.
contract ReadVectorsTest is Formulas {
    function test_SDK4_ContractsComputeWhatTheSdkDid() public {
        string memory json = vm.readFile("contracts/test/differential/sdk.json");
        (string[23] memory names, uint8[23] memory widths) = _formulas();
        assertEq(vm.parseJsonKeys(json, "$").length, names.length, "all formulas");
        for (uint256 f; f < names.length; ++f) {
            uint256[] memory numbers = vm.parseJsonUintArray(json, string.concat(".", names[f]));
            uint256 step = widths[f] + 1;
            assertEq(numbers.length, 60 * step, names[f]);
            uint256[] memory inputs = new uint256[](widths[f]);
            for (uint256 at_; at_ < numbers.length; at_ += step) {
                for (uint256 i; i < inputs.length; ++i) {
                    inputs[i] = numbers[at_ + i];
                }
                string memory where = string.concat(names[f], ", vector ", vm.toString(at_ / step));
                assertEq(_evaluate(f, inputs), numbers[at_ + step - 1], where);
            }
        }
    }
}
