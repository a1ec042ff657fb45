// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {WAD} from "../common/Constants.sol";
import {IVaultClaims, LossProof} from "./roles/IVaultClaims.sol";
import {CoverData} from "../cover/CoverData.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Errors} from "../common/Errors.sol";
import {Cases} from "./Cases.sol";
import {ClaimMath} from "./ClaimMath.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Award, RegisteredClaim, Settlement} from "./ClaimWords.sol";

/// @title Claims of covers: by severity on what remains of a cover, or by a proof of the insured's loss
abstract contract Claims is Cases, IVaultClaims {
    using FixedPointMathLib for uint256;
    using LibBitmap for LibBitmap.Bitmap;

    /// @dev Until this long before the end of the window only the owner, the insured and their operators claim a proven
    /// loss: they choose the cover that bears it.
    uint256 internal constant CLAIMED_BY_ANYONE = 14 days;

    /// @inheritdoc IVaultClaims
    function claimPayout(uint256 coverId, uint256 incidentId) external nonReentrant returns (uint256 payout) {
        uint256[] memory incidentIds = new uint256[](1);
        incidentIds[0] = incidentId;
        return _claimPayouts(coverId, incidentIds, address(0));
    }

    /// @inheritdoc IVaultClaims
    function claimPayoutTo(uint256 coverId, uint256 incidentId, address receiver)
        external
        nonReentrant
        returns (uint256 payout)
    {
        require(receiver != address(0), Errors.ZeroAddress("receiver"));
        uint256[] memory incidentIds = new uint256[](1);
        incidentIds[0] = incidentId;
        return _claimPayouts(coverId, incidentIds, receiver);
    }

    /// @inheritdoc IVaultClaims
    function claimPayouts(uint256 coverId, uint256[] calldata incidentIds, address receiver)
        external
        nonReentrant
        returns (uint256 payout)
    {
        return _claimPayouts(coverId, incidentIds, receiver);
    }

    /// @inheritdoc IVaultClaims
    function claimLoss(uint256 coverId, uint256 incidentId, address receiver, LossProof calldata proof)
        external
        nonReentrant
        returns (uint256 payout)
    {
        Claim memory x = _openClaim(coverId, receiver, true);
        (uint256 caseId, Award memory a) = _loadOrApplyAward(x, incidentId);
        require(a.severity != 0, Errors.NotCovered());
        require(_isProtected(x, a.time), Errors.NotCovered());
        require(block.timestamp <= a.until, Errors.ClaimWindowClosed(a.until));
        address insured = _proven(x, incidentId, caseId, proof);
        require(
            block.timestamp + CLAIMED_BY_ANYONE > a.until || _isTheirs(x.owner) || _isTheirs(insured),
            Errors.NotAuthorized()
        );
        uint256 lost = _drawLoss(x, incidentId, insured, proof.loss);
        // A table that asked for more than the case was opened for is reduced once, alike for all.
        uint256 gross = lost.fullMulDiv(a.severity, WAD).min(_unclaimed(caseId, a));
        require(gross != 0, Errors.AlreadyClaimed());
        (payout,) = _settle(x, caseId, a, lost, gross);
    }

    /// @inheritdoc IVaultClaims
    function leafOf(uint256 index, address insured, uint256 loss) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, insured, loss))));
    }

    // -------------------------------------------------------------- internals

    /// @dev Facts about the cases that a call has gone through.
    struct Progress {
        bool single; // the call names one case: a refusal reverts
        bool paid; // a registered claim was paid
        bool claimed; // a new claim was made
        uint256 last; // place of the last case in the order of events
        uint256 number; // settlement of the cases that claims can be made on
        uint256 named; // number of these cases
        bool joint; // a product may have several of them
    }

    /// @param resolved whether the claim also needs its resolver
    function _openClaim(uint256 coverId, address receiver, bool resolved) private view returns (Claim memory x) {
        uint256 identity = CloneArguments.read(CloneArguments.IDENTITY);
        require(CoverData.poolIdOf(coverId) == ClonePacking.poolIdOf(identity), Errors.CoverDoesNotExist());
        (x.coverId, x.pool) = (coverId, _pool());
        (x.asset, x.coverUnit) = (ClonePacking.assetOf(identity), ClonePacking.coverUnitOf(identity));
        if (resolved) x.t = _registry.claimTerms(CoverData.termsIdOf(coverId));
        else _readLine(x);
        x.c = _coverToken.coverData(coverId);
        x.owner = _coverToken.ownerOf(coverId);
        x.receiver = receiver == address(0) ? x.owner : receiver;
        require(x.receiver == x.owner || msg.sender == x.owner, Errors.NotAuthorized());
    }

    /// @dev Makes a claim by severity on each of some cases, in the order of their events. The order of claims must not
    /// decide whose capital pays: a cover is settled at once for all cases that claims can be made on.
    function _claimPayouts(uint256 coverId, uint256[] memory incidentIds, address receiver)
        private
        returns (uint256 payout)
    {
        Claim memory x = _openClaim(coverId, receiver, false);
        Progress memory r;
        r.single = incidentIds.length == 1;
        for (uint256 i; i < incidentIds.length; ++i) {
            payout += _claimOn(x, r, incidentIds[i]);
        }
        require(r.paid || r.claimed, Errors.NotCovered());
        if (!r.claimed || !r.joint) return payout;
        uint256 payable_ = ClaimPacking.toStake(_stakes[r.number][x.t.productId]).payable_;
        require(r.named == payable_, Errors.ClaimTogether(payable_));
    }

    function _claimOn(Claim memory x, Progress memory r, uint256 incidentId) private returns (uint256) {
        (uint256 caseId, Award memory a) = _loadOrApplyAward(x, incidentId);
        bool byProof = a.status & BY_PROOF != 0;
        bool waits = (byProof || _claimed[caseId].get(uint64(x.coverId))) && _registered[caseId][x.coverId] != 0;
        require(waits || !byProof, Errors.InvalidProof());
        uint256 place = _placeOf(a.time, caseId);
        require(place > r.last, Errors.NotInOrder());
        r.last = place;
        if (a.status & OVER == 0) {
            require(r.number == 0 || r.number == a.number, Errors.NotInOrder());
            (r.number, r.named) = (a.number, r.named + 1);
        }
        if (waits) return _payRegistered(x, r, caseId, a);
        if (r.claimed) x.c = _coverToken.coverData(x.coverId);
        bytes4 refusal = _refusal(x, caseId, a);
        if (refusal != 0) {
            if (r.single) _refuse(refusal, a);
            return 0;
        }
        r.claimed = true;
        _claimed[caseId].set(uint64(x.coverId));
        uint256 gross = ClaimMath.grossDown(x.c.amount * x.coverUnit, a.severity, x.t.deductible);
        (uint256 payout, bool joint) = _settle(x, caseId, a, gross, gross);
        r.joint = r.joint || joint;
        return payout;
    }

    function _refuse(bytes4 refusal, Award memory a) private pure {
        require(refusal != Errors.AlreadyClaimed.selector, Errors.AlreadyClaimed());
        require(refusal != Errors.ClaimWindowClosed.selector, Errors.ClaimWindowClosed(a.until));
        revert Errors.NotCovered();
    }

    /// @dev A case's award. Applies a payable verdict itself.
    function _loadOrApplyAward(Claim memory x, uint256 incidentId) private returns (uint256 caseId, Award memory) {
        caseId = _caseIdOf(x.t.productId, incidentId);
        uint256 word = _awards[caseId];
        if (word != 0) return (caseId, ClaimPacking.toAward(word));
        CaseCache memory k;
        (k.caseId, k.t) = (caseId, _registry.claimTerms(CoverData.termsIdOf(x.coverId)));
        _applyVerdict(k, incidentId);
        return (caseId, k.a);
    }

    /// @dev Pays `gross` now, or registers it while the settlement is short. All that was lost is drawn on the cover.
    function _settle(Claim memory x, uint256 caseId, Award memory a, uint256 lost, uint256 gross)
        private
        returns (uint256 payout, bool joint)
    {
        x.pool.drawCover(x.coverId, x.c, lost);
        Settlement memory s = _settlement(a.number);
        joint = s.joint != 0;
        if (!_isShort(s)) {
            a.paid += gross;
            _awards[caseId] = ClaimPacking.pack(a);
            _pay(x, caseId, a, gross);
            return (gross, joint);
        }
        RegisteredClaim memory r = ClaimPacking.toRegisteredClaim(_registered[caseId][x.coverId]);
        // The paid part is settled; only the waiting part counts.
        (r.gross, r.paid) = (r.gross - r.paid + gross, 0);
        _registered[caseId][x.coverId] = ClaimPacking.pack(r);
        _waiting[caseId] += gross;
        emit ClaimRegistered(caseId, x.coverId, gross, a.number);
    }

    /// @dev Pays a registered claim: in full as soon as its settlement is not short, its part once the settlement is
    /// over.
    function _payRegistered(Claim memory x, Progress memory r, uint256 caseId, Award memory a)
        private
        returns (uint256 due)
    {
        RegisteredClaim memory c = ClaimPacking.toRegisteredClaim(_registered[caseId][x.coverId]);
        Settlement memory s = _settlement(a.number);
        due = _dueOf(c, s, a.number);
        if (due == 0) {
            require(!r.single || !_isShort(s), Errors.PoolShort());
            require(!r.single, Errors.AlreadyClaimed());
            return 0;
        }
        r.paid = true;
        c.paid += due;
        _registered[caseId][x.coverId] = ClaimPacking.pack(c);
        _waiting[caseId] -= due;
        a.paid += due;
        _awards[caseId] = ClaimPacking.pack(a);
        if (_isOver(s)) {
            // When its case is closed, a bonus makes all reduced claims whole: a later payment gets no more.
            if (s.cut) a.status &= ~WITH_BONUS;
        } else if (a.status & COUNTED != 0 && s.strainedAt != 0) {
            // The counts of a settlement are dropped when its strain ends.
            (s.registered, s.paid) = (s.registered - due, s.paid + due);
            _writeSettlement(a.number, s);
        }
        _pay(x, caseId, a, due);
    }

    function _pay(Claim memory x, uint256 caseId, Award memory a, uint256 payout) private {
        uint256 bonus = a.status & WITH_BONUS == 0 ? 0 : _drawBonus(caseId, payout);
        SafeTransferLib.safeTransfer(x.asset, x.receiver, payout + bonus);
        emit PayoutClaimed(caseId, x.coverId, x.receiver, payout);
        if (bonus != 0) emit BonusPaid(caseId, x.coverId, x.receiver, bonus);
    }

    /// @dev Draws on the insured's loss of the event, whatever the table.
    /// @return lost asset units that the cover loses: what remains of it, or what is left of the loss less the
    /// deductible
    function _drawLoss(Claim memory x, uint256 incidentId, address insured, uint256 loss)
        private
        returns (uint256 lost)
    {
        // Not zero: the registry takes no deductible of all.
        uint256 share = WAD - x.t.deductible;
        uint256 remaining = x.c.amount * x.coverUnit;
        bytes32 eventId = keccak256(abi.encode(x.t.resolver, incidentId));
        uint256 drawn = _ledger.draw(_poolId(), eventId, insured, loss, remaining.fullMulDivUp(WAD, share));
        return remaining.min(drawn.fullMulDiv(share, WAD));
    }

    /// @dev Asset units that can still be claimed of a case: a table's lines may add up to more than its total.
    function _unclaimed(uint256 caseId, Award memory a) private view returns (uint256) {
        uint256 need = _needOf(caseId, ClaimPacking.toBacking(_backings[caseId]));
        return need.zeroFloorSub(a.paid + _waiting[caseId]);
    }

    /// @dev Requires that a proof leads to the case's table, from the line of the cover's insured.
    function _proven(Claim memory x, uint256 incidentId, uint256 caseId, LossProof calldata p)
        private
        view
        returns (address insured)
    {
        (insured,) = _coverToken.partiesOf(x.coverId);
        bytes32 root = MerkleProof.processProofCalldata(p.proof, leafOf(p.index, insured, p.loss));
        require(lossTableOf(x.t.resolver, incidentId, root) == _lossTables[caseId], Errors.InvalidProof());
    }

    function _isTheirs(address account) private view returns (bool) {
        return msg.sender == account || _pool().isOperator(account, msg.sender);
    }
}
