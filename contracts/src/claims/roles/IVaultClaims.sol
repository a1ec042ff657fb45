// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A line of a loss table, and its way to the table's root.
struct LossProof {
    uint256 index; // of the line
    uint256 loss; // of the insured, asset units
    bytes32[] proof; // Merkle proof of `leafOf(index, insured, loss)`
}

/// @title Claims of covers
/// @notice Amounts are asset units. Rules: CLAIM and SETTLE.
interface IVaultClaims {
    /// @param caseId the case that paid
    /// @param coverId the cover
    /// @param receiver who was paid
    /// @param payout asset units
    event PayoutClaimed(uint256 indexed caseId, uint256 indexed coverId, address indexed receiver, uint256 payout);
    /// @param bonus asset units paid on top of a payout
    event BonusPaid(uint256 indexed caseId, uint256 indexed coverId, address indexed receiver, uint256 bonus);
    /// @param gross asset units that the cover lost
    /// @param settlement number of the settlement that pays it
    event ClaimRegistered(uint256 indexed caseId, uint256 indexed coverId, uint256 gross, uint256 settlement);

    /// @notice Pays a cover's loss to its owner: what remains of the cover × (severity − deductible of its own version),
    /// rounded down. While the settlement is short the claim is registered, and nothing is paid. A later call pays what is
    /// registered, that of a proven loss as well: in full as soon as the settlement is not short, its part, rounded down,
    /// when it is over; a further one what a recovery has added.
    /// @dev Anyone may. Applies a payable verdict itself. Errors: `CoverDoesNotExist`, `CaseNotOpen`, `VerdictPending`,
    /// `NotCovered` (not protected then, or nothing lost beyond the deductible), `AlreadyClaimed`,
    /// `ClaimWindowClosed(closedAt)`, `ClaimTogether(cases)` where claims can be made on several cases of the product: see
    /// `claimPayouts`; `PoolShort` (it is registered, and the settlement still short), `InvalidProof` (a proven loss is
    /// claimed by `claimLoss`).
    /// @return payout asset units, bonus apart; 0 if the claim was registered
    function claimPayout(uint256 coverId, uint256 incidentId) external returns (uint256 payout);

    /// @notice The same, to a receiver that the owner names. Only the owner. Errors besides: `NotAuthorized`.
    function claimPayoutTo(uint256 coverId, uint256 incidentId, address receiver) external returns (uint256 payout);

    /// @notice The same for several cases of the cover's product, in the order of their events: a call that makes a claim
    /// names all cases of one settlement that claims can be made on, so that the order of claims does not decide whose
    /// capital pays. Those at whose event it did not protect, and those that were claimed on, are passed over; each claim
    /// is on what the ones before have left of the cover.
    /// @dev Errors besides: `ClaimTogether(cases)` with how many have to be named, `NotInOrder` (also one named twice, or of
    /// another settlement), `NotCovered` if nothing is paid or registered, `NotAuthorized`.
    /// @param receiver who is paid; zero for the owner, who alone may name another
    /// @return payout asset units, bonuses apart
    function claimPayouts(uint256 coverId, uint256[] calldata incidentIds, address receiver)
        external
        returns (uint256 payout);

    /// @notice Pays a cover's part of its insured's proven loss: what remains of the cover, or what is left of the loss,
    /// over all pools, less the deductible, whichever is smaller, rounded down. Where the table asks for more than the case
    /// was opened for, the same part of it for all. Registered while the settlement is short; `claimPayout` pays it then.
    /// @dev The cover's owner or insured and their operators in the pool may, in the last 14 days of the window anyone.
    /// Applies a payable verdict itself. Errors: `CoverDoesNotExist`, `CaseNotOpen`, `VerdictPending`, `NotCovered`,
    /// `ClaimWindowClosed(closedAt)`, `InvalidProof`, `NotAuthorized`, `AlreadyClaimed` (nothing is left to claim).
    /// @param receiver who is paid; zero for the owner, who alone may name another
    /// @return payout asset units, bonus apart; 0 if the claim was registered
    function claimLoss(uint256 coverId, uint256 incidentId, address receiver, LossProof calldata proof)
        external
        returns (uint256 payout);

    /// @notice A line of a loss table as its tree holds it: hashed twice, as OpenZeppelin's standard trees do.
    function leafOf(uint256 index, address insured, uint256 loss) external pure returns (bytes32);
}
