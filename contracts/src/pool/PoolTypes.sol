// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice Whom a purchase on terms lets observe, and what.
struct Meter {
    address resolver;
    uint96 subject;
}

/// @notice Why a quote is not larger. `None`: the amount asked for is available.
enum Limit {
    None,
    Product,
    Cluster,
    Pool,
    Speed,
    Absolute,
    Meter,
    Stream // of the covers that end on the same day
}

/// @notice What a cover would be paid for a total loss, asset units, rounded down, with the equity and the cover of now.
struct Recovery {
    uint256 full; // amount less deductible
    uint256 alone; // if all products of its cluster are lost, and nothing else
    uint256 together; // if everything the pool covers is lost at once
}

/// @notice What a pool is made of; immutable once it is created. Ratios in WAD, amounts in asset units, times in seconds.
struct PoolConfig {
    address asset;
    address manager;
    address guardian;
    uint256 coverUnit; // a cover amount is a multiple of this
    uint256 startEquity; // below this, capital counts in full from the first midnight that it is there
    uint256 clusterRatio; // sale limit: cluster ≤ this × damped equity
    uint256 leverage; // sale limit: pool ≤ this × damped equity
    uint256 exitClusterRatio; // exit limit: cluster ≤ this × equity
    uint256 exitLeverage; // exit limit: pool ≤ this × equity
    uint40 cooldown;
    bytes32 name; // share token, at most 31 bytes
    bytes32 symbol;
}

/// @notice A product's prices and limits as the manager gives them. All WAD, whole parts per million.
struct PricingInput {
    uint256 rateFloor;
    uint256 rateAtTarget;
    uint256 rateMax;
    uint256 target;
    uint256 maxRatio;
    uint256 managerFee;
    uint256 sponsorFee;
}

/// @notice A purchase.
struct CoverOrder {
    uint256 termsId;
    uint256 amount; // asset units, a multiple of the cover unit
    uint256 duration; // seconds of protection asked for; the end is moved up to the next 00:00 UTC
    address onBehalf; // receives the token
    address insured; // whose loss counts
    address refundTo; // receives what a cancellation or a lapse returns
    uint256 maxPremium; // bounds everything that leaves the payer, the integrator's fee included
    uint40 maxStart; // latest start of protection that is taken, seconds; 0 is bought by nobody
    uint256 deadline; // last second at which the purchase may execute
    address integrator; // receives the fee; zero for none
    uint256 integratorFee; // on top of the premium, asset units; at most 20 % of it
}

/// @notice What was bought, as the event tells it. Asset units.
struct Purchase {
    address payer;
    address insured; // whose loss counts
    address refundTo; // receives what a cancellation or a lapse returns
    uint256 amount;
    uint256 premium; // integrator's fee apart
    uint40 start; // protected from
    uint40 end; // protected until, exclusive
    address integrator;
    uint256 integratorFee; // on top of the premium
}

/// @notice The answer to "what does this cover cost now, and can it be had".
struct Quote {
    uint256 premium; // leaves the payer, integrator's fee apart; asset units
    uint256 fees; // part of the premium that does not reach the pool's equity
    uint256 rate; // stream rate, 2^-33 cover units a second
    uint40 start; // protected from
    uint40 end; // protected until, exclusive
    uint256 available; // the most that can be bought now for this duration, asset units
    Limit binding; // the limit that sets `available`; None when the amount asked for fits
}

/// @notice What a pool was created with, and how it counts: the same for its whole life. Ratios in WAD.
struct PoolConstants {
    uint256 poolId;
    uint256 chainId; // the chain it was deployed on, and the only one it sells on
    address asset;
    address configurator; // the PoolConfigurator, which knows the pool's manager and guardian
    address coverToken;
    address registry;
    uint256 coverUnit; // asset units of one cover unit
    uint256 virtualShares; // shares that belong to nobody, as does one asset unit
    uint256 assetUnit; // least amount of the asset that shares tell apart
    uint256 cooldown; // seconds from an exit request to its settlement
    uint256 startEquity; // below this, capital counts in full from the first midnight that it is there; asset units
    uint256 saleClusterRatio; // a sale may bring a cluster to this × damped equity: 90 % of the exit limit at most
    uint256 saleLeverage; // and all clusters to this × damped equity, likewise
    uint256 exitClusterRatio; // an exit leaves the largest cluster at most this × equity
    uint256 exitLeverage; // and all clusters at most this × equity
}

/// @notice Terms in a pool, as a sale reads them. `poolTerms`, `pricing` and `product` are words: their fields are in `PoolWords`.
struct TermsState {
    uint256 termsId;
    bytes32 reason; // why the registry does not let them be sold, a short text; zero when it does
    uint256 auditGap; // WAD
    uint256 poolTerms; // PoolTerms
    uint256 pricing; // ProductPricing of the product
    uint256 product; // Product
    uint256[5] ring; // the product's committed cover units by the period that frees them
    uint256 reading; // what a metered subject holds, asset units
    bytes refusal; // with what the resolver refuses a sale; empty when it does not, or is not asked
}

/// @notice All that prices and limits rest on, at one moment.
struct PoolSnapshot {
    uint256 chainId; // where this was read
    uint256 blockNumber;
    uint256 timestamp;
    PoolConstants constants;
    uint256[8] words; // slots 0 to 7: Money, ShareTotals, Queue, clusters, Exits, deferred starts, pauses, Fading
    uint256[64] streamRing;
    uint256[32] clusterRing;
    TermsState[] terms;
}
