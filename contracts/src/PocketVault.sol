// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "./interfaces/ICoverPool.sol";
import {ICoverToken} from "./interfaces/ICoverToken.sol";
import {ILossLedger} from "./interfaces/ILossLedger.sol";
import {IPocketVaultCore} from "./interfaces/IPocketVaultCore.sol";
import {ClaimTerms, IProductRegistry} from "./interfaces/IProductRegistry.sol";
import {IResolver} from "./interfaces/IResolver.sol";
import {Errors} from "./libraries/Errors.sol";
import {PocketPacking} from "./libraries/PocketPacking.sol";
import {Claims} from "./pockets/Claims.sol";
import {PocketState} from "./pockets/PocketState.sol";
import {SecondSegment} from "./SecondSegment.sol";
import {Backing, Bonus, Carving, Fund, Ruling, ShareReturn} from "./types/PocketTypes.sol";

/// @title Companion of a pool: holds the tokens of its pockets and pays its claims
/// @notice What is in here has left the pool's equity for real: no exit, sale or deposit of the pool can touch it.
///
/// PocketState   storage
/// Estates       pockets that are settled together
/// Verdicts      carvings and verdicts
/// Claims        payouts
/// PocketVault   releases and recoveries
/// PocketVaultExtension, run in the vault's place: entitlements, first loss, and what readers see
contract PocketVault is Claims, SecondSegment {
    using FixedPointMathLib for uint256;

    /// @dev Whoever carved a pool gets at most this part of what was paid: 0.5 %.
    uint256 private constant REWARD_PART = 200;

    constructor(
        address asset_,
        uint256 poolId_,
        uint256 quantum,
        ICoverToken coverToken,
        IProductRegistry registry,
        ILossLedger ledger,
        address extensionCode
    )
        PocketState(ICoverPool(msg.sender), asset_, poolId_, quantum, coverToken, registry, ledger)
        SecondSegment(extensionCode)
    {}

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IPocketVaultCore
    function releasePocket(uint256 termsId, uint256 incidentId)
        external
        nonReentrant
        returns (uint256 assets, uint256 shares)
    {
        uint256 pocketId = _pocketIdOf(termsId, incidentId);
        Carving memory c = _carvingOf(pocketId);
        uint256 word = _rulings[pocketId];
        Ruling memory v = word == 0 ? _applyVerdict(pocketId, termsId, incidentId) : PocketPacking.toRuling(word);
        require(v.status & RELEASED == 0, Errors.AlreadyReleased());
        ClaimTerms memory t = _registry.claimTerms(termsId);
        Backing memory b = PocketPacking.toBacking(_backings[pocketId]);
        uint256 held = b.reserve;
        uint256 paid;
        bool endsShortage;
        if (v.status & STATUS == IN_ESTATE) {
            (assets, endsShortage) = _leaveEstate(_estateOf(v, c), t.productId, b);
        } else {
            require(
                block.timestamp > v.claimsUntil || v.status & STATUS == DENIED, Errors.ClaimWindowOpen(v.claimsUntil)
            );
            // Loss order: the sponsor's first loss has paid first.
            paid = b.reserve + b.firstLoss - v.left;
            uint256 firstLoss = b.firstLoss.zeroFloorSub(paid);
            if (firstLoss != 0) _returnFirstLoss(t.productId, firstLoss);
            assets = v.left - firstLoss;
            held = assets;
            v.left = 0;
        }
        v.status |= RELEASED;
        _rulings[pocketId] = PocketPacking.pack(v);
        _pool.closePocket(t.productId, held, endsShortage);
        if (paid != 0) assets -= _reward(t.resolver, termsId, incidentId, paid, assets);
        if (v.status & WITH_BONUS != 0) assets += _restOfBonus(pocketId, v, c);
        shares = _issueReturn(c, assets);
        emit PocketReleased(pocketId, assets, shares);
    }

    /// @inheritdoc IPocketVaultCore
    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external nonReentrant {
        require(assets != 0, Errors.AmountZero());
        uint256 pocketId = _pocketIdOf(termsId, incidentId);
        require(_carvings[pocketId] != 0, Errors.PocketNotCarved());
        require(_rulings[pocketId] == 0, Errors.VerdictAlreadyApplied());
        Bonus memory x = PocketPacking.toBonus(_bonuses[pocketId]);
        x.left += assets;
        _bonuses[pocketId] = PocketPacking.pack(x);
        _pull(msg.sender, assets);
        emit BonusAdded(pocketId, msg.sender, assets);
    }

    /// @inheritdoc IPocketVaultCore
    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets)
        external
        nonReentrant
        returns (uint256 forClaims, uint256 shares)
    {
        // Each is a return of its own, which every holder has to collect.
        require(assets >= _quantum, Errors.RecoveryTooSmall(_quantum));
        uint256 pocketId = _pocketIdOf(termsId, incidentId);
        Carving memory c = _carvingOf(pocketId);
        Ruling memory v = PocketPacking.toRuling(_rulings[pocketId]);
        require(v.status != 0, Errors.VerdictPending());
        _pull(msg.sender, assets);
        if (v.status & STATUS == IN_ESTATE) forClaims = _recoverClaims(_estateOf(v, c), assets);
        shares = _issueReturn(c, assets - forClaims);
        emit RecoveryAdded(pocketId, msg.sender, forClaims, assets - forClaims, shares);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IPocketVaultCore
    function pocketIdOf(uint256 termsId, uint256 incidentId) public pure returns (uint256) {
        return _pocketIdOf(termsId, incidentId);
    }

    /// @inheritdoc IPocketVaultCore
    function pool() external view returns (address) {
        return address(_pool);
    }

    /// @inheritdoc IPocketVaultCore
    function poolId() external view returns (uint256) {
        return _poolId;
    }

    /// @inheritdoc IPocketVaultCore
    function asset() external view returns (address) {
        return _asset;
    }

    // -------------------------------------------------------------- internals

    /// @dev Issues shares for assets that have been sent to the pool, for the holders at a carving.
    function _issueReturn(Carving memory c, uint256 assets) private returns (uint256 shares) {
        if (assets == 0) return 0;
        SafeTransferLib.safeTransfer(_asset, address(_pool), assets);
        shares = _pool.returnCapital(assets);
        if (shares == 0) return 0;
        _store(
            _shareReturnCount++,
            ShareReturn({
                shares: shares,
                left: shares,
                epoch: _pool.pocketEpoch(),
                supply: c.supply,
                pocketEpoch: c.epoch,
                settlement: c.settlement,
                time: block.timestamp,
                decayed: 0
            })
        );
    }

    /// @dev What carving a pool for an incident that was paid is worth. A resolver that does not answer, or wants more than
    /// its part, gets nothing.
    function _reward(address resolver, uint256 termsId, uint256 incidentId, uint256 paid, uint256 left)
        private
        returns (uint256 reward)
    {
        (bool success,, bytes memory answer) = LibCall.tryCall(
            resolver, 0, ANSWER_GAS, 32, abi.encodeCall(IResolver.onRelease, (incidentId, termsId, paid, left))
        );
        if (!success || answer.length != 32) return 0;
        reward = abi.decode(answer, (uint256));
        if (reward > left.min(paid / REWARD_PART)) return 0;
        if (reward != 0) SafeTransferLib.safeTransfer(_asset, resolver, reward);
    }

    /// @dev What claims have left of a bonus. In an estate it makes claims whole that were cut, as a recovery does.
    function _restOfBonus(uint256 pocketId, Ruling memory v, Carving memory c) private returns (uint256 assets) {
        assets = PocketPacking.toBonus(_bonuses[pocketId]).left;
        _bonuses[pocketId] = 0;
        if (v.status & STATUS == IN_ESTATE) assets -= _recoverClaims(_estateOf(v, c), assets);
    }

    function _returnFirstLoss(uint256 productId, uint256 assets) private {
        Fund memory f = PocketPacking.toFund(_funds[productId]);
        f.firstLoss += assets;
        _funds[productId] = PocketPacking.pack(f);
    }
}
