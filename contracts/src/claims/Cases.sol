// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD} from "../common/Constants.sol";
import {IVaultCases} from "./roles/IVaultCases.sol";
import {IVaultClaims} from "./roles/IVaultClaims.sol";
import {Incident, IResolver, Verdict} from "../resolution/IResolver.sol";
import {Errors} from "../common/Errors.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Bonus, Layer} from "./ClaimWords.sol";
import {Layers} from "./Layers.sol";

/// @title Openings of cases and verdicts on them
abstract contract Cases is Layers, IVaultCases {
    using FixedPointMathLib for uint256;

    /// @dev A resolver that has no payable verdict this long after the report window has denied.
    uint256 internal constant MAX_VERDICT_DELAY = 120 days;

    /// @inheritdoc IVaultCases
    function openCase(uint256 termsId, uint256 incidentId, uint256 severity)
        external
        nonReentrant
        returns (uint256 reserve)
    {
        require(block.chainid == _chainId, Errors.WrongChain());
        CaseCache memory k;
        k.t = _registry.claimTerms(termsId);
        Incident memory x = IResolver(k.t.resolver).getIncident(incidentId);
        require(x.subject == k.t.subject, Errors.NotCovered());
        require(k.t.lapseAt == 0 || x.time < k.t.lapseAt, Errors.TermsLapsed(k.t.lapseAt));
        require(
            x.time <= block.timestamp && block.timestamp <= x.time + k.t.reportWindow,
            Errors.IncidentOutsideWindow(x.time, x.time + k.t.reportWindow)
        );
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        require(_backings[k.caseId] == 0, Errors.CaseAlreadyOpen(k.caseId));
        if (severity == 0) severity = x.severity;
        require(severity <= WAD && (x.severity == 0 || severity == x.severity), Errors.ValueOutOfRange("severity"));
        uint256 committed;
        (committed, k.l.deductible) = _pool().exposureTo(k.t.productId);
        // An empty case would cost every holder a checkpoint, so a pool without cover of the product opens none.
        require(committed != 0, Errors.NotCovered());
        uint256 need = _needUp(k, committed, severity, x.lossTotal);
        require(need != 0, Errors.SeverityZero());

        k.l.time = x.time;
        k.l.stops = need * STOPS >= committed;
        k.b.committed = committed / _coverUnit();
        k.l.termsId = termsId;
        _join(k, committed);
        (Layer memory l,) = _setAside(k, need, k.l.stops);
        (k.l.layerIndex, k.l.supply, k.l.checkpoint) = (l.layerIndex, l.supply, l.checkpoint);
        k.b.layerIndex = k.l.layerIndex;
        _layers[k.l.layerIndex] = ClaimPacking.pack(k.l);
        k.b.needApart = need != k.b.reserve + k.b.firstLoss;
        if (k.b.needApart) _needs[k.caseId] = need;
        _backings[k.caseId] = ClaimPacking.pack(k.b);
        _writeSums(k);
        emit CaseOpened(k.caseId, termsId, incidentId, k.b.reserve, k.b.firstLoss, k.l.layerIndex);
        uint256 decidedBy = IResolver(k.t.resolver).onOpen(incidentId, termsId, msg.sender, severity, need);
        _deferStarts(k, decidedBy);
        return k.b.reserve;
    }

    /// @inheritdoc IVaultCases
    function applyVerdict(uint256 termsId, uint256 incidentId) external nonReentrant {
        CaseCache memory k;
        k.t = _registry.claimTerms(termsId);
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        require(_awards[k.caseId] == 0, Errors.VerdictAlreadyApplied());
        _applyVerdict(k, incidentId);
    }

    /// @inheritdoc IVaultCases
    function lossTableOf(address resolver, uint256 incidentId, bytes32 root) public pure returns (bytes32) {
        return keccak256(abi.encode(resolver, incidentId, root));
    }

    // -------------------------------------------------------------- internals

    /// @dev A case is promised no more than its verdict can need.
    function _lowerPromise(CaseCache memory k, uint256 need) private {
        uint256 before = _promises[k.caseId];
        uint256 promised = before.min(need.zeroFloorSub(k.b.firstLoss));
        if (promised == before) return;
        _promises[k.caseId] = promised;
        _promisedOf[k.t.productId] -= before - promised;
    }

    /// @dev Fixes what is paid, and frees in the same call what cannot be claimed. `k` names the terms and the case.
    function _applyVerdict(CaseCache memory k, uint256 incidentId) internal returns (uint256 assets, uint256 shares) {
        _open(k);
        Verdict memory x = _verdictOf(k, incidentId);
        _present = ClaimPacking.takeUndecided(_present, k.b.reserve + k.b.firstLoss);
        if (k.t.proofOfLoss) _lossTables[k.caseId] = lossTableOf(k.t.resolver, incidentId, x.lossRoot);
        uint256 need = _decide(k, x);
        if (need != 0 && k.b.hasBonus) _promiseBonus(k, need);
        if (k.b.hasPromise) _lowerPromise(k, need);
        _conclude(k, need);
        if (k.s.strainedAt == 0) assets = need == 0 ? _close(k) : _free(k, need);
        if (need == 0 && k.b.hasBonus) assets += _takeRestOfBonus(k.caseId, 0);
        _write(k);
        emit VerdictApplied(k.caseId, k.a.severity, uint40(k.a.until), k.l.number);
        if (assets == 0 && k.a.status & CLOSED == 0) return (0, 0);
        shares = _giveBack(k, assets, false);
        emit CapitalReleased(k.caseId, assets, shares);
    }

    /// @dev Claims that are paid in full share a bonus in proportion, and together get no more than there is.
    function _promiseBonus(CaseCache memory k, uint256 need) private {
        k.a.status |= WITH_BONUS;
        Bonus memory x = ClaimPacking.toBonus(_bonuses[k.caseId]);
        x.rate = x.left.fullMulDiv(WAD, need).min(type(uint128).max);
        _bonuses[k.caseId] = ClaimPacking.pack(x);
    }

    function _drawBonus(uint256 caseId, uint256 payout) internal returns (uint256 bonus) {
        Bonus memory x = ClaimPacking.toBonus(_bonuses[caseId]);
        bonus = payout.fullMulDiv(x.rate, WAD).min(x.left);
        x.left -= bonus;
        _bonuses[caseId] = ClaimPacking.pack(x);
    }

    /// @dev Takes the rest of a bonus, except the part of claims that wait.
    function _takeRestOfBonus(uint256 caseId, uint256 waiting) internal returns (uint256 assets) {
        Bonus memory x = ClaimPacking.toBonus(_bonuses[caseId]);
        uint256 kept = waiting.fullMulDiv(x.rate, WAD).min(x.left);
        assets = x.left - kept;
        if (kept == 0) _bonuses[caseId] = 0;
    }

    /// @dev The resolver's verdict. A resolver that is silent for too long, or does not answer, has denied: it must not
    /// keep open its case, or the cases settled with it.
    function _verdictOf(CaseCache memory k, uint256 incidentId) internal view returns (Verdict memory x) {
        if (block.timestamp <= k.l.time + k.t.reportWindow + MAX_VERDICT_DELAY) {
            x = IResolver(k.t.resolver).getVerdict(incidentId, k.l.termsId, address(this));
            require(x.payableAt != 0 && block.timestamp >= x.payableAt, Errors.VerdictPending());
            return x;
        }
        return _askQuietly(k.t.resolver, incidentId, k.l.termsId);
    }
}
