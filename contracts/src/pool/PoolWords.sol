// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

// Each struct is one storage word, or as many as it says. Fields lie from the low end in the order in which they stand;
// the number beside a field is its width in bits.
// Amounts of cover are counted in cover units. A stream rate counts 2^-33 cover units a second. Ratios are parts per
// million. Days and periods of 14 days count from the Unix epoch, in UTC.

/// @notice The pool's money and the head of its premium stream.
struct Money {
    uint256 net; // 104: equity + unearned premium: what is held less settled exits and fees owed, asset units
    uint256 rate; // 48: Σ stream rate of the covers that still stream
    uint256 rateEnd; // 64: Σ stream rate × end day of the same covers
    uint256 day; // 16: last day whose ends have left `rate` and `rateEnd`
    uint256 period; // 16: last capital period whose covers have left the cluster lanes
    uint256 flags; // 8: bit 0: short; bits 1, 2: sales, deposits were paused
    uint256 identity; // not stored: the word of `CloneArguments` with the asset, and the cover unit that the stream
    // counts
}

/// @notice Share totals, and the number of layers that cases were given so far.
struct ShareTotals {
    uint256 supply; // 112: shares in existence, queued ones included; stored with what has faded since `Fading.from`
    uint256 queued; // 112: shares in exit requests that are not settled
    uint256 layerCount; // 31: layers of cases funded so far
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
    uint256 layerCount; // 32: `ShareTotals.layerCount` at the last change
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
    uint256 stoppingCases; // 16: open cases that need a tenth of its cover or more
    uint256 fees; // 96: fees taken from premiums and not yet collected, asset units
    uint256 deductible; // 32: the least of the terms on which cover was sold since none was committed, ppm
}

/// @notice A product's prices and limits, set by the pool's manager. Parts per million.
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
    uint256 deductible; // 24: share of the covered amount, ppm
    uint256 flags; // 8: bit 0: sold here; bit 1: a purchase observes the resolver; bit 2: proof of loss; bit 3: may
    // lapse
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
