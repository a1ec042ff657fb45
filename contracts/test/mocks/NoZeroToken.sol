// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "./MockToken.sol";

/// @notice An ERC-20 that refuses transfers of nothing, as some real ones do.
contract NoZeroToken is MockToken {
    error ZeroTransfer();

    constructor(string memory name_, string memory symbol_, uint8 decimals_) MockToken(name_, symbol_, decimals_) {}

    function _beforeTokenTransfer(address from, address, uint256 amount) internal pure override {
        require(amount != 0 || from == address(0), ZeroTransfer());
    }
}
