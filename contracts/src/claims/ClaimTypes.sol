// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A case as readers see it.
struct Case {
    uint256 reserve; // taken out of equity, paid claims included; what has gone back is not in it
    uint256 firstLoss; // likewise of the sponsor's first loss, pays first
    uint256 promised; // first loss that takes the reserve's place as far as claims need it
    uint256 termsId; // version that it was opened with: its resolver knows it by that
    uint256 committed; // committed cover of the product at the opening
    uint256 need; // what can be claimed at most, paid claims included; once it is closed what has been claimed
    uint256 paid; // to claims
    uint256 registered; // claims that wait
    uint256 caseIndex; // number of its first layer in its pool
    uint256 supply; // shares that bear that
    uint256 checkpoint; // of the exit queue: requests settled by then do not bear it
    uint256 eventTime;
    uint256 severity; // share destroyed, WAD; each version's deductible comes off it
    uint256 claimsUntil; // last second to claim in; 0 while unknown
    uint256 settlement; // its number
    CaseStatus status;
    bool closed; // what was left went back
    uint256 raises; // layers besides the first
}

/// @notice Where a case stands.
enum CaseStatus {
    None,
    Open,
    Payable, // it has a verdict that pays
    Denied, // nothing is due
    Counted, // no more can be claimed; its settlement waits for others
    Closed // nothing can be claimed any more, and what was left went back
}
