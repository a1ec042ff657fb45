// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Outcome} from "../interfaces/IBonds.sol";
import {Answer} from "../interfaces/IDisputes.sol";
import {IClaimsVault} from "../interfaces/IClaimsVault.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {Firing, IMeter, MeterLimits} from "../interfaces/IMeter.sol";
import {CourtReport, Docket, IOptimisticCourt} from "../interfaces/IOptimisticCourt.sol";
import {Terms} from "../interfaces/IProductRegistry.sol";
import {IResolver} from "../interfaces/IResolver.sol";
import {Errors} from "../libraries/Errors.sol";
import {Disputes} from "./Disputes.sol";
import {DisputeState} from "./DisputeState.sol";

/// @title What was lost: somebody says so under bond, or a meter has measured it, and it stands unless it is challenged
///
/// BondPots         bonds, by many contributors
/// DisputeState     storage, windows, turns, and what is open
/// Disputes         openings, challenges, rulings, and who gets the bonds
/// OptimisticCourt  dockets, reports and loss tables
contract OptimisticCourt is IOptimisticCourt, Disputes {
    /// @dev From a report to its verdict at most: less than the 120 days that a vault waits for.
    uint256 internal constant ROUTE_WITHIN = 52 days;

    uint96 public docketCount; // slot 8
    mapping(uint96 subject => Docket) internal _dockets; // slot 9; its rules are in slot 3
    mapping(uint96 subject => uint32) internal _reportCount; // slot 10
    mapping(uint256 incidentId => CourtReport) internal _reports; // slot 11

    constructor(ILossLedger ledger) Disputes(ledger) {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IOptimisticCourt
    function createDocket(Docket calldata d) external returns (uint96 subject) {
        require(d.reportWindow >= 1 days && d.reportWindow <= 20 days, Errors.InvalidDocket("reportWindow"));
        require(
            d.proofOfLoss ? d.rootWindow >= 1 days && d.rootWindow <= 14 days : d.rootWindow == 0,
            Errors.InvalidDocket("rootWindow")
        );
        if (d.meter == address(0)) require(d.challengeWindow >= 5 days, Errors.InvalidDocket("challengeWindow"));
        else _requireMeter(d);
        require(_routeOf(d) <= ROUTE_WITHIN, Errors.InvalidDocket("route"));
        require(bytes(d.title).length != 0, Errors.InvalidDocket("title"));
        subject = ++docketCount;
        emit DocketCreated(subject, d);
        _setRules(subject, d.rules);
        Docket memory x = d;
        delete x.rules;
        _dockets[subject] = x;
    }

    /// @inheritdoc IOptimisticCourt
    function reportIncident(
        uint96 subject,
        uint40 time,
        uint64 bound,
        uint64 severity,
        bytes32 evidence,
        string calldata uri
    ) external returns (uint256 incidentId) {
        Docket storage d = _docketOf(subject);
        require(d.meter == address(0), Errors.InvalidDocket("meter"));
        require(
            time <= block.timestamp && block.timestamp <= uint256(time) + d.reportWindow,
            Errors.IncidentOutsideWindow(time, uint256(time) + d.reportWindow)
        );
        require(severity != 0, Errors.SeverityZero());
        require(severity <= bound && bound <= WAD, Errors.ValueOutOfRange("bound"));
        // A table says what was lost: what sizes its cases must not say less.
        require(bound == WAD || !d.proofOfLoss, Errors.ValueOutOfRange("bound"));
        incidentId = uint256(subject) << 32 | ++_reportCount[subject];
        CourtReport storage x = _reports[incidentId];
        (x.reporter, x.time, x.reportedAt) = (msg.sender, time, uint40(block.timestamp));
        (x.bound, x.severity, x.evidence) = (bound, severity, evidence);
        emit IncidentReported(incidentId, subject, msg.sender, time, bound, severity, evidence, uri);
    }

    /// @inheritdoc IOptimisticCourt
    function publishLosses(uint256 incidentId, bytes32 root, uint128 total, bytes32 evidence, string calldata uri)
        external
    {
        CourtReport storage x = _reportAt(incidentId);
        require(msg.sender == x.reporter, Errors.NotAuthorized());
        require(x.rootAt == 0, Errors.LossesAlreadyPublished());
        uint256 closesAt = uint256(x.reportedAt) + _dockets[_subjectOf(incidentId)].rootWindow;
        require(block.timestamp < closesAt, Errors.RootWindowClosed(closesAt));
        require(root != 0 && total != 0, Errors.AmountZero());
        (x.rootAt, x.lossTotal, x.lossRoot, x.evidence) = (uint40(block.timestamp), total, root, evidence);
        emit LossesPublished(incidentId, root, total, evidence, uri);
    }

    /// @inheritdoc IOptimisticCourt
    function raiseCase(uint256 incidentId, IClaimsVault vault, uint256 termsId) external returns (uint256 reserve) {
        Report memory r = _reportOf(incidentId);
        require(!r.bonded, Errors.InvalidDocket("meter"));
        (Outcome outcome,) = _outcomeOf(incidentId, r);
        require(outcome == Outcome.None, Errors.IncidentDecided());
        return vault.raiseCase(termsId, incidentId, r.bound, 0, _decidedBy(incidentId, r));
    }

    /// @inheritdoc IResolver
    function observe(uint96 subject) external returns (uint256) {
        Docket storage d = _docketOf(subject);
        return d.meter == address(0) ? type(uint128).max : IMeter(d.meter).observe(d.meterId);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function reading(uint96 subject) external view returns (uint256) {
        Docket storage d = _docketOf(subject);
        return d.meter == address(0) ? type(uint128).max : IMeter(d.meter).reading(d.meterId);
    }

    /// @inheritdoc IResolver
    function checkTerms(Terms calldata t) external view {
        Docket storage d = _docketOf(t.subject);
        require(t.asset == _rules[t.subject].asset, Errors.InvalidTerms("asset"));
        // For what is reported in time there must be time to open a case.
        require(t.reportWindow >= d.reportWindow, Errors.InvalidTerms("reportWindow"));
        require(t.proofOfLoss == d.proofOfLoss, Errors.InvalidTerms("proofOfLoss"));
        bool metered = d.meter != address(0);
        // Or it would be sold after the loss.
        require(t.observes == metered, Errors.InvalidTerms("observes"));
        // Or a loss that is fired in parts would be paid for none of them.
        uint256 minLoss = metered ? IMeter(d.meter).limitsOf(d.meterId).minLoss : WAD;
        require(t.deductible <= minLoss, Errors.InvalidTerms("deductible"));
    }

    /// @inheritdoc IOptimisticCourt
    function getDocket(uint96 subject) public view returns (Docket memory d) {
        d = _docketOf(subject);
        d.rules = _rules[subject];
    }

    /// @inheritdoc IOptimisticCourt
    function getReport(uint256 incidentId) external view returns (CourtReport memory x) {
        Docket storage d = _dockets[_subjectOf(incidentId)];
        if (d.meter == address(0)) return _reportAt(incidentId);
        Firing memory f = _firingOf(d, incidentId);
        (x.reporter, x.time, x.reportedAt, x.bound, x.severity) = (f.firedBy, f.time, f.firedAt, f.severity, f.severity);
    }

    /// @inheritdoc IOptimisticCourt
    function longestRoute(uint96 subject) external view returns (uint256) {
        Docket memory d = getDocket(subject);
        return d.reportWindow + _routeOf(d) + BONUS_WITHIN;
    }

    // ------------------------------------------------------------- internals

    /// @inheritdoc DisputeState
    function _reportOf(uint256 incidentId) internal view override returns (Report memory r) {
        Docket storage d = _dockets[_subjectOf(incidentId)];
        if (d.meter != address(0)) {
            Firing memory f = _firingOf(d, incidentId);
            (r.time, r.bound, r.completeAt, r.window) = (f.time, f.severity, f.firedAt, d.challengeWindow);
            return r;
        }
        CourtReport storage x = _reportAt(incidentId);
        (r.time, r.bound) = (x.time, x.bound);
        (r.bonded, r.byProof, r.window) = (true, d.proofOfLoss, d.challengeWindow);
        (r.completeAt, r.lapsesAt) = (r.byProof ? x.rootAt : x.reportedAt, x.reportedAt + d.rootWindow);
    }

    /// @inheritdoc DisputeState
    function _answerOf(uint256 incidentId) internal view override returns (Answer memory answer) {
        Docket storage d = _dockets[_subjectOf(incidentId)];
        if (d.meter != address(0)) {
            answer.severity = _firingOf(d, incidentId).severity;
            return answer;
        }
        CourtReport storage x = _reportAt(incidentId);
        return Answer(x.severity, x.lossTotal, x.lossRoot, x.evidence);
    }

    /// @inheritdoc DisputeState
    function _firedBy(uint256 incidentId) internal view override returns (address) {
        return _firingOf(_dockets[_subjectOf(incidentId)], incidentId).firedBy;
    }

    /// @dev A meter's firing goes by the same number here. Errors: `UnknownIncident`.
    function _firingOf(Docket storage d, uint256 incidentId) private view returns (Firing memory) {
        return IMeter(d.meter).getFiring(d.meterId, uint32(incidentId));
    }

    /// @dev What a meter needs: nothing is decided while its firing can be raised, and a loss that is fired as late as can
    /// be leaves a day to open cases.
    function _requireMeter(Docket calldata d) private view {
        require(d.meter.code.length != 0, Errors.InvalidDocket("meter"));
        MeterLimits memory x = IMeter(d.meter).limitsOf(d.meterId);
        require(!d.proofOfLoss, Errors.InvalidDocket("proofOfLoss"));
        require(x.asset == address(0) || x.asset == d.rules.asset, Errors.InvalidDisputeRules("asset"));
        require(
            d.challengeWindow >= 1 days && d.challengeWindow >= x.raiseWindow, Errors.InvalidDocket("challengeWindow")
        );
        require(d.reportWindow >= uint256(x.proofAge) + 1 days, Errors.InvalidDocket("reportWindow"));
    }

    function _reportAt(uint256 incidentId) private view returns (CourtReport storage x) {
        x = _reports[incidentId];
        require(x.reportedAt != 0, Errors.UnknownIncident());
    }

    function _docketOf(uint96 subject) private view returns (Docket storage d) {
        d = _dockets[subject];
        require(d.challengeWindow != 0, Errors.UnknownDocket());
    }

    /// @dev From a report to its verdict, at most.
    function _routeOf(Docket memory d) private pure returns (uint256) {
        return uint256(d.rootWindow) + d.challengeWindow + d.rules.arbiterTime + d.rules.fallbackTime;
    }
}
