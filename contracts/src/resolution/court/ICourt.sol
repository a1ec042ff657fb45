// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IBonds} from "./IBonds.sol";
import {Answer, CaseRef, IDisputes} from "../IDisputes.sol";
import {IResolver} from "../IResolver.sol";

/// @notice Who decides court terms' disputes, and what a bond is at least. Never changes.
struct DisputeRules {
    address asset; // bonds are in it, and so is the capital of pools in which cases may be opened
    uint96 minBond; // asset units
    address arbiter; // has the first turn
    uint40 arbiterTime; // seconds of that turn
    address fallbackArbiter; // has the second and last
    uint40 fallbackTime; // seconds of that turn
}

/// @notice What a court hears, and how; immutable. Where a meter is named, what it fires is an incident, and nothing else.
struct CourtTerms {
    DisputeRules rules;
    address meter; // an `IMeter`; zero where anybody reports
    uint96 meterId; // which of its meters
    uint40 reportWindow; // seconds after an incident within which it must be reported, or a case opened for a firing
    uint40 rootWindow; // seconds after an opening within which its loss table must follow; 0 where it is parametric
    uint40 answerWindow; // seconds to answer in, from the end of the root window, or from a firing
    bool proofOfLoss; // claims need a line of a published loss table
    string title; // what is covered, in words
}

/// @notice A reported incident. It says nothing about amounts.
struct Report {
    address reporter; // or who fired the meter
    uint40 time; // when it happened
    uint40 reportedAt;
    bytes32 evidence; // hash of what speaks for it
}

/// @notice A case as the court has it.
struct CourtCase {
    address opener; // zero where a meter fired: nothing is kept of the opening
    uint40 openedAt;
    uint64 severity; // the most that the opener says was destroyed, WAD; of a firing what was measured
    uint256 openingBond; // asset units
    uint40 endsAt; // last second of the answer window, as it stands
    uint256 atStake; // the most that any answer asked for, asset units; 0 while nobody has answered answer 1
    PostedAnswer[] answers; // by number: the first is number 1, the opener's or the meter's
}

/// @notice An answer that stands.
struct PostedAnswer {
    address by;
    uint96 bond; // asset units; 0 for number 1, which the opening's bond is for
    Answer answer;
}

/// @title Court of cases: somebody answers under bond, or a meter has measured, and that holds unless others answer
/// @notice A report costs nothing and does nothing. Whoever opens a case for it in a pool says how much was lost at most,
/// and posts a bond. Until the answer window ends anybody adds an answer; what one answer alone says stands, of several an
/// arbiter chooses. A meter's firing needs no bond.
interface ICourt is IBonds, IDisputes, IResolver {
    /// @param subject number of the court terms, from 1: what terms name
    /// @param meter what measures its incidents; zero where anybody reports them
    /// @param meterId which of its meters
    event CourtTermsCreated(uint96 indexed subject, address indexed meter, uint96 meterId);
    /// @param incidentId the incident
    /// @param subject the court terms
    /// @param reporter who reported it
    /// @param time when it happened
    /// @param evidence hash of what speaks for it
    /// @param uri where that is
    event IncidentReported(
        uint256 indexed incidentId,
        uint96 indexed subject,
        address indexed reporter,
        uint40 time,
        bytes32 evidence,
        string uri
    );
    /// @param severity the most that the opener says was destroyed, WAD
    /// @param bond asset units
    /// @param endsAt last second of its answer window, as it stands
    event OpeningBonded(
        bytes32 indexed caseKey, CaseRef ref, address indexed opener, uint64 severity, uint256 bond, uint256 endsAt
    );
    /// @param number of the answer in its case; 1 for the opener's loss table
    /// @param by who posted it
    /// @param bond asset units
    /// @param endsAt last second of the answer window, as it stands now
    /// @param uri where its evidence is, or its table
    event AnswerPosted(
        bytes32 indexed caseKey,
        uint256 indexed number,
        address indexed by,
        Answer answer,
        uint256 bond,
        uint256 endsAt,
        string uri
    );
    /// @param number that another answer has now
    /// @param key pot of the answer that had it: its bond can be withdrawn
    event AnswerDisplaced(bytes32 indexed caseKey, uint256 indexed number, bytes32 key);
    /// @param arbiter who ruled; zero where another case's outcome was taken over
    /// @param number of the answer that is right; 0 for nothing
    event CaseRuled(bytes32 indexed caseKey, address indexed arbiter, uint256 number);

