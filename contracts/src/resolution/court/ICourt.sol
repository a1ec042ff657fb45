// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IBonds} from "./IBonds.sol";
import {Answer, CaseRef, IDisputes} from "../IDisputes.sol";
import {IResolver} from "../IResolver.sol";

/// @notice Arbiters of court terms' disputes, and the least bond. Never changes.
struct DisputeRules {
    address asset; // asset of the bonds, and of pools in which cases may be opened
    uint96 minBond; // asset units
    address arbiter; // has the first turn
    uint40 arbiterTime; // seconds of that turn
    address fallbackArbiter; // has the second and last
    uint40 fallbackTime; // seconds of that turn
}

/// @notice Rules by which a court decides the incidents of one subject; immutable. If they name a meter, only its
/// firings are incidents.
struct CourtTerms {
    DisputeRules rules;
    address meter; // an `IMeter`; zero if anybody reports
    uint96 meterId; // number of the meter there
    uint40 reportWindow; // seconds after an incident within which it must be reported, or a case opened for a firing
    uint40 rootWindow; // seconds after an opening within which its loss table must follow; 0 if parametric
    uint40 answerWindow; // seconds to answer in, from the end of the root window, or from a firing
    bool proofOfLoss; // claims need a line of a published loss table
    string title; // covered subject, in words
}

/// @notice A reported incident. It states no amounts.
struct Report {
    address reporter; // account that reported, or that fired the meter
    uint40 time; // event time
    uint40 reportedAt;
    bytes32 evidence; // hash of the evidence
}

/// @notice A case as the court sees it.
struct CourtCase {
    address opener; // zero for a firing: nothing is stored of its opening
    uint40 openedAt;
    uint64 severity; // the most that was destroyed, as the opener states, WAD; of a firing the measured part
    uint256 openingBond; // asset units
    uint40 endsAt; // last second of the answer window, as it is now
    uint256 atStake; // the most that any answer asked for, asset units; 0 while nobody has answered answer 1
    PostedAnswer[] answers; // by number, from number 1, the opener's or the meter's
}

/// @notice An answer that stands.
struct PostedAnswer {
    address by;
    uint96 bond; // asset units; 0 for number 1, which the opening's bond stands for
    Answer answer;
}

/// @title Court of cases: a single answer holds, an arbiter chooses between several
/// @notice A report is free and has no effect. To open a case for it in a pool, the opener states the most that was
/// lost, and posts a bond. Until the answer window ends anybody adds an answer. A single answer holds; of several an
/// arbiter chooses one. A case of a meter's firing needs no bond.
interface ICourt is IBonds, IDisputes, IResolver {
    /// @param subject number of the court terms, from 1; product terms name it
    /// @param meter meter of its incidents; zero if anybody reports them
    /// @param meterId number of the meter there
    event CourtTermsCreated(uint96 indexed subject, address indexed meter, uint96 meterId);
    /// @param incidentId the incident
    /// @param subject the court terms
    /// @param reporter account that reported it
    /// @param time event time
    /// @param evidence hash of the evidence
    /// @param uri place of the evidence
    event IncidentReported(
        uint256 indexed incidentId,
        uint96 indexed subject,
        address indexed reporter,
        uint40 time,
        bytes32 evidence,
        string uri
    );
    /// @param severity the most that was destroyed, as the opener states, WAD
    /// @param bond asset units
    /// @param endsAt last second of the answer window, as it is now
    event OpeningBonded(
        bytes32 indexed caseKey, CaseRef ref, address indexed opener, uint64 severity, uint256 bond, uint256 endsAt
    );
    /// @param number number of the answer in its case; 1 for the opener's loss table
    /// @param by poster of the answer
    /// @param bond asset units
    /// @param endsAt last second of the answer window, as it is now
    /// @param uri place of its evidence, or of its table
    event AnswerPosted(
        bytes32 indexed caseKey,
        uint256 indexed number,
        address indexed by,
        Answer answer,
        uint256 bond,
        uint256 endsAt,
        string uri
    );
    /// @param number number that another answer has now
    /// @param key pot of the answer that had the number: its bond can be withdrawn
    event AnswerDisplaced(bytes32 indexed caseKey, uint256 indexed number, bytes32 key);
    /// @param arbiter arbiter that ruled; zero if another case's outcome was adopted
    /// @param number number of the right answer; 0 for nothing
    event CaseRuled(bytes32 indexed caseKey, address indexed arbiter, uint256 number);

    /// @notice Creates court terms. Anyone may call it; product terms name the ones they rely on.
    /// @dev Each turn must be longer than its arbiter's latency, and the fallback must be external. With a meter the
    /// answer window is at least a day longer than its raise window, and the report window at least a day longer than
    /// its proofs' age. Errors: `InvalidCourtTerms(field)`, `InvalidDisputeRules(field)`.
    function createCourtTerms(CourtTerms calldata courtTerms) external returns (uint96 subject);

