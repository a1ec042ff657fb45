// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Fading, Money, Product, Queue, ShareTotals} from "./PoolWords.sol";
import {LibRLP} from "solady/utils/LibRLP.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {Protocol} from "../ICoverPoolFactory.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {IProductRegistry} from "../listing/IProductRegistry.sol";
import {Buckets} from "./Buckets.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {PremiumMath} from "./PremiumMath.sol";
import {ShareMath} from "./ShareMath.sol";
import {Meter} from "./PoolTypes.sol";

/// @title Storage of a pool, and its equity, free equity and damped equity
/// @dev The slots are drawn in SPEC.md and pinned by a test. Words that every sale touches come first.
abstract contract PoolState is ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    uint256 internal constant STAYS = CloneArguments.STAYS;

    // What all pools share. What a pool has of its own is in `CloneArguments`.
    uint256 internal immutable _chainId;
    address internal immutable _configurator; // the PoolConfigurator, which knows the pool's own manager
    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;

    // Words are laid out in Packing; those that every sale touches come first.
    uint256 internal _money; // slot 0: Money
    uint256 internal _totals; // slot 1: ShareTotals
    uint256 internal _queue; // slot 2: Queue
    uint256 internal _clusters; // slot 3: 8 lanes × 31, committed cover units; above them a bit a lane: starts are deferred
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
    mapping(uint256 productId => uint256) internal _pricing; // slot 16: ProductPricing
    mapping(uint256 termsId => uint256) internal _poolTerms; // slot 17: PoolTerms
    mapping(uint256 termsId => Meter) internal _meters; // slot 18
    mapping(uint256 productId => uint256[5]) internal _productRings; // slot 19
    mapping(address controller => mapping(bytes32 nonce => bool)) internal _usedNonces; // slot 20
    uint256[64] internal _streamRing; // slots 21-84
    uint256[32] internal _clusterRing; // slots 85-116
    uint256[32] internal _requestDays; // slots 117-148: day 16 | position of the queue's tail at the end of that day 128
    mapping(address insured => mapping(address buyer => bool)) internal _buyers; // slot 149

    constructor(Protocol memory p) {
        _chainId = block.chainid;
        _configurator = p.poolConfigurator;
        _coverToken = ICoverToken(p.coverToken);
        _registry = IProductRegistry(p.registry);
    }

    // --------------------------------------------------------------- arguments

    function _asset() internal view returns (address) {
        return ClonePacking.assetOf(CloneArguments.read(CloneArguments.IDENTITY));
    }

    function _coverUnit() internal view returns (uint256) {
        return ClonePacking.coverUnitOf(CloneArguments.read(CloneArguments.IDENTITY));
    }

    function _poolId() internal view returns (uint256) {
        return ClonePacking.poolIdOf(CloneArguments.read(CloneArguments.IDENTITY));
    }

    function _limits() internal view returns (uint256) {
        return CloneArguments.read(CloneArguments.LIMITS);
    }

    function _cooldown() internal view returns (uint256) {
        return ClonePacking.cooldownOf(_limits());
    }

    /// @dev The first that the pool created: its address follows from the pool's alone.
    function _vault() internal view returns (address) {
        return LibRLP.computeAddress(address(this), 1);
    }

    modifier onlyVault() {
        _requireVault();
        _;
    }

    function _requireVault() private view {
        require(msg.sender == _vault(), Errors.NotAuthorized());
    }

    // ------------------------------------------------------------------ shares

    function _toSharesDown(uint256 assets, uint256 equity, ShareTotals memory s) internal pure returns (uint256) {
        return ShareMath.toSharesDown(
            assets, equity, s.supply, ClonePacking.virtualSharesOf(s.limits), ClonePacking.assetUnitOf(s.limits)
        );
    }

    function _toAssetsDown(uint256 shares, uint256 equity, ShareTotals memory s) internal pure returns (uint256) {
        return ShareMath.toAssetsDown(
            shares, equity, s.supply, ClonePacking.virtualSharesOf(s.limits), ClonePacking.assetUnitOf(s.limits)
        );
    }

    function _toAssetsUp(uint256 shares, uint256 equity, ShareTotals memory s) internal pure returns (uint256) {
        return ShareMath.toAssetsUp(
            shares, equity, s.supply, ClonePacking.virtualSharesOf(s.limits), ClonePacking.assetUnitOf(s.limits)
        );
    }

    /// @dev The share totals as they are now: what nobody collected leaves the supply by the second.
    function _currentTotals() internal view returns (ShareTotals memory s) {
        _loadTotals(s);
    }

    function _loadTotals(ShareTotals memory s) internal view {
        Packing.load(s, _totals);
        if (s.limits == 0) s.limits = _limits();
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
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts a field out of the word
        until = uint40(_pauses >> 40);
        return block.timestamp < until ? until : 0;
    }

    // ---------------------------------------------------------------- equity

    /// @dev Money and share totals as they are now; what they are counted by is read once.
    function _currentState() internal view returns (Money memory m, ShareTotals memory s) {
        (m.identity, s.limits) = CloneArguments.readPool();
        _loadMoney(m);
        _loadTotals(s);
    }

    /// @dev The money with the stream brought to now, in memory.
    function _currentMoney() internal view returns (Money memory m) {
        _loadMoney(m);
    }

    /// @dev The pool's identity is read unless it is there.
    function _loadMoney(Money memory m) internal view {
        Packing.load(m, _money);
        if (m.identity == 0) m.identity = CloneArguments.read(CloneArguments.IDENTITY);
        Buckets.advanceStream(m, _streamRing, _today());
    }

    /// @dev Premium of running covers that is still to be earned, rounded up once for the whole pool. Needs a current `m`:
    /// then every end in the sums lies ahead. Times have 41 bits, the sums 64 and 48.
    function _unearnedUp(Money memory m) internal view returns (uint256) {
        unchecked {
            return
                PremiumMath.valueUp(m.rateEnd * 1 days - m.rate * block.timestamp, ClonePacking.coverUnitOf(m.identity));
        }
    }

    function _equity(Money memory m) internal view returns (uint256) {
        return m.net - _unearnedUp(m);
    }

    /// @dev The equity that prices shares. Premium still earned after everybody has left belongs to nobody: whoever comes
    /// next pays the initial price and finds it in the pool.
    function _pricedEquity(Money memory m, ShareTotals memory s) internal view returns (uint256) {
        return s.supply == 0 ? 0 : _equity(m);
    }

    /// @dev Equity of the shares that have not asked to leave: what new sales rest on, rounded down.
    function _freeEquity(uint256 equity, ShareTotals memory s) internal pure returns (uint256) {
        // Queued shares are part of the supply.
        unchecked {
            return _toAssetsDown(s.supply - s.queued, equity, s);
        }
    }

    /// @dev Damped equity follows free equity down at once and up by a tenth a day, from no less than the start constant,
    /// counted in UTC midnights. It is brought to date before whatever raises equity in one step and at each sale: growth
    /// cannot be saved up, and what a day's first update finds was there at midnight. After it nothing rises that day.
    function _refreshDamped(Queue memory q, uint256 freeEquity, ShareTotals memory s) internal view {
        // Nothing wraps: both start below 2^96 (the factory checks the constant), 64 steps add less than 9 bits, and days
        // do not run backwards.
        unchecked {
            uint256 damped = q.dampedEquity;
            uint256 n = _today() - q.dampedDay;
            if (n != 0) {
                q.dampedDay += n;
                damped = damped.max(ClonePacking.startEquityOf(s.limits));
                for (n = n.min(64); damped < freeEquity && n != 0; --n) {
                    damped = damped * 11 / 10;
                }
            }
            q.dampedEquity = damped.min(freeEquity).min(type(uint96).max);
        }
    }

    // ---------------------------------------------------------------- tokens

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
