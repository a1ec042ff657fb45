// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IPocketVaultExtension} from "../interfaces/IPocketVaultExtension.sol";
import {Errors} from "../libraries/Errors.sol";
import {PocketPacking} from "../libraries/PocketPacking.sol";
import {Fund, FundExtra} from "../types/PocketTypes.sol";
import {PocketState} from "./PocketState.sol";

/// @title Capital that a product's sponsor posts, and that pays before the pool does
abstract contract FirstLoss is PocketState, IPocketVaultExtension {
    /// @dev A withdrawal matures this long after the pool's cooldown, so that nobody who knows of an incident is gone.
    uint256 internal constant FIRST_LOSS_DELAY = 1 days;
    /// @dev And lapses this long after it matured, so that there is never one in store.
    uint256 internal constant FIRST_LOSS_LAPSE = 2 days;

    /// @dev A 64th of what a fund holds: what its pockets give back fits, too, whatever was posted meanwhile. More would
    /// hold up a release.
    uint256 internal constant MAX_FIRST_LOSS = type(uint96).max >> 6;

    modifier onlySponsor(uint256 productId) {
        require(msg.sender == _registry.getProduct(productId).sponsor, Errors.NotAuthorized());
        _;
    }

    /// @inheritdoc IPocketVaultExtension
    function postFirstLoss(uint256 productId, uint256 assets) external nonReentrant onlySponsor(productId) {
        require(assets != 0, Errors.AmountZero());
        Fund memory f = _fundOf(productId, PocketPacking.toRound(_round));
        f.firstLoss += assets;
        require(f.firstLoss <= MAX_FIRST_LOSS, Errors.ValueOutOfRange("firstLoss"));
        _funds[productId] = PocketPacking.pack(f);
        _pull(msg.sender, assets);
        emit FirstLossPosted(productId, msg.sender, assets);
    }

    /// @inheritdoc IPocketVaultExtension
    function requestFirstLossWithdrawal(uint256 productId, uint256 assets)
        external
        onlySponsor(productId)
        returns (uint256 maturesAt)
    {
        FundExtra memory x = PocketPacking.toFundExtra(_fundExtras[productId]);
        maturesAt = block.timestamp + _pool.cooldown() + FIRST_LOSS_DELAY;
        (x.withdrawal, x.maturesAt) = (assets, maturesAt);
        _fundExtras[productId] = PocketPacking.pack(x);
        emit FirstLossWithdrawalRequested(productId, assets, uint40(maturesAt));
    }

    /// @inheritdoc IPocketVaultExtension
    function withdrawFirstLoss(uint256 productId, address receiver)
        external
        nonReentrant
        onlySponsor(productId)
        returns (uint256 assets)
    {
        Fund memory f = _fundOf(productId, PocketPacking.toRound(_round));
        FundExtra memory x = PocketPacking.toFundExtra(_fundExtras[productId]);
        require(
            block.timestamp >= x.maturesAt && block.timestamp <= x.maturesAt + FIRST_LOSS_LAPSE,
            Errors.FirstLossLocked(x.maturesAt)
        );
        require(_pool.openPocketsOf(productId) == 0, Errors.IncidentOpen(productId));
        assets = x.withdrawal < f.firstLoss ? x.withdrawal : f.firstLoss;
        require(assets != 0, Errors.AmountZero());
        f.firstLoss -= assets;
        _funds[productId] = PocketPacking.pack(f);
        (x.withdrawal, x.maturesAt) = (0, 0);
        _fundExtras[productId] = PocketPacking.pack(x);
        SafeTransferLib.safeTransfer(_asset, receiver, assets);
        emit FirstLossWithdrawn(productId, receiver, assets);
    }

    /// @inheritdoc IPocketVaultExtension
    function firstLossOf(uint256 productId)
        external
        view
        returns (uint256 free, uint256 withdrawal, uint256 maturesAt, uint256 lapsesAt)
    {
        FundExtra memory x = PocketPacking.toFundExtra(_fundExtras[productId]);
        free = PocketPacking.toFund(_funds[productId]).firstLoss;
        (withdrawal, maturesAt) = (x.withdrawal, x.maturesAt);
        lapsesAt = maturesAt == 0 ? 0 : maturesAt + FIRST_LOSS_LAPSE;
    }
}
