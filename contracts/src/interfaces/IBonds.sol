// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Answer, Ruling} from "./IDisputes.sol";

/// @notice Who bears what of a decided incident.
enum Outcome {
    None, // nobody challenged, or it is not decided
    Report, // the report won: the challenge's bond is lost
    Counter, // the counter-answer won: the bonds of the openings are lost
    Silence, // no arbiter ruled: denied, and each side loses half
    Lapsed // nobody challenged, and the report was never completed: denied, and half of each opening's bond is lost
}

/// @notice What a subject's disputes are held in, and who decides them. Never changes.
struct DisputeRules {
    address asset; // bonds are in it, and so is the capital of pools in which cases may be opened
    uint96 minBond; // asset units
    address arbiter; // has the first turn
    uint40 arbiterTime; // seconds of that turn
    address fallbackArbiter; // has the second and last
    uint40 fallbackTime; // seconds of that turn
}

/// @title Bonds of those who open cases and of those who challenge, and where they go
/// @notice An opening is a case that a pool's vault has opened for an incident, as the resolver keeps it. Every bond lies
/// in a pot, named by its incident and a key: `openingKey` or `challengeKey`. Anyone may pledge to a pot before it is
/// needed; whoever opens or challenges adds what is missing. What a pot gets back is its contributors', in proportion.
/// Amounts are asset units; bonds are even, so that halves are exact.
interface IBonds {
    /// @dev Only of pledges: who opens or challenges contributes the bond less what had been pledged.
    /// @param incidentId the incident
    /// @param key pot of the incident
    /// @param account who pledged
    /// @param assets asset units
    event BondPledged(uint256 indexed incidentId, bytes32 indexed key, address indexed account, uint256 assets);
    /// @param vault claims vault of the pool
    /// @param termsId version of the terms that its case was opened with
    /// @param opener who opened it
    /// @param reserve asset units its claims can be paid out of
    /// @param bond asset units; 0 where none is asked for
    /// @param decidedBy when its challenge window ends, or, in a dispute, the last arbiter's turn
    event OpeningBonded(
        uint256 indexed incidentId,
        address indexed vault,
        uint256 indexed termsId,
        address opener,
        uint256 reserve,
        uint256 bond,
        uint256 decidedBy
    );
    /// @param challenger who challenged
    /// @param counter the counter-answer
    /// @param bond asset units
    /// @param uri where the evidence is
    event ReportChallenged(
        uint256 indexed incidentId, address indexed challenger, Answer counter, uint256 bond, string uri
    );
    /// @param arbiter who ruled
    /// @param ruling what it chose
    /// @param outcome the side that won
    /// @param severity what was decided, WAD; 0 denies
    event VerdictArbitrated(
        uint256 indexed incidentId, address indexed arbiter, Ruling ruling, Outcome outcome, uint256 severity
    );
    /// @param passedOn asset units handed to the vault, for its claimants or its holders
    /// @param burned asset units that stay here for ever
    event BondsSettled(
        uint256 indexed incidentId, address indexed vault, uint256 indexed termsId, uint256 passedOn, uint256 burned
    );
    /// @param reward asset units of what was paid, for whoever had bonded the opening
    event OpeningRewarded(uint256 indexed incidentId, address indexed vault, uint256 indexed termsId, uint256 reward);
    /// @param assets asset units paid to the contributor
    event BondWithdrawn(uint256 indexed incidentId, bytes32 indexed key, address indexed account, uint256 assets);

    /// @notice Contributes to a bond that may be needed. What is not needed can be withdrawn at any time.
    /// @dev Errors: `UnknownIncident`, `AmountZero`, `BondLocked`, `UnsupportedAsset`.
    /// @param key `openingKey` or `challengeKey`
    function pledge(uint256 incidentId, bytes32 key, uint256 assets) external;

    /// @notice Challenges a report with a counter-answer. It suspends all openings whose window has not ended, and later
    /// ones.
    /// @dev The bond is 2 % of what can be claimed of the suspended cases at most, at least the minimum, out of pledges
    /// first. A counter-answer is at most as high as what cases are opened for: the report's bound, or its table's total.
    /// Errors: `UnknownIncident`, `AlreadyChallenged`, `ChallengeWindowClosed(at)`, `InvalidAnswer`,
    /// `AnswerAboveReport(max)`, `BondAboveMax(bond)`, `UnsupportedAsset`.
    /// @param maxBond what the bond may be at most, asset units
    /// @param uri where the evidence is
    function challenge(uint256 incidentId, Answer calldata counter, uint256 maxBond, string calldata uri) external;

    /// @notice Hands on what of a decided dispute's bonds is due to a case's claimants or holders: to claimants before its
    /// verdict can be applied, within a day of the decision; to holders after that. Anyone may, once for each opening.
    /// @dev Errors: `CaseNotOpen`, `BondLocked`, `BondsAlreadySettled`, and the vault's: `SettlementOpen(cases)` while what
    /// is the holders' would come to a strained settlement.
    function settleBonds(uint256 incidentId, address vault, uint256 termsId) external;

    /// @notice Pays an account its part of what its pot has got back, rounded down. Anyone may, at any time, more than once
    /// if more comes. Errors: `BondLocked`.
    /// @return assets asset units
    function withdrawBond(uint256 incidentId, bytes32 key, address account) external returns (uint256 assets);

    // ------------------------------------------------------------------ views

    /// @notice What `withdrawBond` would pay now.
    function bondOf(uint256 incidentId, bytes32 key, address account) external view returns (uint256 assets);

    /// @notice The bond a challenge would need now; 0 while none is possible.
    function challengeBond(uint256 incidentId) external view returns (uint256 assets);

    /// @notice How a dispute ended, and when; `None` where it has not, or there is none.
    function outcomeOf(uint256 incidentId) external view returns (Outcome outcome, uint256 decidedAt);

    /// @notice Bonds lost to nobody, asset units, as far as they were settled. They stay here.
    function burned(address asset) external view returns (uint256);

    function rulesOf(uint96 subject) external view returns (DisputeRules memory);

    function openingKey(address vault, uint256 termsId) external pure returns (bytes32);

    function challengeKey(Answer calldata counter) external pure returns (bytes32);
}
