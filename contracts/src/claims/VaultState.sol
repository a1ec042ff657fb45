// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {ICoverPool} from "../pool/ICoverPool.sol";
import {Protocol} from "../ICoverPoolFactory.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {ILossLedger} from "./ILossLedger.sol";
import {IProductRegistry} from "../listing/IProductRegistry.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Backing, Layer, Settlement, ShareReturn, Stake} from "./ClaimWords.sol";

/// @title Storage of a pool's vault
/// @dev Words are laid out in `ClaimPacking` and drawn in SPEC.md.
abstract contract VaultState is ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    // `Award.status`
    uint256 internal constant DECIDED = 1;
    /// @dev Claims need a proof of the insured's own loss.
    uint256 internal constant BY_PROOF = 2;
    /// @dev Claims are paid more than their due, out of a bonus.
    uint256 internal constant WITH_BONUS = 4;
    /// @dev No claim can be made any more: nothing was due, or the window is over and that has been written down.
    uint256 internal constant OVER = 8;
    /// @dev What its claims came to is part of the sums of a settlement that is strained to its end.
    uint256 internal constant COUNTED = 16;
    /// @dev What was left went back.
    uint256 internal constant CLOSED = 32;

    // What all vaults share. What a vault has of its own is in `CloneArguments`.
    uint256 internal immutable _chainId;
    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;
    ILossLedger internal immutable _ledger;

    uint256 internal _present; // slot 0: Present
    mapping(uint256 layerIndex => uint256) internal _layers; // slot 1: Layer, by its number in its pool
    mapping(uint256 caseId => uint256) internal _backings; // slot 2: Backing
    mapping(uint256 caseId => uint256) internal _awards; // slot 3: Award
    mapping(uint256 caseId => uint256) internal _needs; // slot 4, only where `Backing.needApart`: what can be claimed
    mapping(uint256 caseId => uint256) internal _waiting; // slot 5: Σ registered claims that are not paid
    mapping(uint256 caseId => mapping(uint256 coverId => uint256)) internal _registered; // slot 6: RegisteredClaim
    mapping(uint256 caseId => LibBitmap.Bitmap) internal _claimed; // slot 7, by low half of the cover's id
    mapping(uint256 caseId => bytes32) internal _lossTables; // slot 8, only where claims need a proof: see `lossTableOf`
    mapping(uint256 caseId => uint256) internal _bonuses; // slot 9: Bonus
    mapping(uint256 number => uint256[4]) internal _settlements; // slot 10: Settlement
    mapping(uint256 number => uint256) internal _forClaims; // slot 11: for all registered claims together, once it is over
    mapping(uint256 number => mapping(uint256 productId => uint256)) internal _stakes; // slot 12: Stake
    mapping(uint256 productId => uint256) internal _funds; // slot 13: Fund
    mapping(uint256 index => uint256) internal _shareReturns; // slot 14: ShareReturn
    mapping(address account => uint256) internal _collectedUpTo; // slot 15: share returns before this one are collected
    mapping(address account => uint256[]) internal _heldHere; // slot 16: HeldHere
    mapping(uint256 layerIndex => uint256) internal _recoveryReturns; // slot 17: one more than the index of its layer's last one
    mapping(address account => mapping(uint256 index => uint256)) internal _seen; // slot 18: shares of a share return that
    // may have grown, when the account collected its part
    mapping(uint256 caseId => uint256) internal _promises; // slot 19: first loss that pays for a case's claims
    mapping(uint256 productId => uint256) internal _promisedOf; // slot 20: Σ promises
    mapping(uint256 caseId => uint256[]) internal _raises; // slot 21: Raise

    constructor(Protocol memory p) {
        _chainId = block.chainid;
        _coverToken = ICoverToken(p.coverToken);
        _registry = IProductRegistry(p.registry);
        _ledger = ILossLedger(p.lossLedger);
    }

    // --------------------------------------------------------------- arguments

    function _pool() internal view returns (ICoverPool) {
        return ICoverPool(address(uint160(CloneArguments.read(CloneArguments.POOL) >> 96)));
    }

    function _asset() internal view returns (address) {
        return ClonePacking.assetOf(CloneArguments.read(CloneArguments.IDENTITY));
    }

    function _coverUnit() internal view returns (uint256) {
        return ClonePacking.coverUnitOf(CloneArguments.read(CloneArguments.IDENTITY));
    }

    function _poolId() internal view returns (uint256) {
        return ClonePacking.poolIdOf(CloneArguments.read(CloneArguments.IDENTITY));
    }

    // ------------------------------------------------------------------ state

    function _caseIdOf(uint256 productId, uint256 incidentId) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(productId, incidentId)));
    }

    function _load(Layer memory l, uint256 layerIndex) internal view {
        ClaimPacking.load(l, _layers[layerIndex]);
        l.layerIndex = layerIndex;
    }

    /// @dev What cases without a verdict have set aside.
    function _undecided() internal view returns (uint256) {
        return ClaimPacking.undecidedOf(_present);
    }

    function _returnCount() internal view returns (uint256) {
        return ClaimPacking.returnCountOf(_present);
    }

    /// @dev What can be claimed of a case at most, paid claims included.
    function _needOf(uint256 caseId, Backing memory b) internal view returns (uint256) {
        return b.needApart ? _needs[caseId] : b.reserve + b.firstLoss;
    }

    function _settlement(uint256 number) internal view returns (Settlement memory s) {
        _load(s, number);
    }

    /// @dev Reads a settlement into `s`. The fields of its strain stay as they are if it has none: they are zero in `s`.
    function _load(Settlement memory s, uint256 number) internal view {
        uint256[4] storage words = _settlements[number];
        ClaimPacking.load(s, words[0]);
        if (s.strainedAt != 0) ClaimPacking.loadMore(s, [words[1], words[2], words[3]]);
    }

    /// @dev Short: a settlement holds less than can be claimed of it.
    function _isShort(Settlement memory s) internal pure returns (bool) {
        return s.held < s.owed;
    }

    /// @dev All that could be claimed has been claimed and counted.
    function _isOver(Settlement memory s) internal pure returns (bool) {
        return s.counted != 0 && s.counted == s.open;
    }

    function _shareReturn(uint256 index) internal view returns (ShareReturn memory x) {
        x = ClaimPacking.toShareReturn(_shareReturns[index]);
        Layer memory l;
        _load(l, x.layerIndex);
        (x.supply, x.checkpoint) = (l.supply, l.checkpoint);
    }

    /// @return index of the new one
    function _append(ShareReturn memory x) internal returns (uint256 index) {
        uint256 present = _present;
        index = ClaimPacking.returnCountOf(present);
        _present = ClaimPacking.addReturnCount(present, 1);
        _store(index, x);
    }

    function _store(uint256 index, ShareReturn memory x) internal {
        _shareReturns[index] = ClaimPacking.pack(x);
    }

    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
