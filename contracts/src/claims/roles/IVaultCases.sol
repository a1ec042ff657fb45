// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Cases of a pool: openings, verdicts, bonuses, recoveries and closings
/// @notice An incident goes through four calls, each open to anyone: `openCase` sets capital aside, `applyVerdict` fixes what
/// is paid, frees the rest and begins the claim window, `claimPayout` pays a cover, `settleCase` closes the case and puts
/// back what was not paid. A case is an incident in this pool, for all versions of a product's terms; cases whose layers may
/// have to pay for each other are a settlement. Amounts are asset units. Rules: INC and SETTLE.
interface IVaultCases {
    /// @param caseId the case, see `caseIdOf`
    /// @param termsId the version of the terms that it was opened with: the resolver knows the case by it
    /// @param incidentId incident of the terms' resolver
    /// @param reserve asset units taken out of equity
    /// @param firstLoss asset units of the sponsor's first loss that were set aside besides
    /// @param caseIndex number of the case in its pool
    event CaseOpened(
        uint256 indexed caseId,
        uint256 indexed termsId,
        uint256 indexed incidentId,
        uint256 reserve,
        uint256 firstLoss,
        uint256 caseIndex
    );
    /// @param severity share destroyed, WAD, from which each version's deductible comes off; of proven losses the part that
    /// is paid; 0 denies the incident
    /// @param claimsUntil last second to claim in
    /// @param settlement number of the settlement that the case is part of
    event VerdictApplied(uint256 indexed caseId, uint256 severity, uint40 claimsUntil, uint256 settlement);
    /// @param assets asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the opening
    event CapitalReleased(uint256 indexed caseId, uint256 assets, uint256 shares);
    /// @param settlement its number
    /// @param short whether it holds less than it owes
    /// @param held asset units that its open cases have set aside, paid claims included
    /// @param owed asset units that can be claimed of them at most, paid claims included
    event ShortageChanged(uint256 indexed settlement, bool short, uint256 held, uint256 owed);
    /// @param settlement number of a strained settlement whose claims are all known
    /// @param registered asset units of claims that are not paid yet
    /// @param forClaims asset units that they share
    /// @param rest asset units that go back
    event SettlementOver(uint256 indexed settlement, uint256 registered, uint256 forClaims, uint256 rest);
    /// @param from who brought it
    /// @param assets asset units that claims share on top of what they are paid
    event BonusAdded(uint256 indexed caseId, address indexed from, uint256 assets);
    /// @param from who brought it
    /// @param forClaims asset units that raise what cut claims are paid
    /// @param forHolders asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the opening
    event RecoveryAdded(
        uint256 indexed caseId, address indexed from, uint256 forClaims, uint256 forHolders, uint256 shares
    );
    /// @param assets asset units of first loss that claims took in place of the pool's capital
    event FirstLossTaken(uint256 indexed caseId, uint256 assets);

    /// @notice Opens a case for an incident of the terms' resolver, until the incident's time + report window. Sets aside
    /// what can be claimed of it at most, rounded up, as far as there is capital: equity of the shares that exist now, and
    /// of the sponsor's first loss what that lacks. The rest of the first loss is promised to it, as far as the case could
    /// need it. Other cases change nothing in that. Anyone may; the resolver may take a bond from the caller.
    /// @param severity the most that was destroyed, WAD, where the resolver has not measured it; else that, or 0 for it
    /// @dev One case serves all versions of the product: with whichever it is opened, others are refused. Errors:
    /// `UnknownTerms`, `UnknownIncident`, `NotCovered` (another subject, or no cover of the product),
    /// `TermsLapsed(lapsedAt)`, `IncidentOutsideWindow(time, until)`, `CaseAlreadyOpen(caseId)`, `ValueOutOfRange("severity")`
    /// (above one, or other than measured), `SeverityZero` (nothing beyond the deductible), `WrongChain`, and the resolver's.
    /// @return reserve asset units taken out of equity; a sixteenth of it stays (INC-3.2)
    function openCase(uint256 termsId, uint256 incidentId, uint256 severity) external returns (uint256 reserve);

    /// @notice Applies the verdict, once it is payable, and begins the claim window. What can be claimed is never more than
    /// what the case was opened for. Unless the settlement is strained, what is beyond it is freed: the pool's capital as
    /// shares for the holders at the opening, first loss to its fund. A case of which nothing can be claimed is closed.
    /// Anyone may.
    /// @dev A resolver that has no payable verdict 120 days after the report window has denied. Errors: `UnknownTerms`,
    /// `CaseNotOpen`, `VerdictPending`, `VerdictAlreadyApplied`.
    function applyVerdict(uint256 termsId, uint256 incidentId) external;

    /// @notice Closes a case after its claim window: first loss that was promised takes the place of the pool's capital, and
    /// what is left of that goes back into equity, as shares for the holders at the opening, first loss to its fund. In a strained settlement it counts the case's claims
    /// instead, and closes the case by another call when those of all its cases are counted: then what claims leave is
    /// divided in proportion to what each case has left, rounded down, the last one takes the rest. Within the window it
    /// frees what a case that is not strained has beyond what can be claimed. Anyone may.
    /// @dev Applies a payable verdict itself. Errors: `UnknownTerms`, `CaseNotOpen`, `VerdictPending`,
    /// `ClaimWindowOpen(until)`, `SettlementOpen(cases)` (so many are not counted yet), `AlreadyReleased` (it is closed).
    /// @return assets asset units that went back into equity; 0 where claims were only counted
    /// @return shares shares issued for them, rounded down
    function settleCase(uint256 termsId, uint256 incidentId) external returns (uint256 assets, uint256 shares);

    /// @notice Adds what claims are paid on top of their payouts, in proportion to them, rounded down, and so that all
    /// claims on the case together could use no more. What is not used goes back into equity with the case; where claims
    /// are cut, it makes them whole first. Anyone may, until the verdict is applied; the caller pays.
    /// @dev Errors: `AmountZero`, `UnknownTerms`, `CaseNotOpen`, `VerdictAlreadyApplied`, `UnsupportedAsset`.
    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external;

    /// @notice Brings back what an incident had destroyed, when its case has a verdict. Claims that were cut are made whole
    /// first; the rest goes back into equity, as shares for the holders at the opening. A strained settlement takes none
    /// before it is over. Anyone may; the caller pays.
    /// @dev Errors: `RecoveryTooSmall(min)` below a cover unit, `UnknownTerms`, `CaseNotOpen`, `VerdictPending`,
    /// `SettlementOpen(cases)`, `UnsupportedAsset`.
    /// @return forClaims asset units kept for claims
    /// @return shares shares issued for the rest, rounded down
    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets)
        external
        returns (uint256 forClaims, uint256 shares);

    /// @notice The case of an incident, for all versions of a product's terms. Errors: `UnknownTerms`.
    function caseIdOf(uint256 termsId, uint256 incidentId) external view returns (uint256);

    /// @notice Names a loss table: whose, of which incident, with which root.
    function lossTableOf(address resolver, uint256 incidentId, bytes32 root) external pure returns (bytes32);

    function pool() external view returns (address);

    /// @notice Its pool's. A caller that claims to be a pool's vault is one if the loss ledger says so.
    function poolId() external view returns (uint256);

    /// @notice Its pool's.
    function asset() external view returns (address);
}
