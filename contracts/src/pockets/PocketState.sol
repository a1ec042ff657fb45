// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "../interfaces/ICoverPool.sol";
import {ICoverToken} from "../interfaces/ICoverToken.sol";
import {ILossLedger} from "../interfaces/ILossLedger.sol";
import {IProductRegistry} from "../interfaces/IProductRegistry.sol";
import {IResolver, Verdict} from "../interfaces/IResolver.sol";
import {Errors} from "../libraries/Errors.sol";
import {PocketPacking} from "../libraries/PocketPacking.sol";
import {
    Carving,
    Estate,
    EstateProduct,
    EstateTerms,
    Fund,
    FundExtra,
    Round,
    Ruling,
    ShareReturn
} from "../types/PocketTypes.sol";

/// @title What a pocket vault stores, and whose money a pocket's is
/// @dev Words are laid out in `PocketPacking` and drawn in SPEC.md. A claim that is paid at once touches one of them.
abstract contract PocketState is ReentrancyGuardTransient {
    /// @dev `Ruling.status`: claims are paid at once.
    uint256 internal constant PAYABLE = 1;
    /// @dev Nothing is due.
    uint256 internal constant DENIED = 2;
    /// @dev Settled together with others: `Ruling.left` is the number of the estate.
    uint256 internal constant IN_ESTATE = 3;
    uint256 internal constant STATUS = 15;
    /// @dev Beside one of the above: claims need a proof of the insured's own loss.
    uint256 internal constant BY_PROOF = 16;
    /// @dev Likewise: what was left went back.
    uint256 internal constant RELEASED = 32;
    /// @dev Likewise: claims are paid more than their due, out of a bonus.
    uint256 internal constant WITH_BONUS = 64;

    /// @dev `Estate.status`: a product's pockets overlap, and none of them has a verdict that pays: a shortage takes them in.
    uint256 internal constant WAITING = 0;
    uint256 internal constant OPEN = 1;
    uint256 internal constant CLOSED = 2;

    /// @dev Numbers of estates: a shortage's is that of the round it ends; a product's and a single pocket's begin here.
    uint256 internal constant OF_PRODUCT = 1 << 64;
    uint256 internal constant OF_POCKET = 1 << 65;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant ANSWER_GAS = 1_000_000;
    uint16 private constant ANSWER_SIZE = 128;

    uint256 internal immutable _chainId;
    ICoverPool internal immutable _pool;
    address internal immutable _asset;
    uint256 internal immutable _poolId;
    uint256 internal immutable _quantum;
    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;
    ILossLedger internal immutable _ledger;

    uint256 internal _round; // slot 0: Round
    uint256 internal _shareReturnCount; // slot 1
    mapping(uint256 pocketId => uint256) internal _carvings; // slot 2: Carving
    mapping(uint256 pocketId => uint256) internal _backings; // slot 3: Backing
    mapping(uint256 pocketId => uint256) internal _rulings; // slot 4: Ruling
    mapping(uint256 pocketId => bytes32) internal _lossTables; // slot 5, only where claims need a proof: see `lossTableOf`
    mapping(uint256 pocketId => LibBitmap.Bitmap) internal _claimed; // slot 6, by serial of the cover
    mapping(uint256 productId => uint256) internal _funds; // slot 7: Fund
    mapping(uint256 productId => uint256) internal _fundExtras; // slot 8: FundExtra
    mapping(uint256 number => uint256) internal _estates; // slot 9: Estate
    mapping(uint256 number => uint256) internal _estateTerms; // slot 10: EstateTerms
    mapping(uint256 number => mapping(uint256 productId => uint256)) internal _estateProducts; // slot 11: EstateProduct
    mapping(uint256 pocketId => mapping(uint256 coverId => uint256)) internal _registered; // slot 12: RegisteredClaim
    mapping(uint256 index => uint256[2]) internal _shareReturns; // slot 13: ShareReturn
    mapping(address account => uint256) internal _collectedUpTo; // slot 14: share returns before this one are collected
    mapping(address account => uint256[]) internal _heldHere; // slot 15: HeldHere
    mapping(uint256 pocketId => uint256) internal _bonuses; // slot 16: Bonus

    constructor(
        ICoverPool pool_,
        address asset_,
        uint256 poolId,
        uint256 quantum,
        ICoverToken coverToken,
        IProductRegistry registry,
        ILossLedger ledger
    ) {
        _chainId = block.chainid;
        _pool = pool_;
        _asset = asset_;
        _poolId = poolId;
        _quantum = quantum;
        _coverToken = coverToken;
        _registry = registry;
        _ledger = ledger;
        Round memory r;
        r.number = 1;
        _round = PocketPacking.pack(r);
    }

    function _pocketIdOf(uint256 termsId, uint256 incidentId) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(termsId, incidentId)));
    }

    function _carvingOf(uint256 pocketId) internal view returns (Carving memory) {
        uint256 word = _carvings[pocketId];
        require(word != 0, Errors.PocketNotCarved());
        return PocketPacking.toCarving(word);
    }

    /// @dev A product's fund in the present round. What a shortage found in an older one belongs to its estate, the first
    /// loss that was allotted to those pockets included; an estate of its own stays what it is.
    function _fundOf(uint256 productId, Round memory r) internal returns (Fund memory f) {
        f = PocketPacking.toFund(_funds[productId]);
        if (f.round == r.number) return f;
        FundExtra memory x = PocketPacking.toFundExtra(_fundExtras[productId]);
        if (f.joint && PocketPacking.toEstate(_estates[_numberOf(productId, x)]).status == OPEN) {
            f.round = r.number;
        } else {
            if (x.allotted != 0 || f.joint) {
                EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[f.round][productId]);
                p.firstLoss += x.allotted;
                _estateProducts[f.round][productId] = PocketPacking.pack(p);
                x.allotted = 0;
                if (f.joint) x.estates += 1;
                _fundExtras[productId] = PocketPacking.pack(x);
            }
            f = Fund({held: 0, cover: 0, joint: false, round: r.number, undecided: 0, firstLoss: f.firstLoss});
        }
        _funds[productId] = PocketPacking.pack(f);
    }

    /// @dev Number of a product's present estate.
    function _numberOf(uint256 productId, FundExtra memory x) internal pure returns (uint256) {
        return OF_PRODUCT | productId << 24 | x.estates;
    }

    /// @dev The estate a pocket is settled in. A product's that was still waiting when the pool became short is part of the
    /// pool's.
    function _estateOf(Ruling memory v, Carving memory c) internal view returns (uint256 number) {
        number = v.left;
        if (number & OF_PRODUCT == 0) return number;
        bool waiting = PocketPacking.toEstate(_estates[number]).status == WAITING;
        if (waiting && c.round < PocketPacking.toRound(_round).number) number = c.round;
    }

    /// @dev A resolver's payable verdict; none if it has none, reverts, burns its gas or answers anything else.
    function _askQuietly(address resolver, uint256 incidentId, uint256 termsId)
        internal
        view
        returns (Verdict memory x)
    {
        (bool success,, bytes memory answer) = LibCall.tryStaticCall(
            resolver,
            ANSWER_GAS,
            ANSWER_SIZE,
            abi.encodeCall(IResolver.getVerdict, (incidentId, termsId, address(this)))
        );
        if (!success || answer.length != ANSWER_SIZE) return x;
        uint256[4] memory words = abi.decode(answer, (uint256[4]));
        if (words[0] == 0 || block.timestamp < words[0]) return x;
        x.payableAt = uint40(words[0]);
        x.severity = uint64(FixedPointMathLib.min(words[1], WAD));
        x.lossTotal = uint128(FixedPointMathLib.min(words[2], type(uint128).max));
        x.lossRoot = bytes32(words[3]);
    }

    function _shareReturn(uint256 index) internal view returns (ShareReturn memory) {
        return PocketPacking.toShareReturn(_shareReturns[index][0], _shareReturns[index][1]);
    }

    function _store(uint256 index, ShareReturn memory x) internal {
        (_shareReturns[index][0], _shareReturns[index][1]) = PocketPacking.pack(x);
    }

    function _pull(address from, uint256 amount) internal {
        uint256 before = SafeTransferLib.balanceOf(_asset, address(this));
        SafeTransferLib.safeTransferFrom2(_asset, from, address(this), amount);
        require(
            SafeTransferLib.balanceOf(_asset, address(this)) - before == amount, Errors.UnsupportedAsset("transfer fee")
        );
    }

    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
