// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {PPM, WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {CoverData} from "../cover/CoverData.sol";
import {Terms} from "../listing/IProductRegistry.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {CoverOrder, Quote} from "../pool/PoolTypes.sol";
import {PremiumMath} from "../pool/PremiumMath.sol";
import {IShareLossMeter, ShareLossState} from "../resolution/meters/IShareLossMeter.sol";
import {CoveredVaultArguments} from "./CoveredVaultArguments.sol";
import {HeldCover, VaultPolicy, VaultPool} from "./EmbeddingWords.sol";
import {ICoveredVault} from "./ICoveredVault.sol";
import {VaultClaims} from "./VaultClaims.sol";

/// @title Purchases and extensions of a covered vault
/// @notice Premiums are paid out of the wrapped vault alone. Idle assets buy nothing: they are payouts, and leave with the
/// shares that they belong to.
abstract contract VaultPurchases is VaultClaims {
    using FixedPointMathLib for uint256;

    /// @dev What `sync` is to reach. Asset units.
    struct Plan {
        VaultPolicy p;
        uint256 termsId;
        uint256 waitingPeriod;
        uint256 floor;
        uint256 target;
        uint256 cover; // that lasts beyond the next renewal
        uint256 premium; // spent
    }

    /// @dev A purchase from one pool.
    struct Offer {
        VaultPool pool;
        uint256 poolIndex;
        uint256 amount; // asset units; 0 for none
        Quote quote;
    }

    /// @dev Covers are extended from this long before the last moment at which they can be.
    uint256 internal constant RENEWAL_WINDOW = 14 days;
    /// @dev Only what has stayed so long is covered: what comes and goes at once buys nothing.
    uint256 internal constant STEADY_TIME = 1 hours;
    /// @dev Divisor of what is missing: less is not bought at a time.
    uint256 internal constant MIN_PURCHASE = 8;
    /// @dev Divisor of what is missing: where the list is full, a smaller cover makes room.
    uint256 internal constant SMALL_COVER = 16;
    /// @dev Of `IShareLossMeter`'s prices.
    uint256 internal constant RAY = 1e27;

    /// @inheritdoc ICoveredVault
    function sync(uint256 termsId) external nonReentrant returns (uint256 cover, uint256 premium) {
        _requireGas();
        Plan memory x = _plan(termsId);
        _settleFirings();
        (IShareLossMeter meter, uint96 meterId) = _meter();
        try meter.poke(meterId) {} catch {}
        // From here on the wrapped vault is believed.
        if (depositsOpen()) {
            _forgetEnded();
            if (block.timestamp >= _state.steadyAt + STEADY_TIME) {
                uint256 held = _measure(x);
                _extendCovers(x);
                _buyMissing(x);
                // As long as something is missing, the next call tries again.
                if (x.cover >= x.floor) _noteSteady(held);
            }
        }
        emit CoverageSynced(x.cover, x.premium);
        return (x.cover, x.premium);
    }

    /// @inheritdoc ICoveredVault
    function atRisk() external view returns (uint256 assets) {
        return _riskOf(_heldShares());
    }

    // -------------------------------------------------------- what is held

    /// @dev Forgets covers that have nothing left, or ended so long ago that no firing to come can date back into them. All
    /// firings are settled.
    function _forgetEnded() private {
        (IShareLossMeter meter, uint96 meterId) = _meter();
        uint256 age = meter.limitsOf(meterId).proofAge;
        for (uint256 i = _state.coverCount; i != 0;) {
            CoverData.Cover memory c = _coverToken.coverData(_coverAt(--i).coverId);
            if (c.amount == 0 || block.timestamp > c.end + age) _forget(i);
        }
    }

    // ------------------------------------------------------------ measures

    /// @dev On which terms may be bought.
    function _plan(uint256 termsId) private view returns (Plan memory x) {
        Terms memory t = _registry.getTerms(termsId);
        x.p = CoveredVaultArguments.policy();
        require(_takes(t), TermsNotTaken(termsId));
        (x.termsId, x.waitingPeriod) = (termsId, t.waitingPeriod);
    }

    /// @dev Measures what is at risk: what has stayed since the last measure that led to enough cover.
    /// @return held shares of the wrapped vault now
    function _measure(Plan memory x) private view returns (uint256 held) {
        held = _heldShares();
        uint256 assets = _riskOf(held.min(_state.steady));
        (x.floor, x.target) = (assets.fullMulDiv(x.p.floor, PPM), assets.fullMulDiv(x.p.target, PPM));
    }

    /// @dev Begins the next measure.
    function _noteSteady(uint256 held) private {
        State memory s = _state;
        // forge-lint: disable-next-line(unsafe-typecast) -- cut to their width
        (s.steady, s.steadyAt) = (uint128(held.min(type(uint128).max)), uint40(block.timestamp));
        _state = s;
    }

    /// @dev Notes that shares of the wrapped vault have left.
    /// @param held those that are there now
    function _noteExit(uint256 held) internal {
        // forge-lint: disable-next-line(unsafe-typecast) -- less than what has that width
        if (held < _state.steady) _state.steady = uint128(held);
    }

    /// @dev What shares of the wrapped vault are worth to cover. A price that was moved for one call buys no cover.
    function _riskOf(uint256 shares) private view returns (uint256) {
        (IShareLossMeter meter, uint96 meterId) = _meter();
        (, ShareLossState memory s) = meter.getMeter(meterId);
        return ERC4626(wrapped()).convertToAssets(shares).min(shares.fullMulDiv(s.mark, RAY));
    }

    /// @dev The most that the vault pays for cover of an amount, rounded down.
    function _mostFor(Plan memory x, uint256 amount, uint256 duration) private pure returns (uint256) {
        return amount.fullMulDiv(x.p.maxRate * duration, PPM * PremiumMath.YEAR);
    }

    // ---------------------------------------------------------- extensions

    /// @dev Extends covers that end before the next renewal, as long as there is less than the floor without them. A
    /// cover that would reach as far above the target as the floor lies below it runs out.
    function _extendCovers(Plan memory x) private {
        uint256 lasts = block.timestamp + x.waitingPeriod + RENEWAL_WINDOW;
        CoverData.Cover[] memory covers = _loadCovers();
        for (uint256 i; i < covers.length; ++i) {
            if (covers[i].end > lasts) x.cover += covers[i].amount;
        }
        for (uint256 i; i < covers.length && x.cover < x.floor; ++i) {
            CoverData.Cover memory c = covers[i];
            if (c.end > lasts || c.amount == 0 || x.cover + c.amount > 2 * x.target - x.floor) continue;
            if (_extend(x, i, c)) x.cover += c.amount;
        }
    }

    function _extend(Plan memory x, uint256 i, CoverData.Cover memory c) private returns (bool done) {
        HeldCover memory h = _coverAt(i);
        // Refunds of a gift are its giver's.
        if (h.price == 0) return false;
        VaultPool memory pool = CoveredVaultArguments.poolAt(h.poolIndex);
        try ICoverPool(pool.pool).quoteExtension(h.coverId, x.p.duration) returns (uint40 end, uint256 quoted) {
            if (quoted > _mostFor(x, c.amount, end - c.end)) return false;
            uint256 idle = _idle();
            if (_raise(quoted, pool.pool)) {
                uint256 before = _prepaidOf(h);
                try ICoverPool(pool.pool).extendCover(h.coverId, x.p.duration, quoted, block.timestamp) returns (
                    uint40, uint256 premium
                ) {
                    _store(i, h, pool, before + premium);
                    x.premium += premium;
                    done = true;
                } catch {}
            }
            _putBack(idle, pool.pool);
        } catch {}
    }

    // ----------------------------------------------------------- purchases

    /// @dev Buys what is missing below the floor, up to the target, from the cheapest pool first.
    function _buyMissing(Plan memory x) private {
        if (x.cover >= x.floor) return;
        uint256 used;
        while (x.cover < x.target) {
            Offer memory offer = _cheapest(x, x.target - x.cover, used);
            if (offer.amount == 0) return;
            if (_state.coverCount == MAX_COVERS && !_makeRoom(offer.amount)) return;
            used |= 1 << offer.poolIndex;
            x.cover += _buy(x, offer);
        }
    }

    /// @dev Cancels the smallest cover of a full list that can be cancelled, if it is small beside what is bought for it. So
    /// nobody blocks purchases with dust.
    function _makeRoom(uint256 bought) private returns (bool done) {
        CoverData.Cover[] memory covers = _loadCovers();
        for (uint256 tries; tries < MAX_COVERS && !done; ++tries) {
            (uint256 smallest, uint256 amount) = (MAX_COVERS, bought / SMALL_COVER);
            for (uint256 i; i < covers.length; ++i) {
                bool own = _coverAt(i).price != 0 && covers[i].end > block.timestamp;
                if (own && covers[i].amount < amount) (smallest, amount) = (i, covers[i].amount);
            }
            if (smallest == MAX_COVERS) return false;
            HeldCover memory h = _coverAt(smallest);
            try ICoverPool(CoveredVaultArguments.poolAt(h.poolIndex).pool).cancelCover(h.coverId) {
                _forget(smallest);
                done = true;
            } catch {
                // Another one is tried.
                covers[smallest].amount = type(uint256).max;
            }
        }
    }

    /// @param used pools that were asked before
    function _cheapest(Plan memory x, uint256 missing, uint256 used) private view returns (Offer memory best) {
        for (uint256 i; i < x.p.poolCount; ++i) {
            if (used >> i & 1 == 1) continue;
            Offer memory offer;
            (offer.pool, offer.poolIndex) = (CoveredVaultArguments.poolAt(i), i);
            if (!_quote(x, offer, missing)) continue;
            // Dearer by the unit than the best so far?
            if (best.amount != 0 && offer.quote.premium * best.amount >= best.quote.premium * offer.amount) continue;
            best = offer;
        }
    }

    /// @dev Asks a pool for what is missing, for what it has of that, or for half as long as it is too dear.
    /// @return found whether a part that is large enough starts without delay and costs no more than the vault pays
    function _quote(Plan memory x, Offer memory offer, uint256 missing) private view returns (bool found) {
        uint256 unit = offer.pool.coverUnit;
        uint256 amount = missing;
        while (true) {
            amount -= amount % unit;
            if (amount == 0 || amount < missing / MIN_PURCHASE) return false;
            try ICoverPool(offer.pool.pool).quoteCover(x.termsId, amount, x.p.duration) returns (Quote memory q) {
                if (q.start > block.timestamp + x.waitingPeriod) return false;
                if (q.available < amount) {
                    amount = q.available;
                } else if (q.premium > _mostFor(x, amount, q.end - q.start)) {
                    amount /= 2;
                } else {
                    (offer.amount, offer.quote) = (amount, q);
                    return true;
                }
            } catch {
                return false;
            }
        }
    }

    /// @return bought asset units; 0 if nothing was
    function _buy(Plan memory x, Offer memory offer) private returns (uint256 bought) {
        uint256 idle = _idle();
        if (_raise(offer.quote.premium, offer.pool.pool)) {
            bought = _stillSold(x, offer);
            if (bought != 0 && !_buyAmount(x, offer, bought)) bought = 0;
        }
        _putBack(idle, offer.pool.pool);
    }

    /// @dev What a pool still sells of an offer after its premium has left the wrapped vault: what the meter reports is less
    /// by that.
    function _stillSold(Plan memory x, Offer memory offer) private view returns (uint256 amount) {
        try ICoverPool(offer.pool.pool).quoteCover(x.termsId, offer.amount, x.p.duration) returns (Quote memory q) {
            amount = offer.amount.min(q.available);
        } catch {}
    }

    function _buyAmount(Plan memory x, Offer memory offer, uint256 amount) private returns (bool done) {
        try ICoverPool(offer.pool.pool)
            .buyCover(
                CoverOrder({
                termsId: x.termsId,
                amount: amount,
                duration: x.p.duration,
                onBehalf: address(this),
                insured: address(this),
                refundTo: address(this),
                maxPremium: offer.quote.premium,
                maxStart: offer.quote.start,
                deadline: block.timestamp,
                integrator: address(0),
                integratorFee: 0
            })
            ) returns (
            uint256 coverId, uint256 premium
        ) {
            _store(_state.coverCount++, HeldCover(coverId, 0, offer.poolIndex), offer.pool, premium);
            x.premium += premium;
            done = true;
        } catch {}
    }

    /// @dev Stores a cover whose time to come was paid with `paid`, fees included.
    function _store(uint256 i, HeldCover memory h, VaultPool memory pool, uint256 paid) private {
        uint256 net = _streamOf(_coverToken.coverData(h.coverId), pool.coverUnit);
        h.price = net == 0 ? 1 : paid.fullMulDiv(WAD, net).min(type(uint64).max);
        _setCover(i, h);
    }

    /// @dev Takes a premium out of the wrapped vault, and allows a pool to take it.
    function _raise(uint256 premium, address pool) private returns (bool done) {
        uint256 idle = _idle();
        try ERC4626(wrapped()).withdraw(premium, address(this), address(this)) {
            if (_idle() < idle + premium) return false;
            SafeTransferLib.safeApproveWithRetry(asset(), pool, premium);
            return true;
        } catch {}
    }

    /// @dev Puts what a pool has not taken back into the wrapped vault, and allows the pool nothing.
    /// @param idle assets that were idle before
    function _putBack(uint256 idle, address pool) private {
        uint256 left = _idle().zeroFloorSub(idle);
        if (left == 0) return;
        address token = asset();
        SafeTransferLib.safeApproveWithRetry(token, pool, 0);
        SafeTransferLib.safeApproveWithRetry(token, wrapped(), left + 1);
        try ERC4626(wrapped()).deposit(left, address(this)) {} catch {}
        SafeTransferLib.safeApproveWithRetry(token, wrapped(), 1);
    }
}
