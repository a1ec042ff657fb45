// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {PPM} from "../common/Constants.sol";
import {Buckets} from "./Buckets.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Packing} from "./Packing.sol";
import {Account, Money, Settled, ShareTotals} from "./PoolWords.sol";
import {PoolState} from "./PoolState.sol";

/// @title Positions in the exit queue, and room for exits
/// @dev The queue is a sequence of share positions. Requests take positions at its tail; settling moves its head and
/// writes one checkpoint (shares settled so far, assets set aside so far). The checkpoints around a request's positions
/// give its assets, so that neither settling nor withdrawing loops over requests.
abstract contract QueueReads is PoolState {
    using FixedPointMathLib for uint256;

    /// @dev Shares that may leave before a cluster or the pool would breach its exit limit. One cover unit of slack covers
    /// the rounding of the limits. On another chain no cover is sold and no case opened, so nothing is required.
    function _roomShares(uint256 clusters, Money memory m, uint256 equity, ShareTotals memory s)
        internal
        view
        returns (uint256)
    {
        (uint256 sum, uint256 top) = (Buckets.sumOf(clusters), Buckets.topOf(clusters));
        if (sum == 0 || block.chainid != _chainId) return s.supply;
        // Sums of cover units have 34 bits, PPM 20, a cover unit 80.
        unchecked {
            uint256 required =
                ((sum * PPM).divUp(ClonePacking.exitLeverageOf(s.limits))
                            .max((top * PPM).divUp(ClonePacking.exitClusterOf(s.limits)))
                        + 1) * ClonePacking.coverUnitOf(m.identity);
            if (required >= equity) return 0;
            return _toSharesDown(equity - required, equity, s);
        }
    }

    /// @dev A controller's unsettled shares, and all that it can withdraw now.
    function _exitOf(address controller) internal view returns (uint256 pending, Settled memory claim) {
        (Account memory a, Settled memory folded) = _fold(Packing.toAccount(_accounts[controller]), controller);
        return (a.queued, _withClaim(controller, folded));
    }

    /// @dev Queue position up to which everything is settled.
    function _settlementHead() internal view returns (uint256) {
        return Packing.toSettled(_settlements[Packing.toExits(_exits).checkpoints]).shares;
    }

    function _withClaim(address controller, Settled memory folded) internal view returns (Settled memory) {
        Settled memory claim = Packing.toSettled(_claims[controller]);
        return Settled({shares: claim.shares + folded.shares, assets: claim.assets + folded.assets});
    }

    /// @dev Moves settled shares from a controller's request to its claim, in memory.
    /// @return a the account, with its pending shares in `queued`
    /// @return folded settled shares taken off it, and their assets rounded down
    function _fold(Account memory a, address controller) internal view returns (Account memory, Settled memory folded) {
        uint256 queued = a.queued;
        if (queued == 0) return (a, folded);
        uint256 end = Packing.toRequest(_requests[controller]).end;
        uint256 index = Packing.toExits(_exits).checkpoints;
        Settled memory newest = Packing.toSettled(_settlements[index]);
        uint256 pending = end.zeroFloorSub(newest.shares).min(queued);
        folded.shares = queued - pending;
        if (folded.shares != 0) {
            // The lower end is rounded up and the upper end down: a request of less than a unit is worth zero, never
            // less.
            folded.assets = _assetsUpTo(end - pending, newest, index, false)
                .zeroFloorSub(_assetsUpTo(end - queued, newest, index, true));
            a.queued = pending;
        }
        return (a, folded);
    }

    /// @dev Assets for which all positions below `position` were settled. They are exact at a checkpoint and
    /// proportional between two, because all shares of one settlement burn at one price. Most look-ups end at the
    /// newest two.
    function _assetsUpTo(uint256 position, Settled memory above, uint256 index, bool up)
        internal
        view
        returns (uint256)
    {
        if (position == above.shares) return above.assets;
        Settled memory below = Packing.toSettled(_settlements[--index]);
        if (position < below.shares) {
            // Smallest checkpoint at or beyond the position.
            uint256 low;
            while (low < index) {
                uint256 middle = (low + index) / 2;
                if (uint128(_settlements[middle]) < position) low = middle + 1;
                else index = middle;
            }
            above = Packing.toSettled(_settlements[index]);
            if (position == above.shares) return above.assets;
            below = Packing.toSettled(_settlements[index - 1]);
        }
        if (position == below.shares) return below.assets;
        uint256 part = (position - below.shares) * (above.assets - below.assets);
        uint256 span = above.shares - below.shares;
        return below.assets + (up ? part.divUp(span) : part / span);
    }
}
