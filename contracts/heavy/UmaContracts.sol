// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";

import {IUma} from "../test/mocks/MockOptimisticOracle.sol";
import {MockToken} from "../test/mocks/MockToken.sol";

interface IUmaFinder {
    function changeImplementationAddress(bytes32 interfaceName, address implementation) external;
}

interface IUmaIdentifierWhitelist {
    function addSupportedIdentifier(bytes32 identifier) external;
}

interface IUmaAddressWhitelist {
    function addToWhitelist(address element) external;
}

/// @notice UMA's voters, in UMA's own mock of them.
interface IUmaVoters {
    struct Query {
        bytes32 identifier;
        uint256 time;
        bytes ancillaryData;
    }

    function getPendingQueries() external view returns (Query[] memory);
    function pushPrice(bytes32 identifier, uint256 time, bytes calldata ancillaryData, int256 price) external;
}

/// @notice UMA's own compiled contracts, deployed. `pnpm test:heavy` fetches them.
abstract contract UmaContracts is CommonBase {
    IUmaVoters internal voters;

    /// @dev An oracle that takes a currency for a final fee.
    function _deployUma(address currency, uint256 finalFee) internal returns (IUma) {
        IUmaFinder finder = IUmaFinder(_create("Finder", ""));
        address identifiers = _create("IdentifierWhitelist", "");
        address currencies = _create("AddressWhitelist", "");
        address store = _create("Store", abi.encode(0, 0, address(0)));
        voters = IUmaVoters(_create("MockOracleAncillary", abi.encode(finder, address(0))));
        finder.changeImplementationAddress("IdentifierWhitelist", identifiers);
        finder.changeImplementationAddress("CollateralWhitelist", currencies);
        finder.changeImplementationAddress("Store", store);
        finder.changeImplementationAddress("Oracle", address(voters));
        IUmaIdentifierWhitelist(identifiers).addSupportedIdentifier("ASSERT_TRUTH");
        IUmaAddressWhitelist(currencies).addToWhitelist(currency);
        // `setFinalFee(address,(uint256))`: the struct of one word has its own selector.
        (bool done,) = store.call(abi.encodeWithSignature("setFinalFee(address,(uint256))", currency, finalFee));
        require(done, "final fee");
        address another = address(new MockToken("UMA's default", "DEF", 18));
        return IUma(_create("OptimisticOracleV3", abi.encode(finder, another, uint64(2 hours))));
    }

    /// @dev What UMA's voters say of the assertion that was disputed last.
    function _vote(bool truthful) internal {
        IUmaVoters.Query memory q = voters.getPendingQueries()[0];
        voters.pushPrice(q.identifier, q.time, q.ancillaryData, truthful ? int256(1e18) : int256(0));
    }

    function _create(string memory name, bytes memory arguments) private returns (address created) {
        string memory artifact = vm.readFile(string.concat("contracts/cache/uma/", name, ".json"));
        bytes memory code = bytes.concat(vm.parseJsonBytes(artifact, ".bytecode"), arguments);
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        require(created != address(0), name);
    }
}
