// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";

/// @notice Lines of a table of losses, numbered from 0.
struct Lines {
    address[] accounts;
    uint256[] losses;
}

/// @title Tables of losses of any number of lines, as Merkle trees
library LossLines {
    function total(Lines memory t) internal pure returns (uint256 sum) {
        for (uint256 i; i < t.losses.length; ++i) {
            sum += t.losses[i];
        }
    }

    function root(Lines memory t) internal pure returns (bytes32) {
        bytes32[] memory level = _leaves(t);
        while (level.length > 1) {
            level = _above(level);
        }
        return level[0];
    }

    /// @notice A line with its path to the root.
    function line(Lines memory t, uint256 index) internal pure returns (LossProof memory p) {
        (p.index, p.loss) = (index, t.losses[index]);
        bytes32[] memory path = new bytes32[](64);
        uint256 length;
        bytes32[] memory level = _leaves(t);
        for (uint256 k = index; level.length > 1; k /= 2) {
            if (k ^ 1 < level.length) path[length++] = level[k ^ 1];
            level = _above(level);
        }
        p.proof = new bytes32[](length);
        for (uint256 i; i < length; ++i) {
            p.proof[i] = path[i];
        }
    }

    function _leaves(Lines memory t) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](t.losses.length);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = keccak256(bytes.concat(keccak256(abi.encode(i, t.accounts[i], t.losses[i]))));
        }
    }

    /// @dev A node without a neighbour moves up as it is.
    function _above(bytes32[] memory level) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((level.length + 1) / 2);
        for (uint256 i; i < above.length; ++i) {
            above[i] = 2 * i + 1 < level.length ? _pair(level[2 * i], level[2 * i + 1]) : level[2 * i];
        }
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}
