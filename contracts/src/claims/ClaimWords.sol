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

/// @notice The holders who bear a layer of a case, and the event. It never changes, except `number` and `stops`, which
/// count only in a case's first layer.
struct Layer {
    uint256 supply; // 112: shares that bear it, queued ones included
    uint256 termsId; // 32: version it was opened with, by which the resolver knows the case
    uint256 checkpoint; // 40: settlement checkpoint of the exit queue: requests settled by then do not bear it
    uint256 time; // 32: event time
    uint256 deductible; // 20: the least of the product's versions, ppm
    uint256 number; // 16: of the settlement
    bool stops; // 1: the case needs a tenth of the product's cover or more, so it stops sales
    uint256 layerIndex; // not stored: its key: number of the layer in its pool
}

/// @notice The capital that a case has set aside, paid claims included.
struct Backing {
    uint256 reserve; // 96: of the pool's equity, in all its layers
    uint256 firstLoss; // 96: of the sponsor's; pays before the reserve. Until claims are known only what equity lacks
    uint256 committed; // 31: committed cover of the product at the opening, cover units
    uint256 layerIndex; // 26: number of its first layer in its pool
    bool hasBonus; // 1: it has a bonus
    bool hasPromise; // 1: first loss was promised to it
    bool raised; // 1: it was raised: it has more layers than the first
    bool needApart; // 1: the need is not reserve + first loss, and has a word of its own
}

/// @notice A layer that was added to a case by a raise.
struct Raise {
    uint256 reserve; // 96: of the pool's equity
    uint256 layerIndex; // 26: number of the layer in its pool
}

/// @notice A case's verdict and payments. A claim that is paid at once writes only this word. Zero: no verdict yet.
struct Award {
    uint256 severity; // 60: part destroyed, WAD; for proven losses all of it
    uint256 until; // 40: last second to claim in
    uint256 paid; // 96: to claims, without bonuses
    uint256 time; // 32: event time
    uint256 number; // 16: of the settlement
    uint256 status; // 8: bits, see `VaultState`
}

/// @notice Cases that may have to pay for each other. Four words; the last three are used only while it is strained. It
/// is short while it holds less than it owes, and over when all its open cases are counted.
struct Settlement {
    uint256 held; // 96: reserves and first loss of its open cases
    uint256 owed; // 96: Σ over products of the smaller of `bound` and `needs`
    uint256 open; // 16: cases that are not closed
    bool relaxed; // 1: its strain has ended: new cases join the next one
    uint256 joint; // 14: products with several cases that claims can be made on, which are claimed together
    uint256 strainedAt; // 32: time since which a case lacks something; 0: none does
    uint256 lacking; // 96: Σ over cases of their needs beyond their layers
    uint256 counted; // 16: cases whose last claims are counted, when no more can be made
    bool cut; // 1: when it was over there was less than the waiting claims: bonuses make these whole
    uint256 paid; // 96: by counted cases
    uint256 registered; // 96: claims on counted cases that are not paid
    uint256 left; // 96: Σ over counted cases of what claims have left of their layers
    uint256 rest; // 96: what is in fact left for their layers, once it is over
}

/// @notice A product's part in a settlement.
struct Stake {
    uint256 bound; // 96: the most that its claims together can be
    uint256 needs; // 96: Σ over open cases of their needs
    uint256 payable_; // 16: cases that claims can be made on
    uint256 stopping; // 16: open cases that stop sales
}

/// @notice A claim that could not be paid at once.
struct RegisteredClaim {
    uint256 gross; // 96: what the cover lost
    uint256 paid; // 96
}

/// @notice Money for claims beyond their due.
struct Bonus {
    uint256 left; // 96
    uint256 rate; // 128: asset units for each asset unit of a payout, WAD; 0 before the verdict
}

/// @notice A product's first loss that no case has taken, and the sponsor's announced withdrawal.
struct Fund {
    uint256 firstLoss; // 96
    uint256 withdrawal; // 96
    uint256 maturesAt; // 40: first second at which it can be withdrawn
}

/// @notice Shares for the part of a layer that was not paid, for the holders at the opening.
struct ShareReturn {
    uint256 shares; // 58: those that are divided: what was issued, rounded down to 52 significant bits
    uint256 left; // 112: issued, and not yet collected
    uint256 layerCount; // 26: layers that had been funded when they were issued: the shares bear later ones
    uint256 layerIndex; // 26: number of the case's layer in the pool
    uint256 time; // 32: time of the last issue
    bool grows; // 1: recoveries are added to it until the next case is opened
    bool burned; // 1: the uncollected part is being burned
    uint256 supply; // not stored: the layer's: shares that bore the case
    uint256 checkpoint; // not stored: the layer's: of the exit queue
}

/// @notice Shares that a holder had here, uncollected, while cases were opened: they bore those, too.
struct HeldHere {
    uint256 shares; // 112
    uint256 from; // 32: cases later than this one
    uint256 to; // 32: up to this one
}
