// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Says of itself what a pool's vault says.
contract FalseVault {
    address public immutable pool;
    address public immutable asset;
    uint256 public immutable poolId;

    constructor(address pool_, address asset_, uint256 poolId_) {
        (pool, asset, poolId) = (pool_, asset_, poolId_);
    }

    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC721Received.selector;
    }
}