    /// @notice Reports an incident of court terms without a meter. Anyone may call it. Errors: `UnknownCourtTerms`,
    /// `InvalidCourtTerms("meter")`, `IncidentOutsideWindow(time, until)`.
    /// @param evidence hash of the evidence
    /// @param uri place of the evidence
    /// @return incidentId `subject << 32 | number`
    function reportIncident(uint96 subject, uint40 time, bytes32 evidence, string calldata uri)
        external
        returns (uint256 incidentId);

    /// @notice Publishes the loss table of a case: the answer of its opener. Only the opener may call it, once, within
    /// the root window.
    /// @dev Errors: `CaseNotOpen`, `NotAuthorized`, `LossesAlreadyPublished`, `RootWindowClosed(at)`, `InvalidAnswer`,
    /// `AnswerAlreadyPosted(number)`, `AnswerAboveCase(need)` if it asks for more than the case was opened for.
    /// @param root Merkle root of the table
    /// @param total Σ losses, asset units
    /// @param uri place of the table
    function publishLosses(CaseRef calldata ref, bytes32 root, uint128 total, string calldata uri) external;

    /// @notice Answers a case, for a bond of 2 % of what the answer asks for or of what is set aside, whichever is
    /// larger, at least the court terms' minimum. All pledges to the answer are a part of the bond. An answer that asks
    /// for more than is set aside sets the rest aside: the first at least a part in 32,768 of the cover, each further
    /// one twice that part, the sixteenth all. Sixteen answers stand besides the first; a further one needs a larger
    /// bond than the smallest of them, which it displaces. Each answer prolongs the window to three days from now, up
    /// to twice its length. In a case of a firing all bonds are measured by the firing.
    /// @dev Errors: `UnknownIncident`, `CaseNotOpen`, `NotAuthorized` (no pool's vault), `AnswerWindowClosed(at)`,
    /// `InvalidAnswer`, `AnswerAlreadyPosted(number)`, `BondTooSmall(needed)`, `UnsupportedAsset`, and the vault's if
    /// more is to be set aside.
    /// @param bond asset units; a bond below the pledges to the answer counts as their sum
    /// @param uri place of the evidence, or of the table
    /// @return number number of the answer in its case
    function postAnswer(CaseRef calldata ref, Answer calldata answer, uint256 bond, string calldata uri)
        external
        returns (uint256 number);

    /// @notice Adopts the fallback arbiter's decision in another pool's case of the same firing, by the same version of
    /// the terms, which had at least as much at stake, and in which every answer of this case stood. Anyone may call
    /// it, until the last arbiter's turn ends. Outcomes of reports are not adopted: the right one depends on what the
    /// pool has awarded before.
    /// @dev Errors: `NotArbiter` (nothing to decide), `OutcomeNotTaken` (a report, another incident, other terms, not ruled
    /// by the fallback, less at stake, an answer that did not stand there), `UnknownAnswer` (the winning answer does not stand here).
    function adoptOutcome(CaseRef calldata ref, CaseRef calldata other) external;

    /// @notice Sets more aside for a case whose firing has been raised since it was opened. Anyone may call it, until
    /// its answer window ends.
    /// @dev Errors: `UnknownIncident`, `InvalidCourtTerms("meter")`, `AnswerWindowClosed(at)`, and the vault's: `CaseNotOpen`,
    /// `CaseNotRaised(need)`, `IncidentOutsideWindow(time, until)`, `ValueOutOfRange`.
    /// @return reserve asset units of the pool's capital that were set aside
    function raiseCase(CaseRef calldata ref) external returns (uint256 reserve);

    // ------------------------------------------------------------------ views

    /// @notice Errors: `UnknownCourtTerms`.
    function getCourtTerms(uint96 subject) external view returns (CourtTerms memory);

    /// @notice A report; for a firing the reporter is the account that fired. Errors: `UnknownIncident`.
    function getReport(uint256 incidentId) external view returns (Report memory);

    /// @notice Errors: `UnknownIncident`, `CaseNotOpen`.
    function getCase(CaseRef calldata ref) external view returns (CourtCase memory);

    /// @notice The least bond of an answer now, asset units.
    function requiredBond(CaseRef calldata ref, Answer calldata answer) external view returns (uint256 assets);

    /// @notice The most seconds from an incident to the last verdict on it: every window and turn used to its end, and
    /// a day to hand bonuses on.
    function longestRoute(uint96 subject) external view returns (uint256);

    function courtTermsCount() external view returns (uint96);
}
