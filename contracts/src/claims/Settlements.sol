// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IVaultCases} from "./roles/IVaultCases.sol";
import {ClaimTerms} from "../listing/IProductRegistry.sol";
import {Errors} from "../common/Errors.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Award, Backing, Fund, Layer, Raise, Settlement, ShareReturn, Stake} from "./ClaimWords.sol";
import {VaultState} from "./VaultState.sol";

/// @title Settlements: cases that may have to pay for each other
/// @notice A settlement holds the layers of its open cases. It owes the most that can be claimed of them: per product
/// no more than the product's bound, whatever the number of cases. It is short while it holds less than it owes.
///
/// In a settlement that is not strained each case holds all that can be claimed of it, and is settled alone. In a
/// strained one a case needs more than it has, and other cases' layers pay claims on it, too. Then layers wait for each
/// other, until verdicts have mended that or nothing can be claimed any more.
abstract contract Settlements is VaultState {
    using FixedPointMathLib for uint256;

    /// @dev A case with all that it is part of, in memory.
    struct CaseCache {
        uint256 caseId;
        ClaimTerms t;
        Layer l;
        Backing b;
        Award a;
        Settlement s;
        Stake p;
        uint256 need; // the most that can be claimed of the case
    }

    function _open(CaseCache memory k) internal view {
        uint256 word = _backings[k.caseId];
        require(word != 0, Errors.CaseNotOpen());
        ClaimPacking.load(k.b, word);
        _load(k.l, k.b.layerIndex);
        ClaimPacking.load(k.a, _awards[k.caseId]);
        _load(k.s, k.l.number);
        ClaimPacking.load(k.p, _stakes[k.l.number][k.t.productId]);
        k.need = _needOf(k.caseId, k.b);
    }

    /// @dev Stores all but the layer: whoever changes its `number` or `stops` stores it.
    function _write(CaseCache memory k) internal {
        uint256 own = k.b.reserve + k.b.firstLoss;
        k.b.needApart = k.need != own;
        if (k.b.needApart) _needs[k.caseId] = k.need;
        _backings[k.caseId] = ClaimPacking.pack(k.b);
        _awards[k.caseId] = ClaimPacking.pack(k.a);
        _writeSums(k);
    }

    function _writeSums(CaseCache memory k) internal {
        _stakes[k.l.number][k.t.productId] = ClaimPacking.pack(k.p);
        _writeSettlement(k.l.number, k.s);
    }

    /// @dev The only place at which a settlement becomes short, or stops being short.
    function _writeSettlement(uint256 number, Settlement memory s) internal {
        uint256[4] storage words = _settlements[number];
        uint256 old = words[0];
        bool wasShort = ClaimPacking.heldOf(old) < ClaimPacking.owedOf(old);
        words[0] = ClaimPacking.pack(s);
        if (s.strainedAt != 0 || ClaimPacking.strainedAtOf(old) != 0) {
            uint256[3] memory w = ClaimPacking.packMore(s);
            (words[1], words[2], words[3]) = (w[0], w[1], w[2]);
        }
        bool short = _isShort(s);
        if (short == wasShort) return;
        uint256 present = _present;
        _present = present = short ? ClaimPacking.addShort(present, 1) : ClaimPacking.takeShort(present, 1);
        _pool().setShort(ClaimPacking.shortOf(present) != 0);
        emit IVaultCases.ShortageChanged(number, short, s.held, s.owed);
    }

    /// @dev Adds to what a case has set aside.
    function _hold(CaseCache memory k, uint256 reserve, uint256 firstLoss) internal pure {
        uint256 own = k.b.reserve + k.b.firstLoss;
        k.b.reserve += reserve;
        k.b.firstLoss += firstLoss;
        k.s.held += reserve + firstLoss;
        k.s.lacking -= k.need.zeroFloorSub(own) - k.need.zeroFloorSub(own + reserve + firstLoss);
    }

    /// @dev Changes the need of a case, and the sums that depend on it. Its layers stay as they are.
    function _setNeed(CaseCache memory k, uint256 need) internal pure {
        uint256 own = k.b.reserve + k.b.firstLoss;
        k.s.owed -= k.p.bound.min(k.p.needs);
        k.p.needs = k.p.needs - k.need + need;
        k.s.owed += k.p.bound.min(k.p.needs);
        k.s.lacking = k.s.lacking - k.need.zeroFloorSub(own) + need.zeroFloorSub(own);
        k.need = need;
    }

    /// @dev Changes the need of a case, which may end the strain of its settlement. New cases then join the next
    /// settlement, and the counts are dropped, because a new case would make them wrong.
    function _lower(CaseCache memory k, uint256 need) internal pure {
        _setNeed(k, need);
        Settlement memory s = k.s;
        if (s.strainedAt == 0 || s.lacking != 0) return;
        (s.strainedAt, s.counted, s.paid, s.registered, s.left) = (0, 0, 0, 0, 0);
        s.relaxed = true;
    }

    /// @dev Changes the sums of a settlement by a verdict on one of its cases.
    function _conclude(CaseCache memory k, uint256 need) internal pure {
        if (need == 0) k.a.status |= OVER;
        else if (++k.p.payable_ == 2) k.s.joint += 1;
        _lower(k, need);
    }

    /// @dev Takes what a case does not need out of its settlement: the pool's capital before first loss, which pays
    /// first.
    /// @param keep asset units that stay, at most what the case has
    /// @return assets asset units of the pool's capital that were freed; they are still in the vault
    function _free(CaseCache memory k, uint256 keep) internal returns (uint256 assets) {
        uint256 firstLoss = k.b.firstLoss.min(keep);
        uint256 reserve = keep - firstLoss;
        assets = k.b.reserve - reserve;
        k.s.held -= assets + k.b.firstLoss - firstLoss;
        _returnFirstLoss(k.t.productId, k.b.firstLoss - firstLoss);
        (k.b.reserve, k.b.firstLoss) = (reserve, firstLoss);
    }

    /// @dev Closes a case in a settlement that is not strained: its claims leave the sums, and what was left of it is
    /// freed. Registered claims that nobody has fetched stay, and their assets with them.
    function _close(CaseCache memory k) internal returns (uint256 assets) {
        uint256 claimed = k.a.paid + _waiting[k.caseId];
        if (k.b.hasPromise) _takeFirstLoss(k, claimed);
        _setNeed(k, claimed);
        assets = _free(k, claimed);
        k.s.owed -= k.p.bound.min(k.p.needs);
        k.p.needs -= claimed;
        k.p.bound = k.p.bound.zeroFloorSub(claimed);
        k.s.owed += k.p.bound.min(k.p.needs);
        k.s.held -= claimed;
        k.need = k.b.reserve + k.b.firstLoss;
        k.s.open -= 1;
        k.a.status |= CLOSED;
        _releaseSales(k);
    }

    /// @dev Fills a case's promise once its claims are known: first loss takes the reserve's place.
    function _takeFirstLoss(CaseCache memory k, uint256 claimed) internal {
        uint256 promised = _promises[k.caseId];
        if (promised == 0) return;
        _promises[k.caseId] = 0;
        _promisedOf[k.t.productId] -= promised;
        Fund memory f = ClaimPacking.toFund(_funds[k.t.productId]);
        uint256 taken = claimed.zeroFloorSub(k.b.firstLoss).min(promised).min(f.firstLoss);
        if (taken == 0) return;
        f.firstLoss -= taken;
        _funds[k.t.productId] = ClaimPacking.pack(f);
        _hold(k, 0, taken);
        emit IVaultCases.FirstLossTaken(k.caseId, taken);
    }

    function _releaseSales(CaseCache memory k) internal {
        if (!k.l.stops) return;
        k.p.stopping -= 1;
        _pool().endSalesStop(k.t.productId);
    }

    function _returnFirstLoss(uint256 productId, uint256 assets) internal {
        if (assets == 0) return;
        Fund memory f = ClaimPacking.toFund(_funds[productId]);
        f.firstLoss += assets;
        _funds[productId] = ClaimPacking.pack(f);
    }

    /// @dev Gives the capital that a case's claims do not need back to the shares that bore it: to the newest layer
    /// first, up to what was taken from it. So what the highest answer took comes back first.
    /// @param grows whether it is a recovery: recoveries of a layer between two openings are one return, so that their
    /// number costs its holders nothing
    function _giveBack(CaseCache memory k, uint256 assets, bool grows) internal returns (uint256 shares) {
        if (k.b.raised) {
            uint256[] storage list = _raises[k.caseId];
            Layer memory l;
            for (uint256 i = list.length; i != 0 && assets != 0; --i) {
                Raise memory x = ClaimPacking.toRaise(list[i - 1]);
                uint256 part = assets.min(x.reserve);
                if (part == 0) continue;
                x.reserve -= part;
                list[i - 1] = ClaimPacking.pack(x);
                _load(l, x.layerIndex);
                shares += _issueReturn(l, part, grows);
                assets -= part;
            }
        }
        return shares + _issueReturn(k.l, assets, grows);
    }

    /// @dev Issues shares for assets of the vault, for the holders of a layer.
    function _issueReturn(Layer memory l, uint256 assets, bool grows) private returns (uint256 shares) {
        if (assets == 0) return 0;
        SafeTransferLib.safeTransfer(_asset(), address(_pool()), assets);
        shares = _pool().returnCapital(assets);
        if (shares == 0) return 0;
        ShareReturn memory x = _newReturn(l, shares);
        x.grows = grows;
        if (!grows) _append(x);
        else if (!_tryGrowLast(x, shares)) _recoveryReturns[l.layerIndex] = _append(x) + 1;
    }

    function _tryGrowLast(ShareReturn memory x, uint256 shares) private returns (bool) {
        uint256 index = _recoveryReturns[x.layerIndex];
        if (index == 0) return false;
        ShareReturn memory last = _shareReturn(index - 1);
        if (last.layerCount != x.layerCount || last.burned) return false;
        (x.shares, x.left) = (ClaimPacking.roundShares(last.shares + shares), last.left + shares);
        _store(index - 1, x);
        return true;
    }

    function _newReturn(Layer memory l, uint256 shares) private view returns (ShareReturn memory) {
        return ShareReturn({
            shares: ClaimPacking.roundShares(shares),
            left: shares,
            layerCount: _pool().layerCount(),
            layerIndex: l.layerIndex,
            time: block.timestamp,
            grows: false,
            burned: false,
            supply: l.supply,
            checkpoint: l.checkpoint
        });
    }
}
