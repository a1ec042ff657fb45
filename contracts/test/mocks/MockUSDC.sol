// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "./MockToken.sol";

/// @notice A plain 6-decimal ERC-20 that anyone can mint.
contract MockUSDC is MockToken {
    constructor() MockToken("USD Coin", "USDC", 6) {}
}
