// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "solady/auth/Ownable.sol";

import {WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {IAuditRegistry} from "./IAuditRegistry.sol";
import {Pin} from "./ICodePins.sol";
import {ClaimTerms, IProductRegistry, ProductInfo, Terms} from "./IProductRegistry.sol";
import {IProxyCode} from "./IProxyCode.sol";
import {IResolver} from "../resolution/IResolver.sol";
import {Errors} from "../common/Errors.sol";
import {CodePins} from "./CodePins.sol";

/// @title Registry of products and the versions of their terms
contract ProductRegistry is IProductRegistry, CodePins, Ownable {
    uint256 public productCount;
    /// @inheritdoc IProductRegistry
    uint256 public termsCount;
    mapping(uint256 productId => ProductInfo) internal _products;
    mapping(uint256 productId => uint256 termsId) public currentTerms;
    mapping(uint256 termsId => Terms) internal _terms;

    constructor(address owner, IAuditRegistry audits, IProxyCode prover) CodePins(audits, prover) {
        _initializeOwner(owner);
    }

    /// @inheritdoc IProductRegistry
    function listProduct(uint256 clusterId, address sponsor, string calldata name)
        external
        onlyOwner
        returns (uint256 productId)
    {
        require(clusterId != 0 && clusterId <= type(uint32).max, Errors.InvalidTerms("clusterId"));
        require(bytes(name).length != 0, Errors.InvalidTerms("name"));
        productId = ++productCount;
        _products[productId] = ProductInfo({clusterId: clusterId, sponsor: sponsor, name: name});
        emit ProductListed(productId, clusterId, sponsor, name);
    }

    /// @inheritdoc IProductRegistry
    function publishTerms(Terms calldata t, Pin[] calldata pins) external onlyOwner returns (uint256 termsId) {
        require(t.productId != 0 && t.productId <= productCount, Errors.InvalidTerms("productId"));
        require(t.asset.code.length != 0, Errors.InvalidTerms("asset"));
        require(t.resolver.code.length != 0, Errors.InvalidTerms("resolver"));
        require(t.waitingPeriod >= 2 days && t.waitingPeriod <= 30 days, Errors.InvalidTerms("waitingPeriod"));
        require(t.reportWindow >= 1 days && t.reportWindow <= 20 days, Errors.InvalidTerms("reportWindow"));
        require(t.horizon >= t.reportWindow && t.horizon <= 20 days, Errors.InvalidTerms("horizon"));
        require(
            t.minBilled >= 14 days && t.minBilled >= t.waitingPeriod + t.reportWindow && t.minBilled <= 365 days,
            Errors.InvalidTerms("minBilled")
        );
        require(t.claimWindow >= 7 days && t.claimWindow <= 365 days, Errors.InvalidTerms("claimWindow"));
        // Pools keep ratios as whole parts per million: a read must return what was published.
        require(t.deductible < WAD && t.deductible % WAD_PER_PPM == 0, Errors.InvalidTerms("deductible"));
        require(t.haircut < WAD && t.haircut % WAD_PER_PPM == 0, Errors.InvalidTerms("haircut"));
        require(t.maxCover != 0, Errors.InvalidTerms("maxCover"));
        require(
            t.codeGrace == 0 || (t.codeGrace >= t.reportWindow && t.codeGrace <= 180 days),
            Errors.InvalidTerms("codeGrace")
        );
        uint256 before = currentTerms[t.productId];
        if (before != 0) _requireSameProduct(t, _terms[before]);
        IResolver(t.resolver).checkTerms(t);
        termsId = ++termsCount;
        require(termsId <= type(uint32).max, Errors.InvalidTerms("termsId"));
        _terms[termsId] = t;
        _status[termsId].productId = uint32(t.productId);
        _status[before].superseded = true;
        currentTerms[t.productId] = termsId;
        _pin(termsId, pins);
        emit TermsPublished(termsId, t.productId, t, pins);
    }

    /// @inheritdoc IProductRegistry
    function suspendTerms(uint256 termsId, bool suspended) external onlyOwner {
        require(_status[termsId].productId != 0, Errors.UnknownTerms());
        _status[termsId].suspended = suspended;
        emit TermsSuspended(termsId, suspended);
    }

    /// @inheritdoc IProductRegistry
    function getProduct(uint256 productId) external view returns (ProductInfo memory) {
        return _products[productId];
    }

    /// @inheritdoc IProductRegistry
    function getTerms(uint256 termsId) external view returns (Terms memory terms) {
        terms = _terms[termsId];
        require(terms.productId != 0, Errors.UnknownTerms());
    }

    /// @inheritdoc IProductRegistry
    function claimTerms(uint256 termsId) external view returns (ClaimTerms memory) {
        Terms storage t = _terms[termsId];
        require(t.productId != 0, Errors.UnknownTerms());
        return ClaimTerms({
            resolver: t.resolver,
            subject: t.subject,
            productId: t.productId,
            reportWindow: t.reportWindow,
            horizon: t.horizon,
            claimWindow: t.claimWindow,
            deductible: t.deductible,
            proofOfLoss: t.proofOfLoss,
            lapseAt: t.codeGrace == 0 ? 0 : _status[termsId].lapseAt
        });
    }

    /// @inheritdoc IProductRegistry
    function saleStatus(uint256 termsId) external view returns (bytes32 reason, uint256 auditGap) {
        Status storage s = _status[termsId];
        if (s.productId == 0) return ("unknown", 0);
        if (s.superseded) return ("superseded", 0);
        if (s.suspended) return ("suspended", 0);
        if (s.flagged != 0) return ("flagged", 0);
        auditGap = s.auditGap;
        if (block.timestamp >= s.auditedUntil) (auditGap,) = _auditOf(termsId);
    }

    /// @dev All versions of a product share its incidents. They may differ in prices, limits and deductible, but not in
    /// the resolver, the subject and the periods.
    function _requireSameProduct(Terms calldata t, Terms storage before) private view {
        require(t.resolver == before.resolver, Errors.DiffersFromProduct("resolver"));
        require(t.subject == before.subject, Errors.DiffersFromProduct("subject"));
        require(t.asset == before.asset, Errors.DiffersFromProduct("asset"));
        require(t.reportWindow == before.reportWindow, Errors.DiffersFromProduct("reportWindow"));
        require(t.horizon == before.horizon, Errors.DiffersFromProduct("horizon"));
        require(t.claimWindow == before.claimWindow, Errors.DiffersFromProduct("claimWindow"));
        require(t.proofOfLoss == before.proofOfLoss, Errors.DiffersFromProduct("proofOfLoss"));
    }

    function _graceOf(uint256 termsId) internal view override returns (uint256) {
        return _terms[termsId].codeGrace;
    }
}
