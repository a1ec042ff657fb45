// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {ILossLedger} from "./interfaces/ILossLedger.sol";
import {Errors} from "./libraries/Errors.sol";

/// @title How much of each proven loss has been drawn, over all pools
contract LossLedger is ILossLedger {
    using FixedPointMathLib for uint256;

    address internal immutable _factory;

    /// @inheritdoc ILossLedger
    mapping(uint256 poolId => address) public vaultOf;
    /// @dev Two lines a word, 128 bits each.
    mapping(bytes32 table => mapping(uint256 pair => uint256)) internal _drawn;

    constructor() {
        _factory = msg.sender;
    }

    /// @inheritdoc ILossLedger
    function registerVault(uint256 poolId, address vault) external {
        require(msg.sender == _factory, Errors.NotAuthorized());
        vaultOf[poolId] = vault;
    }

    /// @inheritdoc ILossLedger
    function draw(uint256 poolId, bytes32 table, uint256 index, uint256 loss, uint256 wanted)
        external
        returns (uint256 drawn)
    {
        require(msg.sender == vaultOf[poolId], Errors.NotAuthorized());
        uint256 word = _drawn[table][index / 2];
        uint256 shift = index % 2 * 128;
        drawn = loss.min(type(uint128).max).zeroFloorSub(uint128(word >> shift)).min(wanted);
        // The sum stays within the loss, and so within the line's 128 bits.
        _drawn[table][index / 2] = word + (drawn << shift);
    }

    /// @inheritdoc ILossLedger
    function drawnOf(bytes32 table, uint256 index) external view returns (uint256) {
        return uint128(_drawn[table][index / 2] >> (index % 2 * 128));
    }
}
