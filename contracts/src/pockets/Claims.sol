// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IPocketVaultCore, LossProof} from "../interfaces/IPocketVaultCore.sol";
import {CoverData} from "../libraries/CoverData.sol";
import {Errors} from "../libraries/Errors.sol";
import {PocketPacking} from "../libraries/PocketPacking.sol";
import {Bonus, Estate, EstateProduct, Ruling} from "../types/PocketTypes.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Claims: by severity on what remains of a cover, or by a proof of the insured's own loss
abstract contract Claims is Verdicts {
    using FixedPointMathLib for uint256;
    using LibBitmap for LibBitmap.Bitmap;

    /// @inheritdoc IPocketVaultCore
    function claimPayout(uint256 coverId, uint256 incidentId) external nonReentrant returns (uint256 payout) {
        return _claimPayout(coverId, incidentId, address(0));
    }

    /// @inheritdoc IPocketVaultCore
    function claimPayoutTo(uint256 coverId, uint256 incidentId, address receiver)
        external
        nonReentrant
        returns (uint256 payout)
    {
        require(receiver != address(0), Errors.ZeroAddress("receiver"));
        return _claimPayout(coverId, incidentId, receiver);
    }

    /// @inheritdoc IPocketVaultCore
    function claimLoss(uint256 coverId, uint256 incidentId, address receiver, LossProof calldata proof)
        external
        nonReentrant
        returns (uint256 payout)
    {
        (uint256 pocketId, Ruling memory v) = _ruled(CoverData.termsIdOf(coverId), incidentId);
        require(v.share != 0, Errors.NotCovered());
        CoverData.Cover memory c = _protectedCover(coverId, v);
        bytes32 table = _proven(coverId, incidentId, pocketId, proof);
        return _settle(pocketId, v, coverId, c, _drawLoss(table, v.share, c.amount * _quantum, proof), receiver);
    }

    /// @inheritdoc IPocketVaultCore
    function leafOf(uint256 index, address insured, uint256 loss) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, insured, loss))));
    }

    // -------------------------------------------------------------- internals

    function _claimPayout(uint256 coverId, uint256 incidentId, address receiver) private returns (uint256 payout) {
        uint256 termsId = CoverData.termsIdOf(coverId);
        (uint256 pocketId, Ruling memory v) = _ruled(termsId, incidentId);
        if (v.status & STATUS == IN_ESTATE && _registered[pocketId][coverId] != 0) {
            uint256 number = _estateOf(v, _carvingOf(pocketId));
            payout = _payRegistered(number, _registry.claimTerms(termsId).productId, pocketId, coverId);
            _pay(pocketId, v, coverId, receiver, payout);
            return payout;
        }
        require(v.status & BY_PROOF == 0, Errors.InvalidProof());
        CoverData.Cover memory c = _protectedCover(coverId, v);
        require(!_claimed[pocketId].get(uint32(coverId)), Errors.AlreadyClaimed());
        _claimed[pocketId].set(uint32(coverId));
        return _settle(pocketId, v, coverId, c, (c.amount * _quantum).fullMulDiv(v.share, WAD), receiver);
    }

    /// @dev A pocket's ruling; applies a payable verdict itself.
    function _ruled(uint256 termsId, uint256 incidentId) private returns (uint256 pocketId, Ruling memory v) {
        pocketId = _pocketIdOf(termsId, incidentId);
        uint256 word = _rulings[pocketId];
        v = word == 0 ? _applyVerdict(pocketId, termsId, incidentId) : PocketPacking.toRuling(word);
    }

    /// @dev A cover that was protected when the incident happened.
    function _protectedCover(uint256 coverId, Ruling memory v) private view returns (CoverData.Cover memory c) {
        require(CoverData.poolIdOf(coverId) == _poolId, Errors.CoverDoesNotExist());
        c = _coverToken.coverData(coverId);
        require(c.start <= v.time && v.time < c.end, Errors.NotCovered());
    }

    /// @dev Pays `gross` now, or registers it where the pocket is settled with others. The cover is drawn on in full.
    function _settle(
        uint256 pocketId,
        Ruling memory v,
        uint256 coverId,
        CoverData.Cover memory c,
        uint256 gross,
        address receiver
    ) private returns (uint256 payout) {
        require(gross != 0, Errors.NotCovered());
        if (v.status & STATUS == IN_ESTATE) {
            uint256 number = _estateOf(v, _carvingOf(pocketId));
            uint256 productId = _registry.claimTerms(CoverData.termsIdOf(coverId)).productId;
            if (number & OF_PRODUCT == 0) {
                _register(number, productId, pocketId, coverId, gross);
                _pool.drawCover(coverId, c, gross);
                emit ClaimRegistered(pocketId, coverId, gross, number);
                return 0;
            }
            require(block.timestamp <= v.claimsUntil, Errors.ClaimWindowClosed(v.claimsUntil));
            Estate memory e = PocketPacking.toEstate(_estates[number]);
            EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[number][productId]);
            payout = gross.min((e.assets + p.firstLoss).zeroFloorSub(p.claimed));
            _count(e, number, productId, gross);
        } else {
            require(block.timestamp <= v.claimsUntil, Errors.ClaimWindowClosed(v.claimsUntil));
            // Never more than the pocket has: only a table whose losses exceed its published total gets here.
            payout = gross.min(v.left);
            v.left -= payout;
            _rulings[pocketId] = PocketPacking.pack(v);
        }
        _pool.drawCover(coverId, c, gross);
        _pay(pocketId, v, coverId, receiver, payout);
    }

    /// @dev Pays the cover's owner, or whom the owner itself names.
    function _pay(uint256 pocketId, Ruling memory v, uint256 coverId, address receiver, uint256 payout) private {
        address owner = _coverToken.ownerOf(coverId);
        if (receiver == address(0)) receiver = owner;
        require(receiver == owner || msg.sender == owner, Errors.NotAuthorized());
        uint256 bonus = v.status & WITH_BONUS == 0 ? 0 : _drawBonus(pocketId, payout);
        if (payout + bonus != 0) SafeTransferLib.safeTransfer(_asset, receiver, payout + bonus);
        emit PayoutClaimed(pocketId, coverId, receiver, payout);
        if (bonus != 0) emit BonusPaid(pocketId, coverId, receiver, bonus);
    }

    function _drawBonus(uint256 pocketId, uint256 payout) private returns (uint256 bonus) {
        Bonus memory x = PocketPacking.toBonus(_bonuses[pocketId]);
        bonus = payout.fullMulDiv(x.rate, WAD).min(x.left);
        x.left -= bonus;
        _bonuses[pocketId] = PocketPacking.pack(x);
    }

    /// @dev Draws on the insured's proven loss: what remains of the cover, or what is left of the loss less the deductible.
    function _drawLoss(bytes32 table, uint256 share, uint256 remaining, LossProof calldata p)
        private
        returns (uint256 payout)
    {
        uint256 drawn = _ledger.draw(_poolId, table, p.index, p.loss, remaining.fullMulDivUp(WAD, share));
        payout = remaining.min(drawn.fullMulDiv(share, WAD));
        require(payout != 0, Errors.AlreadyClaimed());
    }

    /// @dev The table that a proof leads to must be the pocket's, and the line that of the cover's insured.
    function _proven(uint256 coverId, uint256 incidentId, uint256 pocketId, LossProof calldata p)
        private
        view
        returns (bytes32 table)
    {
        (address insured,) = _coverToken.partiesOf(coverId);
        bytes32 root = MerkleProof.processProofCalldata(p.proof, leafOf(p.index, insured, p.loss));
        table = lossTableOf(p.resolver, incidentId, root);
        require(table == _lossTables[pocketId], Errors.InvalidProof());
    }
}
