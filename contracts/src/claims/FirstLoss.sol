// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IFirstLoss} from "./roles/IFirstLoss.sol";
import {ExactPull} from "../common/ExactPull.sol";
import {Errors} from "../common/Errors.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Fund} from "./ClaimWords.sol";
import {VaultState} from "./VaultState.sol";

/// @title First loss: capital of a product's sponsor that pays before the pool does
abstract contract FirstLoss is VaultState, IFirstLoss {
    using FixedPointMathLib for uint256;

    /// @dev A withdrawal matures this long after the pool's cooldown, so that nobody who knows of an incident escapes
    /// it.
    uint256 internal constant FIRST_LOSS_DELAY = 1 days;
    /// @dev A withdrawal lapses this long after it matured, so that none is kept in store.
    uint256 internal constant FIRST_LOSS_LAPSE = 2 days;

    /// @dev A 64th of what a fund can hold, so that there is room for what its cases give back, whatever was posted
    /// meanwhile. A larger amount would hold up a release.
    uint256 internal constant MAX_FIRST_LOSS = type(uint96).max >> 6;

    modifier onlySponsor(uint256 productId) {
        require(msg.sender == _registry.getProduct(productId).sponsor, Errors.NotAuthorized());
        _;
    }

    /// @inheritdoc IFirstLoss
    function postFirstLoss(uint256 productId, uint256 assets) external nonReentrant onlySponsor(productId) {
        require(assets != 0, Errors.AmountZero());
        Fund memory f = ClaimPacking.toFund(_funds[productId]);
        f.firstLoss += assets;
        require(f.firstLoss <= MAX_FIRST_LOSS, Errors.ValueOutOfRange("firstLoss"));
        _funds[productId] = ClaimPacking.pack(f);
        ExactPull.pull2(_asset(), msg.sender, assets);
        emit FirstLossPosted(productId, msg.sender, assets);
    }

    /// @inheritdoc IFirstLoss
    function requestFirstLossWithdrawal(uint256 productId, uint256 assets)
        external
        onlySponsor(productId)
        returns (uint256 maturesAt)
    {
        Fund memory f = ClaimPacking.toFund(_funds[productId]);
        maturesAt = block.timestamp + _pool().cooldown() + FIRST_LOSS_DELAY;
        (f.withdrawal, f.maturesAt) = (assets, maturesAt);
        _funds[productId] = ClaimPacking.pack(f);
        // forge-lint: disable-next-line(unsafe-typecast) -- 40 bits, or `pack` has reverted
        emit FirstLossWithdrawalRequested(productId, assets, uint40(maturesAt));
    }

    /// @inheritdoc IFirstLoss
    function withdrawFirstLoss(uint256 productId, address receiver)
        external
        nonReentrant
        onlySponsor(productId)
        returns (uint256 assets)
    {
        Fund memory f = ClaimPacking.toFund(_funds[productId]);
        require(
            block.timestamp >= f.maturesAt && block.timestamp <= f.maturesAt + FIRST_LOSS_LAPSE,
            Errors.FirstLossLocked(f.maturesAt)
        );
        assets = f.withdrawal.min(f.firstLoss.zeroFloorSub(_promisedOf[productId]));
        require(assets != 0, Errors.AmountZero());
        f.firstLoss -= assets;
        (f.withdrawal, f.maturesAt) = (0, 0);
        _funds[productId] = ClaimPacking.pack(f);
        SafeTransferLib.safeTransfer(_asset(), receiver, assets);
        emit FirstLossWithdrawn(productId, receiver, assets);
    }

    /// @inheritdoc IFirstLoss
    function firstLossOf(uint256 productId)
        external
        view
        returns (uint256 free, uint256 promised, uint256 withdrawal, uint256 maturesAt, uint256 lapsesAt)
    {
        Fund memory f = ClaimPacking.toFund(_funds[productId]);
        promised = _promisedOf[productId].min(f.firstLoss);
        (free, withdrawal, maturesAt) = (f.firstLoss - promised, f.withdrawal, f.maturesAt);
        lapsesAt = maturesAt == 0 ? 0 : maturesAt + FIRST_LOSS_LAPSE;
    }
}
