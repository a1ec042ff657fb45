// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A case as readers see it.
struct Case {
    uint256 reserve; // taken out of equity, paid claims included; what has gone back is left out
    uint256 firstLoss; // the same of the sponsor's first loss, which pays first
    uint256 promised; // first loss that takes the reserve's place as far as claims need it
    uint256 termsId; // version that it was opened with, by which its resolver knows it
    uint256 committed; // committed cover of the product at the opening
    uint256 need; // the most that can be claimed, paid claims included; once it is closed what has been claimed
    uint256 paid; // to claims
    uint256 registered; // claims that wait
    uint256 layerIndex; // number of its first layer in its pool
    uint256 supply; // shares that bear that layer
    uint256 checkpoint; // of the exit queue: requests settled by then do not bear it
    uint256 eventTime;
    uint256 severity; // part destroyed, WAD, less each version's deductible
    uint256 claimsUntil; // last second to claim in; 0 while unknown
    uint256 settlement; // its number
    CaseStatus status;
    bool closed; // it is closed: what was left went back
    uint256 raises; // layers besides the first
}

/// @notice Stage of a case.
enum CaseStatus {
    None,
    Open,
    Payable, // it has a verdict that pays
    Denied, // nothing is due
    Counted, // no more can be claimed; its settlement waits for other cases
    Closed // nothing can be claimed any more, and what was left went back
}
