// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {REWARD_DIVISOR} from "../common/Constants.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Claims} from "./Claims.sol";
import {Backing, Bonus} from "./ClaimWords.sol";
import {VaultState} from "./VaultState.sol";
import {ICoverPoolFactory} from "../ICoverPoolFactory.sol";
import {IVaultCases} from "./roles/IVaultCases.sol";
import {IResolver} from "../resolution/IResolver.sol";
import {ExactPull} from "../common/ExactPull.sol";
import {Errors} from "../common/Errors.sol";
import {NextSegment} from "../common/NextSegment.sol";

/// @title Claims vault of a pool: reserves of its cases, and claims
/// @notice Assets in the vault have left the pool's equity: no exit, sale or deposit of the pool can touch them. The
/// parts of the code, each with one job:
///
/// VaultState            storage
/// Settlements           cases that may have to pay for each other
/// ClaimReads            amounts of verdicts and claims
/// Layers                needs of cases, and the capital set aside for them
/// Cases                 openings and verdicts
/// Claims                payouts
/// ClaimsVault           closings, bonuses and recoveries
/// ClaimsVaultSegment2   raises, returned shares, first loss and views; run in the vault's storage
contract ClaimsVault is Claims, NextSegment {
    using FixedPointMathLib for uint256;

    constructor()
        VaultState(ICoverPoolFactory(msg.sender).protocol())
        NextSegment(ICoverPoolFactory(msg.sender).protocol().vaultSegment2)
    {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IVaultCases
    function settleCase(uint256 termsId, uint256 incidentId)
        external
        nonReentrant
        returns (uint256 assets, uint256 shares)
    {
        CaseCache memory k;
        k.t = _registry.claimTerms(termsId);
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        if (_awards[k.caseId] == 0) {
            (assets, shares) = _applyVerdict(k, incidentId);
            if (k.a.status & CLOSED != 0) return (assets, shares);
        }
        _open(k);
        require(k.a.status & CLOSED == 0, Errors.AlreadyReleased());
        assets = _freeOrClose(k);
        if (k.a.status & CLOSED != 0) {
            if (k.a.paid != 0) assets -= _payReward(k, incidentId, assets);
            assets += _takeRestForHolders(k);
        }
        _write(k);
        if (assets == 0 && k.a.status & CLOSED == 0) return (0, 0);
        shares = _giveBack(k, assets, false);
        emit CapitalReleased(k.caseId, assets, shares);
    }

    /// @inheritdoc IVaultCases
    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external nonReentrant {
        require(assets != 0, Errors.AmountZero());
        uint256 caseId = caseIdOf(termsId, incidentId);
        Backing memory b = ClaimPacking.toBacking(_backings[caseId]);
        require(b.layerIndex != 0, Errors.CaseNotOpen());
        require(_awards[caseId] == 0, Errors.VerdictAlreadyApplied());
        if (!b.hasBonus) {
            b.hasBonus = true;
            _backings[caseId] = ClaimPacking.pack(b);
        }
        Bonus memory x = ClaimPacking.toBonus(_bonuses[caseId]);
        x.left += assets;
        _bonuses[caseId] = ClaimPacking.pack(x);
        ExactPull.pull2(_asset(), msg.sender, assets);
        emit BonusAdded(caseId, msg.sender, assets);
    }

    /// @inheritdoc IVaultCases
    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets)
        external
        nonReentrant
        returns (uint256 forClaims, uint256 shares)
    {
        require(assets >= _coverUnit(), Errors.RecoveryTooSmall(_coverUnit()));
        CaseCache memory k;
        k.t = _registry.claimTerms(termsId);
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        _open(k);
        require(k.a.status != 0, Errors.VerdictPending());
        ExactPull.pull2(_asset(), msg.sender, assets);
        if (k.s.strainedAt != 0) {
            require(_isOver(k.s), Errors.SettlementOpen(k.s.open - k.s.counted));
            forClaims = _keepForClaims(k, assets);
        }
        shares = _giveBack(k, assets - forClaims, true);
        emit RecoveryAdded(k.caseId, msg.sender, forClaims, assets - forClaims, shares);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IVaultCases
    function caseIdOf(uint256 termsId, uint256 incidentId) public view returns (uint256) {
        return _caseIdOf(_registry.claimTerms(termsId).productId, incidentId);
    }

    /// @inheritdoc IVaultCases
    function pool() external view returns (address) {
        return address(_pool());
    }

    /// @inheritdoc IVaultCases
    function poolId() external view returns (uint256) {
        return _poolId();
    }

    /// @inheritdoc IVaultCases
    function asset() external view returns (address) {
        return _asset();
    }

    // -------------------------------------------------------------- internals

    /// @dev While claims can be made, frees only what they cannot need. After that it closes the case, unless its
    /// settlement is strained: then it counts the case's claims, and when all cases are counted, each gets its part of
    /// what claims left.
    /// @return assets asset units of the pool's capital that were freed
    function _freeOrClose(CaseCache memory k) private returns (uint256 assets) {
        if (k.a.status & OVER == 0) {
            if (block.timestamp <= k.a.until) {
                bool more = k.s.strainedAt == 0 && k.b.reserve + k.b.firstLoss > k.need;
                require(more, Errors.ClaimWindowOpen(k.a.until));
                return _free(k, k.need);
            }
            k.a.status |= OVER;
            if (--k.p.payable_ == 1) k.s.joint -= 1;
        }
        if (k.s.strainedAt != 0 && !_isOver(k.s)) {
            require(k.a.status & COUNTED == 0, Errors.SettlementOpen(k.s.open - k.s.counted));
            uint256 claimed = k.a.paid + _waiting[k.caseId];
            if (k.b.hasPromise) _takeFirstLoss(k, claimed);
            _lower(k, claimed);
            if (k.s.strainedAt != 0) _countCase(k);
        }
        if (k.s.strainedAt == 0) return _close(k);
        return _isOver(k.s) ? _divide(k) : 0;
    }

    /// @dev Adds a case's claims to those of its settlement. After the last case the amounts for claims and for layers
    /// are known.
    function _countCase(CaseCache memory k) private {
        k.a.status |= COUNTED;
        k.s.counted += 1;
        k.s.paid += k.a.paid;
        k.s.registered += k.need - k.a.paid;
        k.s.left += (k.b.reserve + k.b.firstLoss).zeroFloorSub(k.need);
        if (!_isOver(k.s)) return;
        uint256 forClaims = k.s.registered.min(k.s.held - k.s.paid);
        _forClaims[k.l.number] = forClaims;
        k.s.cut = forClaims < k.s.registered;
        k.s.rest = k.s.held - k.s.paid - forClaims;
        (k.s.held, k.s.owed) = (0, 0);
        emit SettlementOver(k.l.number, k.s.registered, forClaims, k.s.rest);
    }

    /// @dev A case's part of what claims have left of a settlement. All layers that have something left bear in
    /// proportion what other cases used. First loss has paid first.
    function _divide(CaseCache memory k) private returns (uint256 assets) {
        uint256 left = (k.b.reserve + k.b.firstLoss).zeroFloorSub(k.need);
        if (left != 0) {
            uint256 part = k.s.rest.fullMulDiv(left, k.s.left);
            k.s.rest -= part;
            k.s.left -= left;
            assets = part.min(k.b.reserve);
            _returnFirstLoss(k.t.productId, part - assets);
        }
        k.a.status |= CLOSED;
        _releaseSales(k);
    }

    /// @dev Pays the reward for opening a case that paid. A resolver that does not answer, or asks for more than its
    /// part, gets nothing.
    function _payReward(CaseCache memory k, uint256 incidentId, uint256 left) private returns (uint256 reward) {
        (bool success,, bytes memory answer) = LibCall.tryCall(
            k.t.resolver,
            0,
            ANSWER_GAS,
            32,
            abi.encodeCall(IResolver.onClose, (incidentId, k.l.termsId, k.a.paid, left))
        );
        if (!success || answer.length != 32) return 0;
        reward = abi.decode(answer, (uint256));
        if (reward > left.min(k.a.paid / REWARD_DIVISOR)) return 0;
        if (reward != 0) SafeTransferLib.safeTransfer(_asset(), k.t.resolver, reward);
    }

    /// @dev The rest of a bonus. Reduced claims come first; claims that only wait keep their part.
    function _takeRestForHolders(CaseCache memory k) private returns (uint256 assets) {
        if (k.a.status & WITH_BONUS == 0) return 0;
        assets = _takeRestOfBonus(k.caseId, k.s.cut ? 0 : _waiting[k.caseId]);
        if (k.s.cut) assets -= _keepForClaims(k, assets);
    }

    /// @dev Keeps the part of `assets` that makes the registered claims of a settlement whole that is over.
    function _keepForClaims(CaseCache memory k, uint256 assets) private returns (uint256 forClaims) {
        uint256 present = _forClaims[k.l.number];
        forClaims = assets.min(k.s.registered - present);
        if (forClaims != 0) _forClaims[k.l.number] = present + forClaims;
    }
}
