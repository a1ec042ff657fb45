// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WAD} from "../../common/Constants.sol";
import {IArbiter} from "../arbiters/IArbiter.sol";
import {CourtCase, DisputeRules, CourtTerms, ICourt, PostedAnswer, Report} from "./ICourt.sol";
import {CaseRef} from "../IDisputes.sol";
import {ILossLedger} from "../../claims/ILossLedger.sol";
import {Firing, IMeter, MeterLimits} from "../meters/IMeter.sol";
import {Terms} from "../../listing/IProductRegistry.sol";
import {Incident, IResolver} from "../IResolver.sol";
import {Errors} from "../../common/Errors.sol";
import {Answers} from "./Answers.sol";
import {Rulings} from "./Rulings.sol";

/// @title Court of cases: a single answer holds, an arbiter chooses between several
/// @notice The parts of the code, each with one job:
///
/// CourtState   storage, and the state of a case at any time
/// BondPots     bonds with many contributors
/// Answers      openings and answers
/// Rulings      turns, rulings, verdicts and payouts of bonds
/// Court        court terms and reports
contract Court is Rulings {
    /// @dev The most time from an opening to its verdict, less than the 120 days that a vault waits.
    uint256 internal constant MAX_ROUTE_DELAY = 90 days;

    constructor(ILossLedger ledger) Answers(ledger) {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc ICourt
    function createCourtTerms(CourtTerms calldata d) external returns (uint96 subject) {
        require(d.reportWindow >= 1 days && d.reportWindow <= 20 days, Errors.InvalidCourtTerms("reportWindow"));
        require(
            d.proofOfLoss ? d.rootWindow >= 1 days && d.rootWindow <= 14 days : d.rootWindow == 0,
            Errors.InvalidCourtTerms("rootWindow")
        );
        require(d.answerWindow >= ANSWER_TIME, Errors.InvalidCourtTerms("answerWindow"));
        require(_routeOf(d) <= MAX_ROUTE_DELAY, Errors.InvalidCourtTerms("route"));
        require(bytes(d.title).length != 0, Errors.InvalidCourtTerms("title"));
        _requireRules(d.rules);
        if (d.meter != address(0)) _requireMeter(d);
        subject = ++courtTermsCount;
        _courtTerms[subject] = d;
        emit CourtTermsCreated(subject, d.meter, d.meterId);
    }

    /// @inheritdoc ICourt
    function reportIncident(uint96 subject, uint40 time, bytes32 evidence, string calldata uri)
        external
        returns (uint256 incidentId)
    {
        CourtTerms storage d = _courtTermsOf(subject);
        require(d.meter == address(0), Errors.InvalidCourtTerms("meter"));
        require(
            time <= block.timestamp && block.timestamp <= uint256(time) + d.reportWindow,
            Errors.IncidentOutsideWindow(time, uint256(time) + d.reportWindow)
        );
        incidentId = uint256(subject) << 32 | ++_reportCount[subject];
        _reports[incidentId] = Report(msg.sender, time, uint40(block.timestamp), evidence);
        emit IncidentReported(incidentId, subject, msg.sender, time, evidence, uri);
    }

    /// @inheritdoc IResolver
    function observe(uint96 subject) external returns (uint256) {
        CourtTerms storage d = _courtTermsOf(subject);
        return d.meter == address(0) ? type(uint128).max : IMeter(d.meter).observe(d.meterId);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function reading(uint96 subject) external view returns (uint256) {
        CourtTerms storage d = _courtTermsOf(subject);
        return d.meter == address(0) ? type(uint128).max : IMeter(d.meter).reading(d.meterId);
    }

    /// @inheritdoc IResolver
    function getIncident(uint256 incidentId) external view returns (Incident memory x) {
        uint256 subject = _subjectOf(incidentId);
        Firing memory f = _firingOf(_courtTerms[subject], incidentId);
        // forge-lint: disable-next-line(unsafe-typecast) -- 96 bits, or the line above has found no incident
        (x.subject, x.time, x.severity) = (uint96(subject), f.time, f.severity);
    }

    /// @inheritdoc IResolver
    function checkTerms(Terms calldata t) external view {
        CourtTerms storage d = _courtTermsOf(t.subject);
        require(t.asset == d.rules.asset, Errors.InvalidTerms("asset"));
        // A report in time must leave time to open a case, and to answer it.
        require(t.reportWindow >= d.reportWindow, Errors.InvalidTerms("reportWindow"));
        require(t.horizon >= uint256(t.reportWindow) + d.answerWindow, Errors.InvalidTerms("horizon"));
        require(t.proofOfLoss == d.proofOfLoss, Errors.InvalidTerms("proofOfLoss"));
        bool metered = d.meter != address(0);
        // Otherwise the terms would be sold after the loss.
        require(t.observes == metered, Errors.InvalidTerms("observes"));
        // Otherwise a loss that is fired in parts would be paid for none of them.
        uint256 minLoss = metered ? IMeter(d.meter).limitsOf(d.meterId).minLoss : WAD;
        require(t.deductible <= minLoss, Errors.InvalidTerms("deductible"));
    }

    /// @inheritdoc ICourt
    function getCourtTerms(uint96 subject) external view returns (CourtTerms memory) {
        return _courtTermsOf(subject);
    }

    /// @inheritdoc ICourt
    function getReport(uint256 incidentId) external view returns (Report memory) {
        Firing memory f = _firingOf(_courtTerms[_subjectOf(incidentId)], incidentId);
        Report storage x = _reports[incidentId];
        return Report(_reporterOf(incidentId), f.time, f.firedAt, x.evidence);
    }

    /// @inheritdoc ICourt
    function getCase(CaseRef calldata ref) external view returns (CourtCase memory x) {
        Hearing memory h = _hear(ref);
        if (!h.metered) (x.opener, x.openingBond) = (h.o.opener, _openingBond(h));
        (x.openedAt, x.severity) = (h.o.openedAt, h.o.severity);
        (x.endsAt, x.atStake) = (uint40(h.endsAt), h.c.atStake);
        x.answers = new PostedAnswer[](h.c.count + 1);
        for (uint256 k; k < x.answers.length; ++k) {
            Posted storage p = _answers[h.key][FIRST + k];
            x.answers[k] = PostedAnswer(p.by, p.bond, _answerAt(h, FIRST + k));
        }
    }

    /// @inheritdoc ICourt
    function longestRoute(uint96 subject) external view returns (uint256) {
        CourtTerms memory d = _courtTermsOf(subject);
        return d.reportWindow + _routeOf(d) + MAX_BONUS_DELAY;
    }

    // ------------------------------------------------------------- internals

    /// @dev The most time from an opening to its verdict.
    function _routeOf(CourtTerms memory d) private pure returns (uint256) {
        return uint256(d.rootWindow) + 2 * uint256(d.answerWindow) + d.rules.arbiterTime + d.rules.fallbackTime;
    }

    /// @dev Requires that each arbiter has more time than its latency, and that the fallback is external: an appeal
    /// silences a panel, and if both are silent nothing is paid.
    function _requireRules(DisputeRules calldata x) private view {
        require(x.asset.code.length != 0, Errors.InvalidDisputeRules("asset"));
        require(x.minBond != 0, Errors.InvalidDisputeRules("minBond"));
        require(x.arbiter.code.length != 0, Errors.InvalidDisputeRules("arbiter"));
        require(
            x.fallbackArbiter.code.length != 0 && x.fallbackArbiter != x.arbiter,
            Errors.InvalidDisputeRules("fallbackArbiter")
        );
        require(x.arbiterTime > IArbiter(x.arbiter).latency(), Errors.InvalidDisputeRules("arbiterTime"));
        require(x.fallbackTime > IArbiter(x.fallbackArbiter).latency(), Errors.InvalidDisputeRules("fallbackTime"));
        require(IArbiter(x.fallbackArbiter).isExternal(), Errors.InvalidDisputeRules("isExternal"));
    }

    /// @dev Requires that nothing is decided while a firing can be raised, or on the day after, which is for raising
    /// cases. A loss that is fired at the last moment leaves a day to open cases.
    function _requireMeter(CourtTerms calldata d) private view {
        require(d.meter.code.length != 0, Errors.InvalidCourtTerms("meter"));
        MeterLimits memory x = IMeter(d.meter).limitsOf(d.meterId);
        require(!d.proofOfLoss, Errors.InvalidCourtTerms("proofOfLoss"));
        require(x.asset == address(0) || x.asset == d.rules.asset, Errors.InvalidDisputeRules("asset"));
        require(d.answerWindow >= uint256(x.raiseWindow) + 1 days, Errors.InvalidCourtTerms("answerWindow"));
        require(d.reportWindow >= uint256(x.proofAge) + 1 days, Errors.InvalidCourtTerms("reportWindow"));
    }
}
