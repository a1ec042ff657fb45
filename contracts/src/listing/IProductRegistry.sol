// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ICodePins, Pin} from "./ICodePins.sol";

/// @notice One immutable version of a product's conditions. Five slots; what settles an incident is in the first two.
struct Terms {
    address resolver; // decides incidents
    uint96 subject; // what the resolver decides on: court terms of the court
    uint56 productId;
    uint32 waitingPeriod; // seconds from purchase to protection
    uint32 reportWindow; // seconds after an incident within which it is reported, and cases are opened for it
    uint32 horizon; // seconds after an incident by which all answers about it are in; capital stays behind a cover as long
    uint32 claimWindow; // seconds to claim in, from when a case's verdict is applied
    uint64 deductible; // share of the covered amount, or of a proven loss, WAD
    bool proofOfLoss; // claims need a proof of the insured's own loss
    address asset; // pools of this asset may sell cover on these terms
    uint64 haircut; // share of a pool's capital that fails in the same event, WAD
    bool observes; // a purchase lets the resolver observe, and fails if it sees a loss
    uint24 codeGrace; // seconds for which cover goes on after unreviewed code was shown; 0: to its end
    uint128 maxCover; // ceiling of the product's committed cover in one pool, asset units
    uint32 minBilled; // seconds that are charged at least
    bytes32 wording; // hash of the conditions in words
}

/// @notice What of the terms settles an incident.
struct ClaimTerms {
    address resolver;
    uint96 subject;
    uint256 productId;
    uint256 reportWindow;
    uint256 horizon;
    uint256 claimWindow;
    uint256 deductible;
    bool proofOfLoss;
    uint256 lapseAt; // protection ended then for all covers on these terms; 0 if it goes on
}

/// @notice A covered system.
struct ProductInfo {
    uint256 clusterId; // products of one cluster can fail in one event; 1 or more
    address sponsor; // collects the sponsor's fee and may post first loss
    string name;
}

/// @title Products and the versions of their terms
/// @notice The owner lists products and publishes terms for future covers; it can stop sales, and nothing else.
interface IProductRegistry is ICodePins {
    /// @param productId number of the product, from 1
    /// @param clusterId correlation group
    /// @param sponsor who speaks for the product
    /// @param name what people call it
    event ProductListed(uint256 indexed productId, uint256 indexed clusterId, address sponsor, string name);
    /// @param termsId number of the version, from 1 over all products
    /// @param productId the product it belongs to
    /// @param terms the conditions, which never change
    /// @param pins the code they are about
    event TermsPublished(uint256 indexed termsId, uint256 indexed productId, Terms terms, Pin[] pins);
    /// @param termsId terms that are no longer sold
    /// @param suspended whether sales are stopped
    event TermsSuspended(uint256 indexed termsId, bool suspended);

    /// @notice Lists a product. Only the owner.
    function listProduct(uint256 clusterId, address sponsor, string calldata name) external returns (uint256 productId);

    /// @notice Publishes terms, which supersede the product's earlier ones for new sales. Only the owner.
    /// @dev All versions of a product have the same resolver, subject, asset, kind of proof, horizon and windows to report
    /// and to claim in. Errors: `InvalidTerms(field)`, also from the resolver; `DiffersFromProduct(field)`;
    /// `InvalidPin(index, field)`, `AttestationMissing(codeHash)`.
    /// @param terms the conditions
    /// @param pins the code they are about, as it is and attested now: 1 to 16 contracts
    function publishTerms(Terms calldata terms, Pin[] calldata pins) external returns (uint256 termsId);

    /// @notice Stops or resumes the sale of terms. Only the owner. Covers in force are untouched.
    function suspendTerms(uint256 termsId, bool suspended) external;

    /// @notice Versions of terms published so far: their numbers are 1 to this.
    function termsCount() external view returns (uint256);

    function getProduct(uint256 productId) external view returns (ProductInfo memory);

    /// @dev Errors: `UnknownTerms`.
    function getTerms(uint256 termsId) external view returns (Terms memory);

    /// @notice What of the terms settles an incident, in two slots. Errors: `UnknownTerms`.
    function claimTerms(uint256 termsId) external view returns (ClaimTerms memory);

    /// @notice What a pool asks at each sale, in one slot.
    /// @return reason why the terms are not for sale, as a short string; zero when they are
    /// @return auditGap unattested share of the code pins, WAD; it lowers capacity
    function saleStatus(uint256 termsId) external view returns (bytes32 reason, uint256 auditGap);
}