    /// @notice Creates court terms. Anyone may; terms name the one they rely on.
    /// @dev Each turn must be longer than its arbiter's latency, and the fallback must be external. With a meter the answer
    /// window is at least a day longer than its raise window, and the report window than its proofs' age. Errors:
    /// `InvalidCourtTerms(field)`, `InvalidDisputeRules(field)`.
    function createCourtTerms(CourtTerms calldata courtTerms) external returns (uint96 subject);

    /// @notice Reports an incident, where no meter is named. Anyone may. Errors: `UnknownCourtTerms`, `InvalidCourtTerms("meter")`,
    /// `IncidentOutsideWindow(time, until)`.
    /// @param evidence hash of what speaks for it
    /// @param uri where that is
    /// @return incidentId `subject << 32 | number`
    function reportIncident(uint96 subject, uint40 time, bytes32 evidence, string calldata uri)
        external
        returns (uint256 incidentId);

    /// @notice Publishes the loss table of a case: the answer of whoever opened it, who alone may, once, within the root window.
    /// @dev Errors: `CaseNotOpen`, `NotAuthorized`, `LossesAlreadyPublished`, `RootWindowClosed(at)`, `InvalidAnswer`,
    /// `AnswerAlreadyPosted(number)`, `AnswerAboveCase(need)` if it asks for more than the case was opened for.
    /// @param root Merkle root of the table
    /// @param total Σ losses, asset units
    /// @param uri where the table is
    function publishLosses(CaseRef calldata ref, bytes32 root, uint128 total, string calldata uri) external;

    /// @notice Answers a case, for a bond of 2 % of what the answer asks for or of what is set aside, whichever is larger, at
    /// least the court terms' minimum. All that was pledged to the answer is a part of it. An answer that asks for more than is set aside sets the rest
    /// aside: the first at least a part in 32,768 of the cover, each further one twice that part, the sixteenth all.
    /// Sixteen answers stand besides the first: one more needs a larger bond than the smallest of them, which it displaces.
    /// Each prolongs the window to three days from now, up to twice its length. Where a meter spoke, what it fired is what
    /// all bonds are measured by.
    /// @dev Errors: `UnknownIncident`, `CaseNotOpen`, `NotAuthorized` (no pool's vault), `AnswerWindowClosed(at)`,
    /// `InvalidAnswer`, `AnswerAlreadyPosted(number)`, `BondTooSmall(needed)`, `UnsupportedAsset`, and the vault's where more
    /// is to be set aside.
    /// @param bond asset units; less than was pledged to the answer counts as that
    /// @param uri where the evidence is, or the table
    /// @return number of the answer in its case
    function postAnswer(CaseRef calldata ref, Answer calldata answer, uint256 bond, string calldata uri)
        external
        returns (uint256 number);

    /// @notice Takes over what the fallback arbiter decided in another pool's case of the same firing, by the same version of the terms,
    /// which had at least as much at stake, and in which every answer of this one stood. Anyone may, until the last arbiter's
    /// turn ends. What is right of a report depends on the pool: on what that has awarded before.
    /// @dev Errors: `NotArbiter` (nothing to decide), `OutcomeNotTaken` (a report, another incident, other terms, not ruled
    /// by the fallback, less at stake, an answer that did not stand there), `UnknownAnswer` (the winning answer does not stand here).
    function adoptOutcome(CaseRef calldata ref, CaseRef calldata other) external;

    /// @notice Sets more aside for a case whose firing has been raised since it was opened. Anyone may, until its answer window
    /// ends.
    /// @dev Errors: `UnknownIncident`, `InvalidCourtTerms("meter")`, `AnswerWindowClosed(at)`, and the vault's: `CaseNotOpen`,
    /// `CaseNotRaised(need)`, `IncidentOutsideWindow(time, until)`, `ValueOutOfRange`.
    /// @return reserve asset units of the pool's capital that were set aside
    function raiseCase(CaseRef calldata ref) external returns (uint256 reserve);

    // ------------------------------------------------------------------ views

    /// @notice Errors: `UnknownCourtTerms`.
    function getCourtTerms(uint96 subject) external view returns (CourtTerms memory);

    /// @notice A firing is its report: by who fired. Errors: `UnknownIncident`.
    function getReport(uint256 incidentId) external view returns (Report memory);

    /// @notice Errors: `UnknownIncident`, `CaseNotOpen`.
    function getCase(CaseRef calldata ref) external view returns (CourtCase memory);

    /// @notice The bond that an answer would need now, asset units.
    function requiredBond(CaseRef calldata ref, Answer calldata answer) external view returns (uint256 assets);

    /// @notice Seconds from an incident to the last verdict on it, at most: every window and turn used to its end, and a day
    /// to hand bonuses on.
    function longestRoute(uint96 subject) external view returns (uint256);

    function courtTermsCount() external view returns (uint96);
}
