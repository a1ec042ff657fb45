// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {Packing} from "./Packing.sol";
import {Account, BalanceCheckpoint, QueuedCheckpoint} from "./PoolWords.sol";
import {PoolState} from "./PoolState.sol";

/// @title Accounts of share holders, with their balances when cases were opened
/// @dev Liquid shares, queued shares and the case index of a holder share one word. A transfer costs one cold read more
/// than solady's, and writes a checkpoint only if a case was opened since that account's last change.
abstract contract ShareAccounts is PoolState {
    using FixedPointMathLib for uint256;

    function _debit(address from, uint256 amount, uint256 layerCount) internal {
        uint256 word = _accounts[from];
        if (Packing.accountLayerCountOf(word) != layerCount) word = Packing.pack(_checkpointAccount(from, layerCount));
        require(amount <= Packing.liquidOf(word), ERC20.InsufficientBalance());
        _accounts[from] = Packing.takeLiquid(word, amount);
    }

    function _credit(address to, uint256 amount, uint256 layerCount) internal {
        uint256 word = _accounts[to];
        if (Packing.accountLayerCountOf(word) != layerCount) word = Packing.pack(_checkpointAccount(to, layerCount));
        _accounts[to] = Packing.addLiquid(word, amount);
    }

    /// @dev Prepares an account for a change: stores a checkpoint if a case was opened since its last change. Most
    /// holders have no request, and need one word for it.
    function _checkpointAccount(address account, uint256 layerCount) internal returns (Account memory a) {
        a = Packing.toAccount(_accounts[account]);
        if (a.layerCount == layerCount) return a;
        // Returned shares in the claims vault belong to holders whose own checkpoints date them.
        if ((a.liquid != 0 || a.queued != 0) && account != _vault()) {
            uint256[] storage list = _checkpoints[account];
            if (a.queued != 0) {
                uint256 end = Packing.toRequest(_requests[account]).end;
                _queuedAt[account][list.length] = Packing.pack(QueuedCheckpoint({queued: a.queued, end: end}));
            }
            list.push(
                Packing.pack(
                    BalanceCheckpoint({liquid: a.liquid, to: layerCount, from: a.layerCount, queued: a.queued != 0})
                )
            );
        }
        a.layerCount = layerCount;
    }

    /// @dev An account's shares when case number `layerIndex` was opened, with the queue settled up to a checkpoint. The
    /// smallest checkpoint with `to ≥ layerIndex` counts if it also began before that case. Otherwise the account was
    /// empty, or has not changed since.
    function _holdingAt(address account, uint256 layerIndex, uint256 settlement) internal view returns (uint256) {
        uint256[] storage list = _checkpoints[account];
        uint256 low;
        uint256 high = list.length;
        // An account that is up to date asks for what is newer than its newest checkpoint, however many checkpoints
        // there are.
        if (high != 0 && Packing.toBalanceCheckpoint(list[high - 1]).to < layerIndex) low = high;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (Packing.toBalanceCheckpoint(list[middle]).to < layerIndex) low = middle + 1;
            else high = middle;
        }
        QueuedCheckpoint memory q;
        if (low < list.length) {
            BalanceCheckpoint memory c = Packing.toBalanceCheckpoint(list[low]);
            if (c.from >= layerIndex) return 0;
            if (!c.queued) return c.liquid;
            q = Packing.toQueuedCheckpoint(_queuedAt[account][low]);
            return c.liquid + _unsettled(q, settlement);
        }
        Account memory a = Packing.toAccount(_accounts[account]);
        if (a.layerCount >= layerIndex) return 0;
        if (a.queued == 0) return a.liquid;
        (q.queued, q.end) = (a.queued, Packing.toRequest(_requests[account]).end);
        return a.liquid + _unsettled(q, settlement);
    }

    /// @dev The part of a request beyond a settlement checkpoint.
    function _unsettled(QueuedCheckpoint memory q, uint256 settlement) private view returns (uint256) {
        uint256 settled = Packing.toSettled(_settlements[settlement]).shares;
        return q.end.zeroFloorSub(settled).min(q.queued);
    }
}
