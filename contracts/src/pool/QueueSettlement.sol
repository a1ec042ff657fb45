// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IExitSettlement} from "./roles/IExitSettlement.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {SettlementTip} from "./SettlementTip.sol";
import {Money, Queue, ShareTotals} from "./PoolWords.sol";
import {MaturedExits} from "./MaturedExits.sol";

/// @title Settlement of the exit queue by a call of its own, with a tip for others than the controller
abstract contract QueueSettlement is MaturedExits, IExitSettlement {
    /// @inheritdoc IExitSettlement
    function settleRedeemRequests(address controller) external nonReentrant returns (uint256 shares, uint256 assets) {
        (Money memory m, ShareTotals memory s) = _currentState();
        Queue memory q = Packing.toQueue(_queue);
        (uint256 target, uint256 maturedAt) = _matured(q, s, controller);
        require(block.timestamp >= maturedAt, Errors.CooldownNotOver(maturedAt));
        uint256 head = q.requested - s.queued;
        require(target > head, Errors.NothingSettled());
        require(m.flags & PoolFlags.SHORT == 0, Errors.PoolShort());
        (shares, assets) = _burnQueued(m, s, target - head);
        require(shares != 0, Errors.CapitalRequired(0));
        _totals = Packing.pack(s);
        // A caller who settles for others gets a tip out of the settled assets.
        uint256 tip = _isOperatorFor(controller)
            ? 0
            : SettlementTip.tipDown(assets, block.timestamp - maturedAt, ClonePacking.coverUnitOf(m.identity));
        _setAside(head + shares, shares, assets - tip);
        // Proves that the asset moves: by the tip, or else by one unit from the pool to itself.
        address asset = ClonePacking.assetOf(m.identity);
        if (tip != 0) SafeTransferLib.safeTransfer(asset, msg.sender, tip);
        else if (assets != 0) SafeTransferLib.safeTransfer(asset, address(this), 1);
    }

    /// @inheritdoc IExitSettlement
    function previewSettlement(address controller) external view returns (uint256 shares, uint256 assets, uint256 tip) {
        (Money memory m, ShareTotals memory s) = _currentState();
        Queue memory q = Packing.toQueue(_queue);
        (uint256 target, uint256 maturedAt) = _matured(q, s, controller);
        uint256 head = q.requested - s.queued;
        if (block.timestamp < maturedAt || target <= head) return (0, 0, 0);
        (, shares, assets) = _leaving(m, s, target - head);
        tip = SettlementTip.tipDown(assets, block.timestamp - maturedAt, ClonePacking.coverUnitOf(m.identity));
    }
}
