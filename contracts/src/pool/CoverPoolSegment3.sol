// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Money, PoolTerms, Product, Request, ShareTotals} from "./PoolWords.sol";

import {PPM} from "../common/Constants.sol";
import {ClaimMath} from "../claims/ClaimMath.sol";
import {ICoverPoolFactory} from "../ICoverPoolFactory.sol";
import {IClaimsVault} from "../claims/IClaimsVault.sol";
import {IPoolReads} from "./roles/IPoolReads.sol";
import {Buckets} from "./Buckets.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolState} from "./PoolState.sol";
import {QueueReads} from "./QueueReads.sol";
import {Snapshots} from "./Snapshots.sol";
import {Recovery} from "./PoolTypes.sol";

/// @title Third segment of a pool: views for callers outside the protocol
/// @notice The second segment runs it in the pool's storage: see `NextSegment`.
contract CoverPoolSegment3 is QueueReads, Snapshots {
    using FixedPointMathLib for uint256;

    constructor() PoolState(ICoverPoolFactory(msg.sender).protocol()) {}

    /// @inheritdoc IPoolReads
    function redeemSchedule(address controller) external view returns (uint256 earliest, uint256 latest) {
        (uint256 pending,) = _exitOf(controller);
        if (pending == 0) return (0, 0);
        Request memory r = Packing.toRequest(_requests[controller]);
        earliest = r.time + _cooldown();
        // Absent an incident only expiries matter: the first period at which the remaining committed cover leaves room.
        Money memory m = _currentMoney();
        uint256 clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        uint256 ahead = r.end - _settlementHead();
        latest = earliest;
        // Leaves out of the supply what will have faded by then: with fewer shares, fewer may leave.
        ShareTotals memory s = _currentTotals();
        if (s.fades != 0) s.supply -= Packing.toFading(_fading).shares - s.faded;
        for (uint256 period = m.period; _roomShares(clusters, m, _equity(m), s) < ahead;) {
            clusters -= Buckets.clusterBucket(_clusterRing, ++period);
            latest = earliest.max(period * Buckets.PERIOD);
        }
    }

    /// @inheritdoc IPoolReads
    function previewRecovery(uint256 termsId, uint256 amount) external view returns (Recovery memory r) {
        require(_poolTerms[termsId] != 0, Errors.UnknownTerms());
        PoolTerms memory t = Packing.toPoolTerms(_poolTerms[termsId]);
        Money memory m = _currentMoney();
        uint256 clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        uint256 sum = Buckets.sumOf(clusters);
        uint256 lane = Buckets.lane(clusters, Packing.toProductPricing(_pricing[t.productId]).cluster);
        Product memory p = Packing.toProduct(_products[t.productId]);
        Buckets.advanceProduct(p, _productRings[t.productId], block.timestamp);
        IClaimsVault vault = IClaimsVault(_vault());
        (uint256 firstLoss,,,,) = vault.firstLossOf(t.productId);

        r.full = amount.fullMulDiv(PPM - t.deductible, PPM);
        uint256 own = amount == 0 ? 0 : r.full.min(firstLoss.fullMulDiv(amount, p.committed * _coverUnit() + amount));
        // A case leaves a sixteenth in equity, whatever it needs; no claim can use that part.
        uint256 equity = _equity(m);
        equity = equity.zeroFloorSub((equity + vault.undecided()) / STAYS);
        r.alone = own + ClaimMath.recoveryDown(r.full - own, equity, lane * _coverUnit() + amount);
        r.together = own + ClaimMath.recoveryDown(r.full - own, equity, sum * _coverUnit() + amount);
    }

    /// @inheritdoc IPoolReads
    function stoppingCasesOf(uint256 productId) external view returns (uint256) {
        return Packing.toProduct(_products[productId]).stoppingCases;
    }

    /// @notice Always reverts: exits are asynchronous (ERC-7540).
    function previewRedeem(uint256) external pure returns (uint256) {
        revert Errors.AsyncRedeem();
    }

    /// @notice Always reverts: exits are asynchronous (ERC-7540).
    function previewWithdraw(uint256) external pure returns (uint256) {
        revert Errors.AsyncRedeem();
    }

    /// @notice The pool is its own share token (ERC-7575).
    function share() external view returns (address) {
        return address(this);
    }

    /// @notice ERC-165, ERC-7540 asynchronous redeem and operators, ERC-7575.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x620ee8e4 || id == 0xe3bc4e65 || id == 0x2f0a18c5;
    }

    /// @inheritdoc IPoolReads
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i; i < slots.length; ++i) {
            bytes32 slot = slots[i];
            bytes32 word;
            assembly ("memory-safe") {
                word := sload(slot)
            }
            words[i] = word;
        }
    }
}
