// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPoolFactory} from "../ICoverPoolFactory.sol";
import {IPoolCapital} from "./roles/IPoolCapital.sol";
import {IPoolCases} from "./roles/IPoolCases.sol";
import {Buckets} from "./Buckets.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {CoverData} from "../cover/CoverData.sol";
import {CoverPacking} from "../cover/CoverPacking.sol";
import {ExactPull} from "../common/ExactPull.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {ExitQueue} from "./ExitQueue.sol";
import {PoolState} from "./PoolState.sol";
import {ShareLedger} from "./ShareLedger.sol";
import {Sales} from "./Sales.sol";
import {NextSegment} from "../common/NextSegment.sol";
import {Money, PoolTerms, Product, Queue, ShareTotals} from "./PoolWords.sol";

/// @title Pool of capital that sells cover in one asset
/// @notice Pools are immutable clones of this contract: there is no administrator, and nobody can reach capital. The rules in
/// short, with their ids in SPEC.md:
///
/// - Shares divide equity: what the pool holds, less unearned premium, settled exits and fees owed. Assets are counted, never
///   read from a balance (POOL-3, POOL-4).
/// - A deposit issues shares at the price of the moment (POOL-1). A donation changes nothing.
/// - An exit is a request in a queue. It is settled in order, after a cooldown, as far as the cover in force leaves room.
///   Until then its shares earn premium and bear losses (POOL-5, POOL-6, CAP-4).
/// - Sales rest on damped equity, which falls at once and grows by a tenth a day (CAP-3).
/// - A premium is the integral of a rate over utilisation. It streams by the second to the cover's end (PREM-2, PREM-4).
/// - Covers end in time buckets: no call loops over covers, holders or requests (CAP-2, COST-1).
/// - A case takes its need out of all shares that exist, queued ones included, and moves it to the claims vault. The unpaid
///   part comes back as shares for the holders at its opening (INC-3.1, INC-5).
/// - While a settlement is short, the pool sells nothing, takes no deposit and settles no exit; premium streams on (INC-7).
/// - Only future sales can be changed: terms, prices and limits, by the configurator (GOV-2).
///
/// The parts of the code, each with one job:
///
/// PoolState           storage; equity, free equity and damped equity
/// ShareAccounts       balances of holders, now and when cases were opened
/// ShareLedger         shares as an ERC-20
/// QueueReads          positions in the exit queue, and room for exits
/// MaturedExits        settlement of matured exits, as part of other calls
/// QueueSettlement     settlement by a call of its own, for a tip; in CoverPoolSegment2
/// ExitQueue           exits by ERC-7540
/// Quoting             limits and prices of sales
/// Sales               sales and cancellations of cover
/// CoverPool           deposits by ERC-4626, and most calls of the claims vault
/// CoverPoolSegment2   quotes, extensions, settling of the queue, upkeep; run in the pool's storage
/// CoverPoolSegment3   reads for callers outside the protocol; run in the pool's storage
contract CoverPool is Sales, ExitQueue, IPoolCapital, IPoolCases {
    using FixedPointMathLib for uint256;

    constructor()
        PoolState(ICoverPoolFactory(msg.sender).protocol())
        NextSegment(ICoverPoolFactory(msg.sender).protocol().poolSegment2)
    {}

    // -------------------------------------------------------------- deposits

    /// @inheritdoc IPoolCapital
    function deposit(uint256 assets, address receiver) public virtual nonReentrant returns (uint256 shares) {
        (Money memory m, ShareTotals memory s, uint256 equity) = _standing();
        shares = _toSharesDown(assets, equity, s);
        _takeDeposit(m, s, equity, assets, shares, receiver);
    }

    /// @inheritdoc IPoolCapital
    function mint(uint256 shares, address receiver) public virtual nonReentrant returns (uint256 assets) {
        (Money memory m, ShareTotals memory s, uint256 equity) = _standing();
        assets = _toAssetsUp(shares, equity, s);
        _takeDeposit(m, s, equity, assets, shares, receiver);
    }

    /// @dev Money, share totals and the equity that prices shares, as they are now.
    function _standing() private view returns (Money memory m, ShareTotals memory s, uint256 equity) {
        (m, s) = _currentState();
        equity = _pricedEquity(m, s);
    }

    /// @dev The price is that of the previews, from before matured requests are settled. Settling only raises it, by
    /// what rounding takes from the leavers.
    function _takeDeposit(
        Money memory m,
        ShareTotals memory s,
        uint256 equity,
        uint256 assets,
        uint256 shares,
        address receiver
    ) private {
        require(assets != 0 && shares != 0, Errors.AmountZero());
        uint256 max = _maxDeposit(m, s, equity);
        if (assets > max) _refuse(m, max);
        Queue memory q = Packing.toQueue(_queue);
        _refreshDamped(q, _freeEquity(equity, s), s);
        // A depositor into a pool without shares alone bears what is sold on its capital, so that capital counts at
        // once.
        if (s.supply == 0) q.dampedEquity = assets.min(ClonePacking.startEquityOf(s.limits));
        _queue = Packing.pack(q);
        if (s.queued != 0) {
            _settleMatured(m, q, s);
            // Loaded as stored: where nothing could be settled, the clusters are not up to date.
            _loadMoney(m);
        }
        m.net += assets;
        m.flags &= ~PoolFlags.DEPOSITS_PAUSED;
        _issue(s, receiver, shares);
        _money = Packing.pack(m);
        _totals = Packing.pack(s);
        ExactPull.pull2(ClonePacking.assetOf(m.identity), msg.sender, assets);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    /// @dev Reverts with the reason why a deposit is too large.
    function _refuse(Money memory m, uint256 max) private view {
        require(m.flags & PoolFlags.SHORT == 0, Errors.PoolShort());
        uint256 until = _depositsPausedUntil(m);
        require(until == 0, Errors.DepositsPaused(until));
        revert Errors.DepositLimitExceeded(max);
    }

    /// @dev The most that one deposit may bring: nothing into a pool that is short or paused, else what the packed
    /// widths hold.
    function _maxDeposit(Money memory m, ShareTotals memory s, uint256 equity) private view returns (uint256) {
        if (
            m.flags & (PoolFlags.SHORT | PoolFlags.DEPOSITS_PAUSED) != 0
                && (m.flags & PoolFlags.SHORT != 0 || _depositsPausedUntil(m) != 0)
        ) return 0;
        // Leaves room for the shares that denied cases give back.
        uint256 room = (type(uint112).max / STAYS).zeroFloorSub(s.supply);
        uint256 byShares = _toAssetsDown(room, equity, s);
        return byShares.min(type(uint104).max - m.net);
    }

    // ----------------------------------------------------------- claims vault

    /// @inheritdoc IPoolCases
    function fundCase(uint256 productId, uint256 wanted, bool stops, uint256 setAside)
        public
        nonReentrant
        onlyVault
        returns (uint256 taken, uint256 layerIndex, uint256 supply, uint256 settlement)
    {
        (Money memory m, ShareTotals memory s) = _currentState();
        uint256 equity = _equity(m);
        taken = wanted.min(equity.zeroFloorSub((equity + setAside) / STAYS));
        m.net -= taken;
        layerIndex = ++s.layerCount;
        supply = s.supply;
        settlement = Packing.toExits(_exits).checkpoints;
        if (stops) {
            Product memory p = Packing.toProduct(_products[productId]);
            p.stoppingCases += 1;
            _products[productId] = Packing.pack(p);
        }
        _money = Packing.pack(m);
        _totals = Packing.pack(s);
        if (taken != 0) SafeTransferLib.safeTransfer(ClonePacking.assetOf(m.identity), msg.sender, taken);
    }

    /// @inheritdoc IPoolCases
    function returnCapital(uint256 assets) public nonReentrant onlyVault returns (uint256) {
        (Money memory m, ShareTotals memory s) = _currentState();
        Queue memory q = Packing.toQueue(_queue);
        _refreshDamped(q, _freeEquity(_equity(m), s), s);
        _queue = Packing.pack(q);
        uint256 shares = _toSharesDown(assets, _pricedEquity(m, s), s).min(type(uint112).max - s.supply - s.faded);
        m.net += assets;
        _money = Packing.pack(m);
        if (shares != 0) _issue(s, msg.sender, shares);
        _totals = Packing.pack(s);
        return shares;
    }

    /// @inheritdoc IPoolCases
    function endSalesStop(uint256 productId) public nonReentrant onlyVault {
        Product memory p = Packing.toProduct(_products[productId]);
        p.stoppingCases -= 1;
        _products[productId] = Packing.pack(p);
    }

    /// @inheritdoc IPoolCases
    function drawCover(uint256 coverId, CoverData.Cover memory c, uint256 drawn) public nonReentrant onlyVault {
        uint256 units = drawn.divUp(_coverUnit()).min(c.amount);
        if (units == 0) return;
        // Amounts have 28 bits, rates 35.
        unchecked {
            // The premium of what was drawn is earned to the end; only the premium of the rest can still be returned.
            c.rate = CoverPacking.roundRateDown(c.rate * (c.amount - units) / c.amount);
            c.amount -= units;
        }
        _coverToken.update(coverId, c);
        PoolTerms memory t = Packing.toPoolTerms(_poolTerms[CoverData.termsIdOf(coverId)]);
        Money memory m = _currentMoney();
        Product memory p = Packing.toProduct(_products[t.productId]);
        _uncommit(m, t, p, c.end, units);
        _money = Packing.pack(m);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPoolCapital
    function asset() public view virtual returns (address) {
        return _asset();
    }

    /// @inheritdoc IPoolCapital
    function totalAssets() public view virtual returns (uint256) {
        return _equity(_currentMoney());
    }

    /// @inheritdoc IPoolCapital
    function convertToShares(uint256 assets) public view virtual returns (uint256) {
        (, ShareTotals memory s, uint256 equity) = _standing();
        return _toSharesDown(assets, equity, s);
    }

    /// @inheritdoc IPoolCapital
    function convertToAssets(uint256 shares) public view virtual returns (uint256) {
        (, ShareTotals memory s, uint256 equity) = _standing();
        return _toAssetsDown(shares, equity, s);
    }

    /// @inheritdoc IPoolCapital
    function maxDeposit(address receiver) public view virtual returns (uint256) {
        if (!_mayHold(receiver)) return 0;
        (Money memory m, ShareTotals memory s, uint256 equity) = _standing();
        return _maxDeposit(m, s, equity);
    }

    /// @inheritdoc IPoolCapital
    function maxMint(address receiver) public view virtual returns (uint256) {
        (, ShareTotals memory s, uint256 equity) = _standing();
        return _toSharesDown(maxDeposit(receiver), equity, s).min((type(uint112).max / STAYS).zeroFloorSub(s.supply));
    }

    /// @inheritdoc IPoolCapital
    function previewDeposit(uint256 assets) public view virtual returns (uint256) {
        return convertToShares(assets);
    }

    /// @inheritdoc IPoolCapital
    function previewMint(uint256 shares) public view virtual returns (uint256) {
        (, ShareTotals memory s, uint256 equity) = _standing();
        return _toAssetsUp(shares, equity, s);
    }

    /// @inheritdoc IPoolCases
    function holdingAt(address account, uint256 layerIndex, uint256 settlement) public view returns (uint256) {
        return _holdingAt(account, layerIndex, settlement);
    }

    /// @inheritdoc IPoolCases
    function holderSince(address account) public view returns (uint256 cases) {
        return _checkpoints[account].length == 0
            ? Packing.toAccount(_accounts[account]).layerCount
            : Packing.toBalanceCheckpoint(_checkpoints[account][0]).from;
    }

    /// @inheritdoc IPoolCases
    function committedCover(uint256 productId) public view returns (uint256) {
        Product memory p = Packing.toProduct(_products[productId]);
        Buckets.advanceProduct(p, _productRings[productId], block.timestamp);
        return p.committed * _coverUnit();
    }

    /// @inheritdoc IPoolCases
    function exposureTo(uint256 productId) public view returns (uint256 cover, uint256 deductible) {
        return (committedCover(productId), Packing.toProduct(_products[productId]).deductible);
    }

    /// @inheritdoc IPoolCases
    function poolTermsOf(uint256 termsId) public view returns (uint256 productId, uint256 deductible, bool lapses) {
        PoolTerms memory t = Packing.toPoolTerms(_poolTerms[termsId]);
        return (t.productId, t.deductible, t.flags & PoolFlags.TERMS_LAPSES != 0);
    }

    /// @inheritdoc IPoolCases
    function layerCount() public view returns (uint256) {
        return Packing.layerCountOf(_totals);
    }

    /// @inheritdoc IPoolCases
    function claimsVault() public view returns (address) {
        return _vault();
    }
}
