// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Calls of Aave's Pool, from version 3.3 on, that a market makes
interface IAavePool {
    function getReserveDeficit(address asset) external view returns (uint256);
}

/// @title Calls of an aToken that a market makes
interface IAToken {
    function POOL() external view returns (address);

    function UNDERLYING_ASSET_ADDRESS() external view returns (address);

    function totalSupply() external view returns (uint256);
}
