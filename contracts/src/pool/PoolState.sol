// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverToken} from "../interfaces/ICoverToken.sol";
import {IProductRegistry} from "../interfaces/IProductRegistry.sol";
import {Buckets} from "../libraries/Buckets.sol";
import {Errors} from "../libraries/Errors.sol";
import {Packing} from "../libraries/Packing.sol";
import {PoolFlags} from "../libraries/PoolFlags.sol";
import {PremiumMath} from "../libraries/PremiumMath.sol";
import {ShareMath} from "../libraries/ShareMath.sol";
import {Fading, Meter, Money, PoolConfig, Product, Queue, ShareTotals} from "../types/PoolTypes.sol";
import {Assets, Shares} from "../types/Units.sol";

/// @title What a pool stores, and the three figures everything else is made of: equity, free equity, damped equity
/// @dev The slots are drawn in SPEC.md and pinned by a test. Words that every sale touches come first.
abstract contract PoolState is ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    uint256 internal constant PPM = 1e6;
    /// @dev This part of equity, and of what cases without a verdict have set aside, stays in equity when a case is opened,
    /// so that returning what denied cases had taken never mints more than sixteen times the shares.
    uint256 internal constant STAYS = 16;
    /// @dev Shares of every pool have twelve decimals, whatever its asset's: the fewer there are, the more often the supply's
    /// width holds what denied cases give back.
    uint8 internal constant SHARE_DECIMALS = 12;
    /// @dev A sale may bring a cluster or the pool up to this part of the exit limits, ppm.
    uint256 internal constant SALE_MARGIN = 0.9e6;

    uint256 internal immutable _chainId;
    uint256 internal immutable _poolId;
    address internal immutable _asset;
    uint256 internal immutable _quantum;
    uint256 internal immutable _virtualShares;
    uint256 internal immutable _assetUnit;
    uint256 internal immutable _cooldown;
    uint256 internal immutable _startEquity;
    uint256 internal immutable _saleClusterShare; // ppm, the tighter of the sale limit and 90 % of the exit limit
    uint256 internal immutable _saleLeverage; // ppm, likewise
    uint256 internal immutable _exitClusterShare; // ppm
    uint256 internal immutable _exitLeverage; // ppm
    address internal immutable _manager; // the PoolManager, which knows the pool's own manager
    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;

    // Words are laid out in Packing; those that every sale touches come first.
    uint256 internal _money; // slot 0: Money
    uint256 internal _totals; // slot 1: ShareTotals
    uint256 internal _queue; // slot 2: Queue
    uint256 internal _clusters; // slot 3: 8 lanes × 31, committed quanta; above them a bit a lane: starts are deferred
    uint256 internal _exits; // slot 4: Exits
    uint32[8] internal _deferredUntil; // slot 5: covers on a lane's cluster start no earlier
    uint256 internal _pauses; // slot 6: sales until 40 | deposits until 40; read only where `Money.flags` says so
    uint256 internal _fading; // slot 7: Fading; read only where `ShareTotals.fades` says so
    mapping(address account => mapping(uint256 index => uint256)) internal _queuedAt; // slot 8: QueuedCheckpoint

    mapping(address account => uint256) internal _accounts; // slot 9: Account
    mapping(address account => uint256[]) internal _checkpoints; // slot 10: BalanceCheckpoint
    mapping(address controller => uint256) internal _requests; // slot 11: Request
    mapping(address controller => uint256) internal _claims; // slot 12: Settled
    mapping(uint256 index => uint256) internal _settlements; // slot 13: Settled
    mapping(address controller => mapping(address operator => bool)) internal _operators; // slot 14
    mapping(uint256 productId => uint256) internal _products; // slot 15: Product
    mapping(uint256 productId => uint256) internal _levels; // slot 16: Levels
    mapping(uint256 termsId => uint256) internal _lines; // slot 17: TermsLine
    mapping(uint256 termsId => Meter) internal _meters; // slot 18
    mapping(uint256 productId => uint256[5]) internal _productRings; // slot 19
    mapping(address controller => mapping(bytes32 nonce => bool)) internal _usedNonces; // slot 20
    uint256[64] internal _streamRing; // slots 21-84
    uint256[32] internal _clusterRing; // slots 85-116
    uint256[32] internal _requestDays; // slots 117-148: day 16 | position of the queue's tail at the end of that day 128

    constructor(
        PoolConfig memory c,
        uint256 poolId_,
        ICoverToken coverToken_,
        IProductRegistry registry_,
        address manager_,
        uint8 decimals_
    ) {
        _chainId = block.chainid;
        _poolId = poolId_;
        _asset = c.asset;
        _quantum = c.quantum;
        _virtualShares = 10 ** _virtualDecimals(decimals_);
        _assetUnit = 10 ** (decimals_ + _virtualDecimals(decimals_) - SHARE_DECIMALS);
        _cooldown = c.cooldown;
        _startEquity = c.startEquity;
        // One cluster's total loss is paid in full: what stays in equity is not available for it.
        _exitClusterShare = (c.exitClusterShare / 1e12).min(PPM - PPM / STAYS);
        _exitLeverage = c.exitLeverage / 1e12;
        _saleClusterShare = (c.clusterShare / 1e12).min(c.exitClusterShare / 1e12 * SALE_MARGIN / PPM);
        _saleLeverage = (c.leverage / 1e12).min(c.exitLeverage / 1e12 * SALE_MARGIN / PPM);
        _manager = manager_;
        _coverToken = coverToken_;
        _registry = registry_;
    }

    /// @dev Of virtual shares there are a thousand at least: whoever leaves a single share behind while premium streams on owns a
    /// thousandth of it. Assets have 6 to 18 decimals.
    function _virtualDecimals(uint8 assetDecimals) internal pure returns (uint8) {
        return uint8(uint256(SHARE_DECIMALS).zeroFloorSub(assetDecimals).max(3));
    }

    function _toSharesDown(uint256 assets, Assets equity, uint256 supply) internal view returns (uint256) {
        return
            ShareMath.toSharesDown(Assets.wrap(assets), equity, Shares.wrap(supply), _virtualShares, _assetUnit).raw();
    }

    function _toAssetsDown(uint256 shares, Assets equity, uint256 supply) internal view returns (uint256) {
        return
            ShareMath.toAssetsDown(Shares.wrap(shares), equity, Shares.wrap(supply), _virtualShares, _assetUnit).raw();
    }

    function _toAssetsUp(uint256 shares, Assets equity, uint256 supply) internal view returns (uint256) {
        return ShareMath.toAssetsUp(Shares.wrap(shares), equity, Shares.wrap(supply), _virtualShares, _assetUnit).raw();
    }

    // ---------------------------------------------------------------- shares

    /// @dev The share totals as they are now: what nobody collected leaves the supply by the second.
    function _currentTotals() internal view returns (ShareTotals memory s) {
        _loadTotals(s);
    }

    function _loadTotals(ShareTotals memory s) internal view {
        Packing.load(s, _totals);
        if (s.fades == 0) return;
        Fading memory f = Packing.toFading(_fading);
        if (block.timestamp >= f.until) {
            // It is over: the next store forgets it.
            s.fades = 0;
            s.supply -= f.shares;
            return;
        }
        s.faded = f.shares.fullMulDiv(block.timestamp - f.from, f.until - f.from);
        s.supply -= s.faded;
    }

    // ------------------------------------------------------------------ time

    function _today() internal view returns (uint256) {
        return block.timestamp / 1 days;
    }

    /// @dev The moment until which deposits are paused; 0 when they are not.
    function _depositsPausedUntil(Money memory m) internal view returns (uint256 until) {
        if (m.flags & PoolFlags.DEPOSITS_PAUSED == 0) return 0;
        until = uint40(_pauses >> 40);
        return block.timestamp < until ? until : 0;
    }

    // ---------------------------------------------------------------- equity

    /// @dev The money with the stream brought to now, in memory.
    function _currentMoney() internal view returns (Money memory m) {
        _loadMoney(m);
    }

    function _loadMoney(Money memory m) internal view {
        Packing.load(m, _money);
        Buckets.advanceStream(m, _streamRing, _today());
    }

    /// @dev Premium of running covers that is still to be earned, rounded up once for the whole pool. Needs a current `m`:
    /// then every end in the sums lies ahead. Times have 41 bits, the sums 64 and 48.
    function _unearnedUp(Money memory m) internal view returns (uint256) {
        unchecked {
            return PremiumMath.valueUp(m.rateEnd * 1 days - m.rate * block.timestamp, _quantum);
        }
    }

    function _equity(Money memory m) internal view returns (Assets) {
        return Assets.wrap(m.net - _unearnedUp(m));
    }

    /// @dev The equity that prices shares. Premium still earned after everybody has left belongs to nobody: whoever comes
    /// next pays the initial price and finds it in the pool.
    function _pricedEquity(Money memory m, ShareTotals memory s) internal view returns (Assets) {
        return s.supply == 0 ? Assets.wrap(0) : _equity(m);
    }

    /// @dev Equity of the shares that have not asked to leave: what new sales rest on, rounded down.
    function _freeEquity(Assets equity, ShareTotals memory s) internal view returns (uint256) {
        // Queued shares are part of the supply.
        unchecked {
            return _toAssetsDown(s.supply - s.queued, equity, s.supply);
        }
    }

    /// @dev Damped equity follows free equity down at once and up by a tenth a day, from no less than the start constant,
    /// counted in UTC midnights. It is brought to date before whatever raises equity in one step and at each sale: growth
    /// cannot be saved up, and what a day's first update finds was there at midnight. After it nothing rises that day.
    function _refreshDamped(Queue memory q, uint256 freeEquity) internal view {
        // Nothing wraps: both start below 2^96 (the factory checks the constant), 64 steps add less than 9 bits, and days
        // do not run backwards.
        unchecked {
            uint256 damped = q.dampedEquity;
            uint256 n = _today() - q.dampedDay;
            if (n != 0) {
                q.dampedDay += n;
                damped = damped.max(_startEquity);
                for (n = n.min(64); damped < freeEquity && n != 0; --n) {
                    damped = damped * 11 / 10;
                }
            }
            q.dampedEquity = damped.min(freeEquity).min(type(uint96).max);
        }
    }

    // ---------------------------------------------------------------- tokens

    /// @dev Takes exactly `amount` from `from`, by allowance or else by a Permit2 allowance; a token that delivers less is
    /// refused.
    function _pull(address from, uint256 amount) internal {
        uint256 before = SafeTransferLib.balanceOf(_asset, address(this));
        SafeTransferLib.safeTransferFrom2(_asset, from, address(this), amount);
        require(
            SafeTransferLib.balanceOf(_asset, address(this)) - before == amount, Errors.UnsupportedAsset("transfer fee")
        );
    }

    /// @dev Whether shares may be sent or issued to an account: from nobody, and from the pool, they could not come back.
    function _mayHold(address account) internal view returns (bool) {
        return account != address(0) && account != address(this);
    }

    function _isOperatorFor(address controller) internal view returns (bool) {
        return msg.sender == controller || _operators[controller][msg.sender];
    }

    /// @dev Transient storage is everywhere this compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
