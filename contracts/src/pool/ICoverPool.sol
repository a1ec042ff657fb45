// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ICoverPoolCore} from "./ICoverPoolCore.sol";
import {ICoverPoolExtension} from "./ICoverPoolExtension.sol";
import {ICoverPoolViews} from "./ICoverPoolViews.sol";

/// @title All calls of a pool of capital that sells cover in one asset
/// @notice Its shares are an ERC-20 with EIP-2612 permit besides.
interface ICoverPool is ICoverPoolCore, ICoverPoolExtension, ICoverPoolViews {
    function totalSupply() external view returns (uint256);

    function balanceOf(address account) external view returns (uint256);

    function transfer(address to, uint256 amount) external returns (bool);

    function transferFrom(address from, address to, uint256 amount) external returns (bool);

    function approve(address spender, uint256 amount) external returns (bool);

    function allowance(address owner, address spender) external view returns (uint256);

    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}
