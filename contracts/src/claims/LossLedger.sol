// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {ILossLedger} from "./ILossLedger.sol";
import {Errors} from "../common/Errors.sol";

/// @title Ledger of drawn losses, over all pools
contract LossLedger is ILossLedger {
    using FixedPointMathLib for uint256;

    address internal immutable _factory;

    /// @inheritdoc ILossLedger
    mapping(uint256 poolId => address) public vaultOf;
    /// @inheritdoc ILossLedger
    mapping(bytes32 eventId => mapping(address insured => uint256)) public drawnOf;

    constructor() {
        _factory = msg.sender;
    }

    /// @inheritdoc ILossLedger
    function registerVault(uint256 poolId, address vault) external {
        require(msg.sender == _factory, Errors.NotAuthorized());
        vaultOf[poolId] = vault;
    }

    /// @inheritdoc ILossLedger
    function draw(uint256 poolId, bytes32 eventId, address insured, uint256 loss, uint256 wanted)
        external
        returns (uint256 drawn)
    {
        require(msg.sender == vaultOf[poolId], Errors.NotAuthorized());
        uint256 before = drawnOf[eventId][insured];
        drawn = loss.zeroFloorSub(before).min(wanted);
        drawnOf[eventId][insured] = before + drawn;
    }
}
