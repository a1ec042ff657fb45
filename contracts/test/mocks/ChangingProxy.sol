// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";

/// @notice An EIP-1967 proxy that anyone upgrades, empties or fills: proofs of it are recorded by script/proofs.ts.
contract ChangingProxy is ERC1967Proxy {
    constructor(address to) ERC1967Proxy(to, "") {}

    receive() external payable {}

    function upgrade(address to) external {
        ERC1967Utils.upgradeToAndCall(to, "");
    }

    /// @dev Writes the slot as it is: nothing, or more than an address.
    function write(bytes32 word) external {
        bytes32 slot = ERC1967Utils.IMPLEMENTATION_SLOT;
        assembly ("memory-safe") {
            sstore(slot, word)
        }
    }

    /// @dev Stores as many words as it takes for the trie to be deep.
    function fill(uint256 from, uint256 to) external {
        for (uint256 i = from; i < to; ++i) {
            assembly ("memory-safe") {
                sstore(i, add(i, 1))
            }
        }
    }

    function _unsafeAllowUninitialized() internal pure override returns (bool) {
        return true;
    }
}
