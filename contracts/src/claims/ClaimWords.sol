// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

// Each struct is one storage word, or as many as it says. Fields lie from the low end in the order in which they stand;
// the number beside a field is its width in bits.
// Amounts are asset units unless they say shares or cover units.
//
// An incident is one event, of one resolver. A case is an incident in this pool, for all versions of a product's terms
// together. What a case has set aside is its layer, what can be claimed of it at most its need. Cases whose layers may
// have to pay for each other are one settlement.
//
// Until a case is closed, everything that is counted of it includes what it has paid: a claim that is paid at once
// changes no sum.

/// @notice How far a vault has come.
struct Present {
    uint256 settlement; // 16: number of the settlement that new cases join
    uint256 short; // 16: settlements that are short
    uint256 undecided; // 112: what cases without a verdict have set aside, in all settlements: each holds less than
    // 2^96
    uint256 returnCount; // 32: share returns issued so far
}

/// @notice Whose shares bear a layer of a case, and of which event. But for `number` and `stops`, which count in a
/// case's first layer alone, it never changes.
struct Layer {
    uint256 supply; // 112: shares that bear it, queued ones included
    uint256 termsId; // 32: version it was opened with: the resolver knows the case by it
    uint256 checkpoint; // 40: of the exit queue: requests settled by then do not bear it
    uint256 time; // 32: when the event happened
    uint256 deductible; // 20: the least of the product's versions, ppm
    uint256 number; // 16: of the settlement
    bool stops; // 1: the case needs a tenth of the product's cover or more: it stops sales
    uint256 caseIndex; // not stored: its key: number of the layer in its pool
}

/// @notice What a case has set aside, paid claims included.
struct Backing {
    uint256 reserve; // 96: of the pool's equity, in all its layers
    uint256 firstLoss; // 96: of the sponsor's, pays before the reserve. Until claims are known only what that lacks
    uint256 committed; // 31: committed cover of the product at the opening, cover units
    uint256 caseIndex; // 26: number of its first layer in its pool
    bool hasBonus; // 1: there is one
    bool hasPromise; // 1: first loss was promised to it
    bool raised; // 1: it was raised: it has more layers than the first
    bool needApart; // 1: the need is not reserve + first loss, but in a word of its own
}

/// @notice A layer that was added to a case when more was asked for than it was opened for.
struct Raise {
    uint256 reserve; // 96: of the pool's equity
    uint256 caseIndex; // 26: number of the layer in its pool
}

/// @notice A case's verdict and what was paid. A claim that is paid at once writes this word alone. Zero: no verdict
/// yet.
struct Award {
    uint256 severity; // 60: share destroyed, WAD; for proven losses all of it
    uint256 until; // 40: last second to claim in
    uint256 paid; // 96: to claims, bonuses apart
    uint256 time; // 32: when the event happened
    uint256 number; // 16: of the settlement
    uint256 status; // 8: bits, see `VaultState`
}

/// @notice Cases that may have to pay for each other. Four words; the last three are used only while it is strained. It
/// is short while it holds less than it owes, and over when all its open cases are counted.
struct Settlement {
    uint256 held; // 96: reserves and first loss of its open cases
    uint256 owed; // 96: Σ over products of the smaller of `bound` and `needs`
    uint256 open; // 16: cases that are not closed
    bool relaxed; // 1: it was strained and is no more: new cases belong to the next one
    uint256 joint; // 14: products with several cases that claims can be made on: they are claimed together
    uint256 strainedAt; // 32: since when a case lacks something; 0: none does
    uint256 lacking; // 96: Σ over cases of what they need beyond their layers
    uint256 counted; // 16: cases whose last claims are counted, when no more can be made
    bool cut; // 1: when it was over there was less than claims that wait came to: bonuses make these whole
    uint256 paid; // 96: by counted cases
    uint256 registered; // 96: claims on counted cases that are not paid
    uint256 left; // 96: Σ over counted cases of what claims have left of their layers
    uint256 rest; // 96: what is left for their layers in fact, once it is over
}

/// @notice A product's part in a settlement.
struct Stake {
    uint256 bound; // 96: its claims can be no more together: the cover, and on top what open cases needed, when the
    // last case was opened that found none that stops sales
    uint256 needs; // 96: Σ over open cases of what they need
    uint256 payable_; // 16: cases that claims can be made on
    uint256 stopping; // 16: open cases that stop sales
}

/// @notice A claim that could not be paid at once.
struct RegisteredClaim {
    uint256 gross; // 96: what the cover lost
    uint256 paid; // 96
}

/// @notice What claims are paid beyond their due.
struct Bonus {
    uint256 left; // 96
    uint256 rate; // 128: for each asset unit of a payout, WAD; 0 before the verdict
}

/// @notice A product's first loss that no case has taken, and what its sponsor has announced to take out.
struct Fund {
    uint256 firstLoss; // 96
    uint256 withdrawal; // 96
    uint256 maturesAt; // 40: from when on it may
}

/// @notice Shares that a part of a layer came back as, for those who held shares when the case was opened.
struct ShareReturn {
    uint256 shares; // 58: those that are divided: what was issued, rounded down to 52 significant bits
    uint256 left; // 112: issued, and not yet collected
    uint256 caseCount; // 26: cases that had been opened when they were issued: they bear later ones
    uint256 caseIndex; // 26: the case's number in the pool
    uint256 time; // 32: when the last of them were issued
    bool grows; // 1: recoveries are added to it until the next case is opened
    bool burned; // 1: what nobody collected is being burned
    uint256 supply; // not stored: the layer's: shares that bore the case
    uint256 checkpoint; // not stored: the layer's: of the exit queue
}

/// @notice Shares that a holder had here, uncollected, while cases were opened: it bore those too.
struct HeldHere {
    uint256 shares; // 112
    uint256 from; // 32: cases later than this one
    uint256 to; // 32: up to this one
}
