// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Figures that a lending market has of itself, in units of its asset
/// @notice One for each reserve; what a meter reads instead of each market's own interface.
interface ILendingMarket {
    /// @notice What was lent and is lost: owed by borrowers who have nothing left.
    function deficit() external view returns (uint256);

    /// @notice What suppliers are owed, the deficit included.
    function supplied() external view returns (uint256);

    /// @notice The asset in which both are counted.
    function asset() external view returns (address);
}
