// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IShareReturns} from "./roles/IShareReturns.sol";
import {Errors} from "../common/Errors.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {HeldHere, ShareReturn} from "./ClaimWords.sol";
import {VaultState} from "./VaultState.sol";

/// @title Returns of what cases did not pay, as shares for the holders at the opening
/// @notice The unpaid part of a case goes back into equity at once, as new shares. They are their holders' from then on,
/// collected or not: they are in the supply, bear later cases and have a part in what those return. Anyone may burn
/// what nobody collects within a year: it leaves the pool's supply by the second, over 30 days.
/// @dev Returns are collected in the order in which they were issued. A collection stores what the holder had here
/// while later cases were opened, so that its part in those can be computed.
abstract contract Returns is VaultState, IShareReturns {
    using FixedPointMathLib for uint256;

    uint256 internal constant MAX_COLLECT_DELAY = 365 days;

    /// @inheritdoc IShareReturns
    function collectReturns(address account, address receiver, uint256 maxReturns)
        external
        nonReentrant
        returns (uint256 shares)
    {
        require(msg.sender == account || _pool().isOperator(account, msg.sender), Errors.NotAuthorized());
        uint256 layerCount = _pool().layerCount();
        uint256 count = _returnCount();
        uint256 index = _firstReturnOf(account, count);
        uint256 first = index;
        uint256 upTo = index;
        count = count.min(index.saturatingAdd(maxReturns));
        bool mayGrow;
        for (; index < count; ++index) {
            ShareReturn memory x = _shareReturn(index);
            uint256 part = _partDown(account, x, index);
            // A return that may still grow is collected again later: what was collected of it is stored, and of all
            // after it, too.
            mayGrow = mayGrow || (x.grows && x.layerCount == layerCount);
            if (mayGrow) _seen[account][index] = x.shares;
            else upTo = index + 1;
            if (part == 0) continue;
            x.left -= part;
            _store(index, x);
            shares += part;
            if (layerCount > x.layerCount) {
                _remember(_heldHere[account], HeldHere({shares: part, from: x.layerCount, to: layerCount}));
            }
        }
        require(shares != 0 || upTo != first, Errors.NothingToCollect());
        _collectedUpTo[account] = upTo;
        emit ReturnsCollected(account, receiver, shares, upTo);
        if (shares != 0) SafeTransferLib.safeTransfer(address(_pool()), receiver, shares);
    }

    /// @inheritdoc IShareReturns
    function burnUncollected(uint256 index) external nonReentrant returns (uint256 shares) {
        require(index < _returnCount(), Errors.NothingToCollect());
        ShareReturn memory x = _shareReturn(index);
        shares = x.left;
        require(shares != 0 && block.timestamp > x.time + MAX_COLLECT_DELAY, Errors.NothingToCollect());
        (x.left, x.burned) = (0, true);
        _store(index, x);
        _pool().fadeShares(shares);
        emit ReturnBurned(index, shares);
    }

    /// @inheritdoc IShareReturns
    function returnsOf(address account) external view returns (uint256 shares, uint256 returns_) {
        uint256 count = _returnCount();
        uint256[] memory parts = new uint256[](count);
        uint256 first = _firstReturnOf(account, count);
        for (uint256 index = first; index < count; ++index) {
            parts[index] = _partWith(account, first, index, parts);
            shares += parts[index];
        }
        return (shares, count - first);
    }

    /// @inheritdoc IShareReturns
    function getShareReturn(uint256 index) external view returns (ShareReturn memory) {
        require(index < _returnCount(), Errors.NothingToCollect());
        return _shareReturn(index);
    }

    /// @inheritdoc IShareReturns
    function shareReturnCount() external view returns (uint256) {
        return _returnCount();
    }

    // -------------------------------------------------------------- internals

    /// @dev Shares held through the same cases are one entry, however many returns they came from.
    function _remember(uint256[] storage list, HeldHere memory h) private {
        uint256 count = list.length;
        if (count != 0) {
            HeldHere memory last = ClaimPacking.toHeldHere(list[count - 1]);
            if (last.from == h.from && last.to == h.to) {
                h.shares += last.shares;
                list[count - 1] = ClaimPacking.pack(h);
                return;
            }
        }
        list.push(ClaimPacking.pack(h));
    }

    /// @dev The first return that an account may have a part in. An account that came after a return was issued had no
    /// part in its case either, and returns are in order of their case index.
    function _firstReturnOf(address account, uint256 count) private view returns (uint256 low) {
        low = _collectedUpTo[account];
        if (low != 0 || count == 0) return low;
        uint256 since = _pool().holderSince(account);
        uint256 high = count;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_shareReturn(middle).layerCount <= since) low = middle + 1;
            else high = middle;
        }
    }

    /// @dev An account's part of a return: by its shares in the pool and here when the case was opened.
    function _partDown(address account, ShareReturn memory x, uint256 index) private view returns (uint256) {
        uint256 held = _pool().holdingAt(account, x.layerIndex, x.checkpoint) + _hadHere(account, x.layerIndex);
        return _partOf(account, x, index, held);
    }

    /// @dev The same with collections that have not been made yet: `parts` of the returns from `first` to before
    /// `index`.
    function _partWith(address account, uint256 first, uint256 index, uint256[] memory parts)
        private
        view
        returns (uint256)
    {
        ShareReturn memory x = _shareReturn(index);
        uint256 held = _pool().holdingAt(account, x.layerIndex, x.checkpoint) + _hadHere(account, x.layerIndex);
        for (uint256 i = first; i < index; ++i) {
            if (_shareReturn(i).layerCount < x.layerIndex) held += parts[i];
        }
        return _partOf(account, x, index, held);
    }

    /// @dev Subtracts what the account has collected before the return grew.
    function _partOf(address account, ShareReturn memory x, uint256 index, uint256 held)
        private
        view
        returns (uint256)
    {
        if (x.supply == 0 || x.burned) return 0;
        return held.fullMulDiv(x.shares, x.supply) - held.fullMulDiv(_seen[account][index], x.supply);
    }

    /// @dev Shares that an account had here when a case was opened. Lists are in order of `to`, so that only the newest
    /// entries can matter.
    function _hadHere(address account, uint256 layerIndex) private view returns (uint256 shares) {
        uint256[] storage list = _heldHere[account];
        for (uint256 i = list.length; i != 0; --i) {
            HeldHere memory h = ClaimPacking.toHeldHere(list[i - 1]);
            if (h.to < layerIndex) break;
            if (h.from < layerIndex) shares += h.shares;
        }
    }
}
