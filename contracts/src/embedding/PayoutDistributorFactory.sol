// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";

import {IPayoutDistributorFactory} from "./IPayoutDistributorFactory.sol";
import {Errors} from "../common/Errors.sol";
import {PayoutDistributor} from "./PayoutDistributor.sol";

/// @title Factory of payout distributors, open to anyone
contract PayoutDistributorFactory is IPayoutDistributorFactory {
    /// @inheritdoc IPayoutDistributorFactory
    address public immutable implementation;

    /// @inheritdoc IPayoutDistributorFactory
    mapping(address account => bool) public isDistributor;

    /// @param coverToken of the deployment
    constructor(address coverToken) {
        implementation = address(new PayoutDistributor(coverToken));
    }

    /// @inheritdoc IPayoutDistributorFactory
    function createDistributor(address asset, address publisher, address remainderTo, bytes32 salt)
        external
        returns (address distributor)
    {
        require(asset.code.length != 0, Errors.UnsupportedAsset("no code"));
        require(publisher != address(0), Errors.ZeroAddress("publisher"));
        require(remainderTo != address(0), Errors.ZeroAddress("remainderTo"));
        bool existed;
        (existed, distributor) =
            LibClone.createDeterministicClone(implementation, abi.encodePacked(asset, publisher, remainderTo), salt);
        if (existed) return distributor;
        isDistributor[distributor] = true;
        emit DistributorCreated(distributor, asset, publisher, remainderTo);
    }

    /// @inheritdoc IPayoutDistributorFactory
    function predictDistributor(address asset, address publisher, address remainderTo, bytes32 salt)
        external
        view
        returns (address)
    {
        bytes memory arguments = abi.encodePacked(asset, publisher, remainderTo);
        return LibClone.predictDeterministicAddress(implementation, arguments, salt, address(this));
    }
}
