// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {DisputeRules, IBonds} from "./IBonds.sol";
import {IClaimsVault} from "./IClaimsVault.sol";
import {IDisputes} from "./IDisputes.sol";
import {IResolver} from "./IResolver.sol";

/// @notice What a court hears, and how; immutable. Where a meter is named, what it fires is an incident, and nothing else.
struct Docket {
    DisputeRules rules;
    address meter; // an `IMeter`; zero where anybody reports
    uint96 meterId; // which of its meters
    uint40 reportWindow; // seconds after an incident within which it must be reported, or a case opened for a firing
    uint40 rootWindow; // seconds after the report within which its loss table must follow; 0 where it is parametric
    uint40 challengeWindow; // seconds to challenge in, from the later of a case's opening and the table, or from the firing
    bool proofOfLoss; // claims need a line of a published loss table
    string title; // what is covered, in words
}

/// @notice A reported incident.
struct CourtReport {
    address reporter;
    uint40 time; // when it happened
    uint40 reportedAt;
    uint64 bound; // sizes cases, WAD
    uint64 severity; // the report's answer, WAD
    uint40 rootAt; // when its table was published; 0 before, and where it is parametric
    uint128 lossTotal; // Σ losses of its table, asset units
    bytes32 lossRoot; // root of its table
    bytes32 evidence; // hash of what speaks for it
}

/// @title What was lost: somebody says so under bond, or a meter has measured it, and it stands unless it is challenged
/// @notice A report costs nothing and does nothing. Whoever opens a case for it in a pool posts a bond in that pool's
/// asset, and begins a challenge window for that case alone. A meter's firing needs no bond, and has one window for all.
interface IOptimisticCourt is IBonds, IDisputes, IResolver {
    /// @param subject number of the docket, from 1: what terms name
    /// @param docket what it hears, and how
    event DocketCreated(uint96 indexed subject, Docket docket);
    /// @param incidentId the incident
    /// @param subject the docket
    /// @param reporter who reported it
    /// @param time when it happened
    /// @param bound the most that may be found destroyed, WAD: it sizes cases
    /// @param severity share destroyed as the report has it, WAD
    /// @param evidence hash of what speaks for it
    /// @param uri where that is
    event IncidentReported(
        uint256 indexed incidentId,
        uint96 indexed subject,
        address indexed reporter,
        uint40 time,
        uint64 bound,
        uint64 severity,
        bytes32 evidence,
        string uri
    );
    /// @param root root of the loss table
    /// @param total Σ losses, asset units
    /// @param evidence hash of the table
    /// @param uri where the table is
    event LossesPublished(
        uint256 indexed incidentId, bytes32 indexed root, uint256 total, bytes32 evidence, string uri
    );

    /// @notice Creates a docket. Anyone may; terms name the one they rely on.
    /// @dev Each arbiter must leave itself more time than its latency, and one of them must be external. With a meter the
    /// challenge window is at least its raise window, and the report window a day more than its proofs' age. Errors:
    /// `InvalidDocket(field)`, `InvalidDisputeRules(field)`.
    function createDocket(Docket calldata docket) external returns (uint96 subject);

    /// @notice Reports an incident, where no meter is named. Anyone may. Errors: `UnknownDocket`, `InvalidDocket("meter")`,
    /// `IncidentOutsideWindow(time, until)`, `SeverityZero`, `ValueOutOfRange`.
    /// @param bound the most that may be found destroyed, WAD: it sizes cases
    /// @param severity share destroyed, WAD; where claims need a proof the loss table says what was lost
    /// @param evidence hash of what speaks for it
    /// @param uri where that is
    /// @return incidentId `subject << 32 | number`
    function reportIncident(
        uint96 subject,
        uint40 time,
        uint64 bound,
        uint64 severity,
        bytes32 evidence,
        string calldata uri
    ) external returns (uint256 incidentId);

    /// @notice Publishes an incident's loss table. Only its reporter, once, within the root window.
    /// @dev Errors: `UnknownIncident`, `NotAuthorized`, `LossesAlreadyPublished`, `RootWindowClosed(at)`, `AmountZero`.
    /// @param total Σ losses, asset units
    /// @param evidence hash of the table
    /// @param uri where the table is
    function publishLosses(uint256 incidentId, bytes32 root, uint128 total, bytes32 evidence, string calldata uri)
        external;

    /// @notice Sets more aside for a case whose firing has been raised since it was opened. Anyone may, before its verdict.
    /// @dev Errors: `UnknownIncident`, `InvalidDocket("meter")`, `IncidentDecided`, and the vault's: `CaseNotOpen`, `CaseNotRaised(need)`,
    /// `VerdictAlreadyApplied`, `IncidentOutsideWindow(time, until)`, `ValueOutOfRange`.
    /// @return reserve asset units of the pool's capital that were set aside
    function raiseCase(uint256 incidentId, IClaimsVault vault, uint256 termsId) external returns (uint256 reserve);

    // ------------------------------------------------------------------ views

    /// @notice Errors: `UnknownDocket`.
    function getDocket(uint96 subject) external view returns (Docket memory);

    /// @notice A firing is its report: by who fired. Errors: `UnknownIncident`.
    function getReport(uint256 incidentId) external view returns (CourtReport memory);

    /// @notice Seconds from an incident to the last verdict on it, at most: every window and turn used to its end, and a day
    /// to hand bonuses on.
    function longestRoute(uint96 subject) external view returns (uint256);

    function docketCount() external view returns (uint96);
}
