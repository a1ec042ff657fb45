// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// What a pool stores, unpacked. Each struct down to `PoolTerms` is one storage word; its layout is in `Packing`, field by
// field from the low end, and the number beside a field is its width in bits.
// Amounts of cover are counted in cover units (`CoverPool.coverUnit()` asset units). A stream rate counts 2^-33 cover units a second.
// Ratios are parts per million. Days and periods of 14 days count from the Unix epoch, in UTC.

/// @notice The pool's money and the head of its premium stream.
struct Money {
    uint256 net; // 104: equity + unearned premium: what is held less settled exits and fees owed, asset units
    uint256 rate; // 48: Σ stream rate of the covers that still stream
    uint256 rateEnd; // 64: Σ stream rate × end day of the same covers
    uint256 day; // 16: last day whose ends have left `rate` and `rateEnd`
    uint256 period; // 16: last capital period whose covers have left the cluster lanes
    uint256 flags; // 8: bit 0: short; bits 1, 2: sales, deposits were paused
    uint256 identity; // not stored: the word of `CloneArguments` with the asset, and the cover unit that the stream counts
}

/// @notice Share totals and the number of cases opened so far.
struct ShareTotals {
    uint256 supply; // 112: shares in existence, queued ones included; stored with what has faded since `Fading.from`
    uint256 queued; // 112: shares in exit requests that are not settled
    uint256 caseCount; // 31: cases opened so far
    uint256 fades; // 1: there is a `Fading`
    uint256 faded; // not stored: shares that have left the supply since `Fading.from`
    uint256 limits; // not stored: the word of `CloneArguments` with what a share is worth at first
}

/// @notice Shares that nobody collected, on their way out of the supply by the second.
struct Fading {
    uint256 shares; // 112: what was left of them at `from`
    uint256 from; // 40
    uint256 until; // 40: when all are gone
}

/// @notice The tail of the exit queue and the damped equity that sale limits rest on.
struct Queue {
    uint256 requested; // 128: shares ever put into the queue: the position of its tail
    uint256 dampedEquity; // 96: asset units
    uint256 dampedDay; // 16: day of its last update
    uint256 requestDay; // 16: day of the last request
}

/// @notice What settled exits are still owed, and the head of the settlement checkpoints.
struct Exits {
    uint256 owed; // 104: settled and not yet withdrawn, asset units
    uint256 settledAssets; // 112: Σ assets of all settlements ever: the second half of the newest checkpoint
    uint256 checkpoints; // 40: number of settlement checkpoints written
}

/// @notice One holder's shares.
struct Account {
    uint256 liquid; // 112: transferable
    uint256 queued; // 112: in this controller's request, settled but not yet folded ones included
    uint256 caseCount; // 32: `ShareTotals.caseCount` at the last change
}

/// @notice A controller's exit request: it owns the queue positions [end - queued, end).
struct Request {
    uint256 end; // 128
    uint256 time; // 40
}

/// @notice Shares and the assets they were settled for: a controller's claim, or a settlement checkpoint, after which
/// `shares` had ever been settled for `assets` in total.
struct Settled {
    uint256 shares; // 128
    uint256 assets; // 128
}

/// @notice A product in a pool, over all versions of its terms.
struct Product {
    uint256 committed; // 32: committed cover, cover units
    uint256 sold; // 32: leaky counter of sales, cover units
    uint256 soldAt; // 32: time of its last update
    uint256 period; // 16: last capital period whose covers have left `committed`
    uint256 openCases; // 16: open cases that need a tenth of its cover or more
    uint256 fees; // 96: fees taken from premiums and not yet collected, asset units
    uint256 deductible; // 32: the least of the terms on which cover was sold since none was committed, ppm
}

/// @notice A product's prices and limits, set by the pool's manager.
struct ProductPricing {
    uint256 rateFloor; // 24: annual rate at utilisation 0
    uint256 rateAtTarget; // 24: annual rate at `target`
    uint256 rateMax; // 24: annual rate at utilisation 1
    uint256 target; // 24: utilisation at the kink
    uint256 maxRatio; // 24: of damped equity
    uint256 haircut; // 24: capital that fails in the same event
    uint256 managerFee; // 24: of the premium
    uint256 sponsorFee; // 24
    uint256 protocolFee; // 24
    uint256 cluster; // 8: lane of the product's cluster, 0 to 7
}

/// @notice A pool's copy of the immutable terms it sells, beside the serial of their last cover.
struct PoolTerms {
    uint256 serial; // 32: covers ever sold on these terms
    uint256 productId; // 32
    uint256 waitingPeriod; // 32: seconds
    uint256 horizon; // 32: seconds after a cover's end for which capital stays behind it
    uint256 minBilled; // 32: seconds
    uint256 maxCover; // 32: ceiling of the product's committed cover, cover units
    uint256 deductible; // 24: share of the covered amount
    uint256 flags; // 8: bit 0: sold here; bit 1: a purchase observes the resolver; bit 2: proof of loss; bit 3: may lapse
}

/// @notice A holder's shares between two cases, written only where a case was opened in between.
struct BalanceCheckpoint {
    uint256 liquid; // 112
    uint256 to; // 32: number of the last case at whose opening these shares were held
    uint256 from; // 32: the holding is from after the case of this number
    bool queued; // 1: and a `QueuedCheckpoint` goes with it
}

/// @notice The same of a controller that had a request.
struct QueuedCheckpoint {
    uint256 queued; // 112
    uint256 end; // 128: end position of the request at that time
}

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
    address manager; // the PoolConfigurator contract, which knows the pool's own manager
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

/// @notice Terms in a pool, as a sale reads them. `poolTerms`, `pricing` and `product` are words: their fields are in `Packing`.
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
