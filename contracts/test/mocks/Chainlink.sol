// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";

/// @notice Chainlink's proxy, as far as tests call it: what contracts know as a feed.
interface IFeedProxy is AggregatorV3Interface {
    function proposeAggregator(address aggregator) external;

    function confirmAggregator(address aggregator) external;
}

/// @notice Chainlink's FluxAggregator, likewise.
interface IFluxAggregator is AggregatorV3Interface {
    function changeOracles(
        address[] calldata removed,
        address[] calldata added,
        address[] calldata admins,
        uint32 minSubmissions,
        uint32 maxSubmissions,
        uint32 restartDelay
    ) external;

    function submit(uint256 roundId, int256 submission) external;
}

/// @notice Creates Chainlink's own contracts, which older compilers made.
library Chainlink {
    function proxy(Vm vm, address aggregator) internal returns (IFeedProxy) {
        return IFeedProxy(_create(vm, ".proxy", abi.encode(aggregator, address(0))));
    }

    /// @notice One whose rounds need the answer of a single oracle.
    function fluxAggregator(Vm vm, uint8 decimals, address oracle) internal returns (IFluxAggregator flux) {
        bytes memory arguments =
            abi.encode(address(1), uint128(0), uint32(1 hours), address(0), int256(0), int256(1e30), decimals, "flux");
        flux = IFluxAggregator(_create(vm, ".fluxAggregator", arguments));
        address[] memory added = new address[](1);
        added[0] = oracle;
        flux.changeOracles(new address[](0), added, added, 1, 1, 0);
    }

    function _create(Vm vm, string memory key, bytes memory arguments) private returns (address created) {
        bytes memory code = vm.parseJsonBytes(vm.readFile("contracts/test/mocks/Chainlink.json"), key);
        code = bytes.concat(code, arguments);
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        require(created != address(0), "not created");
    }
}
