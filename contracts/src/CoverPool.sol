// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

import {ICoverPoolCore} from "./interfaces/ICoverPoolCore.sol";
import {ICoverToken} from "./interfaces/ICoverToken.sol";
import {IProductRegistry} from "./interfaces/IProductRegistry.sol";
import {Buckets} from "./libraries/Buckets.sol";
import {CoverData} from "./libraries/CoverData.sol";
import {Errors} from "./libraries/Errors.sol";
import {Packing} from "./libraries/Packing.sol";
import {PoolFlags} from "./libraries/PoolFlags.sol";
import {ShareMath} from "./libraries/ShareMath.sol";
import {ExitQueue} from "./pool/ExitQueue.sol";
import {PoolState} from "./pool/PoolState.sol";
import {ShareLedger} from "./pool/ShareLedger.sol";
import {Underwriting} from "./pool/Underwriting.sol";
import {SecondSegment} from "./SecondSegment.sol";
import {Money, PoolConfig, Product, Queue, ShareTotals, TermsLine} from "./types/PoolTypes.sol";
import {Assets, Shares} from "./types/Units.sol";

/// @title A pool of capital that sells cover in one asset
/// @notice Immutable: no proxy, no administrator who can reach capital. The parts, each with one job:
///
/// PoolState           storage, equity, damped equity
/// ShareLedger         ERC-20 shares with balance checkpoints
/// QueueReads          what the exit queue holds for whom
/// ExitQueue           ERC-7540 way out
/// Pricing             limits and prices
/// Underwriting        sales
/// CoverPool           ERC-4626 way in, and the calls of the pocket vault
/// CoverPoolExtension  quotes, extensions, upkeep, constants: run in the pool's place
///
/// The rules, with ids that tests cite, are in SPEC.md.
contract CoverPool is Underwriting, ExitQueue, Multicallable {
    using FixedPointMathLib for uint256;

    /// @dev Deposits stop below this fraction of the initial share price, and so does the blow-up of share numbers.
    uint256 internal constant WIPED_OUT = 1e6;
    /// @dev A carving's challenge window cannot keep a cluster's covers from starting for longer than this.
    uint256 internal constant MAX_DEFERRAL = 30 days;
    /// @dev A release never mints at less than this fraction of the initial share price.
    uint256 internal constant RELEASE_FLOOR = 1e9;

    address internal immutable _vault;

    /// @notice What a pool is put together from.
    struct Parts {
        address extension; // the second half of its code
        address vaultCode; // data contract with PocketVault's creation code
        address vaultExtension;
        address lossLedger;
    }

    constructor(
        PoolConfig memory c,
        uint256 poolId_,
        ICoverToken coverToken,
        IProductRegistry registry,
        address manager,
        uint8 assetDecimals,
        Parts memory parts
    )
        PoolState(c, poolId_, coverToken, registry, manager, assetDecimals)
        ShareLedger(c.name, c.symbol, assetDecimals + _virtualDecimals(assetDecimals))
        SecondSegment(parts.extension)
    {
        bytes memory code = abi.encodePacked(
            SSTORE2.read(parts.vaultCode),
            abi.encode(c.asset, poolId_, c.quantum, coverToken, registry, parts.lossLedger, parts.vaultExtension)
        );
        // By CREATE, its first: a vault's address follows from its pool's alone.
        address vault;
        assembly ("memory-safe") {
            vault := create(0, add(code, 32), mload(code))
            if iszero(vault) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
        _vault = vault;
    }

    // ---------------------------------------------------------------- way in

    /// @inheritdoc ICoverPoolCore
    function deposit(uint256 assets, address receiver) public virtual nonReentrant returns (uint256 shares) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        shares = ShareMath.toSharesDown(Assets.wrap(assets), equity, Shares.wrap(s.supply), _virtualShares).raw();
        _enter(m, s, equity, assets, shares, receiver);
    }

    /// @inheritdoc ICoverPoolCore
    function mint(uint256 shares, address receiver) public virtual nonReentrant returns (uint256 assets) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        assets = ShareMath.toAssetsUp(Shares.wrap(shares), equity, Shares.wrap(s.supply), _virtualShares).raw();
        _enter(m, s, equity, assets, shares, receiver);
    }

    /// @dev Money, share totals and the equity that prices shares, at this moment.
    function _standing() private view returns (Money memory m, ShareTotals memory s, Assets equity) {
        m = _currentMoney();
        s = Packing.toShareTotals(_totals);
        equity = _pricedEquity(m, s);
    }

    /// @dev The price is that of the previews, from before matured requests are settled: settling only raises it, by the
    /// leavers' rounding.
    function _enter(
        Money memory m,
        ShareTotals memory s,
        Assets equity,
        uint256 assets,
        uint256 shares,
        address receiver
    ) private {
        require(assets != 0 && shares != 0, Errors.AmountZero());
        uint256 max = _maxDeposit(m, s, equity);
        if (assets > max) _refuse(m, max);
        Queue memory q = Packing.toQueue(_queue);
        _refreshDamped(q, _freeEquity(equity, s));
        // Whoever comes into a pool without shares bears alone what is sold on its capital: that counts at once.
        if (s.supply == 0) q.dampedEquity = assets.min(_startEquity);
        _queue = Packing.pack(q);
        if (s.queued != 0) {
            _settleMatured(q, s);
            m = _currentMoney();
        }
        m.net += assets;
        m.flags &= ~PoolFlags.DEPOSITS_PAUSED;
        _issue(s, receiver, shares);
        _money = Packing.pack(m);
        _totals = Packing.pack(s);
        _pull(msg.sender, assets);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    /// @dev Tells why a deposit is too large.
    function _refuse(Money memory m, uint256 max) private view {
        require(m.flags & PoolFlags.SHORT == 0, Errors.PoolShort());
        uint256 until = _depositsPausedUntil(m);
        require(until == 0, Errors.DepositsPaused(until));
        revert Errors.DepositLimitExceeded(max);
    }

    /// @dev What one deposit may bring: nothing into a pool that is short, paused or wiped out, else what the packed widths
    /// hold.
    function _maxDeposit(Money memory m, ShareTotals memory s, Assets equity) private view returns (uint256) {
        if (
            m.flags & (PoolFlags.SHORT | PoolFlags.DEPOSITS_PAUSED) != 0
                && (m.flags & PoolFlags.SHORT != 0 || _depositsPausedUntil(m) != 0)
        ) return 0;
        if ((equity.raw() + 1) * _virtualShares * WIPED_OUT < s.supply + _virtualShares) return 0;
        uint256 byShares = ShareMath.toAssetsDown(
                Shares.wrap(type(uint112).max - s.supply), equity, Shares.wrap(s.supply), _virtualShares
            ).raw();
        return byShares.min(type(uint104).max - m.net);
    }

    // ----------------------------------------------------------- pocket vault

    modifier onlyVault() {
        _requireVault();
        _;
    }

    /// @inheritdoc ICoverPoolCore
    function carveOut(uint256 productId, uint256 wanted)
        public
        virtual
        nonReentrant
        onlyVault
        returns (uint256 taken, uint256 epoch, uint256 supply, uint256 settlement)
    {
        Money memory m = _currentMoney();
        ShareTotals memory s = Packing.toShareTotals(_totals);
        taken = wanted.min(_equity(m).raw());
        m.net -= taken;
        if (taken < wanted) m.flags |= PoolFlags.SHORT;
        epoch = ++s.epoch;
        supply = s.supply;
        settlement = Packing.toExits(_exits).checkpoints;
        Product memory p = Packing.toProduct(_products[productId]);
        p.openPockets += 1;
        if (taken >= _quantum && (p.backed != 0 || _standsBehind(m, productId))) {
            p.backed = (p.backed + taken / _quantum).min(type(uint32).max);
        }
        _products[productId] = Packing.pack(p);
        _money = Packing.pack(m);
        _totals = Packing.pack(s);
        SafeTransferLib.safeTransfer(_asset, msg.sender, taken);
    }

    /// @inheritdoc ICoverPoolCore
    function returnCapital(uint256 assets) public virtual nonReentrant onlyVault returns (uint256) {
        Money memory m = _currentMoney();
        ShareTotals memory s = Packing.toShareTotals(_totals);
        Queue memory q = Packing.toQueue(_queue);
        _refreshDamped(q, _freeEquity(_equity(m), s));
        _queue = Packing.pack(q);
        uint256 shares = ShareMath.toSharesDown(
                Assets.wrap(assets), _pricedEquity(m, s), Shares.wrap(s.supply), _virtualShares
            ).raw().min(assets * _virtualShares * RELEASE_FLOOR).min(type(uint112).max - s.supply);
        m.net += assets;
        _money = Packing.pack(m);
        if (shares != 0) _issue(s, msg.sender, shares);
        _totals = Packing.pack(s);
        return shares;
    }

    /// @inheritdoc ICoverPoolCore
    function closePocket(uint256 productId, uint256 held, bool endsShortage) public virtual nonReentrant onlyVault {
        Money memory m = Packing.toMoney(_money);
        Product memory p = Packing.toProduct(_products[productId]);
        p.openPockets -= 1;
        if (p.backed != 0) {
            p.backed = p.openPockets == 0 ? 0 : p.backed.zeroFloorSub(held.divUp(_quantum));
            if (p.backed == 0) m.flags -= PoolFlags.BACKED_ONE;
        }
        _products[productId] = Packing.pack(p);
        if (endsShortage) {
            m.flags &= ~PoolFlags.SHORT;
            if (m.flags >= PoolFlags.BACKED_ONE) _nothingStandsBehind(m);
        }
        _money = Packing.pack(m);
    }

    /// @inheritdoc ICoverPoolCore
    function drawCover(uint256 coverId, CoverData.Cover memory c, uint256 drawn) public virtual nonReentrant onlyVault {
        uint256 quanta = drawn.divUp(_quantum).min(c.amount);
        if (quanta == 0) return;
        // Amounts have 28 bits, rates 35.
        unchecked {
            // The premium of what was drawn is earned to the end: only the rest's could still be returned.
            c.rate = CoverData.roundRateDown(c.rate * (c.amount - quanta) / c.amount);
            c.amount -= quanta;
        }
        _coverToken.update(coverId, c);
        TermsLine memory t = Packing.toTermsLine(_lines[CoverData.termsIdOf(coverId)]);
        Money memory m = _currentMoney();
        Product memory p = Packing.toProduct(_products[t.productId]);
        if (p.backed != 0) {
            p.backed = p.backed.zeroFloorSub(quanta);
            if (p.backed == 0) m.flags -= PoolFlags.BACKED_ONE;
        }
        _uncommit(m, t, p, c.end, quanta);
        _money = Packing.pack(m);
    }

    /// @inheritdoc ICoverPoolCore
    function burnReturned(uint256 shares) public virtual nonReentrant onlyVault {
        ShareTotals memory s = Packing.toShareTotals(_totals);
        _debit(msg.sender, shares, s.epoch);
        s.supply -= shares;
        _totals = Packing.pack(s);
        emit Transfer(msg.sender, address(0), shares);
    }

    /// @inheritdoc ICoverPoolCore
    function deferStarts(uint256 productId, uint256 until) public virtual nonReentrant onlyVault {
        uint256 cluster = Packing.toLevels(_levels[productId]).cluster;
        if (until <= _deferredUntil[cluster]) return;
        _deferredUntil[cluster] = uint32(until.min(block.timestamp + MAX_DEFERRAL));
        _clusters |= 1 << (248 + cluster);
    }

    /// @dev A shortage's estate pays the claims of all its products alike: what one product's pockets brought in may have
    /// gone to another's. Once exits and sales go on, none of it may be counted on.
    function _nothingStandsBehind(Money memory m) private {
        for (uint256 list = _backedProducts; list != 0; list >>= 32) {
            Product memory p = Packing.toProduct(_products[uint32(list)]);
            p.backed = 0;
            _products[uint32(list)] = Packing.pack(p);
        }
        m.flags &= PoolFlags.BACKED_ONE - 1;
    }

    function _requireVault() private view {
        require(msg.sender == _vault, Errors.NotAuthorized());
    }

    /// @dev Takes one of eight places for a product whose pockets stand behind its cover, its own from an earlier time if it
    /// still has it: a place is not cleared, because one that is in use costs less. Without a free place nothing is counted.
    function _standsBehind(Money memory m, uint256 productId) private returns (bool) {
        uint256 list = _backedProducts;
        uint256 place = 256;
        for (uint256 shift; shift < 256; shift += 32) {
            uint256 id = uint32(list >> shift);
            if (id == productId) {
                place = shift;
                break;
            }
            if (place == 256 && (id == 0 || Packing.toProduct(_products[id]).backed == 0)) place = shift;
        }
        if (place == 256) return false;
        uint256 replaced = list & ~(uint256(type(uint32).max) << place) | productId << place;
        if (replaced != list) _backedProducts = replaced;
        m.flags += PoolFlags.BACKED_ONE;
        return true;
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc ICoverPoolCore
    function asset() public view virtual returns (address) {
        return _asset;
    }

    /// @inheritdoc ICoverPoolCore
    function totalAssets() public view virtual returns (uint256) {
        return _equity(_currentMoney()).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function convertToShares(uint256 assets) public view virtual returns (uint256) {
        (, ShareTotals memory s, Assets equity) = _standing();
        return ShareMath.toSharesDown(Assets.wrap(assets), equity, Shares.wrap(s.supply), _virtualShares).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function convertToAssets(uint256 shares) public view virtual returns (uint256) {
        (, ShareTotals memory s, Assets equity) = _standing();
        return ShareMath.toAssetsDown(Shares.wrap(shares), equity, Shares.wrap(s.supply), _virtualShares).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function maxDeposit(address) public view virtual returns (uint256) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        return _maxDeposit(m, s, equity);
    }

    /// @inheritdoc ICoverPoolCore
    function maxMint(address) public view virtual returns (uint256) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        Assets max = Assets.wrap(_maxDeposit(m, s, equity));
        return ShareMath.toSharesDown(max, equity, Shares.wrap(s.supply), _virtualShares).raw()
            .min(type(uint112).max - s.supply);
    }

    /// @inheritdoc ICoverPoolCore
    function previewDeposit(uint256 assets) public view virtual returns (uint256) {
        return convertToShares(assets);
    }

    /// @inheritdoc ICoverPoolCore
    function previewMint(uint256 shares) public view virtual returns (uint256) {
        (, ShareTotals memory s, Assets equity) = _standing();
        return ShareMath.toAssetsUp(Shares.wrap(shares), equity, Shares.wrap(s.supply), _virtualShares).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function holdingAt(address account, uint256 epoch, uint256 settlement) public view virtual returns (uint256) {
        return _holdingAt(account, epoch, settlement);
    }

    /// @inheritdoc ICoverPoolCore
    function holderSince(address account) public view virtual returns (uint256 epoch) {
        return _checkpoints[account].length == 0
            ? Packing.toAccount(_accounts[account]).epoch
            : Packing.toBalanceCheckpoint(_checkpoints[account][0]).from;
    }

    /// @inheritdoc ICoverPoolCore
    function committedCover(uint256 productId) public view virtual returns (uint256) {
        Product memory p = Packing.toProduct(_products[productId]);
        Buckets.advanceProduct(p, _productRings[productId], block.timestamp);
        return p.committed * _quantum;
    }

    /// @inheritdoc ICoverPoolCore
    function exposureTo(uint256 termsId) public view virtual returns (uint256) {
        TermsLine memory t = Packing.toTermsLine(_lines[termsId]);
        return t.serial == 0 ? 0 : committedCover(t.productId);
    }

    /// @inheritdoc ICoverPoolCore
    function pocketEpoch() public view virtual returns (uint256) {
        return Packing.toShareTotals(_totals).epoch;
    }

    /// @inheritdoc ICoverPoolCore
    function pocketVault() public view virtual returns (address) {
        return _vault;
    }
}
