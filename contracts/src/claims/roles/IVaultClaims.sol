// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A line of a loss table, with its path to the table's root.
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
    /// @param receiver receiver of the payout
    /// @param payout asset units
    event PayoutClaimed(uint256 indexed caseId, uint256 indexed coverId, address indexed receiver, uint256 payout);
    /// @param bonus asset units paid on top of a payout
    event BonusPaid(uint256 indexed caseId, uint256 indexed coverId, address indexed receiver, uint256 bonus);
    /// @param gross asset units that the cover lost
    /// @param settlement number of the settlement that pays it
    event ClaimRegistered(uint256 indexed caseId, uint256 indexed coverId, uint256 gross, uint256 settlement);

    /// @notice Pays a cover's loss to its owner: what remains of the cover × (severity − deductible of its own
    /// version), rounded down. While the settlement is short the claim is registered, and nothing is paid. A later call
    /// pays a registered claim, also one of a proven loss: in full as soon as the settlement is not short, or its part,
    /// rounded down, when the settlement is over. A further call pays what a recovery has added.
    /// @dev Anyone may call it. Applies a payable verdict itself. Errors: `CoverDoesNotExist`, `CaseNotOpen`,
    /// `VerdictPending`, `NotCovered` (not protected then, or nothing lost beyond the deductible), `AlreadyClaimed`,
    /// `ClaimWindowClosed(closedAt)`, `ClaimTogether(cases)` where claims can be made on several cases of the product:
    /// see `claimPayouts`; `PoolShort` (it is registered, and the settlement still short), `InvalidProof` (a proven
    /// loss is claimed by `claimLoss`).
    /// @return payout asset units, without the bonus; 0 if the claim was registered
    function claimPayout(uint256 coverId, uint256 incidentId) external returns (uint256 payout);

    /// @notice The same, to a receiver that the owner names. Only the owner may call it. Errors besides:
    /// `NotAuthorized`.
    function claimPayoutTo(uint256 coverId, uint256 incidentId, address receiver) external returns (uint256 payout);

    /// @notice The same for several cases of the cover's product, in the order of their events. A call that makes a
    /// claim names all cases of one settlement that claims can be made on, so that the order of claims does not decide
    /// whose capital pays. Cases at whose event the cover did not protect, and cases that were claimed on, are skipped.
    /// Each claim is on what the earlier ones have left of the cover.
    /// @dev Errors besides: `ClaimTogether(cases)` with the number of cases to name, `NotInOrder` (also a case named
    /// twice, or of another settlement), `NotCovered` if nothing is paid or registered, `NotAuthorized`.
    /// @param receiver receiver of the payout; zero for the owner. Only the owner may name another
    /// @return payout asset units, without bonuses
    function claimPayouts(uint256 coverId, uint256[] calldata incidentIds, address receiver)
        external
        returns (uint256 payout);

    /// @notice Pays a cover's part of its insured's proven loss: what remains of the cover, or what is left of the
    /// loss, over all pools, less the deductible, whichever is smaller, rounded down. If the table asks for more than
    /// the case was opened for, all get the same part of it. While the settlement is short the claim is registered;
    /// `claimPayout` pays it then.
    /// @dev Only the cover's owner or insured and their operators in the pool may call it; in the last 14 days of the
    /// window anyone may. Applies a payable verdict itself. Errors: `CoverDoesNotExist`, `CaseNotOpen`,
    /// `VerdictPending`, `NotCovered`, `ClaimWindowClosed(closedAt)`, `InvalidProof`, `NotAuthorized`, `AlreadyClaimed`
    /// (nothing is left to claim).
    /// @param receiver receiver of the payout; zero for the owner. Only the owner may name another
    /// @return payout asset units, without the bonus; 0 if the claim was registered
    function claimLoss(uint256 coverId, uint256 incidentId, address receiver, LossProof calldata proof)
        external
        returns (uint256 payout);

    /// @notice The leaf of a loss table's line: hashed twice, as OpenZeppelin's standard trees do.
    function leafOf(uint256 index, address insured, uint256 loss) external pure returns (bytes32);
}
