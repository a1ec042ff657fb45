// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Calls of a market to Aave's Pool, from version 3.3 on
interface IAavePool {
    function getReserveDeficit(address asset) external view returns (uint256);
}

/// @title Calls of a market to an aToken
interface IAToken {
    function POOL() external view returns (address);

    function UNDERLYING_ASSET_ADDRESS() external view returns (address);

    function totalSupply() external view returns (uint256);
}
