// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {IPocketVaultCore} from "../interfaces/IPocketVaultCore.sol";
import {Errors} from "../libraries/Errors.sol";
import {EstateMath} from "../libraries/EstateMath.sol";
import {PocketPacking} from "../libraries/PocketPacking.sol";
import {Backing, Estate, EstateProduct, EstateTerms, Fund, RegisteredClaim, Round} from "../types/PocketTypes.sol";
import {PocketState} from "./PocketState.sol";

/// @title Pockets that are settled together
/// @notice What is over when all are decided and have paid goes back to them in proportion to what each brought in. There
/// are three kinds:
///
/// Incidents of one product overlap: together they could need more than its cover, and their pockets hold no more than that.
/// All claims together cannot exceed it either, so they are paid at once.
///
/// The pool's equity did not suffice for a carving: all its pockets without a verdict are one estate. Nobody is paid first:
/// when the last of those incidents is decided one claim window opens, claims register in it, and after it all are paid the
/// same part.
///
/// A verdict goes beyond what its pocket holds: the pocket is an estate of its own, with the same window.
abstract contract Estates is PocketState {
    using FixedPointMathLib for uint256;

    /// @dev One member of a shortage's estate has its verdict. The last one opens the claim window.
    function _memberDecided(Estate memory e, EstateTerms memory t, uint256 claimWindow) internal view {
        e.undecided -= 1;
        t.window = t.window.max(claimWindow);
        if (e.undecided == 0) e.until = block.timestamp + t.window;
    }

    /// @dev Counts a claim of `gross`; what a product's first loss pays of its claims does not count against the estate.
    function _count(Estate memory e, uint256 number, uint256 productId, uint256 gross) internal {
        EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[number][productId]);
        e.claimed -= p.claimed.zeroFloorSub(p.firstLoss);
        p.claimed += gross;
        e.claimed += p.claimed.zeroFloorSub(p.firstLoss);
        _estates[number] = PocketPacking.pack(e);
        _estateProducts[number][productId] = PocketPacking.pack(p);
    }

    /// @dev Registers a claim that is paid its part when the window is over.
    function _register(uint256 number, uint256 productId, uint256 pocketId, uint256 coverId, uint256 gross) internal {
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        require(e.undecided == 0, Errors.VerdictPending());
        require(block.timestamp <= e.until, Errors.ClaimWindowClosed(e.until));
        _count(e, number, productId, gross);
        RegisteredClaim memory c = PocketPacking.toRegisteredClaim(_registered[pocketId][coverId]);
        c.gross += gross;
        _registered[pocketId][coverId] = PocketPacking.pack(c);
    }

    /// @dev First loss that joins an estate when claims may be registered already.
    function _addFirstLoss(Estate memory e, uint256 number, uint256 productId, uint256 firstLoss) internal {
        EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[number][productId]);
        e.claimed -= p.claimed.zeroFloorSub(p.firstLoss);
        p.firstLoss += firstLoss;
        e.claimed += p.claimed.zeroFloorSub(p.firstLoss);
        _estateProducts[number][productId] = PocketPacking.pack(p);
    }

    /// @dev Brings a registered claim up to what is due, once the estate's window is over.
    function _payRegistered(uint256 number, uint256 productId, uint256 pocketId, uint256 coverId)
        internal
        returns (uint256 payout)
    {
        RegisteredClaim memory c = PocketPacking.toRegisteredClaim(_registered[pocketId][coverId]);
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        require(e.undecided == 0 && block.timestamp > e.until, Errors.ClaimWindowOpen(e.until));
        uint256 due = EstateMath.dueDown(
            e,
            PocketPacking.toEstateTerms(_estateTerms[number]),
            PocketPacking.toEstateProduct(_estateProducts[number][productId]),
            c.gross
        );
        payout = due - c.paid;
        require(payout != 0, Errors.AlreadyClaimed());
        c.paid = due;
        _registered[pocketId][coverId] = PocketPacking.pack(c);
    }

    /// @dev Keeps as much of a recovery as claims were cut by.
    function _recoverClaims(uint256 number, uint256 assets) internal returns (uint256 forClaims) {
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        _requireOver(e);
        EstateTerms memory t = PocketPacking.toEstateTerms(_estateTerms[number]);
        forClaims = assets.min(e.claimed.zeroFloorSub(e.assets + t.recovered));
        t.recovered += forClaims;
        _estateTerms[number] = PocketPacking.pack(t);
    }

    function _requireOver(Estate memory e) internal view {
        require(e.status != WAITING && e.undecided == 0, Errors.VerdictPending());
        require(block.timestamp > e.until, Errors.ClaimWindowOpen(e.until));
    }

    /// @dev What a member pocket gets back when the estate's window is over, rounded down. The product's first loss goes
    /// back with the first of its pockets, and the first pocket of all ends the shortage.
    function _leaveEstate(uint256 number, uint256 productId, Backing memory b)
        internal
        returns (uint256 assets, bool endsShortage)
    {
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        _requireOver(e);
        assets = EstateMath.restDown(e, b.reserve);

        Round memory r = PocketPacking.toRound(_round);
        Fund memory f = _fundOf(productId, r);
        EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[number][productId]);
        if (p.status == 0) {
            p.status = 1;
            _estateProducts[number][productId] = PocketPacking.pack(p);
            f.firstLoss += p.firstLoss.zeroFloorSub(p.claimed);
            _funds[productId] = PocketPacking.pack(f);
        }
        if (e.status == OPEN) {
            e.status = CLOSED;
            _estates[number] = PocketPacking.pack(e);
            if (number < OF_PRODUCT) {
                r.shortages -= 1;
                _round = PocketPacking.pack(r);
                endsShortage = r.shortages == 0;
            }
            emit IPocketVaultCore.EstateClosed(number, e.assets, e.claimed);
        }
    }
}
