// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A line of a loss table, and its way to the table's root.
struct LossProof {
    uint256 index; // of the line
    uint256 loss; // of the insured, asset units
    bytes32[] proof; // Merkle proof of `leafOf(index, insured, loss)`
}

/// @title Companion of a pool: what its own code does
/// @notice An incident goes through four calls, each open to anyone: `openCase` sets capital aside, `applyVerdict` fixes what
/// is paid and opens the claim window, `claimPayout` pays a cover, `settleCase` puts back what was not paid. Amounts are
/// asset units.
interface IClaimsVaultCore {
    /// @param caseId the case, see `caseIdOf`
    /// @param termsId the terms that were hit
    /// @param incidentId incident of the terms' resolver
    /// @param reserve asset units taken out of equity
    /// @param firstLoss asset units of the sponsor's first loss that pay before them
    /// @param epoch number of the case in its pool
    event CaseOpened(
        uint256 indexed caseId,
        uint256 indexed termsId,
        uint256 indexed incidentId,
        uint256 reserve,
        uint256 firstLoss,
        uint256 epoch
    );
    /// @param settlement its number
    /// @param short whether it holds less than can be claimed of it
    /// @param held asset units that its cases have set aside
    /// @param owed asset units that can be claimed of them at most
    event ShortageChanged(uint256 indexed settlement, bool short, uint256 held, uint256 owed);
    /// @param severity share destroyed, WAD, from which each version's deductible comes off; of proven losses the part that
    /// is paid; 0 denies the incident
    /// @param claimsUntil last second to claim in
    /// @param settlement number of the settlement that the case is part of
    event VerdictApplied(uint256 indexed caseId, uint256 severity, uint40 claimsUntil, uint256 settlement);
    /// @param caseId the case that paid
    /// @param coverId the cover
    /// @param receiver who was paid
    /// @param payout asset units
    event PayoutClaimed(uint256 indexed caseId, uint256 indexed coverId, address indexed receiver, uint256 payout);
    /// @param bonus asset units paid on top of a payout
    event BonusPaid(uint256 indexed caseId, uint256 indexed coverId, address indexed receiver, uint256 bonus);
    /// @param from who brought it
    /// @param assets asset units that claims share on top of what they are paid
    event BonusAdded(uint256 indexed caseId, address indexed from, uint256 assets);
    /// @param gross asset units that the cover lost
    /// @param settlement number of the settlement that pays it
    event ClaimRegistered(uint256 indexed caseId, uint256 indexed coverId, uint256 gross, uint256 settlement);
    /// @param assets asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the opening
    event CapitalReleased(uint256 indexed caseId, uint256 assets, uint256 shares);
    /// @param settlement number of a strained settlement whose claims are all known
    /// @param registered asset units of claims that were not paid at once
    /// @param forClaims asset units that they share
    /// @param rest asset units that go back
    event SettlementOver(uint256 indexed settlement, uint256 registered, uint256 forClaims, uint256 rest);
    /// @param from who brought it
    /// @param forClaims asset units that raise what cut claims are paid
    /// @param forHolders asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the opening
    event RecoveryAdded(
        uint256 indexed caseId, address indexed from, uint256 forClaims, uint256 forHolders, uint256 shares
    );

    // -------------------------------------------------------------- incidents

    /// @notice Sets capital aside for an incident of the terms' resolver: what it can be paid at most, less what the
    /// product's open cases hold already, first loss first. Anyone may; the resolver may take a bond.
    /// @dev Errors: `UnknownIncident`, `IncidentOutsideWindow`, `SeverityZero`, `CaseAlreadyOpen`, `NotCovered`,
    /// `WrongChain`, and the resolver's.
    /// @return reserve asset units taken out of equity
    function openCase(uint256 termsId, uint256 incidentId) external returns (uint256 reserve);

    /// @notice Applies the verdict, once it is payable, and fixes whether claims are paid at once. Anyone may.
    /// @dev Errors: `CaseNotOpen`, `VerdictPending`, `VerdictAlreadyApplied`.
    function applyVerdict(uint256 termsId, uint256 incidentId) external;

