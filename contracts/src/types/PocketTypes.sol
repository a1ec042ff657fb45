// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// What a pocket vault stores, unpacked. Each struct is one storage word, or two where it says so; the layout is in
// `PocketPacking`, and the number beside a field is its width in bits. Amounts are asset units unless they say shares or
// quanta.

/// @notice A pocket as it was carved: whose shares bear it, and which round of the vault it belongs to. Never changes.
struct Carving {
    uint256 supply; // 112: shares that bear it, queued ones included
    uint256 epoch; // 32: number of the pocket in its pool
    uint256 settlement; // 40: settlement checkpoint of the exit queue: requests settled by then do not bear it
    uint256 round; // 16: of the vault
    uint256 time; // 40: when the incident happened
}

/// @notice What stands behind a pocket.
struct Backing {
    uint256 reserve; // 96: taken out of the pool's equity
    uint256 firstLoss; // 96: of the sponsor's first loss, pays before the reserve
    uint256 committed; // 32: committed cover of the product at the carving, quanta
}

/// @notice A pocket's verdict. A zero word: none yet.
struct Ruling {
    uint256 share; // 64: part of a cover, or of a proven loss, that is paid, WAD
    uint256 claimsUntil; // 40: last second to claim in; 0 where claims register with an estate, which has its own
    uint256 left; // 96: not yet paid; in an estate the number of that estate
    uint256 time; // 40: when the incident happened: a claim reads this word alone
    uint256 status; // 8: one of the constants of `PocketState`
}

/// @notice What claims are paid beyond their due.
struct Bonus {
    uint256 left; // 96
    uint256 rate; // 128: for each asset unit of a payout, WAD; 0 before the verdict
}

/// @notice A product's incidents without a verdict, and its sponsor's free first loss.
struct Fund {
    uint256 held; // 96: reserves and first loss of the open pockets of this round
    uint256 cover; // 31: committed cover when the first of them was carved, quanta: no more can ever be claimed
    bool joint; // 1: their incidents overlap, and they share what they hold
    uint256 round; // 16: of the vault; another round's fund is empty
    uint256 undecided; // 16: open pockets
    uint256 firstLoss; // 96: posted and not allotted to a pocket
}

/// @notice The pockets of all products that have no verdict, as a shortage would find them.
struct Round {
    uint256 reserves; // 96: taken out of equity for them
    uint256 undecided; // 16
    uint256 number; // 16: from 1: a shortage ends a round, and its estate has the round's number
    uint256 shortages; // 16: of them not over
}

/// @notice Pockets that are settled together.
struct Estate {
    uint256 assets; // 96: reserves of its members
    uint256 claimed; // 96: Σ claims, less what first loss pays of them
    uint256 until; // 40: last second to claim in, as far as members have a verdict
    uint256 undecided; // 16: members without a verdict
    uint256 status; // 8: one of the constants of `PocketState`
}

/// @notice The rest of an estate.
struct EstateTerms {
    uint256 since; // 40: time of the shortage; of a product's estate the round in which its pockets began to overlap
    uint256 window; // 32: longest claim window of its members, seconds
    uint256 recovered; // 96: recoveries for claims that were cut
}

/// @notice What a product brings into an estate beside its pockets.
struct EstateProduct {
    uint256 claimed; // 96: Σ claims on it
    uint256 firstLoss; // 96: pays them before the estate does
    uint256 status; // 8: 0 open, 1 what is left of the first loss went back
}

/// @notice A claim on an estate.
struct RegisteredClaim {
    uint256 gross; // 96: what the cover lost
    uint256 paid; // 96
}

/// @notice Shares that a pocket came back as, for those who held shares when it was carved. Two words.
struct ShareReturn {
    uint256 shares; // 112: issued
    uint256 left; // 112: of them, not yet collected; what decayed has not been taken off
    uint256 epoch; // 32: pockets that had been carved when they were issued: they bear later ones
    uint256 supply; // 112: shares that bore the pocket
    uint256 pocketEpoch; // 32: its number in the pool
    uint256 settlement; // 40: its settlement checkpoint
    uint256 time; // 40: when they were issued
    uint256 decayed; // 24: part of `left` that was burned uncollected, ppm
}

/// @notice Shares that a holder had here, uncollected, while pockets were carved: it bore those pockets too.
struct HeldHere {
    uint256 shares; // 112
    uint256 from; // 32: pockets later than this one
    uint256 to; // 32: up to this one
}

/// @notice What a product's fund needs only where there is a first loss or a joint estate.
struct FundExtra {
    uint256 allotted; // 96: first loss of the open pockets of this round
    uint256 withdrawal; // 96: first loss that its sponsor has announced to take out
    uint256 maturesAt; // 40: from when on it may
    uint256 estates; // 24: joint estates that the product has had
}

/// @notice A pocket as readers see it.
struct Pocket {
    uint256 reserve; // taken out of equity
    uint256 firstLoss; // allotted to it, pays first
    uint256 committed; // committed cover of the product at the carving
    uint256 left; // of reserve and first loss; 0 in an estate and after the release
    uint256 epoch; // number of the pocket in its pool
    uint256 supply; // shares that bear it
    uint256 settlement; // settlement checkpoint of the exit queue: requests settled by then do not bear it
    uint256 incidentTime;
    uint256 share; // part of a cover, or of a proven loss, that is paid, WAD
    uint256 claimsUntil; // last second to claim in; 0 while unknown
    uint256 estate; // number of the estate it is settled in; 0 for none
    PocketStatus status;
}

/// @notice Where a pocket stands.
enum PocketStatus {
    None,
    Carved,
    Payable, // claims are paid at once
    Denied, // nothing is due
    InEstate, // claims register, and are paid when the estate's window is over
    Released
}
