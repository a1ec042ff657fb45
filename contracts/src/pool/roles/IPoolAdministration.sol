// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Meter} from "../PoolTypes.sol";
import {PoolTerms, ProductPricing} from "../PoolWords.sol";

/// @title Calls of the pool configurator in a pool
/// @notice The configurator enforces the delays. No call here touches covers that were sold, or capital.
interface IPoolAdministration {
    /// @param productId the product
    /// @param pricing its prices and limits from now on
    event PricingSet(uint256 indexed productId, ProductPricing pricing);
    /// @param termsId terms of the registry
    /// @param terms the pool's copy of them; its flags say whether it sells them
    /// @param meter the meter that a purchase lets observe; zero for none
    event PoolTermsSet(uint256 indexed termsId, PoolTerms terms, Meter meter);
    /// @param salesUntil no cover is sold before this moment
    /// @param depositsUntil no deposit is taken before this moment
    event PausesSet(uint256 salesUntil, uint256 depositsUntil);
    /// @param productId the product that the premiums were for
    /// @param fees asset units handed to the pool configurator for their payees
    event FeesCollected(uint256 indexed productId, uint256 fees);

    /// @notice Sets a product's prices and limits for future sales. Only the pool configurator may call it; it enforces
    /// the delays.
    function setPricing(uint256 productId, ProductPricing calldata pricing) external;

    /// @notice Starts or stops the sale of terms. Only the pool configurator may call it; it enforces the delays.
    /// Covers sold are untouched.
    function setPoolTerms(uint256 termsId, PoolTerms calldata terms, Meter calldata meter) external;

    /// @notice Sets the times until which purchases and deposits are refused; a past time refuses nothing. Only the
    /// pool configurator may call it; it bounds the times. Extensions, cancellations, exits, incidents and claims do
    /// not depend on a pause.
    function setPauses(uint256 salesUntil, uint256 depositsUntil) external;

    /// @notice Hands the fees of a product's premiums to the pool configurator, the only caller. The pool still owes
    /// what a token does not let go.
    /// @return fees asset units that have left the pool
    function collectFees(uint256 productId) external returns (uint256 fees);

    /// @notice A product's prices and limits in this pool; zeros for a product that it never sold.
    function pricingOf(uint256 productId) external view returns (ProductPricing memory);
}
