// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Meter} from "../PoolTypes.sol";
import {PoolTerms, ProductPricing} from "../PoolWords.sol";

/// @title Calls of the pool configurator in a pool
/// @notice It keeps the delays. Nothing here reaches covers that were sold, or capital.
interface IPoolAdministration {
    /// @param productId the product
    /// @param pricing its prices and limits from now on
    event PricingSet(uint256 indexed productId, ProductPricing pricing);
    /// @param termsId terms of the registry
    /// @param terms the pool's copy of them; its flags say whether it sells them
    /// @param meter whom a purchase lets observe; zero for nobody
    event PoolTermsSet(uint256 indexed termsId, PoolTerms terms, Meter meter);
    /// @param salesUntil no cover is sold before this moment
    /// @param depositsUntil no deposit is taken before this moment
    event PausesSet(uint256 salesUntil, uint256 depositsUntil);
    /// @param productId whose premiums
    /// @param fees asset units handed to the pool configurator for their payees
    event FeesCollected(uint256 indexed productId, uint256 fees);

    /// @notice Sets a product's prices and limits for future sales. Only the pool configurator, under its delays.
    function setPricing(uint256 productId, ProductPricing calldata pricing) external;

    /// @notice Opens or closes the sale of terms. Only the pool configurator, under its delays. Covers sold are
    /// untouched.
    function setPoolTerms(uint256 termsId, PoolTerms calldata terms, Meter calldata meter) external;

    /// @notice Until when purchases and deposits are refused; times that have passed mean nothing. Only the pool
    /// contract, which bounds them. Extensions, cancellations, exits, incidents and claims never ask.
    function setPauses(uint256 salesUntil, uint256 depositsUntil) external;

    /// @notice Hands the fees of a product's premiums to the pool configurator. Only it. What a token does not let go is
    /// still to be handed over.
    /// @return fees asset units that have left the pool
    function collectFees(uint256 productId) external returns (uint256 fees);

    /// @notice A product's prices and limits in this pool; zeros for one that it never sold.
    function pricingOf(uint256 productId) external view returns (ProductPricing memory);
}
