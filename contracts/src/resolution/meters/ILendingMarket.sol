// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Lending market with its deficit and supply, in units of its asset
/// @notice One contract for each reserve; a meter reads it instead of each market's own interface.
interface ILendingMarket {
    /// @notice Loans that are lost, because borrowers have nothing left.
    function deficit() external view returns (uint256);

    /// @notice Assets that suppliers are owed, the deficit included.
    function supplied() external view returns (uint256);

    /// @notice The asset of both figures.
    function asset() external view returns (address);
}
