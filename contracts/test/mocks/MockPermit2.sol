// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @notice The allowance half of Permit2, as far as a pool uses it.
contract MockPermit2 {
    mapping(address owner => mapping(address token => mapping(address spender => uint160))) internal _allowed;

    function approve(address token, address spender, uint160 amount, uint48) external {
        _allowed[msg.sender][token][spender] = amount;
    }

    function transferFrom(address from, address to, uint160 amount, address token) external {
        _allowed[from][token][msg.sender] -= amount;
        ERC20(token).transferFrom(from, to, amount);
    }
}