    /// @notice Pays a cover's loss to its owner: what remains × (severity − deductible), rounded down. Where cases are
    /// settled together the first call registers the claim and a second one, after the window, pays its part; a later one
    /// pays what a recovery has added.
    /// @dev Anyone may. Applies a payable verdict itself. Errors: `CaseNotOpen`, `VerdictPending`, `NotCovered`,
    /// `AlreadyClaimed`, `ClaimWindowOpen(until)`, `ClaimWindowClosed(closedAt)`, `InvalidProof`, `CoverDoesNotExist`.
    /// @return payout asset units; 0 if the claim was registered
    function claimPayout(uint256 coverId, uint256 incidentId) external returns (uint256 payout);

    /// @notice The same, to a receiver that the owner names. Only the owner. Errors besides: `NotAuthorized`.
    function claimPayoutTo(uint256 coverId, uint256 incidentId, address receiver) external returns (uint256 payout);

    /// @notice The same for several cases of the cover's product, in the order of their events: all that claims can be made
    /// on at present have to be named, so that the order of claims does not decide whose capital pays. Those that do not
    /// cover it, or were claimed on, are passed over. To the owner, or whom the owner itself names.
    /// @dev Errors besides: `ClaimTogether(cases)`, `NotInOrder`.
    function claimPayouts(uint256 coverId, uint256[] calldata incidentIds, address receiver)
        external
        returns (uint256 payout);

    /// @notice Pays a cover's part of its insured's proven loss: what remains of the cover, or what is left of the loss less
    /// the deductible, whichever is smaller, rounded down.
    /// @dev Anyone may, to the owner; the owner also to another receiver. Errors as `claimPayout`, `NotAuthorized`.
    /// @param receiver who is paid; zero for the owner
    function claimLoss(uint256 coverId, uint256 incidentId, address receiver, LossProof calldata proof)
        external
        returns (uint256 payout);

    /// @notice Puts what is left back into equity, as shares for the holders at the opening, when the claim window is over,
    /// or at once if the incident was denied. What is left of an estate is divided in proportion to what each case
    /// brought in. Anyone may.
    /// @dev Errors: `CaseNotOpen`, `VerdictPending`, `ClaimWindowOpen(until)`, `AlreadyReleased`.
    /// @return assets asset units that went back
    /// @return shares shares issued for them
    function settleCase(uint256 termsId, uint256 incidentId) external returns (uint256 assets, uint256 shares);

    /// @notice Adds what claims are paid on top of their payouts, in proportion to them and so that all of an incident's
    /// claims together could not use more. What is not used goes back into equity with the case; where claims are cut, it
    /// makes them whole first. Anyone may, until the verdict is applied; the caller pays.
    /// @dev Errors: `AmountZero`, `CaseNotOpen`, `VerdictAlreadyApplied`.
    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external;

    /// @notice Brings back what an incident had destroyed. Claims that were cut are made whole first; the rest goes back
    /// into equity, as shares for the holders at the opening. Anyone may; the caller pays.
    /// @dev Errors: `RecoveryTooSmall(min)` below a quantum, `CaseNotOpen`, `VerdictPending`, `ClaimWindowOpen(until)`.
    /// @return forClaims asset units kept for claims
    /// @return shares shares issued for the rest
    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets)
        external
        returns (uint256 forClaims, uint256 shares);

    // ------------------------------------------------------------------ views

    /// @notice The case of an incident, for all versions of a product's terms. Errors: `TermsUnknown`.
    function caseIdOf(uint256 termsId, uint256 incidentId) external view returns (uint256);

    /// @notice A line of a loss table as its tree holds it: hashed twice, as OpenZeppelin's standard trees do.
    function leafOf(uint256 index, address insured, uint256 loss) external pure returns (bytes32);

    /// @notice Names a loss table: whose, of which incident, with which root.
    function lossTableOf(address resolver, uint256 incidentId, bytes32 root) external pure returns (bytes32);

    function pool() external view returns (address);

    /// @notice Its pool's. A caller that claims to be a pool's vault is one if the loss ledger says so.
    function poolId() external view returns (uint256);

    /// @notice Its pool's.
    function asset() external view returns (address);
}
