// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {IExitQueue} from "./roles/IExitQueue.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Buckets} from "./Buckets.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {Exits, Money, Queue, Request, Settled, ShareTotals} from "./PoolWords.sol";
import {QueueReads} from "./QueueReads.sol";

/// @title Settlement of matured exits: their room, their assets and the burning of their shares
/// @dev Called only if the asset moves in the same call: while it does not move, no capital leaves before the people it
/// is owed to can be paid.
abstract contract MaturedExits is QueueReads {
    using FixedPointMathLib for uint256;

    uint256 internal constant DAY_STEPS = 8;
    uint256 internal constant DAYS = 32;

    /// @dev Queue position up to which all may be settled, and from when on. A controller's request has a time of its
    /// own. For the zero address it goes by whole UTC days and looks back a bounded number of them; a quieter queue is
    /// settled by naming a controller.
    function _matured(Queue memory q, ShareTotals memory s, address controller)
        internal
        view
        returns (uint256 position, uint256 maturedAt)
    {
        uint256 cooldown = ClonePacking.cooldownOf(s.limits);
        if (controller != address(0)) {
            Request memory r = Packing.toRequest(_requests[controller]);
            return (r.end, r.time + cooldown);
        }
        if (block.timestamp < cooldown + 1 days) return (0, 0);
        uint256 day = (block.timestamp - cooldown) / 1 days - 1;
        if (q.requestDay <= day) return (q.requested, (q.requestDay + 1) * 1 days + cooldown);
        for (uint256 i; i < DAY_STEPS; ++i) {
            uint256 entry = _requestDays[(day - i) % DAYS];
            // forge-lint: disable-next-line(unsafe-typecast) -- cuts the low half out of the word
            if (entry >> 128 == day - i) return (uint128(entry), (day - i + 1) * 1 days + cooldown);
        }
    }

    /// @dev The part of `wanted` shares at the head of the queue for which there is room, and its assets at the present
    /// price. `m` is up to date; the returned `clusters` are, too.
    function _leaving(Money memory m, ShareTotals memory s, uint256 wanted)
        internal
        view
        returns (uint256 clusters, uint256 shares, uint256 assets)
    {
        if (m.flags & PoolFlags.SHORT != 0) return (0, 0, 0);
        clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        uint256 equity = _equity(m);
        shares = wanted.min(_roomShares(clusters, m, equity, s));
        assets = _toAssetsDown(shares, equity, s);
    }

    /// @dev Burns up to `wanted` shares at the head of the queue, as far as there is room, and takes their assets out
    /// of equity. Stores `m`; changes `s` without storing it.
    function _burnQueued(Money memory m, ShareTotals memory s, uint256 wanted)
        internal
        returns (uint256 shares, uint256 assets)
    {
        uint256 clusters;
        (clusters, shares, assets) = _leaving(m, s, wanted);
        if (shares == 0) return (0, 0);
        s.supply -= shares;
        s.queued -= shares;
        m.net -= assets;
        _money = Packing.pack(m);
        _clusters = clusters;
        emit ERC20.Transfer(address(this), address(0), shares);
    }

    /// @dev Sets the assets of burnt shares aside for all their controllers, by one checkpoint.
    function _setAside(uint256 position, uint256 shares, uint256 assets) internal {
        Exits memory e = Packing.toExits(_exits);
        e.owed += assets;
        e.settledAssets += assets;
        _settlements[++e.checkpoints] = Packing.pack(Settled({shares: position, assets: e.settledAssets}));
        _exits = Packing.pack(e);
        emit IExitQueue.RedeemRequestsSettled(msg.sender, shares, assets);
    }
}
