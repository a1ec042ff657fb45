// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ProductLevels} from "../types/PoolTypes.sol";

/// @title What pools sell, and at which prices: the only power over a pool
/// @notice One contract for all pools. A pool's manager decides through it about future sales; nothing here reaches
/// capital, covers in force, exits or claims.
interface IPoolManager {
    /// @param pool the pool
    /// @param manager who decides about its future sales
    /// @param guardian who may pause them
    event PoolRegistered(address indexed pool, address indexed manager, address indexed guardian);
    /// @param pool the pool
    /// @param termsId terms it sells from now on
    /// @param productId their product
    event TermsAdded(address indexed pool, uint256 indexed termsId, uint256 indexed productId);

    /// @param pool the pool
    /// @param productId whose premiums
    /// @param managerPart credited to the pool's manager, asset units
    /// @param sponsorPart credited to the product's sponsor, asset units
    event CutsCollected(address indexed pool, uint256 indexed productId, uint256 managerPart, uint256 sponsorPart);
    /// @param asset what was paid
    /// @param payee whose credit it was
    /// @param receiver who was paid
    /// @param amount asset units
    event CutsWithdrawn(address indexed asset, address indexed payee, address indexed receiver, uint256 amount);

    /// @notice Registers a new pool's roles. Only the factory.
    function registerPool(address pool, address manager, address guardian) external;

    /// @notice Lets a pool sell terms, at the product's prices and limits. Only the pool's manager, while the pool has no
    /// shares: nobody's capital is put behind a product it was not shown.
    /// @dev Errors: `NotAuthorized`, `AlreadyListed`, `TermsUnknown`, `InvalidTerms(field)`, `ValueOutOfRange(field)`,
    /// `SharesExist`.
    function addTerms(address pool, uint256 termsId, ProductLevels calldata levels) external;

    /// @notice Takes the cuts of a product's premiums out of a pool and credits its manager and the product's sponsor.
    /// Anyone may. Errors: `NotAuthorized` for what is not a pool of the factory.
    function collectCuts(address pool, uint256 productId) external returns (uint256 managerPart, uint256 sponsorPart);

    /// @notice Pays the caller's credit in one asset to a receiver. Errors: `NothingToCollect`.
    function withdrawCuts(address asset, address receiver) external returns (uint256 amount);

    /// @notice What a payee can withdraw, asset units.
    function cutsOwed(address asset, address payee) external view returns (uint256);

    /// @notice A pool's manager and guardian.
    function rolesOf(address pool) external view returns (address manager, address guardian);

    /// @notice The clusters of the registry that a pool's eight lanes stand for; 0 is a free lane.
    function clustersOf(address pool) external view returns (uint32[8] memory);
}
