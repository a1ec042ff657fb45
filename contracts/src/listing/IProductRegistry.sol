// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ICodePins, Pin} from "./ICodePins.sol";

/// @notice One immutable version of a product's conditions. Five slots; the first two have all that settles an
/// incident.
struct Terms {
    address resolver; // decides incidents
    uint96 subject; // subject of the resolver's decisions: court terms at the court
    uint56 productId;
    uint32 waitingPeriod; // seconds from purchase to protection
    uint32 reportWindow; // seconds after an incident within which it is reported, and cases are opened for it
    uint32 horizon; // seconds after an incident by which all answers about it are in; until then capital stays behind a cover
    uint32 claimWindow; // seconds to claim in, from the application of a case's verdict
    uint64 deductible; // part of the covered amount, or of a proven loss, WAD
    bool proofOfLoss; // claims need a proof of the insured's own loss
    address asset; // pools of this asset may sell cover on these terms
    uint64 haircut; // part of a pool's capital that fails in the same event, WAD
    bool observes; // a purchase lets the resolver observe, and fails if it sees a loss
    uint24 codeGrace; // seconds for which cover goes on after unreviewed code was shown; 0: to its own end
    uint128 maxCover; // ceiling of the product's committed cover in one pool, asset units
    uint32 minBilled; // least number of seconds that are charged
    bytes32 wording; // hash of the conditions in words
}

/// @notice The part of terms that settles an incident.
struct ClaimTerms {
    address resolver;
    uint96 subject;
    uint256 productId;
    uint256 reportWindow;
    uint256 horizon;
    uint256 claimWindow;
    uint256 deductible;
    bool proofOfLoss;
    uint256 lapseAt; // end of protection for all covers on these terms; 0 if none is set
}

/// @notice A covered system.
struct ProductInfo {
    uint256 clusterId; // products of one cluster can fail in one event; 1 or more
    address sponsor; // collects the sponsor's fee and may post first loss
    string name;
}

/// @title Registry of products and the versions of their terms
/// @notice The owner lists products and publishes terms for future covers; it can stop sales, and nothing else.
interface IProductRegistry is ICodePins {
    /// @param productId number of the product, from 1
    /// @param clusterId number of the cluster
    /// @param sponsor collects the sponsor's fee and may post first loss
    /// @param name name for people
    event ProductListed(uint256 indexed productId, uint256 indexed clusterId, address sponsor, string name);
    /// @param termsId number of the version, from 1 over all products
    /// @param productId the product it belongs to
    /// @param terms the conditions, which never change
    /// @param pins the code they are about
    event TermsPublished(uint256 indexed termsId, uint256 indexed productId, Terms terms, Pin[] pins);
    /// @param termsId the terms
    /// @param suspended whether sales are stopped
    event TermsSuspended(uint256 indexed termsId, bool suspended);

    /// @notice Lists a product. Only the owner may call it.
    function listProduct(uint256 clusterId, address sponsor, string calldata name) external returns (uint256 productId);

    /// @notice Publishes terms, which supersede the product's earlier ones for new sales. Only the owner may call it.
    /// @dev All versions of a product have the same resolver, subject, asset, kind of proof, horizon, report window and
    /// claim window. Errors: `InvalidTerms(field)`, also from the resolver; `DiffersFromProduct(field)`;
    /// `InvalidPin(index, field)`, `AttestationMissing(codeHash)`.
    /// @param terms the conditions
    /// @param pins the contracts whose code they are about, which runs and is attested now: 1 to 16
    function publishTerms(Terms calldata terms, Pin[] calldata pins) external returns (uint256 termsId);

    /// @notice Stops or resumes the sale of terms. Only the owner may call it. Covers in force are untouched.
    function suspendTerms(uint256 termsId, bool suspended) external;

    /// @notice Versions of terms published so far: they are numbered from 1 to this.
    function termsCount() external view returns (uint256);

    function getProduct(uint256 productId) external view returns (ProductInfo memory);

    /// @dev Errors: `UnknownTerms`.
    function getTerms(uint256 termsId) external view returns (Terms memory);

    /// @notice The part of the terms that settles an incident, in two slots. Errors: `UnknownTerms`.
    function claimTerms(uint256 termsId) external view returns (ClaimTerms memory);

    /// @notice The facts that a pool needs at each sale, in one slot.
    /// @return reason reason why the terms are not for sale, as a short string; zero if they are
    /// @return auditGap unattested fraction of the pinned code, WAD; it lowers capacity
    function saleStatus(uint256 termsId) external view returns (bytes32 reason, uint256 auditGap);
}
