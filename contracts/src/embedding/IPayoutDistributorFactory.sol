// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Factory of payout distributors, open to anyone
interface IPayoutDistributorFactory {
    /// @param distributor the new distributor
    /// @param asset that its covers pay
    /// @param publisher who opens its distributions
    /// @param remainderTo who gets what no line has claimed
    event DistributorCreated(
        address indexed distributor, address indexed asset, address indexed publisher, address remainderTo
    );

    /// @notice Creates a distributor. Its address follows from what it is made of, so a cover may be bought for it before; a
    /// second call returns the one that is there.
    /// @dev Errors: `ZeroAddress("publisher")`, `ZeroAddress("remainderTo")`, `UnsupportedAsset("no code")`.
    /// @param asset of the pools whose covers it will own
    /// @param publisher who opens its distributions: for a protocol its multi-signature wallet or timelock
    /// @param remainderTo who gets what no line has claimed, and succeeds a publisher that is silent
    /// @param salt to have several of the same
    function createDistributor(address asset, address publisher, address remainderTo, bytes32 salt)
        external
        returns (address distributor);

    /// @notice The address that `createDistributor` gives a distributor.
    function predictDistributor(address asset, address publisher, address remainderTo, bytes32 salt)
        external
        view
        returns (address);

    /// @notice Whether this factory created it.
    function isDistributor(address account) external view returns (bool);

    /// @notice The code that all distributors run.
    function implementation() external view returns (address);
}
