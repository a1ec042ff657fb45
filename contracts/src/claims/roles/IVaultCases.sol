// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Cases of a pool: openings, verdicts, bonuses, recoveries and closings
/// @notice An incident goes through four calls, each open to anyone. `openCase` sets capital aside. `applyVerdict`
/// fixes what is paid, frees the rest and begins the claim window. `claimPayout` pays a cover. `settleCase` closes the
/// case and returns what was not paid. A case is an incident in this pool, for all versions of a product's terms; cases
/// whose layers may have to pay for each other are a settlement. Amounts are asset units. Rules: INC and SETTLE.
interface IVaultCases {
    /// @param caseId the case, see `caseIdOf`
    /// @param termsId the version of the terms that it was opened with, by which the resolver knows the case
    /// @param incidentId incident of the terms' resolver
    /// @param reserve asset units taken out of equity
    /// @param firstLoss asset units of the sponsor's first loss that were set aside as well
    /// @param layerIndex number of the case in its pool
    event CaseOpened(
        uint256 indexed caseId,
        uint256 indexed termsId,
        uint256 indexed incidentId,
        uint256 reserve,
        uint256 firstLoss,
        uint256 layerIndex
    );
    /// @param severity part destroyed, WAD, less each version's deductible; for proven losses the part that is paid; 0
    /// denies the incident
    /// @param claimsUntil last second to claim in
    /// @param settlement number of the settlement that the case is part of
    event VerdictApplied(uint256 indexed caseId, uint256 severity, uint40 claimsUntil, uint256 settlement);
    /// @param assets asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the opening
    event CapitalReleased(uint256 indexed caseId, uint256 assets, uint256 shares);
    /// @param settlement its number
    /// @param short whether it holds less than it owes
    /// @param held asset units that its open cases have set aside, paid claims included
    /// @param owed the most that can be claimed of them, asset units, paid claims included
    event ShortageChanged(uint256 indexed settlement, bool short, uint256 held, uint256 owed);
    /// @param settlement number of a strained settlement whose claims are all known
    /// @param registered asset units of claims that are not paid yet
    /// @param forClaims asset units that these claims share
    /// @param rest asset units that go back
    event SettlementOver(uint256 indexed settlement, uint256 registered, uint256 forClaims, uint256 rest);
    /// @param from payer of the bonus
    /// @param assets asset units that claims share on top of their payouts
    event BonusAdded(uint256 indexed caseId, address indexed from, uint256 assets);
    /// @param from payer of the recovery
    /// @param forClaims asset units for claims that were reduced
    /// @param forHolders asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the opening
    event RecoveryAdded(
        uint256 indexed caseId, address indexed from, uint256 forClaims, uint256 forHolders, uint256 shares
    );
    /// @param assets asset units of first loss that claims took in place of the pool's capital
    event FirstLossTaken(uint256 indexed caseId, uint256 assets);

    /// @notice Opens a case for an incident of the terms' resolver, until the incident's time + report window. Sets
    /// aside the most that can be claimed of it, rounded up, as far as there is capital: equity of the shares that
    /// exist now, and first loss of the sponsor for what equity lacks. The rest of the first loss is promised to the
    /// case, as far as it could need it. Other cases change nothing in that. Anyone may call it; the resolver may take
    /// a bond from the caller.
    /// @param severity the largest part that may be destroyed, WAD, if the resolver has not measured it; else the
    /// measured one, or 0
    /// @dev One case serves all versions of the product: after it is opened with one of them, another is refused.
    /// Errors: `UnknownTerms`, `UnknownIncident`, `NotCovered` (another subject, or no cover of the product),
    /// `TermsLapsed(lapsedAt)`, `IncidentOutsideWindow(time, until)`, `CaseAlreadyOpen(caseId)`,
    /// `ValueOutOfRange("severity")` (above one, or other than measured), `SeverityZero` (nothing beyond the
    /// deductible), `WrongChain`, and the resolver's.
    /// @return reserve asset units taken out of equity; a sixteenth of equity stays (INC-3.2)
    function openCase(uint256 termsId, uint256 incidentId, uint256 severity) external returns (uint256 reserve);

    /// @notice Applies the verdict, once it is payable, and begins the claim window. No more can be claimed than the
    /// case was opened for. Unless the settlement is strained, the rest is freed: the pool's capital as shares for the
    /// holders at the opening, first loss to its fund. A case of which nothing can be claimed is closed. Anyone may
    /// call it.
    /// @dev A resolver that has no payable verdict 120 days after the report window has denied. Errors: `UnknownTerms`,
    /// `CaseNotOpen`, `VerdictPending`, `VerdictAlreadyApplied`.
    function applyVerdict(uint256 termsId, uint256 incidentId) external;

    /// @notice Closes a case after its claim window. First loss that was promised takes the place of the pool's
    /// capital; the rest of the pool's capital goes back into equity, as shares for the holders at the opening, and
    /// first loss to its fund. In a strained settlement it counts the case's claims instead. When the claims of all its
    /// cases are counted, another call closes the case: the remainder is divided in proportion to what each case has
    /// left, rounded down, and the last one takes the rest. Within the window it frees what a case that is not strained
    /// has beyond its need. Anyone may call it.
    /// @dev Applies a payable verdict itself. Errors: `UnknownTerms`, `CaseNotOpen`, `VerdictPending`,
    /// `ClaimWindowOpen(until)`, `SettlementOpen(cases)` (cases that are not counted yet), `AlreadyReleased` (it is
    /// closed).
    /// @return assets asset units that went back into equity; 0 if claims were only counted
    /// @return shares shares issued for them, rounded down
    function settleCase(uint256 termsId, uint256 incidentId) external returns (uint256 assets, uint256 shares);

    /// @notice Adds money for claims on top of their payouts: in proportion, rounded down, and as if all claims on the
    /// case were made. The unused part goes back into equity with the case; reduced claims are made whole first. Anyone
    /// may call it, until the verdict is applied; the caller pays.
    /// @dev Errors: `AmountZero`, `UnknownTerms`, `CaseNotOpen`, `VerdictAlreadyApplied`, `UnsupportedAsset`.
    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external;

    /// @notice Pays in recovered assets of an incident, once its case has a verdict. Reduced claims are made whole
    /// first; the rest goes back into equity, as shares for the holders at the opening. A strained settlement takes
    /// none before it is over. Anyone may call it; the caller pays.
    /// @dev Errors: `RecoveryTooSmall(min)` below a cover unit, `UnknownTerms`, `CaseNotOpen`, `VerdictPending`,
    /// `SettlementOpen(cases)`, `UnsupportedAsset`.
    /// @return forClaims asset units kept for claims
    /// @return shares shares issued for the rest, rounded down
    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets)
        external
        returns (uint256 forClaims, uint256 shares);

    /// @notice The case of an incident, for all versions of a product's terms. Errors: `UnknownTerms`.
    function caseIdOf(uint256 termsId, uint256 incidentId) external view returns (uint256);

    /// @notice The key of a loss table: of its resolver, incident and root.
    function lossTableOf(address resolver, uint256 incidentId, bytes32 root) external pure returns (bytes32);

    function pool() external view returns (address);

    /// @notice The number of its pool. A caller that claims to be a pool's vault is one if the loss ledger says so.
    function poolId() external view returns (uint256);

    /// @notice The asset of its pool.
    function asset() external view returns (address);
}
