// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverData} from "./CoverData.sol";

/// @title Token of all covers of all pools: an ERC-721
/// @notice A cover's id names its pool, its terms and its serial: `pool << 64 | terms << 32 | serial`, serials counting
/// from 1. Claims pay the token's owner; the insured, whose loss counts, is fixed at purchase.
interface ICoverToken {
    /// @notice ERC-4906: a cover was drawn on, extended or ended, so that its metadata has changed.
    event MetadataUpdate(uint256 _tokenId);

    /// @notice Registers a pool as the only one that mints under a number. Only the factory may call it.
    function registerPool(uint256 poolId, address pool) external;

    /// @notice Mints a cover without calling its receiver. Only the pool of the id may call it.
    function mint(address to, uint256 coverId, CoverData.Cover calldata cover, address insured, address refundTo)
        external;

    /// @notice Replaces the data beside a cover's owner. Only the pool of the id may call it.
    function update(uint256 coverId, CoverData.Cover calldata cover) external;

    /// @notice The data beside a cover's owner. Errors: `CoverDoesNotExist`.
    function coverData(uint256 coverId) external view returns (CoverData.Cover memory);

    /// @notice The insured, whose loss counts, and the receiver of refunds.
    function partiesOf(uint256 coverId) external view returns (address insured, address refundTo);

    /// @notice A cover and its refund address, for an account that owns it or was approved for it.
    /// @dev Errors: `CoverDoesNotExist`, `NotAuthorized`.
    function authorizedCover(address account, uint256 coverId)
        external
        view
        returns (CoverData.Cover memory cover, address refundTo);

    function poolOf(uint256 poolId) external view returns (address);

    function ownerOf(uint256 coverId) external view returns (address);
}
