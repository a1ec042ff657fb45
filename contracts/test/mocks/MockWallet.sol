// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice A contract account: valid is what its key has signed (ERC-1271). It receives no ERC-721 by callback.
contract MockWallet {
    address internal immutable _key;

    constructor(address key) {
        _key = key;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.tryRecoverCalldata(digest, signature) == _key ? this.isValidSignature.selector : bytes4(0);
    }
}
