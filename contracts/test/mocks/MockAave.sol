// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A reserve of Aave as its Pool and its aToken answer for it; both in one.
contract MockAave {
    address public immutable UNDERLYING_ASSET_ADDRESS;
    uint256 public totalSupply;
    uint256 internal _deficit;

    constructor(address asset) {
        UNDERLYING_ASSET_ADDRESS = asset;
    }

    function set(uint256 deficit, uint256 supply) external {
        (_deficit, totalSupply) = (deficit, supply);
    }

    function POOL() external view returns (address) {
        return address(this);
    }

    function getReserveDeficit(address asset) external view returns (uint256) {
        return asset == UNDERLYING_ASSET_ADDRESS ? _deficit : 0;
    }
}
