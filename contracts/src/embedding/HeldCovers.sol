// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {LibBytes} from "solady/utils/LibBytes.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {PPM, WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {Errors} from "../common/Errors.sol";
import {IClaimsVault} from "../claims/IClaimsVault.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {IProductRegistry, Terms} from "../listing/IProductRegistry.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {CoverOrder, Quote} from "../pool/PoolTypes.sol";
import {PremiumMath} from "../pool/PremiumMath.sol";
import {Firing} from "../resolution/meters/IMeter.sol";
import {IShareLossMeter, ShareLossState} from "../resolution/meters/IShareLossMeter.sol";
import {CoveredVaultArguments} from "./CoveredVaultArguments.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {HeldCover, VaultMeter, VaultPolicy, VaultPool} from "./EmbeddingWords.sol";
import {ICoveredVault} from "./ICoveredVault.sol";

/// @title Covers of a covered vault: what is bought, extended, claimed and forgotten
/// @notice A payout can come from anybody's call, as a plain transfer, so nothing counts payouts. What has to be known is
/// whether one may still come: then nobody may buy a part in it. That is so from a loss until its firing is settled, when
/// no held cover can be paid for it any more. Each pool's own answer to a claim tells.
abstract contract HeldCovers is ICoveredVault, ERC4626, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    /// @dev Cover to be reached, while it is being bought. Asset units.
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
        uint256 place;
        uint256 amount; // asset units; 0 for none
        Quote quote;
    }

    uint256 internal constant MAX_COVERS = 16;
    /// @dev Covers are extended from this long before the last moment at which they can be.
    uint256 internal constant RENEWAL_WINDOW = 14 days;
    /// @dev Divisor of what is missing: a pool that has room for less is not bought from.
    uint256 internal constant MIN_PURCHASE = 8;
    /// @dev Of `IShareLossMeter`'s prices.
    uint256 internal constant RAY = 1e27;

    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;

    /// @dev Firings that were settled since the vault was created, and covers that are held. One slot.
    uint32 internal _settled;
    uint8 internal _coverCount;
    /// @dev `HeldCover`s in any order.
    uint256[MAX_COVERS] internal _covers;

    constructor(address coverToken, address registry) {
        (_coverToken, _registry) = (ICoverToken(coverToken), IProductRegistry(registry));
    }

    // ---------------------------------------------------------------- writes

    /// @inheritdoc ICoveredVault
    function sync(uint256 termsId) external nonReentrant returns (uint256 cover, uint256 premium) {
        Plan memory x = _plan(termsId);
        bool settled = _settleFirings();
        _endLapsed();
        if (settled) _forgetCovers();
        _extendCovers(x);
        _buyMissing(x);
        emit CoverageSynced(x.cover, x.premium);
        return (x.cover, x.premium);
    }

    /// @notice Takes a cover that the sponsor gives, by `safeTransferFrom`. It protects like any other, and counts as
    /// nothing in `totalAssets`. (EMB-7)
    /// @dev Errors: `CoverNotTaken`.
    function onERC721Received(address, address from, uint256 coverId, bytes calldata) external returns (bytes4) {
        uint256 termsId = CoverData.termsIdOf(coverId);
        uint256 place = _placeOf(CoverData.poolIdOf(coverId));
        require(
            msg.sender == address(_coverToken) && from == CoveredVaultArguments.sponsor()
                && place < CoveredVaultArguments.policy().poolCount && _coverCount < MAX_COVERS
                && _registry.getTerms(termsId).productId == _productId(),
            CoverNotTaken()
        );
        _covers[_coverCount++] = EmbeddingPacking.pack(HeldCover({coverId: coverId, paid: 0, place: place}));
        emit CoverGiven(coverId);
        return this.onERC721Received.selector;
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc ICoveredVault
    function coverageOf(uint256 shares) external view returns (uint256 covered, uint256 until) {
        CoverData.Cover[] memory covers = _loadCovers();
        uint256 cover = _coverAt(covers, block.timestamp);
        if (cover == 0) return (0, 0);
        covered = shares.fullMulDiv(cover, _supply());
        until = block.timestamp;
        // Each round goes on to the next end of a cover.
        do {
            uint256 next = type(uint256).max;
            for (uint256 i; i < covers.length; ++i) {
                if (covers[i].end > until) next = next.min(covers[i].end);
            }
            until = next;
        } while (_coverAt(covers, until) >= cover);
    }

    /// @inheritdoc ICoveredVault
    function coverageAt(uint256 timestamp) external view returns (uint256 cover) {
        return _coverAt(_loadCovers(), timestamp);
    }

    /// @inheritdoc ICoveredVault
    function atRisk() public view returns (uint256 assets) {
        ERC4626 vault = ERC4626(wrapped());
        uint256 shares = vault.balanceOf(address(this));
        VaultMeter memory m = CoveredVaultArguments.meter();
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        (, ShareLossState memory s) = IShareLossMeter(m.meter).getMeter(uint96(m.meterId));
        // A price that was moved for one call buys no cover.
        return vault.convertToAssets(shares).min(shares.fullMulDiv(s.mark, RAY));
    }

    /// @inheritdoc ICoveredVault
    function depositsOpen() public view returns (bool open) {
        VaultMeter memory m = CoveredVaultArguments.meter();
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        uint96 meterId = uint96(m.meterId);
        try IShareLossMeter(m.meter).statusOf(meterId) returns (uint32 firings, bool refused) {
            return !refused && firings == settledFirings();
        } catch {}
    }

    /// @inheritdoc ICoveredVault
    function prepaid() public view returns (uint256 assets) {
        for (uint256 i; i < _coverCount; ++i) {
            assets += _prepaidOf(EmbeddingPacking.toHeldCover(_covers[i]));
        }
    }

    /// @inheritdoc ICoveredVault
    function heldCovers() external view returns (uint256[] memory coverIds) {
        coverIds = new uint256[](_coverCount);
        for (uint256 i; i < coverIds.length; ++i) {
            coverIds[i] = EmbeddingPacking.toHeldCover(_covers[i]).coverId;
        }
    }

    /// @inheritdoc ICoveredVault
    function settledFirings() public view returns (uint32) {
        // forge-lint: disable-next-line(unsafe-typecast) -- never more than the meter's own count of 32 bits
        return uint32(EmbeddingPacking.firingsOf(CloneArguments.read(CoveredVaultArguments.WRAPPED)) + _settled);
    }

    /// @inheritdoc ICoveredVault
    function wrapped() public view returns (address) {
        return CoveredVaultArguments.wrapped();
    }

    // ----------------------------------------------------- firings and claims

    /// @dev Claims for the firings that are not settled, oldest first.
    /// @return settled whether none is left
    function _settleFirings() private returns (bool settled) {
        VaultMeter memory m = CoveredVaultArguments.meter();
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        uint96 meterId = uint96(m.meterId);
        uint32 count = IShareLossMeter(m.meter).firingCount(meterId);
        for (uint32 next = settledFirings() + 1; next <= count; ++next) {
            Firing memory firing = IShareLossMeter(m.meter).getFiring(meterId, next);
            if (!_claimAll(next, firing.time)) return false;
            ++_settled;
            emit FiringSettled(next);
        }
        return true;
    }

    /// @return done whether no held cover can be paid for the firing any more
    function _claimAll(uint32 number, uint256 time) private returns (bool done) {
        uint256 incidentId = EmbeddingPacking.subjectOf(CloneArguments.read(CoveredVaultArguments.ASSET)) << 32 | number;
        done = true;
        for (uint256 i; i < _coverCount; ++i) {
            HeldCover memory h = EmbeddingPacking.toHeldCover(_covers[i]);
            CoverData.Cover memory c = _coverToken.coverData(h.coverId);
            if (time < c.start || time >= c.end) continue;
            if (!_claim(h, incidentId, time)) done = false;
        }
    }

    /// @dev Opens the case if nobody has, and claims. What the vault answers tells whether a payout may still come.
    function _claim(HeldCover memory h, uint256 incidentId, uint256 time) private returns (bool done) {
        IClaimsVault vault = IClaimsVault(ICoverPool(CoveredVaultArguments.poolAt(h.place).pool).claimsVault());
        try vault.claimPayout(h.coverId, incidentId) returns (uint256 payout) {
            // A claim that is registered is paid later.
            return payout != 0;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast) -- cuts the selector off the refusal
            bytes4 refusal = bytes4(reason);
            if (refusal == Errors.CaseNotOpen.selector) return !_openCase(vault, h.coverId, incidentId, time);
            if (refusal == Errors.ClaimTogether.selector) return _claimTogether(vault, h.coverId, incidentId, reason);
            return refusal == Errors.AlreadyClaimed.selector || refusal == Errors.NotCovered.selector
                || refusal == Errors.ClaimWindowClosed.selector;
        }
    }

    /// @dev Claims for this firing and the next ones, as many as the vault names.
    function _claimTogether(IClaimsVault vault, uint256 coverId, uint256 incidentId, bytes memory refusal)
        private
        returns (bool done)
    {
        uint256[] memory incidentIds = new uint256[](abi.decode(LibBytes.slice(refusal, 4), (uint256)));
        for (uint256 i; i < incidentIds.length; ++i) {
            incidentIds[i] = incidentId + i;
        }
        try vault.claimPayouts(coverId, incidentIds, address(0)) returns (uint256 payout) {
            return payout != 0;
        } catch {
            return false;
        }
    }

    /// @return possible whether there is a case, or one can still be opened
    function _openCase(IClaimsVault vault, uint256 coverId, uint256 incidentId, uint256 time)
        private
        returns (bool possible)
    {
        uint256 termsId = CoverData.termsIdOf(coverId);
        try vault.openCase(termsId, incidentId, 0) {
            return true;
        } catch {
            return block.timestamp <= time + _registry.claimTerms(termsId).reportWindow;
        }
    }

    /// @dev Ends covers whose terms have lapsed: their unearned premium comes back.
    function _endLapsed() private {
        for (uint256 i; i < _coverCount; ++i) {
            HeldCover memory h = EmbeddingPacking.toHeldCover(_covers[i]);
            uint256 lapsedAt = _registry.lapseAt(CoverData.termsIdOf(h.coverId));
            if (lapsedAt == 0 || block.timestamp < lapsedAt) continue;
            try ICoverPool(CoveredVaultArguments.poolAt(h.place).pool).lapseCover(h.coverId) {} catch {}
        }
    }

    /// @dev Forgets covers that have nothing left, or ended so long ago that no firing to come can date back into them.
    function _forgetCovers() private {
        VaultMeter memory m = CoveredVaultArguments.meter();
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        uint256 age = IShareLossMeter(m.meter).limitsOf(uint96(m.meterId)).proofAge;
        for (uint256 i; i < _coverCount;) {
            CoverData.Cover memory c = _coverToken.coverData(EmbeddingPacking.toHeldCover(_covers[i]).coverId);
            if (c.amount != 0 && block.timestamp <= c.end + age) {
                ++i;
                continue;
            }
            _covers[i] = _covers[--_coverCount];
        }
    }

    // ------------------------------------------------- purchases and renewals

    /// @dev What is missing, and on which terms it may be bought.
    function _plan(uint256 termsId) private view returns (Plan memory x) {
        Terms memory t = _registry.getTerms(termsId);
        x.p = CoveredVaultArguments.policy();
        require(
            t.productId == _productId() && t.deductible <= x.p.maxDeductible * WAD_PER_PPM, TermsNotTaken(termsId)
        );
        (x.termsId, x.waitingPeriod) = (termsId, t.waitingPeriod);
        uint256 assets = atRisk();
        (x.floor, x.target) = (assets.fullMulDiv(x.p.floor, PPM), assets.fullMulDiv(x.p.target, PPM));
    }

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
        HeldCover memory h = EmbeddingPacking.toHeldCover(_covers[i]);
        // Refunds of a gift are its giver's.
        if (h.paid == 0) return false;
        VaultPool memory pool = CoveredVaultArguments.poolAt(h.place);
        try ICoverPool(pool.pool).quoteExtension(h.coverId, x.p.duration) returns (uint40 end, uint256 premium) {
            if (premium > _mostFor(x, c.amount, end - c.end) || !_raise(premium)) return false;
            uint256 paid = _prepaidOf(h) + premium;
            SafeTransferLib.safeApproveWithRetry(asset(), pool.pool, premium);
            try ICoverPool(pool.pool).extendCover(h.coverId, x.p.duration, premium, block.timestamp) {
                _store(i, h, pool, paid);
                x.premium += premium;
                done = true;
            } catch {}
            SafeTransferLib.safeApproveWithRetry(asset(), pool.pool, 0);
        } catch {}
    }

    /// @dev Buys what is missing below the floor, up to the target, from the cheapest pool first.
    function _buyMissing(Plan memory x) private {
        if (x.cover >= x.floor) return;
        uint256 used;
        while (x.cover < x.target && _coverCount < MAX_COVERS) {
            Offer memory offer = _cheapest(x, x.target - x.cover, used);
            if (offer.amount == 0) return;
            used |= 1 << offer.place;
            if (_buy(x, offer)) x.cover += offer.amount;
        }
    }

    /// @param used pools that were bought from
    function _cheapest(Plan memory x, uint256 missing, uint256 used) private view returns (Offer memory best) {
        for (uint256 i; i < x.p.poolCount; ++i) {
            if (used >> i & 1 == 1) continue;
            Offer memory offer;
            (offer.pool, offer.place) = (CoveredVaultArguments.poolAt(i), i);
            offer.amount = missing - missing % offer.pool.coverUnit;
            if (!_quote(x, offer)) continue;
            if (offer.amount < missing / MIN_PURCHASE) continue;
            // Dearer by the unit than the best so far?
            if (best.amount != 0 && offer.quote.premium * best.amount >= best.quote.premium * offer.amount) continue;
            best = offer;
        }
    }

    /// @dev Asks for an amount, or for what there is of it.
    /// @return taken whether it starts without delay and costs no more than the vault pays
    function _quote(Plan memory x, Offer memory offer) private view returns (bool taken) {
        for (uint256 tries; tries < 2 && offer.amount != 0; ++tries) {
            try ICoverPool(offer.pool.pool).quoteCover(x.termsId, offer.amount, x.p.duration) returns (Quote memory q) {
                if (q.available < offer.amount) {
                    offer.amount = q.available;
                    continue;
                }
                offer.quote = q;
                return q.start <= block.timestamp + x.waitingPeriod
                    && q.premium <= _mostFor(x, offer.amount, q.end - q.start);
            } catch {
                return false;
            }
        }
    }

    function _buy(Plan memory x, Offer memory offer) private returns (bool done) {
        uint256 premium = offer.quote.premium;
        if (!_raise(premium)) return false;
        SafeTransferLib.safeApproveWithRetry(asset(), offer.pool.pool, premium);
        try ICoverPool(offer.pool.pool).buyCover(
            CoverOrder({
                termsId: x.termsId,
                amount: offer.amount,
                duration: x.p.duration,
                onBehalf: address(this),
                insured: address(this),
                refundTo: address(this),
                maxPremium: premium,
                maxStart: offer.quote.start,
                deadline: block.timestamp,
                integrator: address(0),
                integratorFee: 0
            })
        ) returns (
            uint256 coverId, uint256 paid
        ) {
            _store(_coverCount++, HeldCover(coverId, 0, offer.place), offer.pool, paid);
            x.premium += paid;
            done = true;
        } catch {}
        SafeTransferLib.safeApproveWithRetry(asset(), offer.pool.pool, 0);
    }

    /// @dev Stores a cover whose time to come was paid with `paid`, fees included.
    function _store(uint256 i, HeldCover memory h, VaultPool memory pool, uint256 paid) private {
        uint256 net = _streamOf(_coverToken.coverData(h.coverId), pool.coverUnit);
        h.paid = net == 0 ? 0 : paid.fullMulDiv(WAD, net).min(type(uint64).max);
        _covers[i] = EmbeddingPacking.pack(h);
    }

    /// @dev The most that the vault pays for cover of an amount, rounded down.
    function _mostFor(Plan memory x, uint256 amount, uint256 duration) private pure returns (uint256) {
        return amount.fullMulDiv(x.p.maxRate * duration, PPM * PremiumMath.YEAR);
    }

    /// @dev Brings idle assets to `amount`, out of the wrapped vault where there are fewer.
    function _raise(uint256 amount) private returns (bool done) {
        uint256 idle = _idle();
        if (idle >= amount) return true;
        try ERC4626(wrapped()).withdraw(amount - idle, address(this), address(this)) {
            return _idle() >= amount;
        } catch {
            return false;
        }
    }

    // -------------------------------------------------------------- internals

    /// @dev Assets that are not in the wrapped vault: payouts, refunds, and what anybody sent.
    function _idle() internal view returns (uint256) {
        return SafeTransferLib.balanceOf(asset(), address(this));
    }

    /// @dev Shares, with the virtual ones.
    function _supply() internal view returns (uint256) {
        return totalSupply() + 10 ** _decimalsOffset();
    }

    function _productId() private view returns (uint256) {
        return EmbeddingPacking.productIdOf(CloneArguments.read(CoveredVaultArguments.WRAPPED));
    }

    /// @return place of a pool among those of the vault; their number for another
    function _placeOf(uint256 poolId) private view returns (uint256 place) {
        uint256 count = CoveredVaultArguments.policy().poolCount;
        while (place < count && CoveredVaultArguments.poolAt(place).poolId != poolId) ++place;
    }

    function _prepaidOf(HeldCover memory h) private view returns (uint256) {
        if (h.paid == 0) return 0;
        uint256 net = _streamOf(_coverToken.coverData(h.coverId), CoveredVaultArguments.poolAt(h.place).coverUnit);
        return net.fullMulDiv(h.paid, WAD);
    }

    /// @dev What a cover still streams to its pool, rounded down.
    function _streamOf(CoverData.Cover memory c, uint256 coverUnit) private view returns (uint256) {
        return PremiumMath.valueDown(c.rate * c.end.zeroFloorSub(block.timestamp), coverUnit);
    }

    /// @dev The held covers, with amounts in asset units, and their ends moved to the lapse of their terms.
    function _loadCovers() internal view returns (CoverData.Cover[] memory covers) {
        covers = new CoverData.Cover[](_coverCount);
        for (uint256 i; i < covers.length; ++i) {
            HeldCover memory h = EmbeddingPacking.toHeldCover(_covers[i]);
            CoverData.Cover memory c = _coverToken.coverData(h.coverId);
            c.amount *= CoveredVaultArguments.poolAt(h.place).coverUnit;
            uint256 lapseAt = _registry.lapseAt(CoverData.termsIdOf(h.coverId));
            if (lapseAt != 0) c.end = c.end.min(lapseAt);
            covers[i] = c;
        }
    }

    function _coverAt(CoverData.Cover[] memory covers, uint256 timestamp) internal pure returns (uint256 cover) {
        for (uint256 i; i < covers.length; ++i) {
            if (covers[i].start <= timestamp && timestamp < covers[i].end) cover += covers[i].amount;
        }
    }

    /// @dev Transient storage is everywhere this compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
