// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DynamicArrayLib} from "solady/utils/DynamicArrayLib.sol";

import {CloneArguments} from "../common/CloneArguments.sol";
import {Errors} from "../common/Errors.sol";
import {Case, CaseStatus} from "../claims/ClaimTypes.sol";
import {IClaimsVault} from "../claims/IClaimsVault.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {ICourt} from "../resolution/court/ICourt.sol";
import {CaseRef} from "../resolution/IDisputes.sol";
import {IShareLossMeter} from "../resolution/meters/IShareLossMeter.sol";
import {CoveredVaultArguments} from "./CoveredVaultArguments.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {HeldCover} from "./EmbeddingWords.sol";
import {ICoveredVault} from "./ICoveredVault.sol";
import {VaultCovers} from "./VaultCovers.sol";

/// @title Claims of a covered vault
/// @notice A payout can come by anybody's call, as a plain transfer, so nothing here counts payouts. What has to be known is
/// whether one may still come: nobody may buy a part in it. That is so from a loss until its firing is settled, when no
/// held cover can be paid for it any more. The claims vault's own answer to a claim tells. Nothing here believes the
/// wrapped vault.
abstract contract VaultClaims is VaultCovers {
    /// @dev What a call begins with at least, and each firing. Without it calls that fail for want of gas would be left out like
    /// others that fail, and a node's estimate of gas would be the least with which nothing is done.
    uint256 internal constant MIN_GAS = 3_000_000;
    /// @dev So many firings before one are looked at for joint claims.
    uint32 internal constant JOINT_FIRINGS = 16;

    /// @inheritdoc ICoveredVault
    function settleFirings() external nonReentrant returns (uint32) {
        _requireGas();
        _settleFirings();
        return settledFirings();
    }

    /// @dev Claims for all firings that are not settled. They are settled in order, but a case is opened and claimed on
    /// whether an earlier one is settled or not: its windows run.
    function _settleFirings() internal {
        (IShareLossMeter meter, uint96 meterId) = _meter();
        uint32 count = meter.firingCount(meterId);
        bool settles = true;
        uint32 first = settledFirings() + 1;
        for (uint32 number = first; number <= count; ++number) {
            // What does not fit into this transaction is for the next.
            if (number != first && gasleft() < MIN_GAS) return;
            bool done = _claimAll(number, meter.getFiring(meterId, number).time);
            settles = settles && done;
            if (!settles) continue;
            ++_state.settled;
            emit FiringSettled(number);
        }
    }

    /// @return done whether no held cover can be paid for the firing any more
    function _claimAll(uint32 number, uint256 time) private returns (bool done) {
        done = true;
        for (uint256 i; i < _state.coverCount; ++i) {
            HeldCover memory h = _coverAt(i);
            CoverData.Cover memory c = _coverToken.coverData(h.coverId);
            if (time < c.start || time >= c.end) continue;
            IClaimsVault vault = IClaimsVault(ICoverPool(CoveredVaultArguments.poolAt(h.poolIndex).pool).claimsVault());
            if (!_claim(vault, h.coverId, number, time)) done = false;
        }
    }

    /// @dev Claims, and does what the claim lacks. What the vault answers tells whether a payout may still come.
    function _claim(IClaimsVault vault, uint256 coverId, uint32 number, uint256 time) private returns (bool done) {
        uint256 incidentId = _incidentOf(number);
        try vault.claimPayout(coverId, incidentId) returns (uint256 payout) {
            // A claim that is registered is paid later.
            return payout != 0;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast) -- cuts the selector off the refusal
            bytes4 refusal = bytes4(reason);
            uint256 termsId = CoverData.termsIdOf(coverId);
            if (refusal == Errors.CaseNotOpen.selector) return !_openCase(vault, termsId, incidentId, time);
            if (refusal == Errors.VerdictPending.selector) _raiseCase(vault, termsId, incidentId);
            if (refusal == Errors.ClaimTogether.selector) _claimTogether(vault, coverId, number);
            if (refusal == Errors.PoolShort.selector) {
                (uint256 gross, uint256 paid) = vault.registeredClaim(vault.caseIdOf(termsId, incidentId), coverId);
                return gross == paid;
            }
            return refusal == Errors.AlreadyClaimed.selector || refusal == Errors.NotCovered.selector
                || refusal == Errors.ClaimWindowClosed.selector;
        }
    }

    /// @return possible whether there is a case, or one can still be opened
    function _openCase(IClaimsVault vault, uint256 termsId, uint256 incidentId, uint256 time)
        private
        returns (bool possible)
    {
        try vault.openCase(termsId, incidentId, 0) {
            return true;
        } catch {
            return block.timestamp <= time + _registry.claimTerms(termsId).reportWindow;
        }
    }

    /// @dev Has more set aside if the firing was raised since the case was opened.
    function _raiseCase(IClaimsVault vault, uint256 termsId, uint256 incidentId) private {
        uint256 openedWith = vault.getCase(vault.caseIdOf(termsId, incidentId)).termsId;
        CaseRef memory ref = CaseRef({incidentId: incidentId, vault: address(vault), termsId: openedWith});
        try ICourt(_registry.claimTerms(termsId).resolver).raiseCase(ref) {} catch {}
    }

    /// @dev Claims for all firings of one settlement that can be claimed on, as the vault wants. A verdict that a refused
    /// claim has applied is not there any more.
    function _claimTogether(IClaimsVault vault, uint256 coverId, uint32 number) private {
        uint256 termsId = CoverData.termsIdOf(coverId);
        (IShareLossMeter meter, uint96 meterId) = _meter();
        uint32 last = meter.firingCount(meterId);
        uint32 first = number > JOINT_FIRINGS ? number - JOINT_FIRINGS : 1;
        uint256[] memory incidentIds = new uint256[](last - first + 1);
        uint256 settlement = _decide(vault, termsId, _incidentOf(number)).settlement;
        uint256 count;
        for (uint32 i = first; i <= last; ++i) {
            Case memory x = _decide(vault, termsId, _incidentOf(i));
            if (x.status == CaseStatus.Payable && x.settlement == settlement) incidentIds[count++] = _incidentOf(i);
        }
        try vault.claimPayouts(coverId, DynamicArrayLib.truncate(incidentIds, count), address(0)) {} catch {}
    }

    /// @dev Applies a case's verdict if that is payable, and reads the case.
    function _decide(IClaimsVault vault, uint256 termsId, uint256 incidentId) private returns (Case memory x) {
        uint256 caseId = vault.caseIdOf(termsId, incidentId);
        x = vault.getCase(caseId);
        if (x.status != CaseStatus.Open) return x;
        try vault.applyVerdict(x.termsId, incidentId) {
            x = vault.getCase(caseId);
        } catch {}
    }

    function _requireGas() internal view {
        require(gasleft() >= MIN_GAS, Errors.GasTooLow(MIN_GAS));
    }

    function _incidentOf(uint32 number) private view returns (uint256) {
        return EmbeddingPacking.subjectOf(CloneArguments.read(CoveredVaultArguments.ASSET)) << 32 | number;
    }
}
