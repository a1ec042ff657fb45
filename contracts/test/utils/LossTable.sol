// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";

/// @title A table of four losses, as a Merkle tree: three insured, and the first of them once more
library LossTable {
    function insuredOf(address[] memory buyers, uint256 index) internal pure returns (address) {
        return buyers[index % 3];
    }

    function root(address[] memory buyers, uint256[4] memory losses) internal pure returns (bytes32) {
        return _pair(_half(buyers, losses, 0), _half(buyers, losses, 2));
    }

    function proofOf(address[] memory buyers, uint256[4] memory losses, uint256 index)
        internal
        pure
        returns (LossProof memory p)
    {
        (p.index, p.loss) = (index, losses[index]);
        p.proof = new bytes32[](2);
        p.proof[0] = leaf(buyers, losses, index ^ 1);
        p.proof[1] = _half(buyers, losses, index < 2 ? 2 : 0);
    }

    function leaf(address[] memory buyers, uint256[4] memory losses, uint256 index) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, insuredOf(buyers, index), losses[index]))));
    }

    function _half(address[] memory buyers, uint256[4] memory losses, uint256 first) private pure returns (bytes32) {
        return _pair(leaf(buyers, losses, first), leaf(buyers, losses, first + 1));
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return keccak256(a < b ? abi.encode(a, b) : abi.encode(b, a));
    }
}
