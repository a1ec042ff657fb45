// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Bits of the flag fields of a pool
library PoolFlags {
    /// @dev `Money.flags`: a settlement holds less than it owes. Nothing is sold, extended or deposited, and no exit is
    /// settled. The vault sets it when that changes.
    uint256 internal constant SHORT = 1;
    /// @dev `Money.flags`: sales were paused, until the time in `PoolState._pauses`. After that time the bit means
    /// nothing.
    uint256 internal constant SALES_PAUSED = 2;
    /// @dev `Money.flags`: the same for deposits.
    uint256 internal constant DEPOSITS_PAUSED = 4;
    /// @dev `PoolTerms.flags`: the pool sells these terms.
    uint256 internal constant TERMS_SOLD = 1;
    /// @dev `PoolTerms.flags`: a purchase lets the resolver observe first.
    uint256 internal constant TERMS_OBSERVES = 2;
    /// @dev `PoolTerms.flags`: claims need a proof of the insured's own loss.
    uint256 internal constant TERMS_PROOF_OF_LOSS = 4;
    /// @dev `PoolTerms.flags`: the terms lapse when the code that they pin has changed.
    uint256 internal constant TERMS_LAPSES = 8;
}
